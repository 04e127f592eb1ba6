"""What owners report of a month: income, sales and workers."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from tumbuh.accounts.models import User
from tumbuh.audit import services as audit
from tumbuh.coaching.access import is_oneself, require_about
from tumbuh.coaching.models import OutcomeReport
from tumbuh.kernel.errors import Refused
from tumbuh.kernel.periods import day_in_wib
from tumbuh.registry.owners import owner_of_key

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
