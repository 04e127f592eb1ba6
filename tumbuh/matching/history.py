"""Who has met whom and when, for a fair spread: from the meetings that were held."""

from datetime import date

from tumbuh.kernel.periods import day_in_wib
from tumbuh.matching.models import Event, Meeting
from tumbuh.matching.rules.states import MeetingState


def days_since_met(on: date, *, besides: Event | None = None) -> dict[tuple[int | None, int | None], int]:
    """Return for (buyer, business) how many days ago they met last, in another event than `besides`."""
    held = Meeting.objects.filter(state=MeetingState.HELD)
    if besides is not None:
        held = held.exclude(event=besides)
    found: dict[tuple[int | None, int | None], int] = {}
    for buyer, business, at in held.values_list("buyer__buyer", "seller__business", "slot__starts_at").order_by("pk"):
        days = max((on - day_in_wib(at)).days, 0)
        found[buyer, business] = min(days, found.get((buyer, business), days))
    return found


def met_somebody(on: date) -> frozenset[int | None]:
    """Return the businesses that met a buyer before a day: all others are first-timers."""
    held = Meeting.objects.filter(state=MeetingState.HELD)
    return frozenset(
        business
        for business, at in held.values_list("seller__business", "slot__starts_at").order_by("pk")
        if day_in_wib(at) < on
    )
