"""A day without signal: two visits, an attendance, a harvest with photo; the browser closed; all arrive once."""

import io
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone
from PIL import Image
from playwright.sync_api import BrowserContext, Page, expect

from tests.conftest import PASSWORD
from tests.functional.conftest import CHROMIUM
from tests.functional.test_main_job import check_axe
from tests.integration.coaching.city import NOON
from tests.integration.coaching.field.conftest import Field, build
from tumbuh.coaching.field.devices import sign_out_device
from tumbuh.coaching.field.receiving import state_of
from tumbuh.coaching.models import Attendance, FieldDevice, FieldOp, Visit, VisitNote
from tumbuh.coaching.services import codes_of
from tumbuh.production import services as production
from tumbuh.production.models import LogVersion

pytestmark = [pytest.mark.functional, pytest.mark.django_db(transaction=True)]
PIN = "481516"
# Somebody guesses: what is left after each wrong PIN, and whether the safe is there in the end.
GUESSED = """import('/static/site/field/vault.js').then(async (vault) => {
  await vault.make('481516');
  const left = [];
  for (let guess = 0; guess < 8; guess += 1) left.push(await vault.unlock(`00000${guess}`));
  return [...left, await vault.isMade()];
})"""


@pytest.fixture
def field(transactional_db: None) -> Field:
    """Cakung's mentor with two owners, a garden and a session that goes on now."""
    made = build()
    made.city.mentor.set_password(PASSWORD)
    made.city.mentor.save()
    made.session = made.city.session(
        made.session.cycle, title="Foto produk", starts_at=timezone.now() - timedelta(hours=1)
    )
    made.code = next(iter(codes_of(made.session).values()))
    before = production.LogValues(
        site_id=made.garden.pk, commodity_code="kangkung", quantity=Decimal(9), unit="ikat", done_on=date(2026, 4, 1)
    )
    production.record_log(client_id=uuid4(), kind="harvest", values=before, by=None, now=NOON)
    for one, text in ((made.phone, "Pagar hijau"), (made.another_phone(), "Sebelah musala")):
        one.write("card", made.budi.public_id, directions=text)
        one.send()
    return made


class Phone:
    """A browser of a phone whose memory outlives its being closed."""

    def __init__(self, playwright: Any, folder: Path, args: dict[str, Any]) -> None:
        self.playwright, self.folder, self.args = playwright, folder, args

        self.context: BrowserContext | None = None

    def open(self, *, offline: bool) -> Page:
        size: Any = {"width": 360, "height": 740}
        self.context = self.playwright.chromium.launch_persistent_context(
            str(self.folder), viewport=size, locale="id-ID", timezone_id="Asia/Jakarta", **self.args
        )
        self.context.set_default_timeout(10_000)
        self.context.set_offline(offline)
        return self.context.pages[0]

    def close(self) -> None:
        if self.context is not None:
            self.context.close()
            self.context = None


@pytest.fixture
def phone(playwright: Any, tmp_path: Path, browser_type_launch_args: dict[str, Any]) -> Iterator[Phone]:
    assert CHROMIUM is not None
    made = Phone(playwright, tmp_path / "phone", browser_type_launch_args)
    yield made
    made.close()


def photo() -> bytes:
    out = io.BytesIO()
    Image.effect_noise((1600, 1200), 40).convert("RGB").save(out, "JPEG")
    return out.getvalue()


def set_up(page: Page, address: str) -> None:
    page.goto(f"{address}/masuk/?next=/lapangan/")
    page.get_by_label("Nama pengguna atau surel").fill("pendamping")
    page.get_by_label("Sandi", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Masuk", exact=True).click()
    page.wait_for_url("**/lapangan/**")
    page.get_by_label("Nama ponsel").fill("Ponsel saya")
    page.get_by_label("PIN baru, 6 angka").fill(PIN)
    page.get_by_label("Ulangi PIN").fill(PIN)
    check_axe(page)
    page.get_by_role("button", name="Siapkan ponsel ini").click()
    expect(page.get_by_role("heading", name="Hari ini")).to_be_visible()
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")


def unlock(page: Page) -> None:
    page.get_by_label("PIN, 6 angka").fill(PIN)
    page.get_by_role("button", name="Buka").click()
    expect(page.get_by_role("heading", name="Hari ini")).to_be_visible()


def visit(page: Page, name: str, note: str) -> None:
    page.get_by_role("link", name=name).first.click()
    page.get_by_role("link", name="Catat kunjungan").click()
    page.get_by_label("Keperluan").fill("Pendampingan rutin")
    page.get_by_label("Apa yang dilihat dan disepakati").fill(note)
    page.get_by_role("button", name="Simpan kunjungan").click()
    expect(page.get_by_text("Tersimpan di ponsel.")).to_be_visible()


def choose(page: Page) -> None:
    """Say which of two texts about a house is right."""
    page.get_by_role("link", name="Budi").first.click()
    page.get_by_role("button", name="Sebelah musala").click()
    check_axe(page)
    page.get_by_role("button", name="Simpan catatan rumah").click()
    expect(page.get_by_text("Tersimpan di ponsel.")).to_be_visible()


def harvest(page: Page) -> None:
    """Note a harvest with a photo in three taps, at a garden that harvested before."""
    page.evaluate("window.taps = 0; addEventListener('pointerdown', () => { window.taps += 1; }, true)")
    page.get_by_role("link", name="Panen", exact=True).click()
    expect(page.get_by_label("Jumlah")).to_be_focused()
    page.keyboard.type("12")
    with page.expect_file_chooser() as chooser:
        page.get_by_text("Ambil foto").click()
    chooser.value.set_files({"name": "p.jpg", "mimeType": "image/jpeg", "buffer": photo()})
    expect(page.get_by_alt_text("Foto yang akan dikirim")).to_be_visible()
    page.get_by_role("button", name="Simpan catatan").click()
    expect(page.get_by_text("5 catatan menunggu sinyal")).to_be_visible()
    assert page.evaluate("window.taps") == 3


def test_a_day_without_signal_arrives_exactly_once(address: str, field: Field, phone: Phone) -> None:
    page = phone.open(offline=False)
    set_up(page, address)
    phone.context.set_offline(True)
    page.reload()  # from the phone itself
    assert page.evaluate("fetch('/lapangan/siap/').then(() => 'reached', () => 'out of reach')") == "out of reach"
    unlock(page)
    check_axe(page)
    visit(page, "Siti", "Izin hampir habis.")
    visit(page, "Budi", "Kemasan baru.")
    choose(page)
    page.get_by_role("link", name="Hadir").click()
    page.get_by_label("Sesi").select_option(value=str(field.session.public_id))
    page.get_by_label("Kode peserta").fill(field.code.lower())
    page.get_by_role("button", name="Catat hadir").click()
    expect(page.get_by_text("Siti hadir. Tersimpan di ponsel.")).to_be_visible()
    harvest(page)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.get_by_text("Sudah terdaftar?").click()
    page.get_by_label("Nomor telepon atau NIK").fill("0812 0000 0001")
    page.get_by_role("button", name="Periksa").click()
    expect(page.get_by_text("Mungkin sudah terdaftar di Matraman; minta kartunya.")).to_be_visible()
    assert not FieldOp.objects.filter(device__name="Ponsel saya").exists()
    phone.close()

    page = phone.open(offline=True)
    page.goto(f"{address}/lapangan/")
    page.get_by_label("PIN, 6 angka").fill("000000")
    page.get_by_role("button", name="Buka").click()
    expect(page.get_by_text("PIN salah. Sisa 7 kali")).to_be_visible()
    unlock(page)
    expect(page.get_by_text("5 catatan menunggu sinyal")).to_be_visible()
    phone.context.set_offline(False)
    page.get_by_role("link", name="Kiriman", exact=True).click()
    page.get_by_role("button", name="Kirim sekarang").click()
    expect(page.get_by_text("Semua catatan terkirim.")).to_be_visible()
    expect(page.get_by_text("Tercatat")).to_have_count(5)
    check_axe(page)
    page.get_by_role("button", name="Kirim sekarang").click()
    expect(page.get_by_text("Semua catatan terkirim.")).to_be_visible()
    house = state_of([field.budi.public_id])[str(field.budi.public_id)]["directions"]
    assert (house.value, house.in_conflict, len(house.all)) == ("Sebelah musala", False, 3)
    assert sorted(VisitNote.objects.values_list("text", flat=True)) == ["Izin hampir habis.", "Kemasan baru."]
    assert (Visit.objects.count(), Attendance.objects.get().owner_id) == (2, field.siti.pk)
    log = LogVersion.objects.get(log__source="field")
    assert (log.site_id, log.quantity_milli, log.unit, bool(log.photo)) == (field.garden.pk, 12_000, "ikat", True)

    device = FieldDevice.objects.get(name="Ponsel saya")
    sign_out_device(public_id=device.public_id, reason="hilang", by=field.city.mentor, now=timezone.now())
    page.get_by_role("button", name="Kirim sekarang").click()
    expect(page.get_by_text("Ponsel ini dikeluarkan dari Tumbuh.")).to_be_visible()
    assert (
        page.evaluate(
            "new Promise((done) => { const asked = indexedDB.open('tumbuh-lapangan', 1); asked.onsuccess = () => {"
            " const all = asked.result.transaction('rows').objectStore('rows').count();"
            " all.onsuccess = () => done(all.result); }; })"
        )
        == 0
    )
    assert page.evaluate(GUESSED) == [7, 6, 5, 4, 3, 2, 1, 0, False]
