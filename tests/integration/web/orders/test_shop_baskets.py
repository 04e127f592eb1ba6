"""Into the basket from the list of the shop: for buyers with a package, and the cached page of everybody unchanged."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from tests.integration.orders import city as cities
from tests.integration.orders.city import NOON, City
from tests.integration.web.orders.conftest import text_of
from tumbuh.accounts.permissions import Role
from tumbuh.catalogue.search import index, kinds
from tumbuh.orders.models import BasketLine

pytestmark = pytest.mark.django_db
SignIn = Callable[[Role], Client]


@pytest.fixture(autouse=True)
def found(city: City) -> None:
    kinds.forget()
    cities.offer(cities.business("Dapur Sari"), "Kue habis", stock=0)
    index.rebuild(now=NOON)


def test_a_buyer_adds_from_the_list_and_stays_there(city: City, at_desk: SignIn) -> None:
    officer = at_desk(Role.PROCUREMENT_OFFICER)
    page = text_of(officer.get("/katalog/?cari=nasi"))
    assert "Belanja untuk <strong>Konsumsi rapat koordinasi</strong>, sisa Rp100.000.000." in page
    assert f'form="basket-add" name="offer" value="{city.rice.public_id}"' in page
    asked = {"offer": str(city.rice.public_id), "next": "/katalog/?cari=nasi"}
    answer = officer.post(reverse("orders_basket_add"), asked, follow=True)
    assert answer.redirect_chain == [("/katalog/?cari=nasi", 302)]
    assert "Nasi kotak masuk keranjang." in text_of(answer)
    assert "Buka keranjang (1 produk)" in text_of(answer)
    assert BasketLine.objects.get().quantity == city.rice.min_quantity


def test_an_address_elsewhere_is_not_gone_to(city: City, at_desk: SignIn) -> None:
    asked = {"offer": str(city.rice.public_id), "next": "https://elsewhere.example/"}
    answer = at_desk(Role.PROCUREMENT_OFFICER).post(reverse("orders_basket_add"), asked)
    assert answer.headers["Location"] == reverse("orders_basket")


def test_what_is_sold_out_has_no_button(at_desk: SignIn) -> None:
    page = text_of(at_desk(Role.PROCUREMENT_OFFICER).get("/katalog/"))
    assert "Kue habis" in page
    assert page.count('form="basket-add"') == 1


@pytest.mark.parametrize("role", [None, Role.OWNER, Role.TREASURER])
def test_nobody_else_has_a_basket(role: Role | None, client: Client, at_desk: SignIn) -> None:
    answer = (at_desk(role) if role else client).get("/katalog/")
    assert "Nasi kotak" in text_of(answer)
    assert "basket-add" not in text_of(answer)
    assert ("csrftoken" in answer.cookies) is (role is not None)


def test_without_a_package_there_is_no_button(at_desk: SignIn) -> None:
    other = cities.person("baru", Role.PROCUREMENT_OFFICER)
    client = Client()
    client.force_login(other)
    assert "basket-add" not in text_of(client.get("/katalog/"))
