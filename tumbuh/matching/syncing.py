"""Notes of the hall page with what came of the meetings: each taken in once, however often it is sent."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from tumbuh.accounts.models import User
from tumbuh.kernel.errors import Refused
from tumbuh.matching.hall import Entry, Noted, note
from tumbuh.matching.models import Event, Meeting
from tumbuh.matching.outcomes import tell_outcome


@dataclass(frozen=True)
class Told:
    """What came of a meeting, as it was written in the hall."""

    interest_rupiah: int
    next_step: str
    next_on: date | None


def take_in(*, event_id: int, notes: Sequence[tuple[Entry, Told | None]], by: User, now: datetime) -> list[Noted]:
    """
    Take in notes in the order in which they were written; a refused one holds no other up.

    A note with an outcome says that the meeting was held. Both are written or neither, and the same key once only:
    a device that did not hear our answer sends it again. Raises: HallNotOpen, TooManyEntries.
    """
    plain = [entry for entry, told in notes if told is None]
    answers = note(event_id=event_id, entries=plain, by=by, now=now) if plain else []
    for entry, told in sorted(notes, key=lambda one: one[0].happened_at):
        if told is None:
            continue
        try:
            answers.append(_outcome(event_id, entry, told, by, now))
        except Refused as refused:
            answers.append(Noted(entry.key, "refused", refused.message))
    return answers


@transaction.atomic
def _outcome(event_id: int, entry: Entry, told: Told, by: User, now: datetime) -> Noted:
    Event.objects.select_for_update().get(pk=event_id)
    [noted] = note(event_id=event_id, entries=[entry], by=by, now=now)
    if noted.result == "done":
        meeting = Meeting.objects.get(event=event_id, public_id=str(entry.meeting))
        tell_outcome(
            meeting_id=meeting.pk, interest_rupiah=told.interest_rupiah, next_step=told.next_step, by=by, now=now,
            next_on=told.next_on,
        )  # fmt: skip
    return noted
