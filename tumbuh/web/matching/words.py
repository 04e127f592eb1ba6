"""States, moments, points and shares of business matching, in words."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from tumbuh.kernel.money import format_rupiah
from tumbuh.kernel.numbers import format_number
from tumbuh.kernel.periods import WIB, format_day
from tumbuh.matching.models import Demand, Event, Meeting, Slot, SupplyProfile
from tumbuh.matching.rules.states import (
    CANCEL_NAMES,
    DEAL_NAMES,
    DECLINE_NAMES,
    EVENT_NAMES,
    MEETING_NAMES,
    PARTICIPANT_NAMES,
    PROFILE_NAMES,
    DealState,
    EventState,
    MeetingState,
    ParticipantState,
    ProfileState,
)
from tumbuh.web.matching.parts import Point
from tumbuh.web.orders.words import day_in_words

EVENT_KINDS: Mapping[str, str] = {
    EventState.DRAFT: "",
    EventState.OPEN: "info",
    EventState.ARRANGED: "accent",
    EventState.RUNNING: "warn",
    EventState.FINISHED: "good",
    EventState.CANCELLED: "bad",
}
PARTICIPANT_KINDS: Mapping[str, str] = {
    ParticipantState.INVITED: "warn",
    ParticipantState.COMING: "good",
    ParticipantState.DECLINED: "bad",
    ParticipantState.WITHDRAWN: "bad",
}
MEETING_KINDS: Mapping[str, str] = {
    MeetingState.REQUESTED: "warn",
    MeetingState.DECLINED: "bad",
    MeetingState.WAITING: "warn",
    MeetingState.SCHEDULED: "info",
    MeetingState.HELD: "good",
    MeetingState.MISSED: "bad",
    MeetingState.CANCELLED: "bad",
}
DEAL_KINDS: Mapping[str, str] = {
    DealState.INTERESTED: "info",
    DealState.QUOTED: "accent",
    DealState.ORDERED: "accent",
    DealState.PAID: "good",
    DealState.LOST: "bad",
}
PROFILE_KINDS: Mapping[str, str] = {
    ProfileState.DRAFT: "warn",
    ProfileState.SHARED: "good",
    ProfileState.WITHDRAWN: "bad",
}
_PARTS = {
    "category": gettext_noop("Jenis dan kata"),
    "capacity": gettext_noop("Kapasitas"),
    "price": gettext_noop("Harga"),
    "distance": gettext_noop("Jarak"),
    "origin": gettext_noop("Bukti asal barang"),
    "record": gettext_noop("Catatan pengiriman"),
    "timing": gettext_noop("Waktu"),
}
_OBSTACLES = {
    "ban": gettext_noop("larangan"),
    "size_class": gettext_noop("kelas usaha"),
    "certificate": gettext_noop("sertifikat"),
    "capacity": gettext_noop("kapasitas"),
    "price": gettext_noop("harga"),
    "area": gettext_noop("wilayah kirim"),
}
_NAMES: Mapping[str, Mapping[Any, str]] = {
    "event": EVENT_NAMES,
    "participant": PARTICIPANT_NAMES,
    "meeting": MEETING_NAMES,
    "deal": DEAL_NAMES,
    "profile": PROFILE_NAMES,
}


def state(of: str, value: str) -> str:
    """Return the name of a state, `of`: event, participant, meeting, deal or profile."""
    return _(_NAMES[of][value])


def reason(meeting: Meeting) -> str:
    """Return why a meeting was declined or cancelled."""
    if not meeting.reason_code:
        return ""
    names = DECLINE_NAMES if meeting.state == MeetingState.DECLINED else CANCEL_NAMES
    told = _(names.get(meeting.reason_code, meeting.reason_code))
    return f"{told}: {meeting.reason_words}" if meeting.reason_words else told


def clock(slot: Slot) -> str:
    """Return a slot as "09.20–09.40"."""
    return f"{slot.starts_at.astimezone(WIB):%H.%M}–{slot.ends_at.astimezone(WIB):%H.%M}"


def slot_in_words(slot: Slot) -> str:
    """Return a slot as "Selasa, 1 Desember 2026, 09.20–09.40"."""
    return f"{day_in_words(slot.starts_at.astimezone(WIB).date())}, {clock(slot)}"


def days_of(event: Event) -> str:
    """Return the days of an event as "1 Desember 2026" or "1 Desember 2026 – 4 Desember 2026"."""
    days = sorted({one.starts_at.astimezone(WIB).date() for one in event.sessions.all()})
    if not days:
        return "–"
    return format_day(days[0]) if len(days) == 1 else f"{format_day(days[0])} – {format_day(days[-1])}"


def amount(demand: Demand) -> str:
    """Return "400 kotak"."""
    return f"{format_number(demand.quantity)} {demand.unit}"


def demand_in_words(demand: Demand | None) -> str:
    """Return "400 kotak Nasi kotak untuk rapat", "" for a meeting without one."""
    return f"{amount(demand)} · {demand.title}" if demand is not None else ""


def capacity(supply: SupplyProfile) -> str:
    """Return what a seller can make in a day, as "300 kotak"."""
    return f"{format_number(supply.capacity)} {supply.unit}"


def budget(demand: Demand) -> str:
    """Return what a demand may cost."""
    if demand.unit_budget_rupiah:
        return _("%(price)s per %(unit)s") % {"price": format_rupiah(demand.unit_budget_rupiah), "unit": demand.unit}
    return format_rupiah(demand.total_budget_rupiah) if demand.total_budget_rupiah else _("tidak disebut")


def hundredths(value: int) -> str:
    """Return hundredths of a point: 1250 as "12,5", 3500 as "35"."""
    text = format_number(Decimal(value) / 100, digits=2)
    return text.rstrip("0").rstrip(",")


def obstacles(reasons: Mapping[str, int]) -> str:
    """Say how many sellers each filter keeps apart, the most first, such as "7 kapasitas, 5 sertifikat"."""
    ordered = sorted(reasons.items(), key=lambda row: (-row[1], _OBSTACLES[row[0]]))
    return ", ".join(f"{format_number(count)} {_(_OBSTACLES[name])}" for name, count in ordered)


def points(parts: Sequence[Mapping[str, Any]]) -> list[Point]:
    """Return the parts of a kept score as they are shown."""
    return [
        Point(
            _(_PARTS.get(one["name"], one["name"])),
            hundredths(one["points"]),
            hundredths(one["most"]),
            round(100 * one["points"] / one["most"]) if one["most"] else 0,
            one["sentence"],
        )
        for one in parts
    ]
