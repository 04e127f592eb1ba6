"""What a basket would become: one order for each seller with its landed total, and what stands in the way."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from tumbuh.catalogue.queries import OfferToOrder, offers_to_order
from tumbuh.kernel.numbers import format_number
from tumbuh.orders.costing import landed
from tumbuh.orders.models import Basket, BasketLine
from tumbuh.orders.rules.totals import Totals
from tumbuh.orders.writing import NewLine


@dataclass(frozen=True)
class PreviewLine:
    """One product in a basket. `problem`: why it cannot be ordered as it stands; empty when it can."""

    offer: OfferToOrder
    quantity: int
    note: str
    problem: str

    @property
    def rupiah(self) -> int:
        """What it costs, without tax."""
        return self.quantity * self.offer.price_rupiah


@dataclass(frozen=True)
class SellerPart:
    """What one seller would be asked for, and what that costs landed."""

    seller_id: int
    seller_name: str
    seller_area: str
    lines: Sequence[PreviewLine]
    totals: Totals


@dataclass(frozen=True)
class Preview:
    """A basket by sellers. `gone`: products that are no longer for sale."""

    sellers: Sequence[SellerPart] = ()
    gone: Sequence[BasketLine] = field(default_factory=tuple)

    @property
    def total_rupiah(self) -> int:
        """Landed, of all sellers."""
        return sum(one.totals.total_rupiah for one in self.sellers)

    @property
    def has_problem(self) -> bool:
        """Whether something must be changed before it can be ordered."""
        return bool(self.gone) or any(line.problem for one in self.sellers for line in one.lines)


def preview(basket: Basket, *, on: date) -> Preview:
    """Return what a basket would become on a day, sellers and products in the order in which they would be placed."""
    asked = list(basket.lines.filter(quantity__gt=0).select_related("offer").order_by("offer_id"))
    offers = offers_to_order([line.offer_id for line in asked], on=on)
    sellers: dict[int, list[PreviewLine]] = {}
    for line in asked:
        offer = offers.get(line.offer_id)
        if offer is not None:
            shown = PreviewLine(offer, line.quantity, line.note, _problem(offer, line.quantity))
            sellers.setdefault(offer.seller_id, []).append(shown)
    parts = [_part(sellers[seller_id], on) for seller_id in sorted(sellers)]
    return Preview(parts, [line for line in asked if line.offer_id not in offers])


def _part(lines: Sequence[PreviewLine], on: date) -> SellerPart:
    seller = lines[0].offer
    new = [
        NewLine(
            position=position, offer_id=line.offer.id, master_id=line.offer.master_id, title=line.offer.title,
            unit=line.offer.unit, category_code=line.offer.category_code, line_kind=line.offer.line_kind,
            price_rupiah=line.offer.price_rupiah, quantity=line.quantity, origin_level=line.offer.origin_level,
            tkdn_permyriad=line.offer.tkdn_permyriad, bmp_permyriad=line.offer.bmp_permyriad, note=line.note,
        )
        for position, line in enumerate(lines, start=1)
    ]  # fmt: skip
    return SellerPart(seller.seller_id, seller.seller_name, seller.seller_area, lines, landed(new, seller, on))


def _problem(offer: OfferToOrder, quantity: int) -> str:
    """Return why so many cannot be ordered; the day's capacity is judged when the order is placed."""
    if quantity < offer.min_quantity:
        return f"Penjual melayani paling sedikit {format_number(offer.min_quantity)} {offer.unit}."
    if offer.max_quantity is not None and quantity > offer.max_quantity:
        return f"Penjual melayani paling banyak {format_number(offer.max_quantity)} {offer.unit} sekali pesan."
    if not offer.made_to_order and quantity > offer.free:
        return f"Tersisa {format_number(offer.free)} {offer.unit}."
    return ""
