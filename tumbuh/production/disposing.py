"""Where harvests went: told part by part, taken back when it was a slip."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from tumbuh.accounts.models import User
from tumbuh.audit import services as audit
from tumbuh.kernel.errors import Refused
from tumbuh.kernel.periods import day_in_wib
from tumbuh.production.access import require_recorder
from tumbuh.production.judging import Desk, LogValues, used_mass
from tumbuh.production.models import Disposal, LogVersion
from tumbuh.production.rules.balance import Balance, balance
from tumbuh.production.rules.factors import choose
from tumbuh.production.rules.kinds import GOES, YIELDING
from tumbuh.production.rules.units import format_kg, in_milli, mass_mg


class BadDisposal(Refused):
    """A harvest cannot have gone this way."""

    code = "bad_disposal"


@dataclass(frozen=True)
class Gone:
    """A part of a harvest that went somewhere; `sale_reference`: the sale line that it went into, if it was sold."""

    goes: str
    quantity: Decimal
    unit: str
    gone_on: date
    price_rupiah: int | None = None
    sale_reference: str = ""


@transaction.atomic
def record_disposal(*, client_id: UUID, harvest_id: int, gone: Gone, by: User | None, now: datetime) -> Disposal:
    """
    Tell where a part of a harvest went; the same `client_id` again changes nothing.

    Never more than the harvest: what is over is a slip, of the harvest or of the part. Raises: NotAllowed, BadDisposal,
    BadQuantity, NoFactor.
    """
    if (known := Disposal.objects.filter(client_id=client_id).first()) is not None:
        return known
    harvest = _locked(harvest_id)
    require_recorder(by, [harvest.site.area_code], now)
    _check(gone, harvest, now)
    quantity = in_milli(gone.quantity)
    mass = mass_mg(quantity, _grams(gone, harvest))
    left = balance_of(harvest).gap_mg
    if mass > left:
        raise BadDisposal(
            f"Dari panen ini tinggal {format_kg(left)} kg yang belum dijelaskan, yang ditulis {format_kg(mass)} kg. "
            "Betulkan jumlah panennya atau bagiannya."
        )
    made = Disposal.objects.create(
        client_id=client_id, harvest_id=harvest_id, goes=gone.goes, quantity_milli=quantity, unit=gone.unit,
        mass_mg=mass, gone_on=gone.gone_on, price_rupiah=gone.price_rupiah, sale_reference=gone.sale_reference.strip(),
        recorded_at=now, recorded_by=by,
    )  # fmt: skip
    audit.record("production.disposed", by=by, at=now, target=harvest.log.reference, detail={"goes": gone.goes})
    return made


@transaction.atomic
def take_back_disposal(*, disposal_id: int, by: User | None, now: datetime) -> Disposal:
    """Say that a part did not go that way. Raises: NotAllowed, BadDisposal when it was taken back already."""
    found = Disposal.objects.select_for_update().get(pk=disposal_id)
    harvest = _locked(found.harvest_id)
    require_recorder(by, [harvest.site.area_code], now)
    if found.withdrawn_at is not None:
        raise BadDisposal("Bagian ini sudah dibatalkan.")
    found.withdrawn_at = now
    found.save(update_fields=["withdrawn_at"])
    audit.record("production.disposal_taken_back", by=by, at=now, target=harvest.log.reference)
    return found


def balance_of(harvest: LogVersion) -> Balance:
    """Return where a harvest went, as it is told now."""
    gone = Disposal.objects.filter(harvest_id=harvest.log_id, withdrawn_at=None).values_list("goes", "mass_mg")
    return balance(harvest.mass_mg or 0, gone, used_mass(harvest.log_id))


def _locked(log_id: int) -> LogVersion:
    current = LogVersion.objects.select_for_update(of=("self",)).select_related("log", "site", "commodity")
    found = current.filter(log_id=log_id, log__kind__in=YIELDING, superseded_at=None, withdrawn=False).first()
    if found is None:
        raise BadDisposal("Panen ini tidak ada atau sudah dibatalkan.")
    return found


def _check(gone: Gone, harvest: LogVersion, now: datetime) -> None:
    if gone.goes not in GOES:
        raise BadDisposal(f"Pilih ke mana perginya: {', '.join(GOES.values())}.")
    if gone.gone_on < harvest.done_on or gone.gone_on > day_in_wib(now):
        raise BadDisposal("Tanggalnya sesudah panen dan paling lambat hari ini.")


def _grams(gone: Gone, harvest: LogVersion) -> int:
    # A part in the harvest's own unit weighs what the harvest was counted with, also after a newer factor.
    if gone.unit == harvest.unit and harvest.grams_per_unit is not None:
        return harvest.grams_per_unit
    desk = Desk.open([LogValues(harvest.site_id, harvest.commodity.code, gone.gone_on, gone.quantity, gone.unit)])
    factors = desk.factors.get(harvest.commodity_id, ())
    return choose(
        factors, commodity=harvest.commodity.name, unit=gone.unit, area_code=harvest.site.area_code, on=gone.gone_on
    ).grams_per_unit
