"""Reminders: of meetings that come up, of questions not answered, of outcomes not told, of promises not kept."""

from datetime import datetime, timedelta

from tumbuh.kernel.money import format_rupiah
from tumbuh.kernel.periods import day_in_wib
from tumbuh.matching import access, terms
from tumbuh.matching.meeting import told
from tumbuh.matching.models import Deal, Meeting, Participant
from tumbuh.matching.rules.states import AT_WORK, NEXT_STEP_NAMES, DealState, MeetingState, ParticipantState

_SIDES = ("event", "slot", "buyer__buyer", "buyer__business", "seller__buyer", "seller__business")


def remind(*, now: datetime) -> int:
    """
    Remind everybody who should be reminded now; return how many notices were written.

    Each reminder has a key of its own, so that doing it twice tells nobody twice.
    """
    return _of_meetings(now) + _of_requests(now) + _of_empty_schedules(now) + _of_outcomes(now) + _of_promises(now)


def _of_meetings(now: datetime) -> int:
    """Remind both sides of a meeting that is within a day."""
    until = now + timedelta(hours=_rule(now)["before_hours"])
    coming = Meeting.objects.filter(state=MeetingState.SCHEDULED, slot__starts_at__gt=now, slot__starts_at__lte=until)
    return sum(
        _tell(one, f"Pertemuan: {one.buyer} dan {one.seller}", told(one), f"before:{one.slot_id}", now)
        for one in coming.select_related(*_SIDES).order_by("pk")
    )


def _of_requests(now: datetime) -> int:
    """Remind who was asked for a meeting and has not answered for days."""
    before = now - timedelta(days=_rule(now)["unanswered_days"])
    open_ = Meeting.objects.filter(state=MeetingState.REQUESTED, asked_at__lte=before, event__state__in=AT_WORK)
    count = 0
    for one in open_.select_related(*_SIDES).order_by("pk"):
        asked, asker = (one.seller, one.buyer) if one.asked_by_side == "buyer" else (one.buyer, one.seller)
        count += access.tell(
            [asked], event="matching.reminder", title=f"{asker.name} menunggu jawaban Anda",
            body="Terima atau tolak permintaan pertemuan ini.", path=access.event_path(one.event.public_id),
            key=f"{one.reference}:unanswered", now=now,
        )  # fmt: skip
    return count


def _of_empty_schedules(now: datetime) -> int:
    """Remind who comes, may choose, and has no meeting yet, in the last week before the event."""
    soon = Participant.objects.filter(
        state=ParticipantState.COMING, event__state="open", event__mode__in=["participants", "hybrid"],
        event__slots__number=0, event__slots__starts_at__gt=now,
        event__slots__starts_at__lte=now + timedelta(days=_rule(now)["again_days"]),
    )  # fmt: skip
    without = soon.exclude(meetings_bought__state__in=["requested", "waiting", "scheduled"]).exclude(
        meetings_sold__state__in=["requested", "waiting", "scheduled"]
    )
    return sum(
        access.tell(
            [one], event="matching.reminder", title=f"Belum ada pertemuan di {one.event.name}",
            body="Pilih peserta yang ingin Anda temui.", path=access.event_path(one.event.public_id),
            key=f"matching.participant:{one.public_id}:empty", now=now,
        )
        for one in without.select_related("event", "buyer", "business").order_by("pk")
    )  # fmt: skip


def _of_outcomes(now: datetime) -> int:
    """Remind both sides of a meeting that was held and of which nobody has said what came of it."""
    before = now - timedelta(days=_rule(now)["after_days"])
    silent = Meeting.objects.filter(state=MeetingState.HELD, slot__ends_at__lte=before, outcomes=None)
    return sum(
        _tell(
            one,
            f"Hasil pertemuan: {one.buyer} dan {one.seller}",
            "Isi hasilnya dalam dua ketukan.",
            "silent",
            now,
        )
        for one in silent.select_related(*_SIDES).order_by("pk")
    )


def _of_promises(now: datetime) -> int:
    """Remind both sides of a next step whose day has come or is past, again every week while nothing happens."""
    today, again = day_in_wib(now), _rule(now)["again_days"]
    due = Deal.objects.filter(state__in=[DealState.INTERESTED, DealState.QUOTED], next_on__lte=today)
    count = 0
    for deal in due.select_related(*(f"meeting__{one}" for one in _SIDES)).order_by("pk"):
        if deal.next_on is None:
            continue
        week = (today - deal.next_on).days // again
        step = NEXT_STEP_NAMES[deal.next_step]
        body = f"{step}: dijanjikan {deal.next_on:%d/%m/%Y}, minat {format_rupiah(deal.interest_rupiah)}."
        title = f"Tindak lanjut: {deal.meeting.buyer} dan {deal.meeting.seller}"
        count += _tell(deal.meeting, title, body, f"promise:{deal.next_on}:{week}", now)
    return count


def _tell(meeting: Meeting, title: str, body: str, key: str, now: datetime) -> int:
    return access.tell(
        [meeting.buyer, meeting.seller], event="matching.reminder", title=title, body=body,
        path=access.event_path(meeting.event.public_id), key=f"{meeting.reference}:{key}", now=now,
    )  # fmt: skip


def _rule(now: datetime) -> dict[str, int]:
    found: dict[str, int] = terms.value("reminders", day_in_wib(now))
    return found
