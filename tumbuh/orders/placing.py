"""From a basket, or from quotes that won, to orders: stock promised, money held, all or nothing."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from uuid import UUID

from tumbuh.accounts.models import User
from tumbuh.catalogue import stock
from tumbuh.catalogue.queries import OfferToOrder, offers_to_order
from tumbuh.catalogue.stock import NotForSale, Want
from tumbuh.kernel.errors import NotAllowed, Refused
from tumbuh.kernel.money import format_rupiah
from tumbuh.kernel.numbers import format_number
from tumbuh.kernel.periods import day_in_wib
from tumbuh.orders import judging, terms
from tumbuh.orders.basketing import BasketPlaced, check_delivery, check_officer
from tumbuh.orders.costing import landed
from tumbuh.orders.justifying import remember
from tumbuh.orders.models import Basket, Disposition
from tumbuh.orders.retrying import whole
from tumbuh.orders.writing import NewLine, NewOrder, Placed, write_orders
from tumbuh.prepared import columns, instance, rows, width


class BasketEmpty(Refused):
    """There is nothing in the basket."""

    code = "basket_empty"


class QuantityOutOfRange(Refused):
    """The seller sells less, or more, than this at a time."""

    code = "quantity_out_of_range"


class OrderTooLarge(Refused):
    """One order costs more than one may."""

    code = "order_too_large"


@dataclass(frozen=True)
class Wanted:
    """How much of an offer is ordered; `price_rupiah` when a quote or a talk has fixed it."""

    quantity: int
    note: str = ""
    price_rupiah: int | None = None


@dataclass(frozen=True)
class Terms:
    """Where, by when and for what reasons."""

    address: str
    area: str
    deliver_by_at: datetime
    warnings: Sequence[Mapping[str, str]] = ()
    group_id: uuid.UUID | None = None
    source: str = "basket"
    source_reference: str = ""
    fees: Mapping[int, tuple[int, int]] = field(default_factory=dict)  # seller → packing, delivery that a quote fixed


@whole
def place(
    *, basket_id: int | UUID, by: User, now: datetime, warnings: Sequence[Mapping[str, str]] = ()
) -> list[Placed]:
    """
    Turn a basket into orders, one for each seller, at the prices of today; return them.

    `basket_id`: its key, or its public id. `warnings`: reasons to order although the legality rail warns, "rule" and
    "words" of each; those that it asks for stay with the orders. Locks: the basket, offers by id, days, the budget
    line, the disposition. Raises: NotAllowed, BasketPlaced, BasketEmpty, NotForSale, NotLegal, RailUnanswered,
    OutOfStock, DayFull, TooLate, ClosedDay, QuantityOutOfRange, OrderTooLarge, PackageExceeded, OverBudget,
    LineBlocked; nothing is then written.
    """
    basket, wanted = _chosen(basket_id, by)
    if basket.placed_at is not None:
        raise BasketPlaced("Keranjang ini sudah dipesan; buka daftar pesanan.")
    check_officer(basket.disposition, by, now)
    check_delivery(basket.delivery_address, basket.deliver_by_at, now)
    assert basket.deliver_by_at is not None  # noqa: S101 - check_delivery has just seen to it
    asked = Terms(basket.delivery_address, basket.delivery_area, basket.deliver_by_at, warnings)
    return place_wanted(basket.disposition, wanted, asked, by=by, now=now, basket=basket)


@whole
def place_awarded(
    *, disposition_id: int, wanted: Mapping[int, Wanted], terms: Terms, by: User, now: datetime
) -> list[Placed]:
    """
    Order what quotes have won: offers with their quantities and fixed prices. The same `source_reference` orders once.

    Raises: as place.
    """
    disposition = check_officer(Disposition.objects.get(pk=disposition_id), by, now)
    check_delivery(terms.address, terms.deliver_by_at, now)
    return place_wanted(disposition, wanted, terms, by=by, now=now)


def place_wanted(
    disposition: Disposition,
    wanted: Mapping[int, Wanted],
    asked: Terms,
    *,
    by: User,
    now: datetime,
    basket: Basket | None = None,
) -> list[Placed]:
    """
    Judge, promise, hold and write. Runs inside the caller's transaction. Raises: as place.

    What quotes have won was compared and asked about when the need was awarded: only a basket goes by the whole rail.
    """
    if not wanted:
        raise BasketEmpty("Keranjang masih kosong; pilih produk dahulu.")
    today, day = day_in_wib(now), day_in_wib(asked.deliver_by_at)
    offers = offers_to_order(sorted(wanted), on=today)
    chosen = _checked(wanted, offers)
    new = [_order(of_seller, wanted, asked, today) for of_seller in _by_seller(chosen)]
    _check_limit(new, today)
    whole_rupiah = sum(order.totals.total_rupiah for order in new)
    judging.check_value(chosen, whole_rupiah, now)
    if basket is not None:
        kept = judging.answered(basket, chosen, whole_rupiah, reasons=asked.warnings, now=now)
        new = [replace(order, asked=replace(asked, warnings=kept)) for order in new]
        if kept:
            remember(kept, unit_ref=disposition.unit_ref, by=by, now=now)
    stock.reserve(
        wants=[
            Want(line.offer_id, line.quantity, day, order.reference, asked.deliver_by_at)
            for order in new
            for line in order.lines
        ],
        now=now,
    )
    return write_orders(new, disposition=disposition, by=by, now=now, basket_id=basket.pk if basket else None)


def _checked(wanted: Mapping[int, Wanted], offers: Mapping[int, OfferToOrder]) -> list[OfferToOrder]:
    for offer_id, want in wanted.items():
        offer = offers.get(offer_id)
        if offer is None:
            raise NotForSale("Ada produk di keranjang yang sedang tidak dijual; keluarkan dahulu.")
        most = offer.max_quantity
        if want.quantity < offer.min_quantity or (most is not None and want.quantity > most):
            limits = f"paling sedikit {format_number(offer.min_quantity)}"
            limits += f" dan paling banyak {format_number(most)}" if most is not None else ""
            raise QuantityOutOfRange(f"{offer.title}: penjual melayani {limits} {offer.unit} sekali pesan.")
    return [offers[offer_id] for offer_id in sorted(wanted)]


def _by_seller(offers: Sequence[OfferToOrder]) -> list[list[OfferToOrder]]:
    sellers: dict[int, list[OfferToOrder]] = {}
    for offer in offers:
        sellers.setdefault(offer.seller_id, []).append(offer)
    return [sellers[seller_id] for seller_id in sorted(sellers)]


def _order(offers: Sequence[OfferToOrder], wanted: Mapping[int, Wanted], asked: Terms, today: date) -> NewOrder:
    lines = [_line(position, offer, wanted[offer.id]) for position, offer in enumerate(offers, start=1)]
    seller = offers[0]
    return NewOrder(
        public_id=uuid.uuid4(),
        seller_id=seller.seller_id,
        seller_name=seller.seller_name,
        size_class=seller.size_class,
        lines=lines,
        totals=landed(lines, seller, today, fees=asked.fees.get(seller.seller_id)),
        asked=asked,
    )


def _line(position: int, offer: OfferToOrder, want: Wanted) -> NewLine:
    return NewLine(
        position=position,
        offer_id=offer.id,
        master_id=offer.master_id,
        title=offer.title,
        unit=offer.unit,
        category_code=offer.category_code,
        line_kind=offer.line_kind,
        price_rupiah=offer.price_rupiah if want.price_rupiah is None else want.price_rupiah,
        quantity=want.quantity,
        origin_level=offer.origin_level,
        tkdn_permyriad=offer.tkdn_permyriad,
        bmp_permyriad=offer.bmp_permyriad,
        note=want.note,
    )


def _check_limit(new: Sequence[NewOrder], today: date) -> None:
    most = min(terms.number("order_most", today), terms.number("order_most_ever", today))
    for order in new:
        if order.totals.total_rupiah > most:
            raise OrderTooLarge(
                f"Pesanan kepada {order.seller_name} {format_rupiah(order.totals.total_rupiah)}, batas satu pesanan "
                f"{format_rupiah(most)}. Kurangi, atau pakai metode pengadaan lain."
            )


_CHOSEN = f"""
    SELECT {columns(Basket, "b")}, {columns(Disposition, "d")},
           (SELECT json_agg(json_build_array(w.offer_id, w.quantity, w.note) ORDER BY w.id)
            FROM orders_basketline w WHERE w.basket_id = b.id AND w.quantity > 0)
    FROM orders_basket b JOIN orders_disposition d ON d.id = b.disposition_id
    WHERE b.user_id = %(user)s AND (b.id = %(id)s OR b.public_id = %(public_id)s) FOR UPDATE OF b
"""  # noqa: S608 - put together from constants


def _chosen(basket_id: int | UUID, by: User) -> tuple[Basket, dict[int, Wanted]]:
    """Lock a basket and return it with what is in it. Raises: NotAllowed, BasketEmpty."""
    public_id, key = (basket_id, None) if isinstance(basket_id, UUID) else (None, basket_id)
    found = rows(_CHOSEN, {"user": by.pk, "id": key, "public_id": public_id})
    if not found:
        raise NotAllowed("Keranjang ini milik orang lain atau tidak ada.")
    [(*values, lines)] = found
    if not lines:
        raise BasketEmpty("Keranjang masih kosong; pilih produk dahulu.")
    basket = instance(Basket, values[: width(Basket)])
    basket.disposition = instance(Disposition, values[width(Basket) :])
    return basket, {offer_id: Wanted(quantity, note) for offer_id, quantity, note in lines}
