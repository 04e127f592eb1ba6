"""What lines of one seller cost landed, before anything is ordered."""

from collections.abc import Sequence
from datetime import date

from tumbuh.catalogue.queries import OfferToOrder
from tumbuh.orders import terms
from tumbuh.orders.rules.tax import LineKind
from tumbuh.orders.rules.totals import Priced, Totals, totals
from tumbuh.orders.writing import NewLine


def landed(lines: Sequence[NewLine], seller: OfferToOrder, on: date, *, fees: tuple[int, int] | None = None) -> Totals:
    """Return what lines of one seller cost landed on a day; `fees`: packing and delivery, else the seller's own."""
    packing, delivery = fees if fees is not None else (seller.packing_fee_rupiah, seller.delivery_fee_rupiah)
    return totals(
        [Priced(LineKind(line.line_kind), line.quantity, line.price_rupiah) for line in lines],
        packing_rupiah=packing,
        delivery_rupiah=delivery,
        registered=seller.collects_vat,
        terms=terms.tax_terms(on),
    )
