"""A seller's book of income says for each order what was billed, withheld and received, and adds up over channels."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client, override_settings
from django.utils import timezone

from tests.integration.orders import city as cities
from tests.integration.orders.city import NOON, City
from tumbuh.accounts.permissions import Role
from tumbuh.insight.income import income
from tumbuh.kernel.money import format_rupiah
from tumbuh.orders import services
from tumbuh.orders.entering import enter_sales
from tumbuh.orders.models import Order, Payment
from tumbuh.papers.models import Paper


@pytest.fixture
def city(db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[City]:
    monkeypatch.setattr(timezone, "now", lambda: NOON)
    with override_settings(PRIVATE_ROOT=tmp_path / "private", LEDGER_URL=str(tmp_path / "lake")):
        yield cities.build()


def browser(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


def read(person: Any, query: str = "") -> str:
    return browser(person).get(f"/jualan/uang/{query}").content.decode()


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


def test_money_that_is_late_says_by_how_many_working_days(city: City, monkeypatch: pytest.MonkeyPatch) -> None:
    order = city.until("received")
    assert "terlambat" not in read(city.owner)
    assert order.pay_by_on == date(2026, 4, 9)
    monkeypatch.setattr(timezone, "now", lambda: NOON + timedelta(days=7))  # a Monday; the weekend counts for nothing
    assert "terlambat 2 hari kerja" in read(city.owner)
    city.clock = NOON + timedelta(days=7)
    services.pay(
        order_id=order.pk, by=city.of(Role.TREASURER), now=city.clock, proof_number="SP2D/1",
        paid_on=city.clock.date(), tax_slip_number="BP-1",
    )  # fmt: skip
    assert "terlambat" not in read(city.owner)


def test_another_year_and_what_was_declined_are_left_out(city: City) -> None:
    city.until("confirmed")
    assert "Belum ada pesanan tahun ini" in read(city.owner, f"?tahun={NOON.year - 1}")
    assert "Belum ada pesanan tahun ini" not in read(city.owner, "?tahun=kemarin")
    Order.objects.update(state="declined", end_reason="no_stock", ended_at=NOON)
    assert "Belum ada pesanan tahun ini" in read(city.owner)


def test_a_buyer_has_no_book(city: City) -> None:
    client = browser(city.of(Role.TREASURER))
    assert client.get("/jualan/uang/").status_code == 403
    assert client.get("/jualan/uang/penjualan/").status_code == 403


def test_what_a_unit_received_is_sold_before_the_order_is_closed_and_once_after(city: City) -> None:
    order = city.until("received")
    goods = format_rupiah(order.goods_rupiah)
    client = browser(city.owner)
    assert client.get("/jualan/uang/penjualan/").content.decode().count(goods) == 6
    opened = client.get(f"/jualan/uang/penjualan/baris/?tahun={NOON.year}&bulan=2026-04&kanal=eorder")
    assert f"Pesanan kota: {goods}, 1 baris" in opened.content.decode()
    services.pay(
        order_id=order.pk, by=city.of(Role.TREASURER), now=NOON, proof_number="SP2D/1", paid_on=NOON.date(),
        tax_slip_number="BP-1",
    )  # fmt: skip
    services.close(order_id=order.pk, by=city.of(Role.COMMITMENT_OFFICER), now=NOON)
    enter_sales(now=NOON)
    assert income(city.seller, year=NOON.year).net() == order.goods_rupiah
    lines = client.get("/jualan/uang/penjualan/baris.csv").getvalue().decode().splitlines()
    assert [line.split(";")[-4] for line in lines[1:]] == [str(order.goods_rupiah)]


def test_a_part_without_sales_leads_back_to_the_months(city: City) -> None:
    city.until("received")
    answer = browser(city.owner).get("/jualan/uang/penjualan/baris/?kanal=shopee")
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/jualan/uang/penjualan/?tahun={NOON.year}")


def test_an_owner_makes_a_sheet_for_the_bank_and_takes_it_back(city: City) -> None:
    city.until("received")
    client = browser(city.owner)
    shown = client.post("/jualan/uang/ringkasan/", {"tahun": NOON.year}, follow=True).content.decode()
    paper = Paper.objects.get(kind="income_statement")
    assert f"Ringkasan {paper.number} siap" in shown
    assert client.get(f"/dokumen/{paper.public_id}.pdf").getvalue().startswith(b"%PDF")
    client.post(f"/jualan/uang/ringkasan/{paper.public_id}/cabut/")
    assert "Dokumen ini sudah dibatalkan" in Client().get(f"/periksa/{paper.code}/").content.decode()


def test_a_year_without_sales_has_no_sheet(city: City) -> None:
    shown = browser(city.owner).post("/jualan/uang/ringkasan/", {"tahun": NOON.year}, follow=True)
    assert "Belum ada penjualan tahun" in shown.content.decode()
    assert not Paper.objects.exists()
