"""What owners report of a month: income, sales and workers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from tumbuh.accounts.models import User
from tumbuh.accounts.permissions import Permission
from tumbuh.accounts.rules import CITY
from tumbuh.accounts.services import require
from tumbuh.audit import services as audit
from tumbuh.coaching.access import is_oneself, require_about
from tumbuh.coaching.models import OutcomeReport
from tumbuh.kernel.errors import Refused
from tumbuh.kernel.periods import day_in_wib
from tumbuh.registry.owners import NoSuchOwner, owner_exists, owner_of_key

_MOST_RUPIAH = 10**12
_MOST_WORKERS = 10_000


class OutcomeImplausible(Refused):
    """A figure of a report cannot be."""

    code = "outcome_implausible"


@dataclass(frozen=True)
class OutcomeValues:
    """What was said of one month; None: not asked or not known."""

    income_rupiah: int | None = None
    sales_rupiah: int | None = None
    paid_workers: int | None = None
    family_workers: int | None = None


@dataclass(frozen=True)
class NewOutcome:
    """One report among many."""

    owner_id: int
    month: date
    values: OutcomeValues


@transaction.atomic
def report_outcome(
    *,
    owner_id: int,
    month: date,
    values: OutcomeValues,
    source: str,
    by: User,
    now: datetime,
    client_id: str = "",
) -> OutcomeReport:
    """
    Keep what an owner says of a month; an earlier report of it is superseded, not lost. `source`: "visit", "form", ….

    By the owner or by who looks after him. Raises: NotAllowed, OutcomeImplausible, NoSuchOwner.
    """
    if not is_oneself(by, owner_id, on=day_in_wib(now)):
        require_about(by, owner_id, now=now)
    _check(month, values, now)
    owner_of_key(owner_id)
    sent = OutcomeReport.objects.filter(client_id=client_id).first() if client_id else None
    if sent is not None:
        return sent
    first = month.replace(day=1)
    current = OutcomeReport.objects.select_for_update().filter(owner=owner_id, month_on=first, superseded_at=None)
    for row in current:
        row.superseded_at = now
        row.save(update_fields=["superseded_at"])
    made = OutcomeReport.objects.create(
        owner_id=owner_id, month_on=first, income_rupiah=values.income_rupiah, sales_rupiah=values.sales_rupiah,
        paid_workers=values.paid_workers, family_workers=values.family_workers, source=source[:40], recorded_by=by,
        recorded_at=now, client_id=client_id,
    )  # fmt: skip
    audit.record("coaching.outcome_reported", by=by, at=now, target=f"coaching.outcome:{made.public_id}")
    return made


@transaction.atomic
def report_outcomes(*, reports: Sequence[NewOutcome], source: str, by: User | None, now: datetime) -> int:
    """
    Keep many reports at once, as a survey brings them; return how many. Earlier ones of the same months are superseded.

    `by` is None for a command on the machine. Raises: NotAllowed, OutcomeImplausible, NoSuchOwner.
    """
    if by is not None:
        require(by, Permission.COACHING_MANAGE, scope=CITY, on=day_in_wib(now))
    wanted = {(one.owner_id, one.month.replace(day=1)): one for one in reports}
    for one in wanted.values():
        _check(one.month, one.values, now)
    owners = {owner for owner, _month in wanted}
    if owners - owner_exists(owners):
        raise NoSuchOwner("Ada pemilik usaha yang tidak dikenal register; tidak satu laporan pun disimpan.")
    current = OutcomeReport.objects.select_for_update().filter(owner__in=owners, superseded_at=None)
    old = [row.pk for row in current if (row.owner_id, row.month_on) in wanted]
    OutcomeReport.objects.filter(pk__in=old).update(superseded_at=now)
    rows = [
        OutcomeReport(
            owner_id=owner, month_on=month, income_rupiah=one.values.income_rupiah,
            sales_rupiah=one.values.sales_rupiah, paid_workers=one.values.paid_workers,
            family_workers=one.values.family_workers, source=source[:40], recorded_by=by, recorded_at=now,
        )
        for (owner, month), one in wanted.items()
    ]  # fmt: skip
    OutcomeReport.objects.bulk_create(rows, batch_size=2_000)
    audit.record("coaching.outcomes_reported", by=by, at=now, detail={"reports": len(rows), "source": source[:40]})
    return len(rows)


def _check(month: date, values: OutcomeValues, now: datetime) -> None:
    given = [values.income_rupiah, values.sales_rupiah, values.paid_workers, values.family_workers]
    if all(one is None for one in given):
        raise OutcomeImplausible("Isi paling sedikit satu angka: penghasilan, penjualan, atau pekerja.")
    if month.replace(day=1) > day_in_wib(now):
        raise OutcomeImplausible("Bulan ini belum tiba.")
    money = [one for one in (values.income_rupiah, values.sales_rupiah) if one is not None]
    if any(abs(one) > _MOST_RUPIAH for one in money) or (values.sales_rupiah or 0) < 0:
        raise OutcomeImplausible("Jumlah rupiah tidak masuk akal; tulis dalam rupiah penuh, tanpa desimal.")
    workers = [one for one in (values.paid_workers, values.family_workers) if one is not None]
    if any(not 0 <= one <= _MOST_WORKERS for one in workers):
        raise OutcomeImplausible("Jumlah pekerja tidak masuk akal; periksa angkanya.")
