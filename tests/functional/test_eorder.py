"""The e-order in a browser: from a package to paid and closed through all roles, the seller on a phone of 360 px."""

import re
import shutil
import subprocess
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.test import override_settings
from django.utils import timezone
from PIL import Image
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from tests.conftest import PASSWORD
from tests.functional.conftest import Watch
from tests.functional.test_main_job import check_axe, sign_in
from tests.integration.orders import city as cities
from tests.integration.orders.city import ROOM, City
from tumbuh.orders.models import Order

pytestmark = [pytest.mark.functional, pytest.mark.django_db(transaction=True)]
PLAN = "50100002"
PDF = b"%PDF-1.7 kerangka acuan kerja"
PRINTER = shutil.which("pdftoppm")  # of Debian's poppler-utils; without it the sheets are read and not looked at
WORDS = {
    "Surat Pesanan": ("SURAT PESANAN", "Nasi kotak", "40", "Rp1.000.000", "Satu juta rupiah", ROOM),
    "Berita Acara Serah Terima": ("BERITA ACARA SERAH TERIMA", "39", "Rusak atau mutu buruk", "65", "Rp975.000"),
    "Nota Penjualan": ("NOTA PENJUALAN", "Nasi kotak", "Rp25.000", "Rp975.000"),
    "Kuitansi": ("KUITANSI", "Rp975.000", "Sembilan ratus tujuh puluh lima ribu rupiah", "Rp936.000"),
    "Bukti Pemotongan Pajak": ("BUKTI PEMOTONGAN PAJAK", "PPh 23", "4,00", "Rp39.000", "BP-2026-7"),
}
PHOTO = b"\xff\xd8\xff foto meja"


@pytest.fixture
def city(address: str, tmp_path: Path) -> Any:
    """The city of the order machine's tests at this moment, whose people can sign in; and one more package."""
    with override_settings(PRIVATE_ROOT=tmp_path / "private"):
        made = cities.build()
        cities.package(PLAN, ceiling=10_000_000)
        for user in [*made.people.values(), made.owner]:
            user.set_password(PASSWORD)
            user.save()
        yield made


@pytest.fixture
def at(browser: Browser, address: str, watch: Watch) -> Any:
    """Open a browser for one person of the city, the seller's as narrow as a cheap phone."""
    contexts = []

    def enter(username: str, *, width: int = 1280, script: bool = True) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 800}, locale="id-ID", java_script_enabled=script
        )
        contexts.append(context)
        page = context.new_page()
        watch.look_at(page)
        sign_in(page, address, username)
        return page

    yield enter
    for context in contexts:
        context.close()


def fits(page: Page) -> None:
    """Nothing scrolls sideways, and axe has nothing to say."""
    check_axe(page)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def dispose_and_prepare(at: Callable[..., Page], address: str, city: City, tmp_path: Path) -> None:
    kpa = at("budget_owner")
    kpa.goto(f"{address}/pesanan/paket/")
    check_axe(kpa)
    kpa.get_by_role("link", name=f"Disposisikan {PLAN}").click()
    check_axe(kpa)
    kpa.get_by_label("Catatan").fill("Rapat koordinasi hari Rabu")
    kpa.get_by_role("button", name="Disposisikan kepada PPK").click()
    expect(kpa.get_by_text("Paket didisposisikan kepada")).to_be_visible()

    ppk = at("commitment_officer")
    ppk.goto(f"{address}/pesanan/")
    check_axe(ppk)
    ppk.get_by_role("link", name="Lengkapi dokumen").first.click()
    document = tmp_path / "kak.pdf"
    document.write_bytes(PDF)
    ppk.locator("input[type=file]").first.set_input_files(document)
    check_axe(ppk)
    ppk.get_by_role("button", name="Teruskan ke Pejabat Pengadaan").click()
    expect(ppk.get_by_text("Paket diteruskan kepada")).to_be_visible()


def order(at: Callable[..., Page], address: str, city: City) -> Order:
    officer = at("procurement_officer")
    officer.goto(f"{address}/pesanan/")
    officer.get_by_role("link", name="Terima disposisi", exact=True).click()
    officer.get_by_role("button", name="Terima disposisi").click()
    expect(officer.get_by_text("Disposisi diterima.")).to_be_visible()
    fits(officer)
    officer.get_by_role("button", name="Belanja untuk paket ini").click()
    officer.goto(f"{address}/katalog/{city.rice.public_id}/")
    officer.get_by_label("Jumlah (kotak)").fill("40")
    officer.get_by_role("button", name="Masukkan keranjang").click()
    expect(officer.get_by_text("Nasi kotak masuk keranjang.")).to_be_visible()
    tomorrow = timezone.localtime(timezone.now() + timedelta(days=2))
    officer.get_by_label("Alamat lengkap").fill(ROOM)
    officer.get_by_label("Kecamatan").select_option("31.71.01")
    officer.get_by_label("Hari", exact=True).fill(f"{tomorrow:%Y-%m-%d}")
    officer.get_by_label("Pukul (WIB)").fill("08:30")
    officer.get_by_role("button", name="Simpan alamat dan waktu").click()
    expect(officer.get_by_text("Alamat dan waktu pengantaran tersimpan.")).to_be_visible()
    fits(officer)
    for reason in officer.get_by_label(re.compile("Alasan tetap memesan")).all():
        reason.fill("Pembanding tidak ada pada hari itu")
    officer.get_by_role("button", name="Pesan sekarang, Rp1.000.000").click()
    expect(officer.get_by_text("1 pesanan dibuat.")).to_be_visible()
    fits(officer)
    return Order.objects.get()


def sell(at: Callable[..., Page], address: str) -> None:
    phone = at("budi", width=360, script=False)
    phone.goto(f"{address}/jualan/pesanan/")
    expect(phone.get_by_text("1 pesanan menunggu jawaban Anda.")).to_be_visible()
    phone.get_by_role("link", name="Jawab pesanan").click()
    phone.get_by_role("button", name="Terima pesanan").click()
    expect(phone.get_by_text("Pesanan disanggupi")).to_be_visible()
    phone.get_by_role("button", name="Sudah dikirim").click()
    expect(phone.get_by_text("Pengiriman tercatat")).to_be_visible()
    looked_at = at("budi", width=360)
    looked_at.goto(phone.url)
    fits(looked_at)
    looked_at.goto(f"{address}/jualan/pesanan/")
    fits(looked_at)


def receive(at: Callable[..., Page], address: str, tmp_path: Path) -> Page:
    ppk = at("commitment_officer")
    ppk.goto(f"{address}/pesanan/")
    ppk.get_by_role("link", name="Periksa barang").first.click()
    ppk.get_by_label("Diterima baik").fill("39")
    ppk.get_by_label("Kekurangan").select_option("bad")
    ppk.get_by_label("Suhu makanan").fill("65")
    photo = tmp_path / "meja.jpg"
    photo.write_bytes(PHOTO)
    ppk.locator("input[name=photo]").set_input_files(photo)
    fits(ppk)
    ppk.get_by_role("button", name="Terima dan terbitkan BAST").click()
    expect(ppk.get_by_text("Barang diterima, BAST terbit.")).to_be_visible()
    fits(ppk)
    return ppk


def pay(at: Callable[..., Page], address: str) -> Page:
    treasurer = at("treasurer")
    treasurer.goto(f"{address}/pesanan/")
    treasurer.get_by_role("link", name="Bayar pesanan").first.click()
    fits(treasurer)
    treasurer.locator("#debit_tax_slip_number").fill("BP-2026-7")
    treasurer.get_by_role("button", name="Minta autodebet").click()
    expect(treasurer.get_by_text("Permintaan autodebet dikirim")).to_be_visible()
    kpa = at("budget_owner")
    kpa.goto(f"{address}/pesanan/")
    kpa.get_by_role("link", name="Setujui autodebet").first.click()
    kpa.get_by_role("button", name="Setujui autodebet ini").click()
    expect(kpa.get_by_text("Autodebet disetujui; penjual dibayar.")).to_be_visible()
    return treasurer


def open_papers(page: Page, address: str, order: Order, folder: Path) -> dict[str, str]:
    """Open every document of the order as a person does, look at its sheet, and return what it says by its name."""
    page.goto(f"{address}/pesanan/{order.public_id}/")
    told = {}
    for number, link in enumerate(page.locator("section[aria-labelledby=papers] ul a").all()):
        answer = page.request.get(f"{address}{link.get_attribute('href')}")
        assert answer.ok
        [sheet] = PdfReader(BytesIO(answer.body())).pages
        told[link.inner_text()] = " ".join(sheet.extract_text().split())
        looks_like_a_letter(answer.body(), folder / f"{number}")
    return told


def looks_like_a_letter(content: bytes, at: Path) -> None:
    """Print the sheet as a picture: white margins, a square code on the right of the head, a place to sign."""
    if PRINTER is None:
        return
    source = at.with_suffix(".pdf")
    source.write_bytes(content)
    subprocess.run([PRINTER, "-r", "50", "-png", "-singlefile", source, at], check=True)
    sheet = Image.open(at.with_suffix(".png")).convert("L")
    width, height = sheet.size

    def ink(*part: float) -> float:
        """Return how much of a part is dark; its sides as parts of the sheet."""
        left, top, right, bottom = part
        box = sheet.crop((int(left * width), int(top * height), int(right * width), int(bottom * height)))
        return sum(box.histogram()[:160]) / (box.width * box.height)

    assert (width, height) in {(413, 585), (414, 585)}  # A4
    edges = [(0, 0, 0.08, 1), (0.93, 0, 1, 1), (0, 0, 1, 0.04), (0, 0.985, 1, 1)]
    assert [ink(*edge) for edge in edges] == [0, 0, 0, 0]
    assert ink(0.79, 0.055, 0.9, 0.12) > 0.3  # the square code
    assert 0.01 < ink(0.1, 0.15, 0.9, 0.6) < 0.2  # what it says
    assert ink(0.1, 0.45, 0.9, 0.8) > 0.002  # who signs


def test_lunch_for_forty_from_package_to_paid_and_closed_through_all_roles(
    at: Callable[..., Page], address: str, city: City, tmp_path: Path
) -> None:
    dispose_and_prepare(at, address, city, tmp_path)
    made = order(at, address, city)
    sell(at, address)
    ppk = receive(at, address, tmp_path)
    treasurer = pay(at, address)
    told = open_papers(treasurer, address, made, tmp_path)
    for name, words in WORDS.items():
        for word in ("Dapur Budi", "Dinas Perdagangan", PLAN, "Jakarta", *words):
            assert word in told[name], (name, word)
    ppk.goto(f"{address}/pesanan/{made.public_id}/")
    ppk.get_by_role("button", name="Tutup pesanan ini").click()
    expect(ppk.get_by_text("Pesanan ditutup; penjualannya")).to_be_visible()
    fits(ppk)
    made.refresh_from_db()
    assert (made.state, made.total_rupiah, made.withheld_rupiah) == ("closed", 975_000, 39_000)
