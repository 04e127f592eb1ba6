"""Places, produce, logs with all their versions, and the quarters they are told of."""

from tumbuh.production.models.goods import Commodity, ConversionFactor
from tumbuh.production.models.logs import Disposal, Log, LogVersion, ProcessingInput
from tumbuh.production.models.places import Group, Site
from tumbuh.production.models.quarters import QuarterClosing, Sheet

__all__ = [
    "Commodity",
    "ConversionFactor",
    "Disposal",
    "Group",
    "Log",
    "LogVersion",
    "ProcessingInput",
    "QuarterClosing",
    "Sheet",
    "Site",
]
