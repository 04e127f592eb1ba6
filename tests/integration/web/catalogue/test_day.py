"""An owner's day: what has to be sent is read on the first page, and goes on to the kitchen without its money."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
from django.test import Client, override_settings
from django.utils import timezone

from tests.integration.orders import city as cities
from tests.integration.orders.city import NOON, City
from tumbuh.accounts.permissions import Role


@pytest.fixture
def city(db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[City]:
    monkeypatch.setattr(timezone, "now", lambda: NOON)
    with override_settings(PRIVATE_ROOT=tmp_path / "private"):
        yield cities.build()


def test_a_promised_order_is_the_first_thing_to_do_and_is_sent_on_to_the_kitchen(city: City) -> None:
    order = city.until("confirmed")
    client = Client()
    client.force_login(city.owner)
    here = f"/jualan/pesanan/{order.public_id}/"
    home = client.get("/jualan/").content.decode()
    assert 0 < home.index(f"Siapkan 40 kotak {city.rice.title}") < home.index(here)
    listed = client.get("/jualan/pesanan/").content.decode()
    assert "1 pesanan harus dikirim, paling lambat Selasa, 7 April 2026, pukul 12.00 WIB." in listed
    shown = client.get(here).content.decode()
    [message] = [unquote(part.split('"')[0]) for part in shown.split("https://wa.me/?text=")[1:]]
    assert f"40 kotak {city.rice.title}" in message
    assert "Ruang Rapat Lantai 3" in message
    assert "Rp" not in message


def test_an_order_of_the_other_business_is_not_missed(city: City) -> None:
    city.until("confirmed")
    second = cities.business("Apotek Sehat")  # comes first by name, so that its page is the first one
    cities.join(city.owner, Role.OWNER, "business", str(second.public_id))
    client = Client()
    client.force_login(city.owner)
    home = client.get("/jualan/").content.decode()
    assert "<h1>Apotek Sehat</h1>" in home
    assert f"Siapkan 40 kotak {city.rice.title} ({city.seller.name})" in home


def test_nothing_is_sent_on_of_an_order_that_was_not_promised(city: City) -> None:
    order = city.until("placed")
    client = Client()
    client.force_login(city.owner)
    assert "wa.me" not in client.get(f"/jualan/pesanan/{order.public_id}/").content.decode()


def test_stock_that_was_promised_names_its_order(city: City) -> None:
    pens = cities.offer(city.seller, "Pulpen", stock=100)
    order = city.until("delivered", 30, pens)
    client = Client()
    client.force_login(city.owner)
    assert f"/jualan/stok/{pens.public_id}/" in client.get("/jualan/stok/").content.decode()
    shown = client.get(f"/jualan/stok/{pens.public_id}/").content.decode()
    assert shown.index("−30") < shown.index("Dijanjikan") < shown.index("+100" if "+100" in shown else "Masuk")
    assert shown.count(f'href="/jualan/pesanan/{order.public_id}/"') == 2  # promised, and gone
    stranger = cities.business("Warung Lain")
    other = cities.offer(stranger, "Buku", stock=1)
    assert client.get(f"/jualan/stok/{other.public_id}/").status_code == 400
