"""Public buying in a browser: four files, two rows that find no package, the bridge moves by exactly their rupiah."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import fastexcel
import pytest
from playwright.sync_api import Page, expect

from tests.functional.conftest import Watch
from tests.functional.test_main_job import check_axe, sign_in
from tumbuh.accounts.permissions import Role
from tumbuh.demo import budget_building

pytestmark = [pytest.mark.functional, pytest.mark.django_db(transaction=True)]
YEAR = 2026
# What the four files say (demo/budget_to_try.py): ordered and recorded as domestic, lost without a package, paid.
DOMESTIC, LOST, PAID = 12_500_000 + 9_120_000, 7_250_000 + 4_800_000, 66_550_000


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """The files that the demo city gives to try."""
    made = budget_building.year_of_city(seed=11, scale=0.001, today=date(YEAR, 11, 24))
    return sorted(budget_building.write_files_to_try(made, tmp_path / "berkas"))  # orders come before their plan


def upload(page: Page, address: str, paths: list[Path]) -> None:
    page.goto(f"{address}/belanja/impor/")
    page.get_by_label("Berkas", exact=True).set_input_files(paths)
    page.get_by_label("Tahun anggaran").fill(str(YEAR))
    page.get_by_role("button", name="Unggah dan baca").click()


def rupiah(amount: int) -> str:
    return f"Rp{amount:,}".replace(",", ".")


def check_bridge(page: Page, address: str, *, domestic: int, unmatched: int) -> None:
    """Read the two bars from the table beside the chart."""
    page.goto(f"{address}/belanja/jembatan/?year={YEAR}")
    section = page.locator("table").filter(has_text="Belum cocok dengan RUP").first
    for name, amount in (("PDN", domestic), ("Belum cocok dengan RUP", unmatched)):
        row = section.get_by_role("row").filter(has=page.get_by_role("rowheader", name=name, exact=True))
        expect(row).to_contain_text(rupiah(amount))


def test_four_files_come_in_and_two_rows_move_the_bridge_by_exactly_their_rupiah(
    page: Page, watch: Watch, address: str, files: list[Path], make_person: Callable[..., Any], work: Callable[[], None]
) -> None:
    make_person(Role.PROCUREMENT_OFFICER)
    sign_in(page, address, "procurement_officer")
    upload(page, address, files)
    expect(page.get_by_text("4 berkas diterima.")).to_be_visible()
    expect(page.get_by_text("Menunggu giliran").first).to_be_visible()  # nobody has read them yet
    check_axe(page)
    work()
    expect(page.get_by_text("Selesai", exact=True)).to_have_count(4)  # the page came anew by itself
    check_bridge(page, address, domestic=DOMESTIC, unmatched=LOST)

    page.goto(f"{address}/belanja/impor/")
    page.get_by_role("link", name="Belanja tanpa paket").click()
    expect(page.get_by_text(f"2 belanja menunggu, jumlahnya {rupiah(LOST)}.")).to_be_visible()
    expect(page.get_by_text("kode RUP berbeda satu angka")).to_be_visible()
    check_axe(page)
    page.get_by_role("button", name="Terima usul").click()
    expect(page.get_by_text("Rp7.250.000 kini terhitung sebagai PDN.")).to_be_visible()

    page.get_by_role("link", name="Pilih paket lain").click()
    page.get_by_label("Cari paket menurut nama atau kode RUP").fill("alat tulis")
    page.get_by_role("button", name="Cari").click()
    page.get_by_role("radio").check()
    check_axe(page)
    page.get_by_label("Alasan").first.fill("Paket ATK dinas; katalog tidak menyebut kodenya")
    page.get_by_role("button", name="Pasangkan").click()
    expect(page.get_by_text("Rp4.800.000 kini terhitung sebagai PDN.")).to_be_visible()
    expect(page.get_by_text("Tidak ada yang menunggu")).to_be_visible()

    check_bridge(page, address, domestic=DOMESTIC + LOST, unmatched=0)
    page.goto(f"{address}/belanja/angka/p3dn_payments/numerator/?year={YEAR}")
    expect(page.get_by_text("50,59 %").first).to_be_visible()  # 33.670.000 of 66.550.000
    expect(page.get_by_text(rupiah(PAID)).first).to_be_visible()
    assert sum_of_sheet(page) == DOMESTIC + LOST


def test_without_scripts_and_on_a_phone_the_files_come_in_too(
    browser: Any, address: str, files: list[Path], make_person: Callable[..., Any], work: Callable[[], None]
) -> None:
    make_person(Role.PROCUREMENT_OFFICER)
    size: Any = {"width": 360, "height": 740}
    context = browser.new_context(java_script_enabled=False, locale="id-ID", viewport=size)
    page = context.new_page()
    sign_in(page, address, "procurement_officer")
    upload(page, address, files)
    work()
    page.reload()
    expect(page.get_by_text("Selesai", exact=True)).to_have_count(4)
    page.goto(f"{address}/belanja/menunggu/")
    page.get_by_role("button", name="Terima usul").click()
    expect(page.get_by_text("Rp7.250.000 kini terhitung sebagai PDN.")).to_be_visible()
    context.close()


@pytest.mark.parametrize("path", ["/belanja/impor/", "/belanja/menunggu/"])
def test_the_pages_fit_a_phone(
    phone: Page, address: str, files: list[Path], make_person: Callable[..., Any], work: Callable[[], None], path: str
) -> None:
    make_person(Role.PROCUREMENT_OFFICER)
    sign_in(phone, address, "procurement_officer")
    upload(phone, address, files)
    work()
    phone.goto(f"{address}{path}")
    check_axe(phone)
    assert phone.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def sum_of_sheet(page: Page) -> int:
    with page.expect_download() as download:
        page.get_by_role("link", name="Excel").click()
    book = fastexcel.read_excel(download.value.path().read_bytes())
    return int(book.load_sheet("Baris").to_polars()["Dihitung (Rp)"].sum())
