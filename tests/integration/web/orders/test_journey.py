"""From a package to a closed order through the pages alone, one role after the other, without a script."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.integration.orders import city as cities
from tests.integration.orders.city import ACCOUNT, ROOM, TOMORROW, City
from tests.integration.web.orders.conftest import text_of
from tumbuh.accounts.permissions import Role
from tumbuh.orders.models import Disposition, Order

pytestmark = pytest.mark.django_db
PLAN = "50100002"
PDF = b"%PDF-1.7 kerangka acuan"
PHOTO = b"\xff\xd8\xff foto"
SignIn = Callable[[Role], Client]


def post(client: Client, name: str, *args: object, **data: Any) -> Any:
    """Send a form and follow to the page that answers it."""
    answer = client.post(reverse(name, args=args), data, follow=True)
    assert answer.status_code == HTTPStatus.OK, text_of(answer)
    return answer


def dispose(city: City, kpa: Client) -> Disposition:
    cities.package(PLAN, ceiling=10_000_000)
    assert "Disposisikan: Konsumsi rapat koordinasi" in text_of(kpa.get(reverse("orders_desk")))
    assert f"2.11.01.1.06.0009 · {ACCOUNT}" in text_of(kpa.get(reverse("orders_dispose", args=[PLAN])))
    answer = post(
        kpa, "orders_dispose", PLAN, officer=city.of(Role.COMMITMENT_OFFICER).public_id, line=city.line.public_id,
        ceiling="10.000.000", note="Rapat Rabu",
    )  # fmt: skip
    assert "Paket didisposisikan kepada" in text_of(answer)
    return Disposition.objects.get(plan_code=PLAN)


def prepare(city: City, ppk: Client, package: Disposition) -> None:
    assert "Lengkapi dokumen: Konsumsi rapat koordinasi" in text_of(ppk.get(reverse("orders_desk")))
    answer = post(
        ppk, "orders_prepare", package.public_id, officer=city.officer.public_id,
        file=SimpleUploadedFile("kak.pdf", PDF, "application/pdf"),
    )  # fmt: skip
    assert "Paket diteruskan kepada" in text_of(answer)


def order_lunch(city: City, officer: Client, package: Disposition) -> Order:
    assert "Terima disposisi: Konsumsi rapat koordinasi" in text_of(officer.get(reverse("orders_desk")))
    assert "Disposisi diterima." in text_of(post(officer, "orders_take_up", package.public_id))
    file_id = package.files.get().public_id
    file = officer.get(reverse("orders_disposition_file", args=[package.public_id, file_id]))
    assert (file.content, file.headers["Content-Type"]) == (PDF, "application/pdf")

    paket = package.public_id
    answer = post(officer, "orders_basket_add", offer=city.rice.public_id, quantity="40", paket=paket)
    assert "Nasi kotak masuk keranjang." in text_of(answer)
    where = {"address": ROOM, "area": "31.71.01", "day": f"{TOMORROW:%Y-%m-%d}", "time": "12:00"}
    post(officer, "orders_basket_delivery", paket=paket, **where)
    page = text_of(officer.get(reverse("orders_basket")))
    assert "Pesan sekarang, Rp1.000.000" in page
    assert "Rp199.000.000" in page  # what the budget line will have left
    answer = post(officer, "orders_place", paket=paket)
    assert "1 pesanan dibuat. Sisa baris anggaran Rp199.000.000." in text_of(answer)
    order = Order.objects.get()
    assert (order.plan_code, order.delivery_area) == (PLAN, "31.71.01")
    return order


def sell(seller: Client, order: Order) -> None:
    page = text_of(seller.get(reverse("orders_selling")))
    assert "1 pesanan menunggu jawaban Anda." in page
    assert "<strong>40 kotak</strong> <span>Nasi kotak</span>" in page
    assert "paling lambat Jumat, 10 April 2026, bila diterima hari pengantaran" in page
    assert "Rp960.000" in page  # what the seller gets: 4 % is withheld, there is no NPWP in the register
    answer = post(seller, "orders_selling_act", order.public_id, "confirm")
    assert "Pesanan disanggupi" in text_of(answer)
    answer = post(seller, "orders_selling_act", order.public_id, "deliver", **{"quantity-1": "40"})
    assert "Pengiriman tercatat" in text_of(answer)


def receive(ppk: Client, order: Order) -> None:
    assert "Periksa barang: 40 kotak Nasi kotak" in text_of(ppk.get(reverse("orders_desk")))
    answer = post(
        ppk, "orders_receive", order.public_id, day="2026-04-06", time="11:30", temperature="65", note="",
        photo=SimpleUploadedFile("meja.jpg", PHOTO, "image/jpeg"),
        **{"line-1-counted": "40", "line-1-accepted": "39", "line-1-flaw": "bad"},
    )  # fmt: skip
    page = text_of(answer)
    assert "Barang diterima, BAST terbit." in page
    assert "dihitung 40, diterima 39 (Rusak atau mutu buruk)" in page
    assert "dibayar paling lambat" in text_of(ppk.get(reverse("orders_list")))
    photo_id = order.receipt.photos.get().public_id
    assert ppk.get(reverse("orders_receipt_photo", args=[order.public_id, photo_id])).content == PHOTO


def test_lunch_for_forty_from_package_to_closed_through_the_pages(city: City, at_desk: SignIn) -> None:
    kpa, ppk = at_desk(Role.BUDGET_OWNER), at_desk(Role.COMMITMENT_OFFICER)
    treasurer, seller = at_desk(Role.TREASURER), at_desk(Role.OWNER)
    package = dispose(city, kpa)
    prepare(city, ppk, package)
    order = order_lunch(city, at_desk(Role.PROCUREMENT_OFFICER), package)
    sell(seller, order)
    receive(ppk, order)

    assert "Kamis, 09/04/2026" in text_of(treasurer.get(reverse("orders_desk")))
    page = text_of(treasurer.get(reverse("orders_pay", args=[order.public_id])))
    assert "Rp25.000 kurang dari yang dipesan" in page
    answer = post(treasurer, "orders_request_debit", order.public_id, tax_slip_number="BP-7")
    assert "Permintaan autodebet dikirim" in text_of(answer)

    assert "Setujui autodebet: 40 kotak Nasi kotak" in text_of(kpa.get(reverse("orders_desk")))
    answer = post(kpa, "orders_act", order.public_id, "confirm_debit")
    assert "Autodebet disetujui; penjual dibayar." in text_of(answer)
    assert "Sudah dibayar" in text_of(seller.get(reverse("orders_selling_order", args=[order.public_id])))
    assert "Pesanan ditutup" in text_of(post(ppk, "orders_act", order.public_id, "close"))
    order.refresh_from_db()
    assert (order.state, order.total_rupiah, order.withheld_rupiah) == ("closed", 975_000, 39_000)
