"""What the demo city grows and makes: places, and logs since 2022 whose processed part has a known sum. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID, uuid5

from tumbuh.demo.chance import Chance, split_by_weight
from tumbuh.kernel.periods import Quarter

# What the founding article told: processed produce, January to June 2023 (domain §0). Here it is the sum that the
# planned rows are split from; every page adds the rows up.
TOLD_QUARTER, TOLD_KG = Quarter(2023, 2), 97_080
FIRST_QUARTER = Quarter(2022, 1)
_PACKS_A_KG = 10  # the told sum is split in packs of 100 g
_NAMESPACE = UUID("6f1a2c1e-3c52-4f0e-9d0a-6c6b7f3f2b11")

# kind → share of places, harvests a quarter, goods with kilograms of a usual harvest, name of the place.
_KINDS: Mapping[str, tuple[float, int, Sequence[tuple[str, int]], str]] = {
    "yard": (0.24, 2, (("kangkung", 14), ("bayam", 11), ("sawi", 16), ("cabai", 8), ("terung", 12)), "Kebun PKK"),
    "roof": (0.08, 2, (("selada", 12), ("sawi", 14), ("kemangi", 5)), "Kebun atap"),
    "rptra": (0.12, 1, (("kangkung", 12), ("bayam", 10), ("cabai", 6)), "Kebun RPTRA"),
    "alley": (0.12, 1, (("sawi", 10), ("kangkung", 9), ("anggur", 8)), "Gang Hijau"),
    "field": (0.04, 1, (("padi", 900), ("bawang_merah", 160), ("pisang", 220)), "Lahan Tani"),
    "pond": (0.12, 1, (("lele", 190), ("nila", 140), ("bandeng", 210)), "Kolam"),
    "cage": (0.05, 3, (("susu", 1_300), ("telur_itik", 70), ("ayam", 90), ("telur_ayam", 110)), "Kandang"),
    "boat": (0.03, 3, (("tangkapan_laut", 330), ("rumput_laut", 180)), "Kapal"),
    "kitchen": (
        0.20, 3,
        (("keripik_sayur", 1), ("abon_ikan", 1), ("bandeng_presto", 1), ("nugget_ikan", 1), ("sambal_kemas", 1),
         ("keripik_pisang", 1)),
        "Dapur",
    ),
}  # fmt: skip
_NAMES = ("Melati", "Anggrek", "Mawar", "Kenanga", "Flamboyan", "Dahlia", "Cempaka", "Seruni", "Teratai", "Bougenvil")
_UNITS: Mapping[str, tuple[str, int]] = {  # what a harvest is said in, and how many grams the city's first factor has
    "kangkung": ("ikat", 250), "bayam": ("ikat", 220), "kemangi": ("ikat", 50), "susu": ("liter", 1_028),
    "telur_itik": ("butir", 70), "telur_ayam": ("tray", 1_800), "ayam": ("ekor", 1_400), "padi": ("kuintal", 100_000),
    "keripik_sayur": ("pak", 100), "abon_ikan": ("pak", 100),
}  # fmt: skip
MADE_FROM = {"abon_ikan": "lele", "keripik_sayur": "bayam", "bandeng_presto": "bandeng", "nugget_ikan": "nila"}
_PRICES = {
    "kangkung": 3_000, "bayam": 3_500, "kemangi": 1_500, "sawi": 12_000, "selada": 25_000, "cabai": 45_000,
    "susu": 8_500, "lele": 24_000, "nila": 32_000, "bandeng": 34_000, "telur_ayam": 52_000, "ayam": 62_000,
    "keripik_sayur": 12_000, "abon_ikan": 22_000, "bandeng_presto": 85_000, "nugget_ikan": 70_000,
}  # fmt: skip
_SHARE_SILENT, _SHARE_LATE = 0.07, 0.03
_REPORTED_AFTER, _LATE_AFTER = timedelta(days=10), timedelta(days=65)


@dataclass(frozen=True)
class PlannedSite:
    """One place; `commodity` is what it grows or makes, `size` how large it is beside a usual one."""

    code: str
    name: str
    kind: str
    area_code: str
    opened_on: date
    surface_m2: int | None
    commodity: str
    size: float


@dataclass(frozen=True)
class PlannedLog:
    """One harvest or processing, and the day on which it was reported."""

    client_id: UUID
    site: str
    kind: str
    commodity: str
    done_on: date
    quantity: Decimal
    unit: str
    price_rupiah: int | None
    area_m2: int | None
    reported_on: date


@dataclass(frozen=True)
class Plan:
    """The places and all that they reported up to a day, in the order of reporting."""

    sites: tuple[PlannedSite, ...]
    logs: tuple[PlannedLog, ...]


def plan(*, seed: int, scale: float, today: date, wards: Sequence[str]) -> Plan:
    """Return what the city grows up to today. Whatever the scale, the told quarter's sum is the told one."""
    chance = Chance(seed).branch("production")
    sites = _sites(chance, max(60, min(320, round(16_000 * scale))), wards)
    drafts = _drafts(chance, sites, today)
    kilograms = _amounts(drafts)
    logs = [_log(seed, draft, packs) for draft, packs in zip(drafts, kilograms, strict=True)]
    known = [log for log in logs if log.reported_on <= today]
    return Plan(tuple(sites), tuple(sorted(known, key=lambda log: (log.reported_on, log.done_on, str(log.client_id)))))


@dataclass(frozen=True)
class _Draft:
    site: PlannedSite
    quarter: Quarter
    slot: int
    done_on: date
    weight: int
    usual_kg: int
    late: bool


def _sites(chance: Chance, count: int, wards: Sequence[str]) -> list[PlannedSite]:
    kinds = list(_KINDS)
    numbers = split_by_weight(count, [round(_KINDS[kind][0] * 100) for kind in kinds])
    places, sizes = chance.integers("ward", count, 0, len(wards) - 1), chance.uniform("size", count)
    opened = chance.below("opened_later", count, 0.2)
    found: list[PlannedSite] = []
    for kind, number in zip(kinds, numbers, strict=True):
        _, _, goods, name = _KINDS[kind]
        for serial in range(number):
            at = len(found)
            area = wards[places[at]]
            size = 0.5 + 1.2 * sizes[at]
            commodity = goods[serial % len(goods)][0]
            # A place must be large enough for what it gives: ponds carry more on a square metre than gardens.
            surface = None if kind in ("boat", "kitchen") else max(12, round(size * _surface(kind)))
            found.append(
                PlannedSite(
                    code=f"{kind[:2].upper()}-{area[:5].replace('.', '')}-{serial + 1:03}",
                    name=f"{name} {_NAMES[at % len(_NAMES)]} {1 + at // len(_NAMES)}", kind=kind, area_code=area,
                    opened_on=date(2024, 2, 1) if opened[at] and kind != "kitchen" else date(2021, 7, 1),
                    surface_m2=surface, commodity=commodity, size=size,
                )
            )  # fmt: skip
    return found


def _surface(kind: str) -> int:
    return {"field": 2_500, "pond": 40, "cage": 160, "rptra": 60, "alley": 45}.get(kind, 50)


def _drafts(chance: Chance, sites: Sequence[PlannedSite], today: date) -> list[_Draft]:
    quarters = [FIRST_QUARTER]
    while quarters[-1].end_on < today:
        last = quarters[-1]
        quarters.append(Quarter(last.year + last.quarter // 4, last.quarter % 4 + 1))
    rows = [
        (site, quarter, slot)
        for site in sites
        for quarter in quarters
        if quarter.start_on >= site.opened_on
        for slot in range(_KINDS[site.kind][1])
    ]
    size = len(rows)
    draws, days = chance.uniform("amount", size), chance.integers("day", size, 0, 24)
    late = chance.below("late", size, _SHARE_LATE)
    silent = chance.below("silent", len(sites) * len(quarters), _SHARE_SILENT)
    position = {
        (site.code, quarter): s * len(quarters) + q
        for s, site in enumerate(sites)
        for q, quarter in enumerate(quarters)
    }
    found = []
    for number, (site, quarter, slot) in enumerate(rows):
        if silent[position[site.code, quarter]]:
            continue
        slots = _KINDS[site.kind][1]
        done_on = quarter.start_on + timedelta(days=90 // slots * slot + days[number])
        usual = dict(_KINDS[site.kind][2])[site.commodity]
        growth = 1 + 0.04 * (quarter.year - 2023)
        weight = round(1_000 * site.size * growth * (0.7 + 0.6 * draws[number]))
        found.append(_Draft(site, quarter, slot, min(done_on, quarter.end_on), weight, usual, bool(late[number])))
    return found


def _amounts(drafts: Sequence[_Draft]) -> list[Decimal]:
    """Return kilograms per draft; those of the told half-year's kitchens are parts of the told sum."""
    told = [draft for draft in drafts if _is_told(draft)]
    packs = iter(split_by_weight(TOLD_KG * _PACKS_A_KG, [draft.weight for draft in told]))
    packs_a_weight = TOLD_KG * _PACKS_A_KG / sum(draft.weight for draft in told)
    found = []
    for draft in drafts:
        if _is_told(draft):
            found.append(Decimal(next(packs)) / _PACKS_A_KG)
        elif draft.site.kind == "kitchen":
            found.append(Decimal(round(draft.weight * packs_a_weight)) / _PACKS_A_KG)
        else:
            found.append(Decimal(round(draft.usual_kg * draft.weight / 100)) / 10)
    return found


def _is_told(draft: _Draft) -> bool:
    return draft.site.kind == "kitchen" and draft.quarter.year == TOLD_QUARTER.year and (
        draft.quarter.quarter <= TOLD_QUARTER.quarter
    )  # fmt: skip


def _log(seed: int, draft: _Draft, kilograms: Decimal) -> PlannedLog:
    site, commodity = draft.site, draft.site.commodity
    unit, grams = _UNITS.get(commodity, ("kg", 1_000))
    is_kitchen = site.kind == "kitchen"
    quantity = kilograms * 1_000 / grams
    if not is_kitchen:  # a harvest in the garden is said in whole bundles, eggs or animals
        quantity = Decimal(max(1, round(quantity))) if unit != "kg" else max(quantity, Decimal("0.1"))
    due = draft.quarter.end_on + (_LATE_AFTER if draft.late else _REPORTED_AFTER)
    area = None if site.surface_m2 is None or site.kind in ("pond", "cage") else site.surface_m2
    return PlannedLog(
        client_id=uuid5(_NAMESPACE, f"{seed}:{site.code}:{draft.quarter.year}-{draft.quarter.quarter}:{draft.slot}"),
        site=site.code, kind="process" if is_kitchen else "harvest", commodity=commodity, done_on=draft.done_on,
        quantity=quantity.quantize(Decimal("0.001")), unit=unit, price_rupiah=_PRICES.get(commodity), area_m2=area,
        reported_on=due,
    )  # fmt: skip
