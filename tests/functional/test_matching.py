"""Business matching in a browser, on the demo city: from an event to money in the funnel; a cancellation refilled."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from tests.functional.conftest import DemoCity, Watch
from tests.functional.test_main_job import check_phone, sign_in
from tumbuh.accounts.queries import person_named
from tumbuh.demo.people import PEOPLE
from tumbuh.matching import services
from tumbuh.matching.models import Deal, Event, Meeting, Participant
from tumbuh.procurement.rules.methods import Method
from tumbuh.procurement.services import record_purchase

pytestmark = [pytest.mark.functional]
MORNING = datetime(2026, 9, 3, 2, 0, tzinfo=UTC)  # Thursday, 09.00 WIB; two weeks after the city was built
UNIT, UNIT_CODE, PLAN = "Kecamatan Senen", "61041", "58000041"
NEED = "Belanja Makanan dan Minuman Rapat Kecamatan Senen"
NAME = "Temu bisnis ke-21"
PASSWORDS = {one.username: one.password for one in PEOPLE}


@pytest.fixture
def plain(browser: Browser) -> Iterator[Page]:
    """The cheap phone of whoever takes part; its browser runs no scripts."""
    context = browser.new_context(java_script_enabled=False, locale="id-ID", viewport={"width": 360, "height": 740})
    yield context.new_page()
    context.close()


def enter(page: Page, address: str, username: str) -> None:
    """Sign in as somebody of the demo, whoever was signed in before."""
    page.context.clear_cookies()
    sign_in(page, address, username, PASSWORDS[username])


def make_event(page: Page, address: str) -> None:
    """Make an event of one morning hour: two slots at six tables, so that some have to wait."""
    page.goto(f"{address}/temu-bisnis/")
    page.get_by_role("link", name="Acara baru").click()
    page.get_by_label("Nama acara").fill(NAME)
    page.get_by_label("Tempat").fill("Balai Kota, Ruang Pola")
    page.get_by_label("Hari pertama").fill(f"{MORNING:%Y-%m-%d}")
    page.get_by_label("Pagi, sampai").fill("10:00")
    for name in ("Siang, mulai", "Siang, sampai"):
        page.get_by_label(name).fill("")
    page.get_by_label("Lama satu pertemuan").select_option("30")
    page.get_by_label("Jumlah meja").fill("6")
    check_phone(page)
    page.get_by_role("button", name="Simpan rancangan").click()
    expect(page.get_by_role("heading", name="Undang pembeli dan penjual")).to_be_visible()


def draft_needs(page: Page, address: str) -> None:
    """Draft the needs of a district's office from its plan."""
    page.goto(f"{address}/temu-bisnis/kebutuhan/")
    page.get_by_label("Unit kota").select_option(label=UNIT)
    page.get_by_role("button", name="Susun kebutuhan").click()
    expect(page.get_by_text("1 kebutuhan disusun dari rencana.")).to_be_visible()
    expect(page.get_by_role("link", name=NEED)).to_be_visible()
    check_phone(page)


def accept_need(plain: Page, address: str) -> None:
    """Correct and accept the drafted need on a phone: a first order of 200 instead of the whole year's."""
    enter(plain, address, "bppbj")
    plain.goto(f"{address}/temu-bisnis/saya/")
    plain.get_by_role("link", name=NEED).click()
    expect(plain.get_by_role("heading", name=NEED)).to_be_visible()
    expect(plain.get_by_text("sisa pagu dibagi harga tengah katalog")).to_be_visible()
    plain.get_by_label("Jumlah").fill("200")
    plain.get_by_label("Paling mahal untuk satu").fill("40.000")
    plain.get_by_label("Paling mahal seluruhnya").fill("8.000.000")
    plain.get_by_label("Dibutuhkan pada").fill("2026-09-24")
    plain.get_by_role("button", name="Simpan perubahan").click()
    plain.get_by_role("button", name="Setujui tampil").click()
    expect(plain.get_by_text("Tampil di direktori; penyelenggara dapat mengundang Anda.")).to_be_visible()


def invite_and_answer(page: Page, plain: Page, address: str) -> Event:
    """Invite the directory and open; the demo's owner says yes on her phone, the others by telephone."""
    event = Event.objects.get(name=NAME)
    page.goto(f"{address}/temu-bisnis/{event.public_id}/")
    page.get_by_role("link", name="Pilih peserta").click()
    check_phone(page)
    page.get_by_role("button", name="Undang yang dicentang").click()
    expect(page.get_by_text("peserta diundang.")).to_be_visible()
    page.get_by_role("link", name="Ringkasan").click()
    page.get_by_role("button", name="Buka pendaftaran").click()
    expect(page.get_by_text("Pendaftaran dibuka", exact=True).first).to_be_visible()
    enter(plain, address, "pemilik")
    plain.goto(f"{address}/temu-bisnis/{event.public_id}/saya/")
    plain.get_by_role("button", name="Saya akan hadir").click()
    expect(plain.get_by_text("Tercatat: Anda akan hadir.")).to_be_visible()
    organiser = person_named("temubisnis")
    for one in Participant.objects.filter(event=event, state="invited").order_by("pk"):
        services.answer_invitation(participant_id=one.pk, coming=True, by=organiser, now=timezone.now())
    return event


def arrange(page: Page, address: str, event: Event) -> None:
    """Compute suggestions, look into their parts and reasons, fix the pairs and make the timetable."""
    page.goto(f"{address}/temu-bisnis/{event.public_id}/")
    page.get_by_role("link", name="Lihat saran").click()
    page.get_by_role("button", name="Hitung saran").click()
    expect(page.get_by_text("Pilihan ini terbukti yang terbaik")).to_be_visible()
    expect(page.get_by_text("Harga keadilan")).to_be_visible()
    check_phone(page)
    page.get_by_role("link", name=NEED).click()
    expect(page.get_by_text("Catatan pengiriman").first).to_be_visible()
    check_phone(page)
    page.get_by_role("link", name="Saran").first.click()
    page.get_by_role("button", name="Tetapkan pertemuan").click()
    page.get_by_role("button", name="Susun jadwal").click()
    expect(page.get_by_text("pertemuan mendapat waktu")).to_be_visible()
    seated, waiting = (event.meetings.filter(state=state).count() for state in ("scheduled", "waiting"))
    assert seated > 0
    assert waiting > 0
    expect(page.get_by_text(f"{seated} pertemuan mendapat waktu, {waiting} menunggu.")).to_be_visible()
    expect(page.get_by_role("heading", name=f"Daftar tunggu ({waiting})")).to_be_visible()
    check_phone(page)


def cancel_one(page: Page, address: str, event: Event) -> None:
    """Cancel a meeting: one that waited takes its slot and table at once, and the page says which."""
    others = event.meetings.filter(state="scheduled").exclude(buyer__name=UNIT)
    going = others.order_by("slot__number", "table")[0]
    waited = set(event.meetings.filter(state="waiting").values_list("pk", flat=True))
    page.goto(f"{address}/temu-bisnis/pertemuan/{going.public_id}/")
    page.get_by_label("Alasan").select_option("ill")
    page.get_by_role("button", name="Batalkan pertemuan").click()
    told = page.get_by_text("Dari daftar tunggu langsung terjadwal:")
    expect(told).to_be_visible()
    filled = event.meetings.get(state="scheduled", slot=going.slot, table=going.table)
    assert filled.pk in waited
    expect(told).to_contain_text(f"{filled.buyer.name} × {filled.seller.name}")
    check_phone(page)


def say_outcome_and_link_order(plain: Page, address: str, met: Meeting) -> None:
    """Say what came of a meeting in two taps on a phone, and link the e-katalog purchase that followed."""
    enter(plain, address, "bppbj")
    plain.goto(f"{address}/temu-bisnis/{met.event.public_id}/saya/")
    plain.get_by_role("link", name=f"Berminat – {met.seller.name}").click()
    plain.get_by_role("button", name="Simpan hasil").click()
    expect(plain.get_by_text("Hasil tercatat. Kedua pihak diingatkan")).to_be_visible()
    bought = record_purchase(
        unit=UNIT_CODE, name=NEED, external_id="EP-01K4", ordered_on=MORNING.date(), value_rupiah=7_400_000,
        domestic_rupiah=7_400_000, micro_small_rupiah=7_400_000, plan_codes=PLAN, vendor_name=met.seller.name,
        reason="Katalog tidak dapat dibuka pada hari itu", method=Method.E_PURCHASING, by=person_named("bppbj"),
        now=timezone.now(),
    )  # fmt: skip
    plain.get_by_label("Nomor pesanan e-Order atau pembelian e-katalog").fill(bought.key)
    plain.get_by_role("button", name="Tautkan pesanan").click()
    expect(plain.get_by_text("Pesanan tertaut")).to_be_visible()


def test_an_event_of_the_demo_city_from_the_plan_to_an_order_in_the_funnel(
    page: Page, plain: Page, watch: Watch, demo_city: DemoCity, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = {"now": demo_city.now + timedelta(hours=1)}
    monkeypatch.setattr(timezone, "now", lambda: clock["now"])
    address = demo_city.address
    enter(page, address, "temubisnis")
    make_event(page, address)
    draft_needs(page, address)
    accept_need(plain, address)
    event = invite_and_answer(page, plain, address)
    arrange(page, address, event)
    cancel_one(page, address, event)

    clock["now"] = MORNING + timedelta(minutes=62)
    enter(page, address, "temubisnis")
    page.goto(f"{address}/temu-bisnis/{event.public_id}/")
    page.get_by_role("button", name="Mulai acara").click()
    expect(page.get_by_text("Berlangsung", exact=True).first).to_be_visible()
    check_phone(page)
    met = event.meetings.filter(state="scheduled", buyer__name=UNIT).order_by("slot__number")[0]
    say_outcome_and_link_order(plain, address, met)
    deal = Deal.objects.get(meeting=met)
    assert deal.interest_rupiah == 8_000_000

    page.goto(f"{address}/temu-bisnis/{event.public_id}/hasil/")
    stages = page.locator(".funnel-stage")
    expect(stages.nth(0)).to_contain_text("Rp8.000.000")
    expect(stages.nth(2)).to_contain_text("Dipesan")
    expect(stages.nth(2)).to_contain_text("1 pasangan")
    expect(stages.nth(2)).to_contain_text("Rp7.400.000")
    check_phone(page)
