"""What an order costs landed: goods, packing, delivery and tax. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from tumbuh.orders.rules.tax import LineKind, TaxTerms, added


@dataclass(frozen=True)
class Priced:
    """One line with its price."""

    kind: LineKind
    quantity: int
    price_rupiah: int

    @property
    def rupiah(self) -> int:
        """Quantity times price."""
        return self.quantity * self.price_rupiah


@dataclass(frozen=True)
class Totals:
    """What an order costs; the first four add up to the last."""

    goods_rupiah: int
    packing_rupiah: int
    delivery_rupiah: int
    tax_rupiah: int

    @property
    def total_rupiah(self) -> int:
        """Landed."""
        return self.goods_rupiah + self.packing_rupiah + self.delivery_rupiah + self.tax_rupiah


def totals(
    lines: Sequence[Priced], *, packing_rupiah: int, delivery_rupiah: int, registered: bool, terms: TaxTerms
) -> Totals:
    """
    Return what an order costs landed. Where nothing is left of its lines, nothing is due for packing and delivery.

    Packing and delivery bear the tax of the kind of line that makes up most of the order.
    """
    goods = sum(line.rupiah for line in lines)
    if goods == 0:
        return Totals(0, 0, 0, 0)
    tax = sum(added(line.kind, price_rupiah=line.rupiah, registered=registered, terms=terms).rupiah for line in lines)
    fees = added(main_kind(lines), price_rupiah=packing_rupiah + delivery_rupiah, registered=registered, terms=terms)
    return Totals(goods, packing_rupiah, delivery_rupiah, tax + fees.rupiah)


def main_kind(lines: Sequence[Priced]) -> LineKind:
    """Return the kind that most of the money is for; of equals the first in the order goods, catering, service."""
    kinds = list(LineKind)
    sums = {kind: sum(line.rupiah for line in lines if line.kind is kind) for kind in kinds}
    return max(kinds, key=lambda kind: (sums[kind], -kinds.index(kind)))
