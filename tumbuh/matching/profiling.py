"""Buyers and their demands: drafted from the plan or typed, corrected, consented to, withdrawn."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from tumbuh.accounts.models import User
from tumbuh.audit import services as audit
from tumbuh.catalogue.supplying import kinds, middle_prices
from tumbuh.kernel.errors import NotAllowed, Refused
from tumbuh.kernel.periods import day_in_wib
from tumbuh.kernel.states import check_move
from tumbuh.matching import access, terms
from tumbuh.matching.models import Buyer, Demand
from tumbuh.matching.rules.drafting import Drafted, Kind, Kinds, PlannedPackage, draft
from tumbuh.matching.rules.states import PROFILE_MOVES, ProfileState
from tumbuh.procurement.lookup import unit_names
from tumbuh.procurement.ordering import accounts_of, packages_to_order, planned_buying
from tumbuh.reference.areas import areas_by_code, directory

SIZE_CLASSES = ("micro", "small", "medium")
LICENCES = ("pirt", "bpom", "halal", "tkdn", "hki")


class DemandIncomplete(Refused):
    """Something that a demand must say is missing or cannot be."""

    code = "demand_incomplete"


class BuyerKnown(Refused):
    """The unit has a profile already."""

    code = "buyer_known"


class BuyerIncomplete(Refused):
    """A buyer needs a name and somebody who speaks for it."""

    code = "buyer_incomplete"


@dataclass(frozen=True)
class DemandValues:
    """A demand as typed. Budgets None: not said; `area_code` "": anywhere; no `size_classes`: all."""

    title: str
    category_code: str
    quantity: int
    unit: str
    needed_on: date
    unit_budget_rupiah: int | None = None
    total_budget_rupiah: int | None = None
    area_code: str = ""
    certificates: Sequence[str] = ()
    size_classes: Sequence[str] = ()


@transaction.atomic
def add_buyer(
    *, kind: str, name: str, by: User, now: datetime, unit_ref: str = "", representative: User | None = None,
    area_code: str = "",
) -> Buyer:  # fmt: skip
    """Add a unit, a city company or another company as a buyer. Raises: NotAllowed, BuyerKnown, BuyerIncomplete."""
    access.require_organiser(by, now)
    name = name.strip()[:200]
    if not name or (kind == "unit") != (unit_ref != "") or (kind == "unit") == (representative is not None):
        raise BuyerIncomplete("Tulis nama pembeli, lalu pilih unitnya, atau akun yang mewakili perusahaannya.")
    if unit_ref and Buyer.objects.filter(unit_ref=unit_ref).exists():
        raise BuyerKnown(f"{name} sudah terdaftar sebagai pembeli.")
    buyer = Buyer.objects.create(
        kind=kind, name=name, unit_ref=unit_ref, representative=representative, area_code=area_code, added_by=by,
        added_at=now,
    )  # fmt: skip
    audit.record("matching.buyer_added", by=by, at=now, target=f"matching.buyer:{buyer.public_id}")
    return buyer


@transaction.atomic
def draft_demands(*, unit_ref: str, by: User, now: datetime, limit: int = 50) -> list[Demand]:
    """
    Draft demands from the packages of a unit's plan, the largest first; a package is drafted once.

    The unit becomes a buyer if it is none yet. What no word and no account explains is left out, and packages whose day
    is past too. Nobody but the unit and the organiser sees a draft. Raises: NotAllowed.
    """
    buyer = Buyer.objects.filter(unit_ref=unit_ref).first()
    if not access.organises(by, now) and (buyer is None or not access.may_buy_for(by, buyer, now=now)):
        raise NotAllowed("Hanya unit itu sendiri atau penyelenggara yang dapat menyusun kebutuhannya.")
    today = day_in_wib(now)
    if buyer is None:
        name = unit_names([unit_ref]).get(unit_ref, unit_ref)
        buyer = Buyer.objects.create(
            kind="unit", name=name, unit_ref=unit_ref, area_code=area_named(name), added_by=by, added_at=now
        )
    drafted = drafts_of(buyer, today=today)[:limit]
    category_ids = {row.code: row.id for row in kinds()}
    made = Demand.objects.bulk_create(
        Demand(
            buyer=buyer, source="plan", plan_code=code, title=one.title, category_id=category_ids[one.category],
            quantity=one.quantity, unit=one.unit, unit_budget_rupiah=one.unit_budget_rupiah,
            total_budget_rupiah=one.total_budget_rupiah, needed_on=one.needed_on, area_code=one.area_code,
            drafted_from=one.drafted_from, drafted_by=by, drafted_at=now,
        )
        for code, one in drafted
    )  # fmt: skip
    target = f"matching.buyer:{buyer.public_id}"
    audit.record("matching.demands_drafted", by=by, at=now, target=target, detail={"demands": len(made)})
    return made


def drafts_of(buyer: Buyer, *, today: date) -> list[tuple[str, Drafted]]:
    """Return what the coming packages of a unit could be drafted into, by plan code, the largest budget first."""
    known = set(Demand.objects.filter(buyer=buyer).values_list("plan_code", flat=True))
    packages = [one for one in packages_to_order(unit_codes=[buyer.unit_ref], year=today.year) if one.key not in known]
    accounts = accounts_of([one.key for one in packages])
    words = draft_kinds(today)
    found = []
    for one in planned_buying(packages):
        if one.is_over(today):
            continue
        key = one.package.key
        package = PlannedPackage(
            key, one.package.name, one.package.ceiling_rupiah, one.starts_on, accounts.get(key, frozenset()),
            buyer.area_code, ends_on=one.ends_on, bought_rupiah=one.package.ceiling_rupiah - one.left_rupiah,
            unit_name=buyer.name,
        )  # fmt: skip
        drafted = draft(package, words, terms.value("account_kinds", today), today=today)
        if drafted is not None:
            found.append((key, drafted))
    return sorted(found, key=lambda row: (-row[1].total_budget_rupiah, row[0]))


def draft_kinds(today: date) -> Kinds:
    """Return the kinds of things by which packages are read, with the middle of what they cost today."""
    rows, names, prices = kinds(), terms.value("name_kinds", today), middle_prices(today=today)
    accounts = {row.code: tuple(name for name, code in sorted(names.items()) if code == row.code) for row in rows}
    return Kinds(
        Kind(row.code, row.name, (*row.words, *accounts[row.code]), row.unit or "paket", prices.get(row.code))
        for row in rows
    )


def area_named(unit_name: str) -> str:
    """Return the code of the district or ward that a unit's name names; "" for any other unit."""
    for word, level in (("kecamatan", "district"), ("kelurahan", "ward")):
        _, found, place = unit_name.casefold().partition(f"{word} ")
        if found:
            try:
                return directory().find(level, place).code
            except Refused:
                return ""
    return ""


@transaction.atomic
def state_demand(*, buyer: Buyer, values: DemandValues, by: User, now: datetime) -> Demand:
    """Write a typed demand as a draft. Raises: NotAllowed, DemandIncomplete."""
    access.require_buyer(by, buyer, now=now)
    demand = Demand(buyer=buyer, source="typed", drafted_by=by, drafted_at=now)
    _fill(demand, values)
    demand.save()
    audit.record("matching.demand_stated", by=by, at=now, target=_target(demand))
    return demand


@transaction.atomic
def change_demand(*, demand_id: int, values: DemandValues, by: User, now: datetime) -> Demand:
    """Correct a demand; what was suggested of it before stays as it was. Raises: NotAllowed, DemandIncomplete."""
    demand = _locked(demand_id)
    access.require_buyer(by, demand.buyer, now=now)
    before = {name: getattr(demand, name) for name in ("title", "quantity", "unit_budget_rupiah")}
    _fill(demand, values)
    demand.save()
    changed = sorted(name for name, value in before.items() if getattr(demand, name) != value)
    audit.record("matching.demand_changed", by=by, at=now, target=_target(demand), detail={"changed": changed})
    return demand


@transaction.atomic
def share_demand(*, demand_id: int, by: User, now: datetime) -> Demand:
    """Consent to showing a demand in the directory, by who speaks for its buyer. Raises: NotAllowed, IllegalMove."""
    demand = _locked(demand_id)
    access.require_buyer(by, demand.buyer, now=now)
    check_move(PROFILE_MOVES, demand.state, ProfileState.SHARED)
    if demand.needed_on < day_in_wib(now):
        raise DemandIncomplete("Hari kebutuhan sudah lewat; perbaiki harinya, lalu tampilkan.")
    demand.state, demand.consented_by, demand.consented_at = ProfileState.SHARED.value, by, now
    demand.withdrawn_at = None
    demand.save(update_fields=["state", "consented_by", "consented_at", "withdrawn_at"])
    audit.record("matching.demand_shared", by=by, at=now, target=_target(demand))
    return demand


@transaction.atomic
def withdraw_demand(*, demand_id: int, by: User, now: datetime) -> Demand:
    """Take a demand out of the directory at once; the trail keeps it. Raises: NotAllowed, IllegalMove."""
    demand = _locked(demand_id)
    access.require_buyer(by, demand.buyer, now=now)
    check_move(PROFILE_MOVES, demand.state, ProfileState.WITHDRAWN)
    demand.state, demand.withdrawn_at = ProfileState.WITHDRAWN.value, now
    demand.save(update_fields=["state", "withdrawn_at"])
    audit.record("matching.demand_withdrawn", by=by, at=now, target=_target(demand))
    return demand


def checked_area(area_code: str) -> str:
    """Return the code of an area that there is, or "". Raises: DemandIncomplete."""
    if area_code and area_code not in areas_by_code():
        raise DemandIncomplete("Wilayah ini tidak dikenal; pilih kecamatan dari daftar.")
    return area_code


def _fill(demand: Demand, values: DemandValues) -> None:
    category_id = next((row.id for row in kinds() if row.code == values.category_code), None)
    if category_id is None:
        raise DemandIncomplete("Pilih jenis barang atau jasa dari daftar.")
    if not values.title.strip() or not values.unit.strip() or values.quantity < 1:
        raise DemandIncomplete("Tulis apa yang dicari, berapa banyak, dan satuannya.")
    unknown = {*values.certificates} - {*LICENCES} | {*values.size_classes} - {*SIZE_CLASSES}
    if unknown:
        raise DemandIncomplete(f"Tidak dikenal: {', '.join(sorted(unknown))}.")
    budget = values.unit_budget_rupiah
    if budget is None and values.total_budget_rupiah is not None:
        budget = values.total_budget_rupiah // values.quantity
    changes: Mapping[str, object] = {
        "title": values.title.strip()[:200], "category_id": category_id, "quantity": values.quantity,
        "unit": values.unit.strip()[:20], "unit_budget_rupiah": budget,
        "total_budget_rupiah": values.total_budget_rupiah, "needed_on": values.needed_on,
        "area_code": checked_area(values.area_code), "certificates": sorted(set(values.certificates)),
        "size_classes": sorted(set(values.size_classes)),
    }  # fmt: skip
    for name, value in changes.items():
        setattr(demand, name, value)


def _locked(demand_id: int) -> Demand:
    return Demand.objects.select_for_update(of=("self",)).select_related("buyer", "category").get(pk=demand_id)


def _target(demand: Demand) -> str:
    return f"matching.demand:{demand.public_id}"
