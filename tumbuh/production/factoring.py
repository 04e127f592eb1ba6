"""What one unit weighs, said anew: the logs that it touches are worked out again, each as a new version."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from tumbuh.accounts.models import User
from tumbuh.audit import services as audit
from tumbuh.kernel.errors import Refused
from tumbuh.kernel.periods import day_in_wib, format_day
from tumbuh.production.access import require_manager
from tumbuh.production.models import Commodity, ConversionFactor, LogVersion, ProcessingInput
from tumbuh.production.recording import carry_inputs, copy_of, supersede
from tumbuh.production.rules.factors import Factor, choose
from tumbuh.production.rules.units import COUNTED_UNITS, mass_mg

_MOST_GRAMS = 1_000_000


class BadFactor(Refused):
    """The factor is not whole."""

    code = "bad_factor"


@transaction.atomic
def set_factor(
    *, commodity_code: str, unit: str, area_code: str, grams_per_unit: int, valid_from: date, source: str,
    by: User | None, now: datetime,
) -> tuple[ConversionFactor, int]:  # fmt: skip
    """
    Say what one unit of a commodity weighs in an area from a day on; return the factor and how many logs it restated.

    Every counting harvest and processing in that unit is chosen for anew; what was weighed stays. The versions before
    stay readable, so that a figure as known before is still what it was. Raises: NotAllowed, BadFactor.
    """
    require_manager(by, [area_code], now)
    commodity = Commodity.objects.select_for_update().filter(code=commodity_code, retired_at=None).first()
    if commodity is None or unit not in COUNTED_UNITS:
        raise BadFactor(
            f"Pilih komoditas dan satuan: {', '.join(COUNTED_UNITS)}. Satuan berat tidak memerlukan faktor."
        )
    if not 0 < grams_per_unit <= _MOST_GRAMS:
        raise BadFactor("Berat satu satuan antara 1 gram dan 1.000 kg.")
    if not source.strip():
        raise BadFactor("Tulis sumbernya, misalnya siapa menimbang, di mana, dan berapa contoh.")
    if valid_from > day_in_wib(now):
        raise BadFactor("Faktor berlaku mulai hari ini atau sebelumnya.")
    factor = ConversionFactor.objects.create(
        commodity=commodity, unit=unit, area_code=area_code, grams_per_unit=grams_per_unit, valid_from=valid_from,
        source=source.strip()[:200], certainty="known", recorded_at=now, recorded_by=by,
    )  # fmt: skip
    restated = _restate(factor, by, now)
    detail = {"unit": unit, "grams": grams_per_unit, "restated": restated}
    audit.record("production.factor_set", by=by, at=now, target=f"production.factor:{factor.pk}", detail=detail)
    return factor, restated


def _restate(factor: ConversionFactor, by: User | None, now: datetime) -> int:
    factors = [
        Factor(row.pk, row.unit, row.area_code, row.grams_per_unit, row.valid_from, row.recorded_at)
        for row in ConversionFactor.objects.filter(commodity=factor.commodity, unit=factor.unit)
    ]
    touched = LogVersion.objects.select_for_update(of=("self",)).select_related("log", "site", "commodity")
    place = Q(site__area_code__startswith=f"{factor.area_code}.") | Q(site__area_code=factor.area_code)
    reason = (
        f"1 {factor.unit} {factor.commodity.name} = {factor.grams_per_unit} g sejak {format_day(factor.valid_from)} "
        f"({factor.source})"
    )
    count = 0
    for old in touched.filter(
        place if factor.area_code else Q(), commodity=factor.commodity, unit=factor.unit, superseded_at=None,
        withdrawn=False, weighed_mg=None, grams_per_unit__isnull=False, done_on__gte=factor.valid_from,
    ).order_by("pk"):  # fmt: skip
        chosen = choose(
            factors, commodity=factor.commodity.name, unit=old.unit, area_code=old.site.area_code, on=old.done_on
        )
        if chosen.factor_id == old.factor_id or chosen.grams_per_unit == old.grams_per_unit:
            continue
        _check_not_below_use(old, chosen.grams_per_unit)
        new = copy_of(old)
        new.factor_id, new.grams_per_unit = chosen.factor_id, chosen.grams_per_unit
        new.mass_mg = mass_mg(old.quantity_milli, chosen.grams_per_unit)
        supersede(old, new, cause="factor", change_reason=reason, by=by, now=now)
        carry_inputs(old, new)
        count += 1
    return count


def _check_not_below_use(old: LogVersion, grams: int) -> None:
    rows = ProcessingInput.objects.filter(harvest_id=old.log_id, version__superseded_at=None, version__withdrawn=False)
    if sum(rows.values_list("used_mg", flat=True)) > mass_mg(old.quantity_milli, grams):
        raise BadFactor(
            f"Dengan faktor ini panen {format_day(old.done_on)} di {old.site.name} lebih ringan daripada bahan yang "
            "sudah diolah darinya. Betulkan catatan olahan itu dahulu."
        )
