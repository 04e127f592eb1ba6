"""Stating a need, and asking sellers for quotes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from tumbuh.accounts.models import User
from tumbuh.audit import services as audit
from tumbuh.catalogue.supplying import kinds
from tumbuh.kernel.errors import Refused
from tumbuh.kernel.periods import day_in_wib
from tumbuh.kernel.states import check_move
from tumbuh.needs import access, terms, waves
from tumbuh.needs.candidates import as_json, candidates
from tumbuh.needs.models import Invitation, Need
from tumbuh.needs.rules.states import MOVES, Invited, State
from tumbuh.needs.rules.windows import Window, window
from tumbuh.orders.basketing import check_officer
from tumbuh.orders.models import Disposition
from tumbuh.reference.holidays import working_days_after

_LONGEST_SENTENCE = 500


class NeedIncomplete(Refused):
    """Something that sellers must know is missing or cannot be."""

    code = "need_incomplete"


class NobodyEligible(Refused):
    """No seller may be asked."""

    code = "nobody_eligible"


@dataclass(frozen=True)
class NeedValues:
    """A need as the buyer left the form."""

    sentence: str
    title: str
    category_code: str
    quantity: int
    unit: str
    deliver_by_at: datetime
    address: str
    area_code: str = ""
    licences: Sequence[str] = ()
    note: str = ""
    unit_ceiling_rupiah: int | None = None
    total_ceiling_rupiah: int | None = None
    most_sellers: int = 1
    understood: Mapping[str, Any] = field(default_factory=dict)


@transaction.atomic
def state_need(*, disposition: Disposition, values: NeedValues, by: User, now: datetime) -> Need:
    """Write a need down as a draft; nobody is told. Raises: NotAllowed, NotTakenUp, NeedIncomplete."""
    check_officer(disposition, by, now)
    need = Need(disposition=disposition, unit_ref=disposition.unit_ref, posted_by=by, posted_at=now)
    access.require_poster(by, need, now)
    _fill(need, values, now)
    need.save()
    audit.record("needs.stated", by=by, at=now, target=need.reference, detail={"category": values.category_code})
    return need


@transaction.atomic
def change_draft(*, need_id: int, values: NeedValues, by: User, now: datetime) -> Need:
    """Change a need that nobody was told of yet. Raises: NotAllowed, NeedIncomplete, Refused once it is open."""
    need = locked(need_id)
    access.require_poster(by, need, now)
    if need.state != State.DRAFT:
        raise Refused(
            "Penjual sudah diberi tahu, jadi isinya tidak dapat diubah. Batalkan, lalu buat kebutuhan baru.",
            code="need_told_already",
        )
    _fill(need, values, now)
    need.save()
    audit.record("needs.draft_changed", by=by, at=now, target=need.reference)
    return need


@transaction.atomic
def ask_sellers(*, need_id: int, by: User, now: datetime) -> Need:
    """
    Open a need for quotes: find the eligible sellers, keep why the others are not, tell the first of the turn.

    Raises: NotAllowed, IllegalMove, TooSoon, NobodyEligible; nothing is then written and nobody told.
    """
    need = locked(need_id)
    access.require_poster(by, need, now)
    check_officer(need.disposition, by, now)
    check_move(MOVES, need.state, State.OPEN)
    window_ = window_of(need, now=now)
    found = candidates(need, now=now)
    eligible = [one for one in found if not one.exclusions]
    if not eligible:
        raise NobodyEligible(
            f"Belum ada penjual yang memenuhi syarat ({len(found)} diperiksa). Lihat alasannya, lalu longgarkan syarat "
            "yang tidak wajib: waktu, izin, wilayah, atau batas harga."
        )
    need.state, need.opened_for_quotes_at = State.OPEN.value, now
    need.closes_at, need.window_reason = window_.closes_at, window_.why
    need.silent_minutes, need.urgent = int(window_.silent_for / timedelta(minutes=1)), window_.urgent
    need.save()
    Invitation.objects.bulk_create(
        Invitation(
            need=need, seller_id=one.seller.id, offer_id=one.row.offer_id, turn=turn, checked_at=now,
            state=(Invited.EXCLUDED if one.exclusions else Invited.WAITING).value,
            exclusions=as_json(one.exclusions),
        )
        for turn, one in enumerate(found)
    )  # fmt: skip
    told = waves.tell_next(need, count=terms.value("first_wave", day_in_wib(now)), now=now)
    detail = {"eligible": len(eligible), "excluded": len(found) - len(eligible), "told": told}
    audit.record("needs.sellers_asked", by=by, at=now, target=need.reference, detail=detail)
    return need


@transaction.atomic
def withdraw(*, need_id: int, reason: str, by: User, now: datetime) -> Need:
    """Take a need back before it is closed; who was told is told why. Raises: NotAllowed, IllegalMove, Refused."""
    need = locked(need_id)
    access.require_poster(by, need, now)
    check_move(MOVES, need.state, State.WITHDRAWN)
    if not reason.strip():
        raise Refused("Tulis alasan pembatalan; penjual yang sudah diberi tahu akan membacanya.", code="reason_missing")
    need.state, need.ended_at, need.end_reason = State.WITHDRAWN.value, now, reason.strip()[:300]
    need.save(update_fields=["state", "ended_at", "end_reason"])
    access.tell_sellers(
        waves.told_sellers(need), event="needs.withdrawn", title=f"Dibatalkan: {need.title}",
        body=f"Pembeli membatalkan kebutuhan ini: {need.end_reason}", path=access.seller_path(need),
        key=f"{need.reference}:withdrawn", now=now,
    )  # fmt: skip
    audit.record("needs.withdrawn", by=by, at=now, target=need.reference, reason=need.end_reason)
    return need


def window_of(need: Need, *, now: datetime) -> Window:
    """Return until when sellers could quote if they were asked now. Raises: TooSoon."""
    return window(
        now=now,
        deliver_by_at=need.deliver_by_at,
        terms=terms.window_terms(day_in_wib(now)),
        after=working_days_after,
        catering=need.category.line_kind == "catering",
    )


def locked(need_id: int) -> Need:
    """Return a need that no other act changes until this one is done."""
    return Need.objects.select_for_update(of=("self",)).select_related("category", "disposition").get(pk=need_id)


def _fill(need: Need, values: NeedValues, now: datetime) -> None:
    category = next((one for one in kinds() if one.code == values.category_code), None)
    missing = [
        name
        for name, given in (
            ("jenis barang", category), ("nama barang", values.title.strip()), ("jumlah", values.quantity > 0),
            ("satuan", values.unit.strip()), ("alamat antar", values.address.strip()),
        )
        if not given
    ]  # fmt: skip
    if missing or category is None:
        raise NeedIncomplete(f"Lengkapi dahulu: {', '.join(missing)}.")
    if values.deliver_by_at <= now:
        raise NeedIncomplete("Waktu antar sudah lewat; pilih waktu yang akan datang.")
    if values.most_sellers < 1:
        raise NeedIncomplete("Jumlah penjual paling sedikit satu.")
    need.sentence, need.title = values.sentence.strip()[:_LONGEST_SENTENCE], values.title.strip()[:200]
    need.category_id, need.quantity, need.unit = category.id, values.quantity, values.unit.strip()[:20]
    need.deliver_by_at, need.address, need.area_code = (
        values.deliver_by_at,
        values.address.strip()[:300],
        values.area_code,
    )
    need.licences, need.note = sorted(set(values.licences)), values.note.strip()
    need.unit_ceiling_rupiah, need.total_ceiling_rupiah = values.unit_ceiling_rupiah, values.total_ceiling_rupiah
    need.most_sellers, need.understood = values.most_sellers, dict(values.understood)
