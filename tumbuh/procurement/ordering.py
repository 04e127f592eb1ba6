"""What the e-order needs of public buying: a package with what pays it, its unit, and the purchase it became."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import polars as pl
from django.db import transaction
from django.db.models import Q

from tumbuh.accounts.models import User
from tumbuh.audit import services as audit
from tumbuh.kernel.errors import Refused
from tumbuh.procurement.lookup import codes_within
from tumbuh.procurement.models import (
    BudgetLine,
    ImportBatch,
    Package,
    PackageFunding,
    PackageRevision,
    Purchase,
    SpendingUnit,
)
from tumbuh.procurement.rules.methods import METHOD_NAMES, Method
from tumbuh.procurement.rules.states import PurchaseState
from tumbuh.procurement.seeing import Within
from tumbuh.procurement.versions import write_facts

EORDER = "eorder"  # the source of purchases that were made in the e-order


class PackageNotForOrder(Refused):
    """The package is not in the plan any more, or its money is of another unit, year or account."""

    code = "package_not_for_order"


@dataclass(frozen=True)
class PackageToOrder:
    """A package of the plan as it stands: whose it is, what it may cost, and which accounts pay it."""

    code: str
    name: str
    year: int
    unit_ref: str  # as the master list of units names it first
    unit_codes: frozenset[str]
    unit_name: str
    ceiling_rupiah: int
    method: str
    domestic: bool | None
    micro_small: bool | None
    funded_by: frozenset[tuple[str, str]]  # (sub-activity, account); empty: the plan does not say


@dataclass(frozen=True)
class PlannedBuying:
    """
    A package while it is bought: from when until when, and what is left of it.

    `starts_on` None: the plan says no day; `ends_on` None: no last day of use. `left_rupiah`: the ceiling without what
    purchases that name it have cost; one that names several packages counts in full for each.
    """

    package: Package
    starts_on: date | None
    ends_on: date | None
    left_rupiah: int

    def is_over(self, on: date) -> bool:
        """Return whether nothing of it is bought any more on a day; a package without an end is over once it began."""
        last = self.ends_on or self.starts_on
        return last is not None and last < on


@dataclass(frozen=True)
class OrderPurchase:
    """A closed order as a purchase of the city. `domestic_rupiah` None: not known."""

    external_id: str
    name: str
    unit_ref: str
    plan_code: str
    ordered_on: date
    value_rupiah: int
    shipping_rupiah: int
    domestic_rupiah: int | None
    micro_small_rupiah: int | None
    vendor_code: str
    vendor_name: str
    vendor_micro_small: bool | None


def package_to_order(plan_code: str) -> PackageToOrder:
    """Return a package that may be bought now. Raises: PackageNotForOrder; it names the newer code of a revised one."""
    found = Package.objects.filter(key=plan_code.strip(), superseded_at=None).first()
    if found is None or not found.active or found.deleted or found.exempt:
        raise PackageNotForOrder(f"Paket RUP {plan_code} tidak ada atau tidak aktif; periksa kodenya di SiRUP.")
    newer = PackageRevision.objects.filter(old_code=found.key, superseded_at=None).first()
    if newer is not None:
        raise PackageNotForOrder(f"Paket RUP {plan_code} sudah direvisi menjadi {newer.new_code}; pakai kode itu.")
    unit = SpendingUnit.objects.filter(Q(key=found.unit_ref) | Q(skpd_code=found.unit_ref), superseded_at=None).first()
    codes = {found.unit_ref, *((unit.key, unit.skpd_code) if unit else ())} - {""}
    paid = PackageFunding.objects.filter(plan_code=found.key, superseded_at=None).exclude(account="")
    return PackageToOrder(
        code=found.key,
        name=found.name,
        year=found.year,
        unit_ref=unit.key if unit else found.unit_ref,
        unit_codes=frozenset(codes),
        unit_name=unit.name if unit else found.unit_ref,
        ceiling_rupiah=found.ceiling_rupiah,
        method=found.method,
        domestic=found.domestic,
        micro_small=found.micro_small,
        funded_by=frozenset(paid.values_list("sub_activity", "account")),
    )


def lines_to_order(package: PackageToOrder) -> list[BudgetLine]:
    """Return the budget lines that may pay a package, those with the most left first."""
    lines = BudgetLine.objects.filter(year=package.year, unit_ref__in=package.unit_codes)
    return sorted((one for one in lines if _pays(one, package)), key=lambda one: (-one.free_rupiah, one.pk))


def check_pays(line_id: int, package: PackageToOrder) -> BudgetLine:
    """Return the line when it may pay the package. Raises: PackageNotForOrder."""
    line = BudgetLine.objects.filter(pk=line_id).first()
    if line is None or line.year != package.year or line.unit_ref not in package.unit_codes:
        raise PackageNotForOrder("Baris anggaran ini bukan milik unit dan tahun paket; pilih baris lain.")
    if not _pays(line, package):
        raise PackageNotForOrder(f"RUP paket ini tidak dibiayai rekening {line.account}; pilih baris lain.")
    return line


def packages_to_order(*, unit_codes: Collection[str] | None, year: int) -> list[Package]:
    """Return the packages that may be bought of some units (None: all), by unit and code."""
    revised = PackageRevision.objects.filter(superseded_at=None, year=year).values("old_code")
    found = Package.objects.filter(year=year, superseded_at=None, active=True, deleted=False, exempt=False)
    found = found.exclude(key__in=revised)
    if unit_codes is not None:
        found = found.filter(unit_ref__in=unit_codes)
    return list(found.order_by("unit_ref", "key"))


def planned_buying(packages: Sequence[Package]) -> list[PlannedBuying]:
    """Return when packages are bought and what is left of them, in their order; one statement for all."""
    bought = bought_of([one.key for one in packages])
    return [
        PlannedBuying(
            package=one,
            starts_on=one.contract_from_on or one.selection_from_on or one.use_from_on,
            ends_on=one.use_until_on,
            left_rupiah=max(one.ceiling_rupiah - bought.get(one.key, 0), 0),
        )
        for one in packages
    ]


def bought_of(plan_codes: Collection[str]) -> dict[str, int]:
    """Return what the purchases that name a package have cost, by plan code; those called off do not count."""
    wanted = set(plan_codes)
    found: dict[str, int] = {}
    purchases = Purchase.objects.filter(plan_codes__overlap=list(wanted), superseded_at=None)
    for codes, rupiah in purchases.exclude(state=PurchaseState.CANCELLED).values_list("plan_codes", "value_rupiah"):
        for code in wanted.intersection(codes):
            found[code] = found.get(code, 0) + rupiah
    return found


def accounts_of(plan_codes: Collection[str]) -> dict[str, frozenset[str]]:
    """Return the accounts that pay each package, by plan code; a package whose plan names none is left out."""
    found: dict[str, set[str]] = {}
    paid = PackageFunding.objects.filter(plan_code__in=plan_codes, superseded_at=None).exclude(account="")
    for code, account in paid.values_list("plan_code", "account"):
        found.setdefault(code, set()).add(account)
    return {code: frozenset(accounts) for code, accounts in found.items()}


def unit_within(unit_ref: str, *, agencies: Collection[str], units: Collection[str]) -> bool:
    """Return whether a unit is one of these, or of one of these agencies, by any code that it goes by."""
    return unit_ref in units or unit_ref in codes_within(Within(frozenset(agencies), frozenset(units)))


@transaction.atomic
def codes_around(unit_ref: str) -> tuple[list[str], list[str]]:
    """Return the other codes that a unit goes by, and those of its agency, for who has a role in either."""
    units = list(SpendingUnit.objects.filter(superseded_at=None).values_list("key", "skpd_code", "agency_code"))
    own = {code for key, skpd, _ in units if unit_ref in {key, skpd} for code in (key, skpd)} - {unit_ref, ""}
    above = {agency for key, skpd, agency in units if unit_ref in {key, skpd}} - {""}
    agencies = above | {code for key, skpd, _ in units if {key, skpd} & above for code in (key, skpd)}
    return sorted(own), sorted(agencies - {""})


def record_orders(orders: Sequence[OrderPurchase], *, by: User | None, now: datetime) -> None:
    """Note closed orders as realised purchases; told again with the same content nothing changes."""
    for year in sorted({one.ordered_on.year for one in orders}):
        of_year = [one for one in orders if one.ordered_on.year == year]
        batch = ImportBatch.objects.create(
            dataset=EORDER, year=year, file_name="e-order Tumbuh", file_sha256="", file_bytes=0, as_of=now,
            state="done", created=len(of_year), rows_total=len(of_year), rows_done=len(of_year), created_at=now,
            created_by=by, finished_at=now,
        )  # fmt: skip
        write_facts(Purchase, _facts(of_year, year), summed=(), batch=batch, now=now)
    keys = [key_of(one.external_id) for one in orders]
    target = f"procurement.purchase:{keys[0]}" if len(keys) == 1 else ""
    audit.record("procurement.orders_recorded", by=by, at=now, target=target, detail={"orders": len(keys)})


def key_of(external_id: str) -> str:
    """Return the key of an order's purchase."""
    return f"{EORDER}:{external_id}"


def _pays(line: BudgetLine, package: PackageToOrder) -> bool:
    if not package.funded_by:
        return True
    return any(line.account == account and sub in ("", line.sub_activity) for sub, account in package.funded_by)


def _facts(orders: Sequence[OrderPurchase], year: int) -> pl.DataFrame:
    method = Method.E_PURCHASING
    rows = [
        {
            "row": number, "key": key_of(one.external_id), "year": year, "source": EORDER,
            "external_id": one.external_id, "name": one.name, "unit_ref": one.unit_ref, "method": method.value,
            "status": METHOD_NAMES[method], "state": "realised", "ordered_on": one.ordered_on,
            "value_rupiah": one.value_rupiah, "shipping_rupiah": one.shipping_rupiah,
            "domestic_rupiah": one.domestic_rupiah, "micro_small_rupiah": one.micro_small_rupiah,
            "plan_codes": "{" + one.plan_code + "}", "vendor_code": one.vendor_code, "vendor_name": one.vendor_name,
            "vendor_micro_small": one.vendor_micro_small,
        }
        for number, one in enumerate(orders, start=1)
    ]  # fmt: skip
    schema = {"domestic_rupiah": pl.Int64, "micro_small_rupiah": pl.Int64, "vendor_micro_small": pl.Boolean}
    return pl.DataFrame(rows, schema_overrides=schema)
