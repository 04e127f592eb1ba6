"""What can be done: places, logs and their corrections, where harvests went, factors, final quarters."""

from tumbuh.production.closing import close_quarter, last_closing
from tumbuh.production.disposing import Gone, record_disposal, take_back_disposal
from tumbuh.production.downloading import note_download
from tumbuh.production.factoring import set_factor
from tumbuh.production.judging import AskFirst, Input, LogValues
from tumbuh.production.loading import load_commodities
from tumbuh.production.placing import NewSite, add_group, add_site, add_sites, close_site
from tumbuh.production.recording import (
    NewLog,
    answer_question,
    correct_log,
    record_log,
    record_logs,
    values_of,
    withdraw_log,
)

__all__ = [
    "AskFirst",
    "Gone",
    "Input",
    "LogValues",
    "NewLog",
    "NewSite",
    "add_group",
    "add_site",
    "add_sites",
    "answer_question",
    "close_quarter",
    "close_site",
    "correct_log",
    "last_closing",
    "load_commodities",
    "note_download",
    "record_disposal",
    "record_log",
    "record_logs",
    "set_factor",
    "take_back_disposal",
    "values_of",
    "withdraw_log",
]
