"""What a person needs to place a waiting purchase: the purchase, its unit, the packages that it could be of."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

import polars as pl
from django.db.models import Q, QuerySet

from tumbuh.kernel.errors import Refused
from tumbuh.procurement.choosing import Chosen, whole_year
from tumbuh.procurement.models import Package, PackageRevision, Purchase, SpendingUnit, Unmatched
from tumbuh.procurement.rules.matching import likeness_permyriad
from tumbuh.procurement.seeing import Within

PACKAGES_SHOWN = 20
PACKAGES_RANKED = 2_000  # of a unit or of a search; the likeliest of these are shown
PARTS = ("domestic", "other", "excluded", "unmatched")


@dataclass(frozen=True)
class Placing:
    """A waiting purchase with what a person reads of it. `purchase` is None when a later file took it back."""

    waiting: Unmatched
    purchase: Purchase | None
    unit_name: str
    suggested: Package | None


def codes_within(within: Within) -> list[str]:
    """Return every code by which a row may name a unit of this part of the city."""
    units = list(SpendingUnit.objects.filter(superseded_at=None).values_list("key", "skpd_code", "agency_code"))
    agencies = set(within.agencies)
    agencies |= {code for key, skpd, _ in units if {key, skpd} & within.agencies for code in (key, skpd)}
    found = agencies | within.units
    found |= {code for key, skpd, agency in units if agency in agencies for code in (key, skpd)}
    found |= {code for key, skpd, _ in units if {key, skpd} & within.units for code in (key, skpd)}
    return sorted(found - {""})


def queue(
    year: int, *, within: Within | None, words: str = "", reason: str = "", state: str = "waiting"
) -> QuerySet[Unmatched]:
    """Return the waiting (or closed) purchases of a year that a person may see, the most money first."""
    found = Unmatched.objects.filter(year=year, state=state)
    if within is not None:
        found = found.filter(unit_ref__in=codes_within(within))
    if reason:
        found = found.filter(reason=reason)
    for word in words.split():
        units = SpendingUnit.objects.filter(superseded_at=None, name__icontains=word)
        of_units = [code for codes in units.values_list("key", "skpd_code") for code in codes if code]
        named = Purchase.objects.filter(superseded_at=None, year=year).filter(
            Q(name__icontains=word) | Q(external_id__icontains=word) | Q(vendor_name__icontains=word)
        )
        found = found.filter(Q(purchase_key__in=named.values("key")) | Q(unit_ref__in=of_units))
    return found.select_related("closed_by").order_by("-value_rupiah", "purchase_key")


def one_waiting(public_id: UUID, *, within: Within | None) -> Unmatched:
    """Return a purchase of the queue, waiting or closed. Raises: Refused, also for one of another's units."""
    found = Unmatched.objects.select_related("closed_by").filter(public_id=public_id)
    if within is not None:
        found = found.filter(unit_ref__in=codes_within(within))
    one = found.first()
    if one is None:
        raise Refused("Belanja ini tidak ada di antara yang dapat Anda lihat.", code="no_such_waiting_purchase")
    return one


def placings(rows: Iterable[Unmatched]) -> list[Placing]:
    """Return purchases of the queue with what they say, in order; three queries for all of them."""
    waiting = list(rows)
    keys = [one.purchase_key for one in waiting]
    purchases = {one.key: one for one in Purchase.objects.filter(key__in=keys, superseded_at=None)}
    names = unit_names({one.unit_ref for one in waiting})
    codes = {one.suggested_code for one in waiting} - {""}
    packages = {one.key: one for one in Package.objects.filter(key__in=codes, superseded_at=None)}
    return [
        Placing(
            one,
            purchases.get(one.purchase_key),
            names.get(one.unit_ref, one.unit_ref),
            packages.get(one.suggested_code),
        )
        for one in waiting
    ]


def unit_names(refs: Collection[str]) -> dict[str, str]:
    """Return the names of units by the codes that rows name them by."""
    units = SpendingUnit.objects.filter(Q(key__in=refs) | Q(skpd_code__in=refs), superseded_at=None)
    return {code: name for key, skpd, name in units.values_list("key", "skpd_code", "name") for code in (key, skpd)}


def find_packages(placing: Placing, *, words: str = "") -> list[Package]:
    """
    Return the packages that a purchase could be of, the likest names first and the nearest ceilings among them.

    Without words those of its unit; with words those of the year that have them all in name or code, its unit's first.
    A package that was revised is found as its newest revision.
    """
    year, codes = placing.waiting.year, _codes_of(placing.waiting.unit_ref)
    revised = PackageRevision.objects.filter(superseded_at=None, year=year).values("old_code")
    found = Package.objects.filter(year=year, superseded_at=None, active=True, deleted=False).exclude(key__in=revised)
    for word in words.split():
        found = found.filter(Q(name__icontains=word) | Q(key__startswith=word))
    if not words.split():
        found = found.filter(unit_ref__in=codes)
    name = placing.purchase.name if placing.purchase else ""
    value = placing.waiting.value_rupiah
    ranked = sorted(
        found.order_by("key")[:PACKAGES_RANKED],
        key=lambda one: (
            one.unit_ref not in codes, -likeness_permyriad(name, one.name), abs(one.ceiling_rupiah - value), one.key
        ),
    )  # fmt: skip
    return ranked[:PACKAGES_SHOWN]


def _codes_of(unit_ref: str) -> set[str]:
    units = SpendingUnit.objects.filter(Q(key=unit_ref) | Q(skpd_code=unit_ref), superseded_at=None)
    return {unit_ref, *(code for codes in units.values_list("key", "skpd_code") for code in codes if code)}


def parts_of(purchase_key: str, *, year: int) -> dict[str, int]:
    """Return where a purchase's rupiah stand now: part (PARTS) -> rupiah, those that are not zero."""
    rows = whole_year(Chosen(year)).purchases.filter(pl.col("purchase") == purchase_key)
    sums = rows.select(pl.col(f"{part}_rupiah").sum().alias(part) for part in PARTS).row(0, named=True)
    return {part: int(rupiah) for part, rupiah in sums.items() if rupiah}
