"""The main job: sign in, drop an export, watch it being read, see the figure change, open its rows, take them home."""

import csv
import io
from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any

import fastexcel
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.conftest import PASSWORD
from tests.factories.exports import as_xlsx, shopee_row
from tests.functional.conftest import Watch
from tumbuh.accounts.permissions import Role
from tumbuh.catalogue.rules import EvidenceKind
from tumbuh.catalogue.services import add_evidence, add_product
from tumbuh.ledger import services as ledger
from tumbuh.registry.models import Business

pytestmark = [pytest.mark.functional, pytest.mark.django_db(transaction=True)]
NET = "Penjualan bersih (Rp)"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture
def shop(transactional_db: None, now: datetime) -> Any:
    """A shop of a maker whose crisps are proved to be made here, and whose tumbler is not."""
    business = Business.objects.create(
        name="Keripik Budi", name_key="keripik budi", nib="9120106900276", kbli_version="2020", kbli_code="10794",
        registered_on=date(2023, 6, 10), created_at=now,
    )  # fmt: skip
    shop = ledger.open_shop(
        channel="shopee", external_id="88112233", name="Keripik Budi Official", business=business, by=None, now=now
    )
    product = add_product(business=business, name="Keripik Singkong", by=None, now=now)
    add_evidence(product=product, kind=EvidenceKind.MAKER_NIB, valid_from=date(2023, 6, 10), by=None, now=now)
    ledger.map_skus(shop=shop, products=[("KRP-1", "", product)], by=None, now=now)
    return shop


def export(*, cancelled: Iterable[str] = ()) -> bytes:
    """Return an export of three orders of January 2024: 60.000 and 60.000 proved, 50.000 of unknown origin."""
    done = set(cancelled)
    rows = [
        shopee_row(No__Pesanan="240102AAAAAA01"),
        shopee_row(No__Pesanan="240102AAAAAA02"),
        shopee_row(
            No__Pesanan="240103AAAAAA03", Nama_Produk="Tumbler", Nomor_Referensi_SKU="TBL-9", Nama_Variasi="",
            Harga_Awal="50.000", Harga_Setelah_Diskon="50.000", Jumlah="1", Diskon_Dari_Penjual="0",
        ),
    ]  # fmt: skip
    return as_xlsx({**row, "Status Pesanan": "Batal"} if row["No. Pesanan"] in done else row for row in rows)


def sign_in(page: Page, address: str, username: str, password: str = PASSWORD) -> None:
    page.goto(address)
    page.get_by_label("Nama pengguna").fill(username)
    page.get_by_label("Sandi", exact=True).fill(password)
    page.get_by_role("button", name="Masuk", exact=True).click()


def upload(page: Page, address: str, shop: Any, name: str, content: bytes) -> None:
    page.goto(f"{address}/penjualan/")
    page.get_by_role("link", name="Impor berkas pesanan").click()
    page.get_by_role("link", name=shop.name).first.click()
    page.get_by_label("Berkas pesanan").set_input_files({"name": name, "mimeType": XLSX, "buffer": content})
    page.get_by_role("button", name="Unggah dan baca").click()


def check_axe(page: Page) -> None:
    found = Axe().run(page).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in found if one["impact"] in {"serious", "critical"}] == []


def check_phone(page: Page) -> None:
    """Check that axe finds no fault and that a phone never scrolls sideways."""
    check_axe(page)
    size = page.viewport_size
    page.set_viewport_size({"width": 360, "height": 740})
    assert not page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"), page.url
    if size:
        page.set_viewport_size(size)


def test_an_officer_drops_an_export_and_opens_the_figure_that_changed(
    page: Page, watch: Watch, address: str, shop: Any, make_person: Callable[..., Any], work: Callable[[], None]
) -> None:
    make_person(Role.REGISTRY_OFFICER)
    sign_in(page, address, "registry_officer")
    expect(page.get_by_text("Buku penjualan masih kosong")).to_be_visible()
    check_axe(page)

    upload(page, address, shop, "Order.all.20240101_20240131.xlsx", export())
    expect(page.get_by_role("progressbar")).to_be_visible()  # nobody has read it yet
    check_axe(page)
    work()
    expect(page.get_by_text("Penjualan yang tercatat naik Rp170.000")).to_be_visible()  # the page came anew by itself
    check_axe(page)

    page.get_by_role("link", name="Beranda").click()
    share = page.locator(".figure-card").filter(has_text="Produk dalam negeri dalam penjualan daring")
    expect(share).to_contain_text("70,59 %")  # 120.000 of 170.000
    expect(share).to_contain_text("Rp120.000")
    expect(share).to_contain_text("Rp170.000")
    check_axe(page)

    share.get_by_role("link", name="Buka barisnya").click()
    expect(page.get_by_text("Jumlah semua baris di bawah: Rp120.000, sama dengan angka di atas.")).to_be_visible()
    expect(page.get_by_text("240102AAAAAA01")).to_be_visible()
    expect(page.get_by_text("240103AAAAAA03")).to_have_count(0)
    check_axe(page)
    assert sum_of_csv(page) == 120_000
    assert sum_of_xlsx(page) == 120_000
    page.get_by_role("link", name="Semua penjualan").click()
    expect(page.get_by_text("240103AAAAAA03")).to_be_visible()
    assert sum_of_csv(page) == 170_000


def test_the_same_file_changes_nothing_and_a_later_one_restates_with_a_trace(
    page: Page, watch: Watch, address: str, shop: Any, make_person: Callable[..., Any], work: Callable[[], None]
) -> None:
    make_person(Role.REGISTRY_OFFICER)
    sign_in(page, address, "registry_officer")
    upload(page, address, shop, "pertama.xlsx", export())
    work()
    expect(page.get_by_text("Penjualan yang tercatat naik Rp170.000")).to_be_visible()
    upload(page, address, shop, "pertama.xlsx", export())
    work()
    expect(page.get_by_text("Semua baris sudah diketahui. Tidak ada yang berubah.")).to_be_visible()
    upload(page, address, shop, "kedua.xlsx", export(cancelled=["240102AAAAAA02"]))
    work()
    expect(page.get_by_text("Penjualan yang tercatat turun Rp60.000")).to_be_visible()
    page.get_by_role("link", name="Beranda").click()
    expect(page.locator(".figure-card").first).to_contain_text("54,55 %")  # 60.000 of 110.000


def test_a_phone_can_do_it_and_a_bad_file_says_why(
    phone: Page, address: str, shop: Any, make_person: Callable[..., Any], work: Callable[[], None]
) -> None:
    make_person(Role.REGISTRY_OFFICER)
    sign_in(phone, address, "registry_officer")
    upload(phone, address, shop, "terpotong.xlsx", export()[:-900])
    work()
    expect(phone.get_by_text("Tidak ada yang diubah")).to_be_visible()
    phone.get_by_role("link", name="Unggah berkas yang benar").click()
    check_axe(phone)
    assert phone.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    phone.goto(address)
    expect(phone.get_by_text("Buku penjualan masih kosong")).to_be_visible()


def test_without_scripts_the_main_job_works_too(
    browser: Any, address: str, shop: Any, make_person: Callable[..., Any], work: Callable[[], None]
) -> None:
    make_person(Role.REGISTRY_OFFICER)
    context = browser.new_context(java_script_enabled=False, locale="id-ID")
    page = context.new_page()
    sign_in(page, address, "registry_officer")
    upload(page, address, shop, "tanpa-skrip.xlsx", export())
    work()
    page.reload()
    expect(page.get_by_text("Penjualan yang tercatat naik Rp170.000")).to_be_visible()
    context.close()


def sum_of_csv(page: Page) -> int:
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()
    text = download.value.path().read_text(encoding="utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";" if ";" in text.splitlines()[0] else ","))
    at = rows[0].index(NET)
    return sum(int(row[at]) for row in rows[1:])


def sum_of_xlsx(page: Page) -> int:
    with page.expect_download() as download:
        page.get_by_role("link", name="Excel").click()
    book = fastexcel.read_excel(download.value.path().read_bytes())
    frame = book.load_sheet(book.sheet_names[0]).to_polars()
    return int(frame[NET].sum())
