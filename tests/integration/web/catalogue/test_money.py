"""A seller's book of income says for each order what was billed, withheld and received, and adds up."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client, override_settings
from django.utils import timezone

from tests.integration.orders import city as cities
from tests.integration.orders.city import NOON, City
from tumbuh.accounts.permissions import Role
from tumbuh.kernel.money import format_rupiah
from tumbuh.orders.models import Order, Payment


@pytest.fixture
def city(db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[City]:
    monkeypatch.setattr(timezone, "now", lambda: NOON)
    with override_settings(PRIVATE_ROOT=tmp_path / "private", LEDGER_URL=str(tmp_path / "lake")):
        yield cities.build()


def read(person: Any, query: str = "") -> str:
    client = Client()
    client.force_login(person)
    return client.get(f"/jualan/uang/{query}").content.decode()


def test_the_book_is_empty_before_the_first_order(city: City) -> None:
    assert "Belum ada pesanan tahun ini" in read(city.owner)


def test_a_paid_order_says_what_was_withheld_and_the_sums_are_those_of_the_rows(city: City) -> None:
    city.until("paid")
    payment = Payment.objects.get()
    shown = read(city.owner)
    net = format_rupiah(payment.net_rupiah)
    assert shown.count(net) == 3  # above, in its row, and in the sum below
    assert format_rupiah(payment.gross_rupiah) in shown
    assert payment.tax_slip_number in shown


def test_what_is_not_paid_yet_is_apart(city: City) -> None:
    order = city.until("confirmed")
    shown = read(city.owner)
    assert shown.count(format_rupiah(order.total_rupiah)) == 2  # above, and in its row
    assert "Jumlah yang sudah dibayar" in shown


def test_another_year_and_what_was_declined_are_left_out(city: City) -> None:
    city.until("confirmed")
    assert "Belum ada pesanan tahun ini" in read(city.owner, f"?tahun={NOON.year - 1}")
    assert "Belum ada pesanan tahun ini" not in read(city.owner, "?tahun=kemarin")
    Order.objects.update(state="declined", end_reason="no_stock", ended_at=NOON)
    assert "Belum ada pesanan tahun ini" in read(city.owner)


def test_a_buyer_has_no_book(city: City) -> None:
    client = Client()
    client.force_login(city.of(Role.TREASURER))
    assert client.get("/jualan/uang/").status_code == 403
