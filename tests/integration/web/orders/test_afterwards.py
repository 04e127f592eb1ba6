"""After the receipt at the pages: a review and its reply, goods that go back, urgent buys, the end of the year."""

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.integration.orders.city import PLAN, City, person
from tests.integration.web.orders.conftest import text_of
from tumbuh.accounts.permissions import Role
from tumbuh.orders.models import Order, Review, ReviewReport, UrgentBuy

pytestmark = pytest.mark.django_db
SignIn = Callable[[Role], Client]


def test_a_received_order_is_reviewed_once_and_its_seller_answers_once(city: City, at_desk: SignIn) -> None:
    order = city.until("received")
    officer, seller = at_desk(Role.COMMITMENT_OFFICER), at_desk(Role.OWNER)
    page, own = f"/pesanan/{order.public_id}/", f"/jualan/pesanan/{order.public_id}/"
    assert "Simpan ulasan" in text_of(officer.get(page))
    assert "Simpan ulasan" not in text_of(at_desk(Role.TREASURER).get(page))
    officer.post(f"{page}ulasan/", {"stars": "9", "words": "?"})
    assert Review.objects.count() == 0
    officer.post(f"{page}ulasan/", {"stars": "4", "words": "Enak, sambalnya kurang."})
    seller.post(f"{own}ulasan/", {"words": "Besok kami tambah."})
    shown = text_of(officer.get(page))
    assert "4 dari 5 bintang" in shown
    assert "Besok kami tambah." in shown
    assert "Simpan ulasan" not in shown
    assert "Jawab ulasan" not in text_of(seller.get(own))


def test_goods_of_a_closed_order_go_back_with_the_proof_of_the_refund(city: City, at_desk: SignIn) -> None:
    order = city.until("closed")
    officer = at_desk(Role.COMMITMENT_OFFICER)
    address = f"/pesanan/{order.public_id}/pengembalian/"
    assert address in officer.get(f"/pesanan/{order.public_id}/").content.decode()
    asked = {"line-1-quantity": "3", "refund_number": "STS/7", "words": "Basi."}
    assert officer.post(address, asked | {"refund_number": ""}).status_code == 200
    assert Order.objects.get().lines.get().returned_quantity == 0
    assert officer.post(address, asked).status_code == 302
    assert Order.objects.get().lines.get().returned_quantity == 3


def test_an_urgent_buy_is_recorded_with_picture_and_reason_and_says_whether_in_time(
    city: City, at_desk: SignIn
) -> None:
    officer = at_desk(Role.PROCUREMENT_OFFICER)
    picture = SimpleUploadedFile("struk.jpg", b"\xff\xd8\xff\xe0" + b"0" * 64, "image/jpeg")
    asked = {
        "package": PLAN, "name": "Pompa air", "vendor": "Toko Jaya", "value": "1.250.000", "receipt_number": "N-1",
        "day": "2026-04-05", "time": "23:30", "words": "Banjir di kantor, malam hari.",
    }  # fmt: skip
    assert officer.post("/pesanan/mendesak/", asked).status_code == 400  # no picture
    assert officer.post("/pesanan/mendesak/", asked | {"photo": picture, "day": "2026-04-07"}).status_code == 400
    picture.seek(0)
    assert officer.post("/pesanan/mendesak/", asked | {"photo": picture}).status_code == 302
    made = UrgentBuy.objects.get()
    assert (made.in_time, made.words) == (True, "Banjir di kantor, malam hari.")
    shown = text_of(officer.get("/pesanan/mendesak/"))
    assert "tepat waktu" in shown
    assert at_desk(Role.TREASURER).get(f"/pesanan/mendesak/{made.public_id}/foto/").status_code == 200
    assert at_desk(Role.OWNER).get(f"/pesanan/mendesak/{made.public_id}/foto/").status_code == 403


def test_the_end_of_the_year_shows_what_becomes_of_each_unpaid_order(city: City, at_desk: SignIn) -> None:
    order = city.place(40)
    head = at_desk(Role.BUDGET_OWNER)
    shown = text_of(head.get("/pesanan/akhir-tahun/"))
    assert "Masih sempat" in shown
    assert f"/pesanan/{order.public_id}/" in shown


def test_a_seller_reports_a_review_and_a_curator_decides(city: City, at_desk: SignIn) -> None:
    order = city.until("received")
    own = f"/jualan/pesanan/{order.public_id}/"
    assert "Laporkan ulasan" not in text_of(at_desk(Role.OWNER).get(own))
    said = {"stars": "1", "words": "Pak Budi kasar."}
    at_desk(Role.COMMITMENT_OFFICER).post(f"/pesanan/{order.public_id}/ulasan/", said)
    seller = at_desk(Role.OWNER)
    assert "Laporkan ulasan ini" in text_of(seller.get(own))
    for bad in ("", "x" * 1_001):
        assert "paling banyak 1.000 huruf" in text_of(
            seller.post(f"{own}ulasan/lapor/", {"complaint": bad}, follow=True)
        )
    assert not ReviewReport.objects.exists()
    seller.post(f"{own}ulasan/lapor/", {"complaint": "Menyebut nama orang."})
    assert "kurator sedang memeriksa" in text_of(seller.get(own))
    report = ReviewReport.objects.get()
    desk = Client()
    desk.force_login(person("kurator", Role.CURATOR, "area", "31.71"))
    opened = f"/kurasi/ulasan/{report.public_id}/"
    assert opened in desk.get("/kurasi/").content.decode()
    assert desk.post(opened, {"decision": "hide"}).status_code == 400
    assert "Menyebut nama orang." in text_of(desk.get(opened))
    desk.post(opened, {"decision": "hide", "reasons": "Menyebut nama orang."})
    assert "disembunyikan: Menyebut nama orang." in text_of(seller.get(own))
