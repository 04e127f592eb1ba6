"""The hall of a gathering in a browser: arrivals and outcomes are noted without a network, and sent once."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import override_settings
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.conftest import PASSWORD
from tests.functional.conftest import Watch
from tests.functional.test_main_job import check_phone, sign_in
from tests.integration.matching import city as cities
from tests.integration.matching.city import MORNING, NOON, MatchingCity
from tumbuh.matching import services
from tumbuh.matching.models import Deal, HallEntry

pytestmark = [pytest.mark.functional, pytest.mark.django_db(transaction=True)]
BUDI = "Dapur Budi"


@pytest.fixture(autouse=True)
def private_files(tmp_path: Path) -> Iterator[None]:
    with override_settings(PRIVATE_ROOT=tmp_path / "private"):
        yield


@pytest.fixture
def city(transactional_db: None) -> MatchingCity:
    """A company, and two kitchens in the directory."""
    made = cities.build(kitchens=1, companies=1)
    made.businesses[BUDI], made.owners[BUDI] = made.unit.seller, made.unit.owner
    made.share_supply(BUDI)
    made.organiser.set_password(PASSWORD)
    made.organiser.save()
    return made


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
    check_phone(page)

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
