"""How far purchases of the city's books are: ordered, realised, called off; for those who follow them from above."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from tumbuh.kernel.periods import day_in_wib
from tumbuh.procurement.models import Purchase, SpendingUnit
from tumbuh.procurement.rules.states import PurchaseState


@dataclass(frozen=True)
class PurchaseMoney:
    """One purchase as its source says now. `realised_on`: the day up to which the file said so; None: not realised."""

    key: str
    unit_codes: frozenset[str]
    vendor_name: str
    value_rupiah: int
    ordered_on: date | None
    realised_on: date | None
    is_off: bool


def purchases_money(keys: Collection[str]) -> dict[str, PurchaseMoney]:
    """Return how far some purchases are, by key; an unknown one is left out."""
    found = list(Purchase.objects.filter(key__in=keys, superseded_at=None).order_by("key"))
    refs = {one.unit_ref for one in found}
    named = SpendingUnit.objects.filter(Q(key__in=refs) | Q(skpd_code__in=refs), superseded_at=None)
    units = list(named.values_list("key", "skpd_code"))
    return {
        one.key: PurchaseMoney(
            key=one.key,
            unit_codes=frozenset(
                {one.unit_ref, *(code for row in units if one.unit_ref in row for code in row)} - {""}
            ),
            vendor_name=one.vendor_name,
            value_rupiah=one.value_rupiah,
            ordered_on=one.ordered_on,
            realised_on=day_in_wib(one.as_of) if one.state == PurchaseState.REALISED else None,
            is_off=one.state == PurchaseState.CANCELLED,
        )
        for one in found
    }
