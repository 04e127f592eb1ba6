"""A sentence becomes three sealed quotes and an order: the buyer at a desk, the sellers on phones without scripts."""

import os
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.conftest import PASSWORD
from tests.functional.conftest import Watch
from tests.functional.test_main_job import check_axe, sign_in
from tests.integration.needs import city as cities
from tests.integration.needs.city import NeedsCity
from tumbuh.kernel.periods import WIB
from tumbuh.needs.models import Need
from tumbuh.orders.models import Order

pytestmark = [pytest.mark.functional, pytest.mark.django_db(transaction=True)]
PRICES = {"Dapur Ani": "30.000", "Dapur Beni": "29.500", "Dapur Citra": "31.000"}


@pytest.fixture
def city() -> NeedsCity:
    made = cities.build()
    for person in (made.officer, *made.owners.values()):
        person.set_password(PASSWORD)
        person.save()
    return made


def quote(browser: Any, address: str, username: str, price: str, picture: str) -> None:
    """Quote as a seller does, 360 pixels wide and without scripts."""
    size: Any = {"width": 360, "height": 740}
    context = browser.new_context(java_script_enabled=False, locale="id-ID", viewport=size)
    page = context.new_page()
    sign_in(page, address, username)
    page.goto(f"{address}/jualan/penawaran/")
    page.get_by_role("link", name="100 kotak Nasi kotak").click()
    page.get_by_label("Harga satuan").fill(price)
    page.get_by_role("button", name="Hitung dahulu").click()
    expect(page.get_by_text("Perkiraan Anda terima")).to_be_visible()
    if picture:
        page.screenshot(path=picture, full_page=True)
    page.get_by_role("button", name="Kirim penawaran").click()
    expect(page.get_by_text("Penawaran Anda sudah terkirim dan tertutup")).to_be_visible()
    context.close()


def test_a_sentence_becomes_three_quotes_and_an_order(
    page: Page, browser: Any, watch: Watch, address: str, city: NeedsCity, monkeypatch: pytest.MonkeyPatch
) -> None:
    pictures = os.environ.get("NEEDS_PICTURES", "")
    due = datetime.now(WIB) + timedelta(days=14)
    sign_in(page, address, city.officer.username)
    page.goto(f"{address}/kebutuhan/")
    page.get_by_label("Apa yang dibutuhkan?").fill(
        f"100 kotak nasi kotak tgl {due:%d/%m/%Y} jam 12 di Balai Kota maksimal 35 ribu per kotak"
    )
    snap(page, pictures, "list")
    page.get_by_role("button", name="Baca kalimat ini").click()
    expect(page.get_by_label("Jumlah", exact=True)).to_have_value("100")
    expect(page.get_by_label("Hari diantar")).to_have_value(f"{due:%Y-%m-%d}")
    page.get_by_label("Jenis di katalog").select_option(city.category.code)
    check_axe(page)
    snap(page, pictures, "state")
    page.get_by_role("button", name="Simpan dan lihat penjualnya").click()
    expect(page.get_by_text("Tanyakan kepada 4 penjual")).to_be_visible()
    snap(page, pictures, "draft")
    page.get_by_role("button", name="Kirim ke penjual").click()

    for name, price in PRICES.items():
        picture = f"{pictures}/seller.png" if pictures and name == "Dapur Ani" else ""
        quote(browser, address, city.owners[name].username, price, picture)
    page.reload()
    expect(page.get_by_text("3 penawaran masuk, masih tertutup")).to_be_visible()
    assert "29.500" not in page.content()
    snap(page, pictures, "open")

    closed = Need.objects.get().closes_at
    assert closed is not None
    monkeypatch.setattr(timezone, "now", lambda: closed + timedelta(minutes=1))
    page.reload()
    page.get_by_role("button", name="Buka penawaran").click()
    expect(page.get_by_text("Cara termurah: Dapur Beni 100 kotak")).to_be_visible()
    check_axe(page)
    snap(page, pictures, "compare")
    page.get_by_role("button", name="Pilih dan buat pesanan").click()
    expect(page.get_by_text("1 pesanan dibuat")).to_be_visible()
    expect(page.get_by_role("link", name="Buka pesanan")).to_be_visible()
    snap(page, pictures, "awarded")
    assert Order.objects.get().total_rupiah == 2_950_000


def snap(page: Page, folder: str, name: str) -> None:
    """Keep a picture of the page when somebody wants to look: NEEDS_PICTURES=folder."""
    if folder:
        for width in (1280, 360):
            page.set_viewport_size({"width": width, "height": 800})
            page.screenshot(path=f"{folder}/{name}-{width}.png", full_page=True)
        page.set_viewport_size({"width": 1280, "height": 800})
