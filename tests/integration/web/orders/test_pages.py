"""Who sees which order, what a form that is not whole says, and that evidence of choice is locked."""

from collections.abc import Callable
from datetime import timedelta
from http import HTTPStatus
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.integration.orders import city as cities
from tests.integration.orders.city import NOON, City
from tests.integration.web.orders.conftest import text_of
from tumbuh.accounts.permissions import Role
from tumbuh.audit.models import AuditEvent
from tumbuh.orders import services
from tumbuh.orders.models import BasketLine, Order, OrderMessage

pytestmark = pytest.mark.django_db
SignIn = Callable[[Role], Client]


def enter(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_an_order_is_seen_by_its_unit_and_its_seller_and_by_no_other(city: City, at_desk: SignIn) -> None:
    order = city.place()
    page, own = reverse("orders_order", args=[order.public_id]), reverse("orders_selling_order", args=[order.public_id])
    assert at_desk(Role.TREASURER).get(page).status_code == HTTPStatus.OK
    assert at_desk(Role.OWNER).get(own).status_code == HTTPStatus.OK
    assert at_desk(Role.OWNER).get(page).status_code == HTTPStatus.FORBIDDEN
    other_unit = enter(cities.person("pp_lain", Role.PROCUREMENT_OFFICER, "unit", "999"))
    rival = cities.business("Dapur Sari")
    other_seller = enter(cities.person("sari", Role.OWNER, "business", str(rival.public_id)))
    for client, address in ((other_unit, page), (other_seller, own)):
        answer = client.get(address)
        assert answer.status_code == HTTPStatus.BAD_REQUEST
        assert "Pesanan ini tidak ada, atau milik" in text_of(answer)
    assert "Nasi kotak" not in text_of(other_unit.get(reverse("orders_list")))
    assert "Nasi kotak" not in text_of(other_seller.get(reverse("orders_selling")))


def test_declining_without_a_reason_comes_back_and_changes_nothing(city: City, at_desk: SignIn) -> None:
    order = city.place()
    address = reverse("orders_selling_act", args=[order.public_id, "decline"])
    answer = at_desk(Role.OWNER).post(address, {"reason": ""})
    assert answer.status_code == HTTPStatus.BAD_REQUEST
    assert "<details open><summary>Tidak sanggup</summary>" in text_of(answer)
    assert Order.objects.get().state == "placed"


def test_an_act_of_another_state_is_refused_as_a_conflict(city: City, at_desk: SignIn) -> None:
    order = city.place()
    answer = at_desk(Role.COMMITMENT_OFFICER).post(reverse("orders_act", args=[order.public_id, "close"]))
    assert answer.status_code == HTTPStatus.CONFLICT
    assert Order.objects.get().state == "placed"


def test_an_act_that_is_no_button_does_not_exist(city: City, at_desk: SignIn) -> None:
    order = city.place()
    for name in ("place", "pay", "nothing"):
        answer = at_desk(Role.TREASURER).post(reverse("orders_act", args=[order.public_id, name]))
        assert answer.status_code == HTTPStatus.NOT_FOUND


def test_both_sides_write_and_agree_on_another_time(city: City, at_desk: SignIn) -> None:
    order = city.until("confirmed")
    officer, seller = at_desk(Role.PROCUREMENT_OFFICER), at_desk(Role.OWNER)
    seller.post(reverse("orders_selling_say", args=[order.public_id]), {"words": "Bisa lebih pagi?"})
    assert OrderMessage.objects.get().side == "seller"
    later = {"time": "14:00", "reason": "event_moved", "words": "", "quantity-1": "40", "day": "", "address": ""}
    officer.post(reverse("orders_propose", args=[order.public_id]), later)
    page = text_of(seller.get(reverse("orders_selling_order", args=[order.public_id])))
    assert "Diantar Selasa, 7 April 2026, pukul 14.00 WIB" in page
    seller.post(reverse("orders_selling_answer", args=[order.public_id]), {"answer": "accept"})
    order.refresh_from_db()
    assert order.deliver_by_at == NOON + timedelta(hours=26)


def test_the_list_of_candidates_is_locked_with_a_hash_in_the_trail(city: City, at_desk: SignIn) -> None:
    cities.offer(
        cities.business("Dapur Sari"), "Nasi kotak hemat", line_kind="catering", stock=100, price_rupiah=19_000
    )
    basket = city.fill((city.rice, 40))
    paket = str(basket.disposition.public_id)
    answer = at_desk(Role.PROCUREMENT_OFFICER).get(reverse("orders_candidates", args=["csv"]), {"paket": paket})
    text = answer.getvalue().decode()
    event = AuditEvent.objects.get(event="orders.candidates_locked")
    assert event.detail["sha256"] in text
    assert (event.detail["candidates"], event.detail["chosen"]) == (2, 1)
    assert '"calon";"Nasi kotak hemat";"Dapur Sari";"kotak";19000' in text


def test_days_to_pay_count_from_the_receipt_to_the_payment(
    city: City, at_desk: SignIn, noon: Callable[..., None]
) -> None:
    order = city.until("received")
    paid_at = NOON + timedelta(days=2)
    services.pay(
        order_id=order.pk, by=city.of(Role.TREASURER), now=paid_at, proof_number="SP2D/1", paid_on=paid_at.date(),
        tax_slip_number="BP-1",
    )  # fmt: skip
    noon(paid_at)
    page = text_of(at_desk(Role.BUDGET_OWNER).get(reverse("orders_days_to_pay")))
    assert '<p class="figure-value">2 hari</p>' in page
    assert "Dinas Perdagangan" in page


def test_ordering_again_fills_the_basket_at_todays_price(city: City, at_desk: SignIn) -> None:
    order = city.until("closed")
    answer = at_desk(Role.PROCUREMENT_OFFICER).post(reverse("orders_reorder", args=[order.public_id]), follow=True)
    assert "Isi pesanan masuk keranjang dengan harga hari ini." in text_of(answer)
    assert "Pesan sekarang, Rp1.000.000" in text_of(answer)


def test_the_spread_counts_sellers_with_and_without_orders_and_opens_exactly_the_orders(
    city: City, at_desk: SignIn, noon: Callable[..., None]
) -> None:
    noon(NOON)
    city.place(10)
    cancelled = city.place(5)
    services.cancel(order_id=cancelled.pk, reason="event_cancelled", by=city.officer, now=NOON)
    cities.offer(cities.business("Dapur Sari"), "Kue basah", stock=10)
    officer = at_desk(Role.PROCUREMENT_OFFICER)
    answer = officer.get(reverse("orders_spread"))
    assert [(one["name"], one["orders"], one["share"]) for one in answer.context["sellers"]] == [
        ("Dapur Budi", "1", "100,0 %"), ("Dapur Sari", "0", "0,0 %"),
    ]  # fmt: skip
    assert [one["value"] for one in answer.context["figures"]] == ["100,0 %", "100,0 %", "50,0 %", "0,50"]
    for href in (answer.context["all_href"], answer.context["sellers"][0]["href"]):
        assert officer.get(href).context["total"] == "1"


def test_the_handovers_of_a_package_stand_on_one_sheet(city: City, at_desk: SignIn) -> None:
    order = city.until("delivered")
    counts = {1: services.Counted(counted=40, accepted=38, flaw="bad")}
    services.receive(order_id=order.pk, by=city.of(Role.COMMITMENT_OFFICER), now=NOON, counts=counts)
    cakes = cities.offer(cities.business("Dapur Sari"), "Kue basah", stock=60, price_rupiah=10_000)
    city.place(20, cakes)
    address = reverse("orders_handovers", args=[city.disposition.public_id])
    answer = at_desk(Role.COMMITMENT_OFFICER).get(address)
    told = [
        (one["seller"], one["ordered"], one["accepted"], one["is_short"], bool(one["paper"]))
        for one in answer.context["rows"]
    ]
    assert told == [("Dapur Budi", "40", "38", True, True), ("Dapur Sari", "20", "", False, False)]
    assert "1 dari 2" in text_of(answer)
    assert "0001/BAST/TMB/101/IV/2026" in text_of(answer)
    assert "Rp950.000" in text_of(answer)
    elsewhere = enter(cities.person("ppk_lain", Role.COMMITMENT_OFFICER, "unit", "999"))
    assert elsewhere.get(address).status_code == HTTPStatus.BAD_REQUEST


@pytest.mark.parametrize("quantity", ["²", "9" * 30, "9" * 5_000, "\x00"])
def test_a_quantity_that_is_none_is_taken_as_the_smallest(city: City, at_desk: SignIn, quantity: str) -> None:
    asked = {"offer": str(city.rice.public_id), "quantity": quantity}
    answer = at_desk(Role.PROCUREMENT_OFFICER).post(reverse("orders_basket_add"), asked)
    assert answer.status_code == HTTPStatus.FOUND
    assert [one.quantity for one in BasketLine.objects.all()] == [city.rice.min_quantity]


def test_what_the_database_cannot_keep_is_refused_and_changes_nothing(city: City, at_desk: SignIn) -> None:
    order = city.until("received")
    address = reverse("orders_request_debit", args=[order.public_id])
    for number in ("BP\x001", "9" * 5_000):
        answer = at_desk(Role.TREASURER).post(address, {"tax_slip_number": number})
        assert answer.status_code == HTTPStatus.BAD_REQUEST
        assert "Tidak ada yang berubah; perbaiki lalu kirim lagi." in text_of(answer)
    assert Order.objects.get().state == "received"


@pytest.mark.parametrize("page", ["orders_list", "orders_spread", "orders_days_to_pay"])
def test_days_at_the_ends_of_the_calendar_are_no_filter(city: City, at_desk: SignIn, page: str) -> None:
    answer = at_desk(Role.PROCUREMENT_OFFICER).get(reverse(page), {"dari": "0001-01-01", "sampai": "9999-12-31"})
    assert answer.status_code == HTTPStatus.OK
