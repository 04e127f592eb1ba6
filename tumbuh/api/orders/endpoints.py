"""POST /api/v1/pesanan…: a basket in one call, orders in the next, for machines of a unit."""

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router, Schema

from tumbuh.accounts.permissions import Permission
from tumbuh.api.catalogue.shapes import Problem
from tumbuh.api.doors import answer, door
from tumbuh.orders import services

router = Router(tags=["pesanan"])


class LineIn(Schema):
    """Satu produk dan jumlahnya."""

    offer: UUID
    quantity: int


class BasketIn(Schema):
    """Isi keranjang satu paket; yang ada sebelumnya diganti. Waktu dengan zona."""

    disposition: UUID
    lines: list[LineIn]
    address: str
    area: str = ""
    deliver_by_at: datetime


class BasketOut(Schema):
    """Keranjang yang terisi."""

    basket: UUID


class Warned(Schema):
    """Peringatan yang sudah dijawab."""

    rule: str
    words: str


class PlaceIn(Schema):
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


@router.post("/pesanan/keranjang", response={200: BasketOut, 400: Problem, 403: Problem}, url_name="api_orders_basket")
@door(Permission.ORDERS_PLACE)
def basket(request: HttpRequest, body: BasketIn) -> HttpResponse:
    """Isi keranjang."""
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


@router.post("/pesanan", response={201: list[OrderOut], 400: Problem, 403: Problem}, url_name="api_orders_place")
@door(Permission.ORDERS_PLACE)
def place(request: HttpRequest, body: PlaceIn) -> HttpResponse:
    """Pesan isi keranjang: satu pesanan untuk tiap penjual."""
    placed = services.place(
        basket_id=body.basket,
        by=request.caller.user,  # type: ignore[attr-defined]
        now=timezone.now(),
        warnings=[one.dict() for one in body.warnings],
    )
    return answer(
        [
            {
                "order": one.public_id, "seller_name": one.seller_name, "total_rupiah": one.total_rupiah,
                "balance_before_rupiah": one.balance_before_rupiah, "balance_after_rupiah": one.balance_after_rupiah,
            }
            for one in placed
        ],
        status=201,
    )  # fmt: skip
