"""The programme of an event and the cards of its participants, as numbered documents."""

import io
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

import segno
from django.db import transaction

from tumbuh.accounts.models import User
from tumbuh.audit import services as audit
from tumbuh.kernel.errors import Refused
from tumbuh.kernel.periods import WIB, day_in_wib, format_day
from tumbuh.matching.models import Event, Meeting, Participant, Slot
from tumbuh.matching.organising import locked_event
from tumbuh.matching.rules.states import SEATED_MEETINGS, EventState, ParticipantState
from tumbuh.papers import services as papers
from tumbuh.papers.contents import Column, Letter, Letterhead
from tumbuh.papers.models import Paper
from tumbuh.papers.rules import Face, PaperKind, grouped

ISSUER = "Dinas PPKUKM"


class NoTimetableYet(Refused):
    """Nothing is printed before the timetable is out."""

    code = "no_timetable_yet"


@transaction.atomic
def print_event(*, event_id: int, by: User, now: datetime) -> tuple[Paper, Paper]:
    """
    Issue the programme and the table cards of an event as its timetable stands; return both.

    Printed again after a change they are new documents with numbers of their own. Raises: NotAllowed, NoTimetableYet.
    """
    event = locked_event(event_id, by, now)
    if event.state not in {EventState.ARRANGED, EventState.RUNNING}:
        raise NoTimetableYet("Susun jadwalnya dahulu, lalu cetak acara dan kartu meja.")
    meetings = list(
        event.meetings.filter(state__in=SEATED_MEETINGS)
        .select_related("slot", "buyer", "seller", "demand")
        .order_by("slot__number", "table")
    )
    coming = list(event.participants.filter(state=ParticipantState.COMING).order_by("buyer", "name", "pk"))
    face = Face(issuer=ISSUER, party=str(event))
    documents = (
        (PaperKind.PROGRAMME, programme(event, meetings)),
        (PaperKind.TABLE_CARD, cards(event, coming, meetings)),
    )
    issued = [
        papers.issue(
            kind=kind, series="TB", face=face, content=content, subject=event.reference, day=day_in_wib(now), by=by,
            now=now,
        )
        for kind, content in documents
    ]  # fmt: skip
    detail = {"documents": [one.number for one in issued]}
    audit.record("matching.printed", by=by, at=now, target=event.reference, detail=detail)
    return issued[0], issued[1]


def programme(event: Event, meetings: Sequence[Meeting]) -> dict[str, Any]:
    """Return what the programme says: every slot with its tables and who meets there."""
    slots = list(event.slots.select_related("session").order_by("number"))
    by_slot: dict[int, list[Meeting]] = {}
    for one in meetings:
        if one.slot_id is not None:
            by_slot.setdefault(one.slot_id, []).append(one)
    several_days = _lasts_days(slots)
    rows = []
    for slot in slots:
        when = _when(slot, several_days=several_days)
        if slot.is_break:
            rows.append([when, "", "Jeda", ""])
        rows += [[when, str(one.table), one.buyer.name, one.seller.name] for one in by_slot.get(slot.pk, [])]
    first = slots[0].starts_at
    letter = Letter(
        letterhead=Letterhead(ISSUER, lines=(f"Temu bisnis ke-{event.number}",)),
        facts=(("Acara", event.name), ("Hari", format_day(day_in_wib(first))), ("Tempat", event.place),
               ("Pertemuan", f"{len(meetings)} pertemuan, {event.tables} meja, {event.slot_minutes} menit")),
        columns=(Column("Waktu"), Column("Meja"), Column("Pembeli", wide=True), Column("Penjual", wide=True)),
        rows=rows,
        closing=("Jadwal dapat berubah bila ada pembatalan; jadwal terbaru ada di Tumbuh.",),
    )  # fmt: skip
    return letter.content()


def cards(event: Event, coming: Sequence[Participant], meetings: Sequence[Meeting]) -> dict[str, Any]:
    """Return what the cards say: one page for each who comes, with its square code and its meetings."""
    several_days = _lasts_days([one.slot for one in meetings if one.slot is not None])
    own: dict[int, list[list[str]]] = {one.pk: [] for one in coming}
    for one in meetings:
        if one.slot is None:
            continue
        when = _when(one.slot, several_days=several_days)
        about = one.demand.title if one.demand is not None else ""
        for me, other in ((one.buyer_id, one.seller), (one.seller_id, one.buyer)):
            if me in own:
                own[me].append([when, str(one.table), other.name, about])
    heading = Letterhead(f"{event.name} (ke-{event.number})")
    return Letter(letterhead=heading).content() | {
        "cards": [
            {
                "name": one.name, "side": "Pembeli" if one.is_buyer else "Penjual", "code": grouped(one.code),
                "square": square(one.code), "rows": own[one.pk],
            }
            for one in coming
        ],
    }  # fmt: skip


def square(code: str) -> str:
    """Return the square code that the door reads, as an SVG picture."""
    picture = io.BytesIO()
    segno.make(code, error="m", micro=False).save(picture, kind="svg", border=0, scale=4, xmldecl=False, svgns=True)
    return picture.getvalue().decode()


def _lasts_days(slots: Iterable[Slot]) -> bool:
    return len({day_in_wib(slot.starts_at) for slot in slots}) > 1


def _when(slot: Slot, *, several_days: bool) -> str:
    start, end = slot.starts_at.astimezone(WIB), slot.ends_at.astimezone(WIB)
    day = f"{start:%d/%m} " if several_days else ""
    return f"{day}{start:%H.%M}–{end:%H.%M}"
