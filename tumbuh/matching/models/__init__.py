"""Tables of business matching: profiles, suggestions, events, the hall, and what came of it."""

from tumbuh.matching.models.deals import Deal, DealOrder, Outcome
from tumbuh.matching.models.events import Event, EventSession, HallEntry, Meeting, Participant, Slot, TimetableRun
from tumbuh.matching.models.profiles import Buyer, Demand, SupplyProfile
from tumbuh.matching.models.suggestions import Suggestion, SuggestionRun, SuggestionTally

__all__ = [
    "Buyer",
    "Deal",
    "DealOrder",
    "Demand",
    "Event",
    "EventSession",
    "HallEntry",
    "Meeting",
    "Outcome",
    "Participant",
    "Slot",
    "Suggestion",
    "SuggestionRun",
    "SuggestionTally",
    "SupplyProfile",
    "TimetableRun",
]
