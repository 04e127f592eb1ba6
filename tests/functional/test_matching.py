"""Business matching in a browser: from an event to an order in the funnel; a cancellation refilled, a hall offline."""

import os
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import override_settings
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect

from tests.conftest import PASSWORD
from tests.functional.conftest import Watch
from tests.functional.test_main_job import check_axe, sign_in
from tests.integration.matching import city as cities
from tests.integration.matching.city import MORNING, NOON, MatchingCity
from tests.integration.orders.city import UNIT
from tumbuh.matching import services
from tumbuh.matching.models import Deal, Event, HallEntry, Meeting, Participant

pytestmark = [pytest.mark.functional, pytest.mark.django_db(transaction=True)]
BUDI, UNIT_NAME = "Dapur Budi", "Dinas Perdagangan"


@pytest.fixture(autouse=True)
def private_files(tmp_path: Path) -> Iterator[None]:
    with override_settings(PRIVATE_ROOT=tmp_path / "private"):
        yield


@pytest.fixture
def city(transactional_db: None) -> MatchingCity:
    """A unit with a plan, a company, and three kitchens in the directory, one of them too small for most needs."""
    made = cities.build(kitchens=1, companies=1)
    made.add_kitchen("Dapur Kecil", capacity=20)
    made.businesses[BUDI], made.owners[BUDI] = made.unit.seller, made.unit.owner
    made.share_supply(BUDI)
    for who in (made.organiser, made.unit.officer, made.unit.owner):
        who.set_password(PASSWORD)
        who.save()
    return made


def snap(page: Page, name: str) -> None:
    """Keep pictures of a page when somebody wants to look: MATCHING_PICTURES=folder."""
    folder = os.environ.get("MATCHING_PICTURES", "")
    if folder:
        size = page.viewport_size
        for width in (1280, 360):
            page.set_viewport_size({"width": width, "height": 800})
            page.screenshot(path=f"{folder}/{name}-{width}.png", full_page=True)
        if size:
            page.set_viewport_size(size)


def check(page: Page, name: str) -> None:
    """Check that a page has no fault that axe finds and never scrolls sideways on a phone."""
    check_axe(page)
    snap(page, name)
    size = page.viewport_size
    page.set_viewport_size({"width": 360, "height": 740})
    assert not page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"), name
    if size:
        page.set_viewport_size(size)


def plain_phone(browser: Any) -> BrowserContext:
    """A cheap phone whose browser runs no scripts."""
    made: BrowserContext = browser.new_context(
        java_script_enabled=False, locale="id-ID", viewport={"width": 360, "height": 740}
    )
    return made


def make_event(page: Page) -> None:
    """Make an event of one hour: two slots at one table, so that somebody has to wait."""
    page.get_by_role("link", name="Acara baru").click()
    page.get_by_label("Nama acara").fill("Temu bisnis ke-21")
    page.get_by_label("Tempat").fill("Balai Kota, Ruang Pola")
    page.get_by_label("Hari pertama").fill(f"{MORNING:%Y-%m-%d}")
    page.get_by_label("Pagi, sampai").fill("10:00")
    for name in ("Siang, mulai", "Siang, sampai"):
        page.get_by_label(name).fill("")
    page.get_by_label("Lama satu pertemuan").select_option("30")
    page.get_by_label("Jumlah meja").fill("1")
    check(page, "event-new")
    page.get_by_role("button", name="Simpan rancangan").click()
    expect(page.get_by_role("heading", name="Undang pembeli dan penjual")).to_be_visible()


def draft_needs(page: Page, address: str) -> None:
    """Draft the needs of a unit from its plan."""
    page.goto(f"{address}/temu-bisnis/kebutuhan/")
    page.get_by_label("Unit kota").select_option(UNIT)
    page.get_by_role("button", name="Susun kebutuhan").click()
    expect(page.get_by_text("1 kebutuhan disusun dari rencana.")).to_be_visible()
    expect(page.get_by_role("link", name="Konsumsi rapat koordinasi")).to_be_visible()
    check(page, "demands")


def accept_need(browser: Any, address: str, city: MatchingCity) -> None:
    """Correct and accept the drafted need, as its unit does, without scripts."""
    phone = plain_phone(browser)
    page = phone.new_page()
    sign_in(page, address, city.unit.officer.username)
    page.goto(f"{address}/temu-bisnis/saya/")
    snap(page, "buyer-home")
    page.get_by_role("link", name="Periksa kebutuhan").click()
    expect(page.get_by_text("dalam nama paket").or_(page.get_by_text("harga tengah katalog")).first).to_be_visible()
    page.get_by_label("Jumlah").fill("200")
    page.get_by_label("Paling mahal untuk satu").fill("35.000")
    page.get_by_label("Paling mahal seluruhnya").fill("7.000.000")
    page.get_by_label("Dibutuhkan pada").fill("2026-05-04")
    page.get_by_role("button", name="Simpan perubahan").click()
    snap(page, "demand")
    page.get_by_role("button", name="Setujui tampil").click()
    expect(page.get_by_text("Tampil di direktori; penyelenggara dapat mengundang Anda.")).to_be_visible()
    phone.close()


def invite_and_answer(page: Page, browser: Any, address: str, city: MatchingCity) -> Event:
    """Invite the directory, open, and let everybody say yes: one on its phone, the others quicker."""
    page.goto(f"{address}/temu-bisnis/")
    page.get_by_role("link", name="Temu bisnis ke-21").click()
    page.get_by_role("link", name="Pilih peserta").click()
    check(page, "participants")
    page.get_by_role("button", name="Undang yang dicentang").click()
    expect(page.get_by_text("5 peserta diundang.")).to_be_visible()
    page.get_by_role("link", name="Ringkasan").click()
    page.get_by_role("button", name="Buka pendaftaran").click()
    phone = plain_phone(browser)
    own = phone.new_page()
    sign_in(own, address, city.unit.owner.username)
    own.goto(f"{address}/temu-bisnis/saya/")
    own.get_by_role("link", name="Jawab undangan").click()
    snap(own, "seller-invited")
    own.get_by_role("button", name="Saya akan hadir").click()
    expect(own.get_by_text("Tercatat: Anda akan hadir.")).to_be_visible()
    phone.close()
    event = Event.objects.get()
    for one in Participant.objects.filter(event=event, state="invited"):
        services.answer_invitation(participant_id=one.pk, coming=True, by=city.organiser, now=timezone.now())
    return event


def arrange(page: Page, address: str, event: Event) -> None:
    """Compute suggestions, look into their parts, fix the pairs and make the timetable."""
    page.goto(f"{address}/temu-bisnis/{event.public_id}/")
    page.get_by_role("link", name="Lihat saran").click()
    page.get_by_role("button", name="Hitung saran").click()
    expect(page.get_by_text("Pilihan ini terbukti yang terbaik")).to_be_visible()
    expect(page.get_by_text("Harga keadilan")).to_be_visible()
    check(page, "suggestions")
    page.get_by_role("link", name="Konsumsi rapat koordinasi").click()
    expect(page.get_by_text("Catatan pengiriman").first).to_be_visible()
    expect(page.get_by_text("Dapur Kecil")).to_be_visible()  # kept apart, with the reason beside it
    check(page, "pairs")
    page.get_by_role("link", name="Saran").first.click()
    page.get_by_role("button", name="Tetapkan pertemuan").click()
    page.get_by_role("button", name="Susun jadwal").click()
    expect(page.get_by_text("2 pertemuan mendapat waktu, 2 menunggu.")).to_be_visible()
    expect(page.get_by_role("heading", name="Daftar tunggu (2)")).to_be_visible()
    check(page, "timetable")


def cancel_one(page: Page, address: str) -> Meeting:
    """Cancel a meeting of the company; return the unit's, which waited and took its slot and table."""
    going = Meeting.objects.filter(state="scheduled").order_by("slot__number")[0]
    page.goto(f"{address}/temu-bisnis/pertemuan/{going.public_id}/")
    page.get_by_label("Alasan").select_option("ill")
    page.get_by_role("button", name="Batalkan pertemuan").click()
    expect(page.get_by_text(f"Dari daftar tunggu langsung terjadwal: {UNIT_NAME}")).to_be_visible()
    check(page, "refilled")
    filled = Meeting.objects.get(state="scheduled", buyer__name=UNIT_NAME)
    assert (filled.slot, filled.table) == (going.slot, going.table)
    return filled


def test_an_event_from_the_plan_to_an_order_in_the_funnel(
    page: Page, browser: Any, watch: Watch, address: str, city: MatchingCity, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = {"now": NOON}
    monkeypatch.setattr(timezone, "now", lambda: clock["now"])
    sign_in(page, address, city.organiser.username)
    page.goto(f"{address}/temu-bisnis/")
    expect(page.get_by_text("Belum ada acara")).to_be_visible()
    check_axe(page)
    make_event(page)
    draft_needs(page, address)
    accept_need(browser, address, city)
    event = invite_and_answer(page, browser, address, city)
    arrange(page, address, event)
    met = cancel_one(page, address)

    page.goto(f"{address}/temu-bisnis/{event.public_id}/")
    page.get_by_role("button", name="Mulai acara").click()
    check(page, "event-running")
    clock["now"] = MORNING + timedelta(minutes=50)
    sign_in_again(page, address, city.organiser.username)
    outcome_and_order(page, browser, address, city, met, clock["now"])

    page.goto(f"{address}/temu-bisnis/{event.public_id}/hasil/")
    stages = page.locator(".funnel-stage")
    expect(stages.nth(0)).to_contain_text("Rp7.000.000")
    expect(stages.nth(2)).to_contain_text("Dipesan")
    expect(stages.nth(2)).to_contain_text("1 pasangan")
    check(page, "results")


def sign_in_again(page: Page, address: str, username: str) -> None:
    """Sign in after the clock has moved past the end of a session."""
    page.context.clear_cookies()
    sign_in(page, address, username)


def outcome_and_order(page: Page, browser: Any, address: str, city: MatchingCity, met: Meeting, now: datetime) -> None:
    """Say what came of a meeting in two taps on a phone, and link the order that followed."""
    phone = plain_phone(browser)
    own = phone.new_page()
    sign_in(own, address, city.unit.officer.username)
    own.goto(f"{address}/temu-bisnis/{met.event.public_id}/saya/")
    snap(own, "buyer-timetable")
    own.get_by_role("link", name=f"Berminat – {met.seller.name}").click()
    snap(own, "outcome")
    own.get_by_role("button", name="Simpan hasil").click()
    expect(own.get_by_text("Hasil tercatat. Kedua pihak diingatkan")).to_be_visible()
    assert Deal.objects.get().interest_rupiah == 7_000_000
    city.unit.clock = now
    order = city.unit.place(40, city.offers.get(met.seller.name))
    own.get_by_label("Nomor pesanan e-Order atau pembelian e-katalog").fill(str(order.public_id))
    own.get_by_role("button", name="Tautkan pesanan").click()
    expect(own.get_by_text("Pesanan tertaut")).to_be_visible()
    snap(own, "deal")
    phone.close()


def test_the_hall_page_notes_without_a_network_and_sends_once(
    page: Page, watch: Watch, address: str, city: MatchingCity, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = {"now": NOON}
    monkeypatch.setattr(timezone, "now", lambda: clock["now"])
    event, people = city.all_come()
    buyer, seller = people["PT Pembeli 1"], people[BUDI]
    meeting = city.agreed(event, buyer, seller)
    services.arrange_timetable(event_id=event.pk, by=city.organiser, now=NOON)
    clock["now"] = MORNING + timedelta(minutes=10)
    services.start_event(event_id=event.pk, by=city.organiser, now=clock["now"])
    sign_in(page, address, city.organiser.username)
    page.goto(f"{address}/temu-bisnis/{event.public_id}/aula/")
    expect(page.get_by_text("Halaman ini tersimpan dan terbuka tanpa jaringan.")).to_be_visible()
    check(page, "hall")

    page.context.set_offline(True)
    page.reload()  # from the device
    expect(page.get_by_text("tanpa jaringan", exact=True)).to_be_visible()
    page.get_by_label("Kode peserta, ketik atau pindai").fill(seller.code.lower())
    page.get_by_role("button", name="Catat hadir", exact=True).click()
    expect(page.get_by_text(f"Hadir: {BUDI}")).to_be_visible()
    meeting.refresh_from_db()
    assert meeting.slot is not None
    page.get_by_label("Waktu", exact=True).select_option(str(meeting.slot.number))
    page.get_by_role("button", name=f"Terlaksana – PT Pembeli 1, {BUDI}").click()
    page.get_by_label("Minat (rupiah)").fill("5.000.000")
    page.get_by_role("button", name="Simpan hasil").click()
    expect(page.get_by_text("3 catatan menunggu dikirim")).to_be_visible()
    snap(page, "hall-offline")
    assert HallEntry.objects.count() == 0

    watch.errors.clear()  # the browser tells of every address that it could not reach
    page.context.set_offline(False)
    expect(page.get_by_text("Semua catatan terkirim")).to_be_visible()
    page.get_by_role("heading", name="Perangkat ini").click()
    meeting.refresh_from_db()
    seller.refresh_from_db()
    assert (meeting.state, seller.arrived_at is not None) == ("held", True)
    assert HallEntry.objects.count() == 3
    assert Deal.objects.get().interest_rupiah == 5_000_000
