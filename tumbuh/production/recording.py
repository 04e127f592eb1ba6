"""Logs: noted once, corrected and withdrawn as new versions, never changed in place."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import IntegrityError, transaction

from tumbuh.accounts.models import User
from tumbuh.audit import services as audit
from tumbuh.kernel.errors import Refused
from tumbuh.production.access import require_recorder
from tumbuh.production.judging import AskFirst, BadLog, Desk, Input, InputGone, LogValues, inputs_of, judge, used_mass
from tumbuh.production.models import Disposal, Log, LogVersion, ProcessingInput, Sheet
from tumbuh.production.rules.units import MG_PER_KG, MILLI, format_kg

__all__ = ["AskFirst", "BadLog", "Input", "InputGone", "LogValues", "NewLog"]


class ReasonMissing(Refused):
    """A correction says why."""

    code = "production_reason_missing"


class StaleLog(Refused):
    """Somebody changed the log meanwhile, or it was withdrawn."""

    code = "stale_log"


class StillUsed(Refused):
    """What was made or handed out of the harvest would be more than the harvest."""

    code = "harvest_still_used"


@dataclass(frozen=True)
class NewLog:
    """One log to note; the same `client_id` again is the same log."""

    client_id: UUID
    kind: str
    values: LogValues
    sheet_row: int | None = None


def record_log(
    *, client_id: UUID, kind: str, values: LogValues, by: User | None, now: datetime, source: str = "form",
    ask: bool = True,
) -> Log:  # fmt: skip
    """
    Note one thing; sent again with the same `client_id` it changes nothing and returns what was noted.

    With `ask` False a strange log is taken with its question still open, to be answered later: for devices that were
    out of reach when it was noted. Raises: NotAllowed, BadLog, UnknownUnit, BadQuantity, NoFactor, InputGone, AskFirst.
    """
    new = NewLog(client_id, kind, values)
    return record_logs(logs=[new], by=by, now=now, source=source, ask=ask)[0]


@transaction.atomic
def record_logs(
    *, logs: Sequence[NewLog], by: User | None, now: datetime, source: str = "form", ask: bool = True,
    sheet: Sheet | None = None,
) -> list[Log]:  # fmt: skip
    """Note many things at once, as `record_log` notes one; one event in the trail. All or none."""
    known = _known(logs)
    fresh = {new.client_id: new for new in logs if new.client_id not in known}
    if fresh:
        try:
            with transaction.atomic():
                made = _write(list(fresh.values()), by=by, now=now, source=source, ask=ask, sheet=sheet)
        except IntegrityError:  # the same device sent it twice at once, and the other message came first
            known = _known(logs)
            if fresh.keys() - known.keys():
                raise
            return [known[new.client_id] for new in logs]
        known |= {one.client_id: one for one in made}
        target = made[0].reference if len(made) == 1 else ""
        audit.record("production.logged", by=by, at=now, target=target, detail={"logs": len(made), "source": source})
    return [known[new.client_id] for new in logs]


@transaction.atomic
def correct_log(
    *, log_id: int, seen_version: int, values: LogValues, change_reason: str, by: User | None, now: datetime
) -> LogVersion:
    """
    Write what a log should have said, as its next version; the one before stays readable.

    `seen_version`: what the person looked at, so that two corrections do not overwrite each other unseen.
    Raises: NotAllowed, ReasonMissing, StaleLog, StillUsed, and what `record_log` raises.
    """
    old = locked_current(log_id, seen_version)
    desk = Desk.open([values], leave_out=log_id)
    require_recorder(by, {old.site.area_code, *(site.area_code for site in desk.sites.values())}, now)
    check_reason(change_reason)
    new = judge(old.log.kind, values, desk, now=now, ask=True)
    _check_still_enough(log_id, new.mass_mg or 0)
    supersede(old, new, cause="correction", change_reason=change_reason, by=by, now=now)
    ProcessingInput.objects.bulk_create(inputs_of(new, values.inputs, desk.goods))
    audit.record("production.corrected", by=by, at=now, target=old.log.reference, reason=new.change_reason)
    return new


@transaction.atomic
def withdraw_log(*, log_id: int, seen_version: int, change_reason: str, by: User | None, now: datetime) -> LogVersion:
    """Say that a log was no such thing; it stays readable and counts no more. Raises: as `correct_log`."""
    old = locked_current(log_id, seen_version)
    require_recorder(by, [old.site.area_code], now)
    check_reason(change_reason)
    _check_still_enough(log_id, 0)
    new = copy_of(old)
    new.withdrawn = True
    supersede(old, new, cause="withdrawal", change_reason=change_reason, by=by, now=now)
    audit.record("production.withdrawn", by=by, at=now, target=old.log.reference, reason=new.change_reason)
    return new


@transaction.atomic
def answer_question(*, log_id: int, seen_version: int, reason: str, by: User | None, now: datetime) -> LogVersion:
    """Give the reason of a log whose question is still open. Raises: NotAllowed, ReasonMissing, StaleLog."""
    old = locked_current(log_id, seen_version)
    require_recorder(by, [old.site.area_code], now)
    check_reason(reason)
    if not old.question or old.reason:
        raise StaleLog("Catatan ini tidak sedang menunggu jawaban.")
    new = copy_of(old)
    new.reason = reason.strip()[:300]
    supersede(old, new, cause="correction", change_reason="Pertanyaan dijawab", by=by, now=now)
    carry_inputs(old, new)
    audit.record("production.question_answered", by=by, at=now, target=old.log.reference, reason=new.reason)
    return new


def values_of(version: LogVersion) -> LogValues:
    """Return what a version says as values to start a correction from."""
    return LogValues(
        site_id=version.site_id,
        commodity_code=version.commodity.code,
        done_on=version.done_on,
        quantity=Decimal(version.quantity_milli) / MILLI,
        unit=version.unit,
        weighed_kg=Decimal(version.weighed_mg) / MG_PER_KG if version.weighed_mg else None,
        heads=version.heads,
        area_m2=version.area_m2,
        price_rupiah=version.price_rupiah,
        reason=version.reason,
        note=version.note,
        photo=version.photo,
        inputs=tuple(
            Input(Decimal(one.used_mg) / MG_PER_KG, one.harvest_id, one.commodity.code)
            for one in version.inputs.select_related("commodity").order_by("pk")
        ),
    )


def copy_of(version: LogVersion) -> LogVersion:
    """Return a version that says the same, not yet written."""
    names = [field.attname for field in LogVersion._meta.concrete_fields if field.attname not in {"id"}]
    return LogVersion(**{name: getattr(version, name) for name in names})


def carry_inputs(old: LogVersion, new: LogVersion) -> None:
    """Give a version the inputs of the one before."""
    ProcessingInput.objects.bulk_create(
        ProcessingInput(version=new, harvest_id=one.harvest_id, commodity_id=one.commodity_id, used_mg=one.used_mg)
        for one in old.inputs.order_by("pk")
    )


def _known(logs: Sequence[NewLog]) -> dict[UUID, Log]:
    return {one.client_id: one for one in Log.objects.filter(client_id__in=[new.client_id for new in logs])}


def _write(
    new: list[NewLog], *, by: User | None, now: datetime, source: str, ask: bool, sheet: Sheet | None
) -> list[Log]:
    desk = Desk.open([one.values for one in new])
    require_recorder(by, {site.area_code for site in desk.sites.values()}, now)
    versions = [judge(one.kind, one.values, desk, now=now, ask=ask) for one in new]
    made = Log.objects.bulk_create(
        (
            Log(
                client_id=one.client_id, kind=one.kind, source=source, sheet=sheet, sheet_row=one.sheet_row,
                noted_at=now, noted_by=by,
            )
            for one in new
        ),
        batch_size=5_000,
    )  # fmt: skip
    for log, version in zip(made, versions, strict=True):
        version.log, version.number, version.cause, version.recorded_by = log, 1, "entry", by
    LogVersion.objects.bulk_create(versions, batch_size=5_000)
    for one, version in zip(new, versions, strict=True):
        if one.values.inputs:
            ProcessingInput.objects.bulk_create(inputs_of(version, one.values.inputs, desk.goods))
    return made


def locked_current(log_id: int, seen_version: int) -> LogVersion:
    """Return the version that counts, which no other act changes until this one is done. Raises: StaleLog."""
    current = LogVersion.objects.select_for_update(of=("self",)).select_related("log", "site", "commodity")
    found = current.filter(log_id=log_id, superseded_at=None).first()
    if found is None or found.withdrawn or found.number != seen_version:
        raise StaleLog("Catatan ini sudah diubah atau dibatalkan orang lain. Muat ulang halamannya, lalu ulangi.")
    return found


def supersede(
    old: LogVersion, new: LogVersion, *, cause: str, change_reason: str, by: User | None, now: datetime
) -> None:
    """Let a new version count instead of the old one."""
    LogVersion.objects.filter(pk=old.pk).update(superseded_at=now)
    new.pk = None
    new.log, new.number, new.cause, new.change_reason = old.log, old.number + 1, cause, change_reason.strip()[:300]
    new.recorded_at, new.recorded_by, new.superseded_at = now, by, None
    new.save(force_insert=True)


def check_reason(reason: str) -> None:
    """Pass when somebody can learn something from the reason. Raises: ReasonMissing."""
    if len(reason.strip()) < 3:
        raise ReasonMissing("Tulis alasannya singkat; yang memeriksa nanti akan membacanya.")


def _check_still_enough(log_id: int, mass: int) -> None:
    gone = sum(Disposal.objects.filter(harvest_id=log_id, withdrawn_at=None).values_list("mass_mg", flat=True))
    used = used_mass(log_id)
    if used > mass or (mass == 0 and gone):
        raise StillUsed(
            f"{format_kg(used)} kg dari catatan ini sudah dipakai sebagai bahan olahan dan {format_kg(gone)} kg sudah "
            "tercatat keluar. Betulkan catatan itu dahulu."
        )
