"""What people say of purchases: which package one was made for, that one stays without, and purchases recorded late."""

from collections.abc import Sequence
from datetime import date, datetime

import polars as pl
from django.db import transaction

from tumbuh.accounts.models import User
from tumbuh.accounts.permissions import Permission
from tumbuh.accounts.services import require
from tumbuh.audit import services as audit
from tumbuh.kernel.errors import NotAllowed, Refused
from tumbuh.kernel.periods import day_in_wib
from tumbuh.kernel.states import check_move
from tumbuh.procurement.lookup import codes_within
from tumbuh.procurement.models import ImportBatch, Match, Package, Purchase, RejectedRow, Unmatched
from tumbuh.procurement.rules.codes import plan_codes as parse_codes
from tumbuh.procurement.rules.methods import METHOD_NAMES, Method
from tumbuh.procurement.rules.states import WAIT_MOVES, WaitState
from tumbuh.procurement.seeing import seen_by
from tumbuh.procurement.versions import write_facts

RECORDED = "recorded"  # the source of purchases that a person recorded here


class NoSuchPackage(Refused):
    """No package of the plan has this code."""

    code = "no_such_package"


class NoSuchWaiting(Refused):
    """Nothing of this name waits."""

    code = "no_such_waiting"


class ReasonMissing(Refused):
    """The act needs a reason in words."""

    code = "reason_missing"


class PartAboveValue(Refused):
    """A part is larger than the whole purchase, or below zero."""

    code = "part_above_value"


@transaction.atomic
def match(*, purchase_key: str, plan_codes: str, reason: str, by: User, now: datetime) -> Match:
    """
    Say which packages a waiting purchase was made for ("40123456", several joined by ";"), with a reason.

    An earlier word is superseded and stays readable; figures of before are as they were. Raises: NotAllowed,
    ReasonMissing, NoSuchPackage, NoSuchWaiting; nothing is then written.
    """
    require(by, Permission.PROCUREMENT_MATCH)
    text = _reason(reason)
    codes = parse_codes(plan_codes)
    waiting = _locked(purchase_key, by, now)
    if missing := sorted(set(codes) - _known_codes(codes)) or ([] if codes else ["(kosong)"]):
        raise NoSuchPackage(f"Paket RUP {', '.join(missing[:5])} tidak ada; impor RUP-nya dahulu atau periksa kodenya.")
    if waiting.state != WaitState.RESOLVED:
        check_move(WAIT_MOVES, waiting.state, WaitState.RESOLVED)
    Match.objects.filter(purchase_key=purchase_key, superseded_at=None).update(superseded_at=now)
    made = Match.objects.create(
        purchase_key=purchase_key, plan_codes=codes, reason=text, matched_by=by, recorded_at=now
    )
    _close(waiting, WaitState.RESOLVED, text, by, now)
    detail = {"purchase": purchase_key, "plan_codes": codes[:50]}
    audit.record("procurement.matched", by=by, at=now, target=_target(waiting), reason=text, detail=detail)
    return made


@transaction.atomic
def dismiss(*, purchase_key: str, reason: str, by: User, now: datetime) -> Unmatched:
    """Close a waiting purchase that has no package; it stays unmatched in every figure. Raises: as match."""
    require(by, Permission.PROCUREMENT_MATCH)
    text = _reason(reason)
    waiting = _locked(purchase_key, by, now)
    check_move(WAIT_MOVES, waiting.state, WaitState.DISMISSED)
    _close(waiting, WaitState.DISMISSED, text, by, now)
    audit.record("procurement.match_dismissed", by=by, at=now, target=_target(waiting), reason=text)
    return waiting


@transaction.atomic
def dismiss_row(*, row_id: int, reason: str, by: User, now: datetime) -> RejectedRow:
    """Close a row that could not be read and stays out. Raises: NotAllowed, ReasonMissing, IllegalMove."""
    require(by, Permission.PROCUREMENT_IMPORT)
    text = _reason(reason)
    row = RejectedRow.objects.select_for_update().get(pk=row_id)
    check_move(WAIT_MOVES, row.state, WaitState.DISMISSED)
    row.state, row.closed_at, row.closed_by, row.closing_reason = WaitState.DISMISSED.value, now, by, text
    row.save(update_fields=["state", "closed_at", "closed_by", "closing_reason"])
    target = f"procurement.rejectedrow:{row.pk}"
    audit.record("procurement.row_dismissed", by=by, at=now, target=target, reason=text)
    return row


@transaction.atomic
def record_purchase(
    *,
    unit: str,
    name: str,
    external_id: str,
    ordered_on: date,
    value_rupiah: int,
    domestic_rupiah: int | None,
    micro_small_rupiah: int | None,
    plan_codes: str,
    vendor_name: str,
    reason: str,
    by: User,
    now: datetime,
    method: Method = Method.RECORDED,
) -> Purchase:
    """
    Record a purchase after the fact, with the reason why it was not made in a system.

    A part that nobody knows is None. `external_id` is the number of its paper (receipt, order), so that recording it
    twice records it once. Raises: NotAllowed, ReasonMissing, PartAboveValue; nothing is then written.
    """
    require(by, Permission.PROCUREMENT_RECORD)
    _check_unit(unit, Permission.PROCUREMENT_RECORD, by, now)
    text = _reason(reason)
    for part in (domestic_rupiah, micro_small_rupiah):
        if value_rupiah <= 0 or (part is not None and not 0 <= part <= value_rupiah):
            raise PartAboveValue("Nilai harus lebih dari nol, dan bagian PDN/UMK tidak boleh melebihi nilainya.")
    batch = _batch_of_hand(by, ordered_on.year, now)
    facts = pl.DataFrame(
        {
            "row": [1], "key": [f"{RECORDED}:{unit}/{external_id.strip()}"], "year": [ordered_on.year],
            "source": [RECORDED], "external_id": [external_id.strip()], "name": [name.strip()], "unit_ref": [unit],
            "method": [method.value], "status": [METHOD_NAMES[method]], "state": ["realised"],
            "ordered_on": [ordered_on], "value_rupiah": [value_rupiah], "domestic_rupiah": [domestic_rupiah],
            "micro_small_rupiah": [micro_small_rupiah],
            "plan_codes": ["{" + ",".join(parse_codes(plan_codes)) + "}"], "vendor_name": [vendor_name.strip()],
            "recording_reason": [text],
        }
    )  # fmt: skip
    write_facts(Purchase, facts, summed=(), batch=batch, now=now)
    made = Purchase.objects.get(key=facts["key"][0], superseded_at=None)
    audit.record("procurement.recorded", by=by, at=now, target=f"procurement.purchase:{made.key}", reason=text)
    return made


def _batch_of_hand(by: User, year: int, now: datetime) -> ImportBatch:
    """Return the batch of one purchase recorded by hand: every fact says where it came from."""
    return ImportBatch.objects.create(
        dataset=RECORDED, year=year, file_name="dicatat di Tumbuh", file_sha256="", file_bytes=0, as_of=now,
        state="done", created=1, rows_total=1, rows_done=1, created_at=now, created_by=by, finished_at=now,
    )  # fmt: skip


def _locked(purchase_key: str, by: User, now: datetime) -> Unmatched:
    """Return what waits, locked. Raises: NoSuchWaiting; NotAllowed for a purchase of a unit that is not theirs."""
    waiting = Unmatched.objects.select_for_update().filter(purchase_key=purchase_key).first()
    if waiting is None:
        raise NoSuchWaiting("Belanja ini tidak menunggu pencocokan.")
    _check_unit(waiting.unit_ref, Permission.PROCUREMENT_MATCH, by, now)
    return waiting


def _check_unit(unit_ref: str, permission: Permission, by: User, now: datetime) -> None:
    """Pass when a person holds the permission for this unit. Raises: NotAllowed."""
    within = seen_by(by, on=day_in_wib(now), permission=permission)
    if within is not None and unit_ref not in codes_within(within):
        raise NotAllowed("Belanja ini milik unit di luar cakupan Anda; minta unitnya sendiri yang melakukannya.")


def _known_codes(codes: Sequence[str]) -> set[str]:
    return set(Package.objects.filter(key__in=codes, superseded_at=None).values_list("key", flat=True))


def _close(waiting: Unmatched, state: WaitState, reason: str, by: User, now: datetime) -> None:
    waiting.state, waiting.closed_at, waiting.closed_by, waiting.closing_reason = state.value, now, by, reason
    waiting.save(update_fields=["state", "closed_at", "closed_by", "closing_reason"])


def _reason(text: str) -> str:
    if not text.strip():
        raise ReasonMissing("Tulis alasannya; yang memeriksa nanti membacanya.")
    return text.strip()


def _target(waiting: Unmatched) -> str:
    return f"procurement.unmatched:{waiting.public_id}"
