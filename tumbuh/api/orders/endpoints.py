"""POST /api/v1/pesanan…: a basket in one call, orders in the next, for machines of a unit."""

from collections import Counter
from typing import Annotated
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router, Schema
from pydantic import AwareDatetime, ConfigDict, Field

from tumbuh.accounts.permissions import Permission
from tumbuh.api.catalogue.shapes import Problem
from tumbuh.api.doors import answer, door
from tumbuh.kernel.errors import Refused
from tumbuh.orders import queries, services

router = Router(tags=["pesanan"])
_REFUSED = {400: Problem, 401: Problem, 403: Problem, 422: Problem}


class OfferTwice(Refused):
    """One body names the same offer twice."""

    code = "offer_twice"


class Sent(Schema):
    """What is sent to us. A field that we do not know is refused: with a misspelt one left out, less is ordered."""

    model_config = ConfigDict(extra="forbid")


class LineIn(Sent):
    """Satu produk dan jumlahnya."""

    offer: UUID
    quantity: Annotated[int, Field(strict=True)]  # not true, not 40.0, not "40"


class BasketIn(Sent):
    """Isi keranjang satu paket; yang ada sebelumnya diganti. Waktu dengan zona."""

    disposition: UUID
    lines: list[LineIn]
    address: str
    area: str = ""
    deliver_by_at: AwareDatetime


class BasketOut(Schema):
    """Keranjang yang terisi."""

    basket: UUID


class Warned(Sent):
    """Peringatan yang sudah dijawab."""

    rule: str
    words: str


class PlaceIn(Sent):
    """Keranjang yang dipesan, dengan alasan atas peringatan."""

    basket: UUID
    warnings: list[Warned] = []


class OrderOut(Schema):
    """Satu pesanan; rupiah utuh."""

    order: UUID
    seller_name: str
    total_rupiah: int
    balance_before_rupiah: int
    balance_after_rupiah: int


@router.post("/pesanan/keranjang", response={200: BasketOut, **_REFUSED}, url_name="api_orders_basket")
@door(Permission.ORDERS_PLACE)
def basket(request: HttpRequest, body: BasketIn) -> HttpResponse:
    """Isi keranjang; mengirim ulang tidak mengubah apa pun."""
    twice = [str(offer) for offer, times in Counter(line.offer for line in body.lines).items() if times > 1]
    if twice:  # neither the sum nor the last of them is surely what was meant
        raise OfferTwice(f"Produk {min(twice)} disebut lebih dari sekali; jumlahkan menjadi satu baris.")
    made = services.fill_basket(
        disposition_id=body.disposition,
        offers={line.offer: line.quantity for line in body.lines},
        address=body.address,
        area=body.area,
        deliver_by_at=body.deliver_by_at,
        by=request.caller.user,  # type: ignore[attr-defined]
        now=timezone.now(),
    )
    return answer({"basket": made.public_id})


@router.post(
    "/pesanan",
    response={200: list[OrderOut], 201: list[OrderOut], **_REFUSED},
    url_name="api_orders_place",
)
@door(Permission.ORDERS_PLACE)
def place(request: HttpRequest, body: PlaceIn) -> HttpResponse:
    """Pesan isi keranjang: satu pesanan untuk tiap penjual. Dikirim ulang: 200 dengan pesanan yang sama."""
    user = request.caller.user  # type: ignore[attr-defined]
    try:
        warnings = [one.dict() for one in body.warnings]
        placed = services.place(basket_id=body.basket, by=user, now=timezone.now(), warnings=warnings)
    except services.BasketPlaced:  # whose answer was lost asks again, and must not be left without its orders
        again = queries.orders_of_basket(body.basket, by=user)
        return answer([_order(one.public_id, one.seller_name, one.placed_total_rupiah, one.balance_before_rupiah)
                       for one in again])  # fmt: skip
    return answer(
        [_order(one.public_id, one.seller_name, one.total_rupiah, one.balance_before_rupiah) for one in placed],
        status=201,
    )


def _order(public_id: UUID, seller_name: str, total_rupiah: int, before_rupiah: int) -> dict[str, object]:
    return {
        "order": public_id, "seller_name": seller_name, "total_rupiah": total_rupiah,
        "balance_before_rupiah": before_rupiah, "balance_after_rupiah": before_rupiah - total_rupiah,
    }  # fmt: skip
