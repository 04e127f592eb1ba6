"""What can be done to public buying: import a file, match a purchase, record one, hold and realise money."""

from tumbuh.procurement.budgeting import hold, realise, release
from tumbuh.procurement.importing import import_file, receive, run_received
from tumbuh.procurement.matches import dismiss, dismiss_row, match, record_purchase
from tumbuh.procurement.publishing import publish_figure
from tumbuh.procurement.receiving import Told, queue_file
from tumbuh.procurement.seeing import note_download

__all__ = [
    "Told",
    "dismiss",
    "dismiss_row",
    "hold",
    "import_file",
    "match",
    "note_download",
    "publish_figure",
    "queue_file",
    "realise",
    "receive",
    "record_purchase",
    "release",
    "run_received",
]
