"""From a sentence to an order through the pages alone, without a script, and what strangers are shown."""

from collections.abc import Callable
from datetime import datetime
from http import HTTPStatus
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.integration.needs.city import DUE, NOON, NeedsCity
from tests.integration.orders.city import person
from tests.integration.web.orders.conftest import text_of
from tumbuh.accounts.models import User
from tumbuh.accounts.permissions import Role
from tumbuh.needs.models import Invitation, Need, Quote
from tumbuh.orders.models import Order

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
SENTENCE = "100 kotak nasi kotak senin depan jam 12 di Balai Kota maksimal 35 ribu per kotak"


def post(client: Client, name: str, *args: object, **data: Any) -> str:
    """Send a form and return what the page that answers it says."""
    answer = client.post(reverse(name, args=args), data, follow=True)
    assert answer.status_code == HTTPStatus.OK, text_of(answer)
    return text_of(answer)


def form(city: NeedsCity, **given: Any) -> dict[str, Any]:
    return {
        "sentence": SENTENCE, "package": str(city.unit.disposition.public_id), "title": "Nasi kotak",
        "category": city.category.code, "quantity": "100", "unit": "kotak", "day": "2026-04-13", "time": "12:00",
        "address": "Balai Kota", "area": "31.71.01", "unit_budget": "35.000", "most_sellers": "1",
    } | given  # fmt: skip


def test_a_sentence_becomes_quotes_and_an_order(
    city: NeedsCity, sign_in: SignIn, noon: Callable[[datetime], None]
) -> None:
    buyer = sign_in(city.officer)
    read = text_of(buyer.get(reverse("needs_state"), {"kalimat": SENTENCE}))
    for words in ("100 kotak", "Senin, 13 April 2026", "12.00", "Balai Kota", "Rp35.000"):
        assert f"<strong>{words}</strong>" in read
    assert 'value="2026-04-13"' in read
    assert Need.objects.count() == 0

    draft = post(buyer, "needs_state", **form(city))
    assert "Tanyakan kepada 4 penjual" in draft
    need = Need.objects.get()
    assert need.deliver_by_at == DUE
    asked = post(buyer, "needs_ask_sellers", need.public_id)
    assert "4 penjual diberi tahu." in asked

    for name, price in (("Dapur Ani", "30.000"), ("Dapur Beni", "29.500"), ("Dapur Citra", "31.000")):
        seller = sign_in(city.owners[name])
        assert "100 kotak Nasi kotak" in text_of(seller.get(reverse("needs_selling")))
        quote = {"offer": city.offers[name].pk, "quantity": 100, "price": price, "packing": "", "delivery": "20.000"}
        counted = post(seller, "needs_quote", need.public_id, **quote, act="count")
        assert "Total sampai, yang dibandingkan" in counted
        assert not Quote.objects.filter(seller=city.sellers[name]).exists()
        assert "Penawaran terkirim dan tertutup" in post(seller, "needs_quote", need.public_id, **quote, act="send")
    page = text_of(buyer.get(reverse("needs_need", args=[need.public_id])))
    assert "3 penawaran masuk, masih tertutup" in page
    assert "29.500" not in page

    need.refresh_from_db()
    noon(need.closes_at)
    opened = post(buyer, "needs_open", need.public_id)
    assert "Cara termurah: Dapur Beni 100 kotak, seluruhnya <strong>Rp2.970.000</strong>" in opened
    best = Quote.objects.get(rank=1)
    chosen = post(buyer, "needs_award", need.public_id, **{f"quote-{best.pk}": "100"}, reason="", words="")
    assert "1 pesanan dibuat" in chosen
    assert Order.objects.get().total_rupiah == 2_970_000
    loser = sign_in(city.owners["Dapur Ani"])
    told = text_of(loser.get(reverse("needs_quote", args=[need.public_id])))
    assert "Peringkat 2 dari 3; selisih dengan yang termurah Rp50.000." in told
    assert "Tidak dipilih" in text_of(loser.get(reverse("needs_selling")))


def test_what_the_sentence_leaves_open_is_asked_and_never_filled_in(city: NeedsCity, sign_in: SignIn) -> None:
    page = text_of(sign_in(city.officer).get(reverse("needs_state"), {"kalimat": "kue minggu depan zorgblat"}))
    assert "belum disebut" in page
    assert "Tidak dipahami, diteruskan sebagai catatan" in page or "zorgblat" in page
    assert 'name="day" value=' not in page


def test_an_incomplete_form_comes_back_with_what_is_missing(city: NeedsCity, sign_in: SignIn) -> None:
    answer = sign_in(city.officer).post(reverse("needs_state"), form(city, quantity="", day=""))
    assert answer.status_code == HTTPStatus.BAD_REQUEST
    assert Need.objects.count() == 0


def test_opening_a_need_as_its_seller_is_noted_once(city: NeedsCity, sign_in: SignIn) -> None:
    need = city.open()
    seller = sign_in(city.owners["Dapur Ani"])
    for _ in range(2):
        assert seller.get(reverse("needs_quote", args=[need.public_id])).status_code == HTTPStatus.OK
    found = Invitation.objects.get(need=need, seller=city.sellers["Dapur Ani"])
    assert found.read_at == NOON


def test_who_was_kept_away_reads_why_and_what_would_mend_it(city: NeedsCity, sign_in: SignIn) -> None:
    city.sellers["Dapur Ani"].seller_profile.__class__.objects.filter(business=city.sellers["Dapur Ani"]).update(
        delivers_to=["31.72"]
    )
    need = city.open()
    page = text_of(sign_in(city.owners["Dapur Ani"]).get(reverse("needs_quote", args=[need.public_id])))
    assert "Tidak mengantar ke wilayah tujuan." in page
    assert "Tambahkan wilayah itu pada Tujuan antar." in page


def test_a_seller_changes_declines_and_asks(city: NeedsCity, sign_in: SignIn) -> None:
    need = city.open()
    seller, buyer = sign_in(city.owners["Dapur Ani"]), sign_in(city.officer)
    assert "Pertanyaan terkirim" in post(seller, "needs_question", need.public_id, reason="Boleh pakai daun?")
    question = need.questions.get()
    post(buyer, "needs_answer", need.public_id, question.public_id, reason="Boleh.")
    other = sign_in(city.owners["Dapur Beni"])
    page = text_of(other.get(reverse("needs_quote", args=[need.public_id])))
    assert "Boleh pakai daun?" in page
    assert "Dapur Ani" not in page
    assert "Anda tidak ikut kali ini" in post(other, "needs_decline", need.public_id, reason="Dapur penuh")
    city.quote(need, "Dapur Ani", 30_000)
    assert "Penawaran ditarik" in post(seller, "needs_take_back", need.public_id)


def test_strangers_see_nothing_of_a_need(city: NeedsCity, sign_in: SignIn) -> None:
    need = city.open()
    stranger = sign_in(person("lain", Role.PROCUREMENT_OFFICER, code="999"))
    assert stranger.get(reverse("needs_need", args=[need.public_id])).status_code == HTTPStatus.BAD_REQUEST
    outsider = sign_in(person("orang", Role.FIELD_MENTOR, kind="city", code=""))
    for name in ("needs_list", "needs_selling"):
        assert outsider.get(reverse(name)).status_code == HTTPStatus.FORBIDDEN
    assert sign_in(city.officer).get(reverse("needs_quote", args=[need.public_id])).status_code == HTTPStatus.FORBIDDEN
    assert Client().get(reverse("needs_list")).status_code == HTTPStatus.FOUND


def test_a_need_is_ended_from_its_page_and_offers_to_begin_again(city: NeedsCity, sign_in: SignIn) -> None:
    need = city.open()
    page = post(sign_in(city.officer), "needs_end", need.public_id, reason="Rapat dibatalkan")
    assert "Buat lagi dari kalimat ini" in page
    need.refresh_from_db()
    assert need.state == "withdrawn"
