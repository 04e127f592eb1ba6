"""From a cheap phone into the catalogue: an owner adds a product with a photo, curators pass it, buyers see it."""

import io
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from tests.functional.conftest import Watch
from tests.functional.test_main_job import check_axe, sign_in
from tumbuh.accounts.permissions import Role
from tumbuh.accounts.services import add_membership
from tumbuh.catalogue.services import load_categories
from tumbuh.registry.models import Business, Site

pytestmark = [pytest.mark.functional, pytest.mark.django_db(transaction=True)]
NAME = "Nasi kotak ayam bakar madu"
PHONE: Any = {"width": 360, "height": 740}


@pytest.fixture
def owner(transactional_db: None, make_person: Callable[..., Any], now: datetime) -> Any:
    """Somebody with a kitchen in Gambir, and curators of the city."""
    load_categories(now=now)
    business = Business.objects.create(
        name="Dapur Bu Sari", name_key="dapur bu sari", nib="", kbli_version="2020", kbli_code="56210",
        registered_on=date(2023, 6, 10), created_at=now,
    )  # fmt: skip
    Site.objects.create(business=business, kind="main", area_code="31.71.01.1001", created_at=now)
    person = make_person(username="pemilik")
    add_membership(
        user=person, role=Role.OWNER, scope_kind="business", scope_code=str(business.public_id), by=None, now=now
    )
    for number in (1, 2, 3):
        make_person(Role.CURATOR, username=f"kurator_{number}")
    return person


def photo() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (1600, 1200), "#c98a3b").save(out, "JPEG")
    return out.getvalue()


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


def add_product(page: Page) -> None:
    page.get_by_role("link", name="Tambah produk").click()
    check_axe(page)
    page.get_by_label("Nama produk").fill(NAME)
    page.get_by_label("Jenis", exact=True).select_option(label="Nasi kotak")
    page.get_by_label("Dijual per").select_option("kotak")
    page.get_by_label("Harga satuan").fill("28.000")
    page.get_by_label("Keterangan").fill("Nasi, ayam bakar madu, lalap, sambal, dan buah potong.")
    page.get_by_role("button", name="Simpan dan lanjut").click()
    page.get_by_label("Foto", exact=True).set_input_files(
        {"name": "foto.jpg", "mimeType": "image/jpeg", "buffer": photo()}
    )
    check_axe(page)
    page.get_by_role("button", name="Unggah foto").click()
    expect(page.get_by_text("Foto tersimpan.")).to_be_visible()
    page.get_by_role("link", name="Lanjut ke persediaan").click()
    check_axe(page)
    page.get_by_label("Dibuat setelah dipesan").check()
    page.get_by_label("Sanggup berapa sehari?").fill("300")
    page.get_by_role("button", name="Simpan dan lanjut").click()
    check_axe(page)
    assert fits(page)
    page.get_by_role("button", name="Kirim untuk dikurasi").click()
    expect(page.get_by_text("Diperiksa kurator")).to_be_visible()


def judge(browser: Browser, address: str, number: int, watch: Watch) -> None:
    context = browser.new_context(locale="id-ID", viewport=PHONE)
    page = context.new_page()
    watch.look_at(page)
    sign_in(page, address, f"kurator_{number}")
    page.goto(f"{address}/kurasi/")
    page.get_by_role("link", name="Periksa sekarang").click()
    for field in page.get_by_role("spinbutton").all():
        field.fill("88")
    check_axe(page)
    assert fits(page)
    page.get_by_role("button", name="Luluskan").click()
    expect(page.get_by_text(f"{NAME} lulus dengan nilai A.")).to_be_visible()
    context.close()


def test_a_product_goes_from_a_phone_through_three_curators_into_the_catalogue(
    browser: Browser, phone: Page, watch: Watch, address: str, owner: Any
) -> None:
    sign_in(phone, address, "pemilik")
    phone.goto(f"{address}/jualan/")
    check_axe(phone)
    add_product(phone)
    for number in (1, 2, 3):
        judge(browser, address, number, watch)
    phone.reload()
    expect(phone.get_by_text("Tampil di katalog")).to_be_visible()
    visitor = browser.new_context(locale="id-ID", viewport=PHONE).new_page()
    visitor.goto(f"{address}/katalog/")
    visitor.get_by_role("link", name=NAME).first.click()
    expect(visitor.get_by_role("heading", name=NAME)).to_be_visible()
    visitor.context.close()
