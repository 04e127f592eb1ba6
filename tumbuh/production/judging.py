"""A log before it is written: its unit turned into mass, its inputs still there, its one question asked."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Sum

from tumbuh.kernel.errors import Refused
from tumbuh.kernel.periods import day_in_wib
from tumbuh.production import terms
from tumbuh.production.models import Commodity, ConversionFactor, Log, LogVersion, ProcessingInput, Site
from tumbuh.production.rules.factors import Factor, choose
from tumbuh.production.rules.kinds import LOG_KINDS, YIELDING
from tumbuh.production.rules.questions import Noted, Question, question
from tumbuh.production.rules.units import MILLI, UNITS, UnknownUnit, format_kg, in_milli, mass_mg

KG = 1_000_000  # milligrams


class BadLog(Refused):
    """The log says something that cannot be."""

    code = "bad_log"


class InputGone(Refused):
    """More of a harvest would be used than there is."""

    code = "input_gone"


class AskFirst(Refused):
    """Something is strange about the log; the same log with a reason is taken."""

    code = "reason_needed"

    def __init__(self, asked: Question) -> None:
        super().__init__(f"{asked.text} Bila benar, tulis alasannya singkat.")
        self.question = asked


@dataclass(frozen=True)
class Input:
    """What goes into a processing: a part of a log's harvest, or goods bought elsewhere of a commodity."""

    kilograms: Decimal
    harvest_id: int | None = None
    commodity_code: str = ""


@dataclass(frozen=True)
class LogValues:
    """What is noted. `weighed_kg`: what the scales said, before any factor. `reason`: the answer to the question."""

    site_id: int
    commodity_code: str
    done_on: date
    quantity: Decimal
    unit: str
    weighed_kg: Decimal | None = None
    heads: int | None = None
    area_m2: int | None = None
    price_rupiah: int | None = None
    reason: str = ""
    note: str = ""
    photo: str = ""
    inputs: Sequence[Input] = field(default_factory=tuple)


@dataclass
class Desk:
    """What many logs are judged by, read once: places, goods, factors, and what counts already at each place."""

    sites: dict[int, Site]
    goods: dict[str, Commodity]
    factors: dict[int, list[Factor]]
    before: dict[tuple[int, int], list[Noted]]

    @classmethod
    def open(cls, values: Collection[LogValues], *, leave_out: int | None = None) -> "Desk":
        """Read it for some logs; `leave_out` is the log that is being corrected."""
        sites = {one.pk: one for one in Site.objects.filter(pk__in={one.site_id for one in values})}
        goods = {one.code: one for one in Commodity.objects.all()}
        factors: dict[int, list[Factor]] = defaultdict(list)
        for row in ConversionFactor.objects.all():
            factors[row.commodity_id].append(
                Factor(row.pk, row.unit, row.area_code, row.grams_per_unit, row.valid_from, row.recorded_at)
            )
        wanted = {goods[one.commodity_code].pk for one in values if one.commodity_code in goods}
        return cls(sites, goods, factors, _before(set(sites), wanted, goods.values(), leave_out))


def judge(kind: str, values: LogValues, desk: Desk, *, now: datetime, ask: bool) -> LogVersion:
    """
    Return the version to write, not yet of any log. Its question, if any, stands in it with the reason.

    Raises: BadLog, UnknownUnit, BadQuantity, NoFactor, and, when `ask`, AskFirst for a question without a reason.
    """
    site, commodity = _whole(kind, values, desk, now)
    quantity, weighed = in_milli(values.quantity), _weighed(values)
    grams, factor_id, mass = None, None, weighed
    if kind in YIELDING and weighed is None:
        chosen = choose(
            desk.factors.get(commodity.pk, ()), commodity=commodity.name, unit=values.unit, area_code=site.area_code,
            on=values.done_on,
        )  # fmt: skip
        grams, factor_id, mass = chosen.grams_per_unit, chosen.factor_id, mass_mg(quantity, chosen.grams_per_unit)
    heads = values.heads
    if heads is None and commodity.is_animal and values.unit == "ekor" and quantity % MILLI == 0:
        heads = quantity // MILLI
    noted = Noted(
        kind, values.done_on, commodity.name, quantity, values.unit, mass, heads, values.area_m2,
        sum(_mg(one.kilograms) for one in values.inputs),
    )  # fmt: skip
    before = desk.before.setdefault((site.pk, commodity.pk), [])
    asked = question(noted, before, terms.limits(values.done_on, commodity.most_grams_per_m2))
    if asked and not values.reason.strip() and ask:
        raise AskFirst(asked)
    before.append(noted)
    return LogVersion(
        site=site, commodity=commodity, done_on=values.done_on, quantity_milli=quantity, unit=values.unit,
        factor_id=factor_id, grams_per_unit=grams, weighed_mg=weighed, mass_mg=mass, heads=heads,
        area_m2=values.area_m2, price_rupiah=values.price_rupiah, question=asked.code if asked else "",
        reason=values.reason.strip()[:300] if asked else "", note=values.note.strip(), photo=values.photo,
        recorded_at=now,
    )  # fmt: skip


def inputs_of(version: LogVersion, inputs: Iterable[Input], goods: dict[str, Commodity]) -> list[ProcessingInput]:
    """
    Return the inputs of a processing to write. The harvests are locked, so that no kilo is used twice.

    Raises: InputGone, BadLog.
    """
    found = []
    for one in sorted(inputs, key=lambda given: given.harvest_id or 0):
        used = _mg(one.kilograms)
        if used <= 0:
            raise BadLog("Isi berat setiap bahan lebih dari nol.")
        if one.harvest_id is None:
            if one.commodity_code not in goods:
                raise BadLog("Pilih komoditas bahan yang dibeli.")
            found.append(ProcessingInput(version=version, commodity=goods[one.commodity_code], used_mg=used))
            continue
        source = _locked_harvest(one.harvest_id)
        if source.log_id == version.log_id or source.done_on > version.done_on:
            raise BadLog("Bahan dipanen sebelum diolah; periksa tanggalnya.")
        left = (source.mass_mg or 0) - used_mass(source.log_id, leave_out=version.log_id)
        if used > left:
            raise InputGone(
                f"Sisa {source.commodity.name} dari panen itu {format_kg(left)} kg, bahan yang ditulis "
                f"{format_kg(used)} kg. Kurangi bahannya atau pilih panen lain."
            )
        found.append(
            ProcessingInput(version=version, harvest_id=source.log_id, commodity=source.commodity, used_mg=used)
        )
    return found


def used_mass(log_id: int, *, leave_out: int | None = None) -> int:
    """Return how much of a log's harvest the counting versions of processings use."""
    rows = ProcessingInput.objects.filter(
        harvest_id=log_id, version__superseded_at=None, version__withdrawn=False
    ).exclude(version__log_id=leave_out or 0)
    return rows.aggregate(used=Sum("used_mg"))["used"] or 0


def _locked_harvest(log_id: int) -> LogVersion:
    if not Log.objects.filter(pk=log_id, kind__in=YIELDING).exists():
        raise BadLog("Bahan harus berasal dari catatan panen atau olahan.")
    current = LogVersion.objects.select_for_update(of=("self",)).select_related("commodity")
    found = current.filter(log_id=log_id, superseded_at=None, withdrawn=False).first()
    if found is None:
        raise BadLog("Catatan panen bahan itu sudah dibatalkan; pilih panen lain.")
    return found


def _whole(kind: str, values: LogValues, desk: Desk, now: datetime) -> tuple[Site, Commodity]:
    site, commodity = desk.sites.get(values.site_id), desk.goods.get(values.commodity_code)
    if kind not in LOG_KINDS:
        raise BadLog(f"Jenis catatan “{kind}” tidak dikenal; pilih: {', '.join(LOG_KINDS.values())}.")
    if site is None or commodity is None or commodity.retired_at is not None:
        raise BadLog("Pilih lokasi dan komoditas dari daftar.")
    if values.unit not in UNITS:
        raise UnknownUnit(f"Satuan “{values.unit}” tidak dikenal; pakai salah satu dari {', '.join(UNITS)}.")
    if (kind == "harvest") is (commodity.measure_kind == "processed") and kind in YIELDING:
        raise BadLog(
            f"{commodity.name} dicatat sebagai {'olahan' if kind == 'harvest' else 'panen'}, bukan sebaliknya."
        )
    if values.inputs and kind != "process":
        raise BadLog("Bahan hanya diisi untuk catatan olahan.")
    if values.done_on > day_in_wib(now):
        raise BadLog("Tanggal belum terjadi; isi hari panen atau hari kegiatannya.")
    if values.done_on < site.opened_on or (site.closed_on is not None and values.done_on > site.closed_on):
        raise BadLog(f"{site.name} belum dibuka atau sudah ditutup pada tanggal itu; periksa tanggal atau lokasinya.")
    _check_area(values.area_m2, site)
    return site, commodity


def _check_area(area_m2: int | None, site: Site) -> None:
    if area_m2 is None:
        return
    if area_m2 <= 0:
        raise BadLog("Luas panen lebih dari nol, atau dikosongkan.")
    if site.surface_m2 is not None and area_m2 > site.surface_m2:
        raise BadLog(f"Luas panen {area_m2} m² melebihi luas lokasi ({site.surface_m2} m²).")


def _weighed(values: LogValues) -> int | None:
    return in_milli(values.weighed_kg) * (KG // MILLI) if values.weighed_kg is not None else None


def _mg(kilograms: Decimal) -> int:
    return int((kilograms * KG).to_integral_value())


def _before(
    sites: Collection[int], wanted: Collection[int], goods: Iterable[Commodity], leave_out: int | None
) -> dict[tuple[int, int], list[Noted]]:
    names = {one.pk: one.name for one in goods}
    found: dict[tuple[int, int], list[Noted]] = defaultdict(list)
    counting = LogVersion.objects.filter(
        site_id__in=sites, commodity_id__in=wanted, superseded_at=None, withdrawn=False
    ).exclude(log_id=leave_out or 0)
    rows = counting.values_list(
        "site_id", "commodity_id", "log__kind", "done_on", "quantity_milli", "unit", "mass_mg", "heads", "area_m2"
    )
    for site, commodity, kind, done_on, quantity, unit, mass, heads, area in rows.iterator(chunk_size=5_000):
        found[site, commodity].append(Noted(kind, done_on, names[commodity], quantity, unit, mass, heads, area))
    return found
