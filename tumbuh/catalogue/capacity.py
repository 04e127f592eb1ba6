"""A seller's kitchens and workshops: how much a day, and which days differ."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import connection, transaction

from tumbuh.accounts.models import User
from tumbuh.audit import services as audit
from tumbuh.catalogue.access import check_seller
from tumbuh.catalogue.models import CapacityDay, CapacityPool, Offer
from tumbuh.catalogue.showing import shown_changed
from tumbuh.kernel.errors import Refused
from tumbuh.kernel.numbers import format_number
from tumbuh.kernel.periods import day_in_wib
from tumbuh.registry.models import Business

LONGEST_LEAD_HOURS = 24 * 60


class BadPool(Refused):
    """What was typed is no kitchen or workshop."""

    code = "bad_pool"


class BelowTaken(Refused):
    """More is promised on the day than the new limit."""

    code = "below_taken"


@dataclass(frozen=True)
class PoolValues:
    """A kitchen or workshop as typed. `closed_weekdays`: 0 is Monday; `cutoff_time` in WIB."""

    name: str
    daily_limit: int
    lead_hours: int = 0
    cutoff_time: time | None = None
    closed_weekdays: tuple[int, ...] = ()
    closed_on_holidays: bool = False


@transaction.atomic
def add_pool(*, business: Business, values: PoolValues, by: User | None, now: datetime) -> CapacityPool:
    """Add a kitchen or workshop of a business. Raises: NotAllowed, BadPool."""
    check_seller(by, business, now)
    checked = _checked(values)
    if CapacityPool.objects.filter(business=business, name=checked["name"], retired_at=None).exists():
        raise BadPool(f"Usaha ini sudah memiliki “{checked['name']}”; beri nama lain.")
    pool = CapacityPool.objects.create(business=business, added_at=now, **checked)
    audit.record("catalogue.pool_added", by=by, at=now, target=_target(pool))
    return pool


@transaction.atomic
def change_pool(*, pool_id: int, values: PoolValues, by: User | None, now: datetime) -> CapacityPool:
    """
    Change a kitchen or workshop. A new daily limit holds for the coming days that had the old one, but never for less
    than is promised already. Raises: NotAllowed, BadPool.
    """
    pool = _locked(pool_id)
    check_seller(by, pool.business, now)
    before = pool.daily_limit
    for name, value in _checked(values).items():
        setattr(pool, name, value)
    if (
        CapacityPool.objects.filter(business=pool.business, name=pool.name, retired_at=None)
        .exclude(pk=pool.pk)
        .exists()
    ):
        raise BadPool(f"Usaha ini sudah memiliki “{pool.name}”; beri nama lain.")
    pool.save()
    with connection.cursor() as cursor:
        cursor.execute(
            'UPDATE catalogue_capacityday SET "limit" = greatest(%s, taken) '
            'WHERE pool_id = %s AND day_on >= %s AND "limit" = %s',
            [pool.daily_limit, pool.pk, day_in_wib(now), before],
        )
    detail = {"before": before, "daily_limit": pool.daily_limit}
    audit.record("catalogue.pool_changed", by=by, at=now, target=_target(pool), detail=detail)
    _refresh(pool, now)
    return pool


@transaction.atomic
def set_day(
    *, pool_id: int, day: date, limit: int | None = None, closed: bool = False, note: str = "",
    by: User | None, now: datetime,
) -> CapacityDay:  # fmt: skip
    """
    Say that a day differs: another limit (None: the usual one), or closed to new orders. What is promised stays so.

    Raises: NotAllowed, BadPool for a day that is over, BelowTaken.
    """
    pool = _locked(pool_id)
    check_seller(by, pool.business, now)
    if day < day_in_wib(now):
        raise BadPool("Hari yang sudah lewat tidak dapat diubah.")
    if limit is not None and limit < 0:
        raise BadPool("Kapasitas tidak boleh kurang dari nol.")
    found, _ = CapacityDay.objects.select_for_update().get_or_create(
        pool=pool, day_on=day, defaults={"limit": pool.daily_limit}
    )
    wanted = pool.daily_limit if limit is None else limit
    if wanted < found.taken:
        raise BelowTaken(
            f"Pada {day:%d/%m/%Y} sudah dijanjikan {format_number(found.taken)}; kapasitas tidak dapat kurang dari "
            "itu. Tutup harinya agar tidak menerima pesanan baru."
        )
    found.limit, found.closed, found.note = wanted, closed, note.strip()
    found.save(update_fields=["limit", "closed", "note"])
    detail = {"day": day.isoformat(), "limit": wanted, "closed": closed}
    audit.record("catalogue.day_set", by=by, at=now, target=_target(pool), reason=note.strip(), detail=detail)
    _refresh(pool, now)
    return found


@transaction.atomic
def retire_pool(*, pool_id: int, by: User | None, now: datetime) -> CapacityPool:
    """Stop using a kitchen or workshop that no offer is made by any more. Raises: NotAllowed, BadPool."""
    pool = _locked(pool_id)
    check_seller(by, pool.business, now)
    if Offer.objects.filter(pool=pool).exclude(state="retired").exists():
        raise BadPool("Masih ada penawaran yang dibuat di sini; pindahkan atau tarik dahulu.")
    pool.retired_at = now
    pool.save(update_fields=["retired_at"])
    audit.record("catalogue.pool_retired", by=by, at=now, target=_target(pool))
    return pool


def _locked(pool_id: int) -> CapacityPool:
    found = (
        CapacityPool.objects.select_for_update(of=("self",))
        .select_related("business")
        .filter(pk=pool_id, retired_at=None)
        .first()
    )
    if found is None:
        raise BadPool("Dapur atau bengkel ini tidak ada.", code="no_such_pool")
    return found


def _checked(values: PoolValues) -> dict[str, object]:
    if not values.name.strip():
        raise BadPool("Beri nama, misalnya Dapur atau Bengkel.")
    if values.daily_limit < 1:
        raise BadPool("Isi berapa porsi atau buah yang sanggup dibuat sehari, paling sedikit satu.")
    if not 0 <= values.lead_hours <= LONGEST_LEAD_HOURS:
        raise BadPool("Waktu siap antara 0 jam dan 60 hari.")
    weekdays = sorted(set(values.closed_weekdays))
    if any(not 0 <= day <= 6 for day in weekdays) or len(weekdays) == 7:
        raise BadPool("Pilih hari tutup, tetapi tidak ketujuhnya.")
    return {
        "name": values.name.strip(),
        "daily_limit": values.daily_limit,
        "lead_hours": values.lead_hours,
        "cutoff_time": values.cutoff_time,
        "closed_weekdays": weekdays,
        "closed_on_holidays": values.closed_on_holidays,
    }


def _target(pool: CapacityPool) -> str:
    return f"catalogue.capacity_pool:{pool.public_id}"


def _refresh(pool: CapacityPool, now: datetime) -> None:
    shown_changed(list(Offer.objects.filter(pool=pool).values_list("pk", flat=True)), now=now)
