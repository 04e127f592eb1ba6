"""Coaching in a browser: a cycle opens, owners apply, seats are drawn, a code counts, and the figure moves."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import override_settings
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect

from tests.conftest import PASSWORD
from tests.functional.conftest import Watch
from tests.functional.test_main_job import check_phone, sign_in
from tests.integration.coaching import city as cities
from tests.integration.coaching.city import CoachingCity, owner, person
from tumbuh.accounts.permissions import Role
from tumbuh.coaching.models import Cycle, Session
from tumbuh.kernel.periods import day_in_wib
from tumbuh.registry.models import Ownership

pytestmark = [pytest.mark.functional, pytest.mark.django_db(transaction=True)]
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def private_files(tmp_path: Path) -> Iterator[None]:
    with override_settings(PRIVATE_ROOT=tmp_path / "private"):
        yield


@pytest.fixture
def city(transactional_db: None) -> CoachingCity:
    """Two agencies and two owners, of whom Sari has an account."""
    made = cities.build()
    owner("Budi Santoso", gender="male")
    business = Ownership.objects.get(owner=owner("Sari Dewi")).business
    sari = person("sari", Role.OWNER, "business", str(business.public_id))
    for who in (made.officer, sari):
        who.set_password(PASSWORD)
        who.save()
    return made


@pytest.fixture
def plain(browser: Any) -> Iterator[Page]:
    """A cheap phone whose browser runs no scripts."""
    context: BrowserContext = browser.new_context(
        java_script_enabled=False, locale="id-ID", viewport={"width": 360, "height": 740}
    )
    yield context.new_page()
    context.close()


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def enrol(page: Page, cycle_url: str, plain: Page, address: str) -> None:
    """Budi is refused with the reason before he applies; Sari applies from her own phone."""
    page.goto(f"{cycle_url}peserta/?q=budi")
    page.get_by_text("Kenapa tidak?").click()
    expect(page.get_by_text("Siklus ini untuk pemilik perempuan.")).to_be_visible()
    check_phone(page)
    press(page, "Catat pendaftarannya Budi Santoso")
    expect(page.get_by_text("Tidak memenuhi syarat").first).to_be_visible()
    sign_in(plain, f"{address}/pembinaan/saya/", "sari")
    press(plain, "Daftar Ibu wirausaha")
    expect(plain.get_by_text("Pendaftaran Ibu wirausaha tercatat: memenuhi syarat.")).to_be_visible()


def draw(page: Page, cycle_url: str, cycle: Cycle) -> None:
    """The last day of applying is past; the seats are drawn."""
    Cycle.objects.filter(pk=cycle.pk).update(apply_until_on=day_in_wib(timezone.now()) - DAY)
    page.goto(cycle_url)
    page.get_by_label("Kata umum yang diucapkan saat undian").fill("7.321,07")
    press(page, "Adakan undian")
    expect(page.get_by_text("Hasil: 1 kursi dari 1 nomor")).to_be_visible()
    check_phone(page)
    page.goto(cycle_url)
    press(page, "Mulai siklus")


def attend(page: Page, plain: Page, address: str, session: Session) -> None:
    """Sari shows the code of her phone; the officer types it."""
    plain.goto(f"{address}/pembinaan/saya/")
    code = plain.locator("code").first.inner_text()
    page.goto(f"{address}/pembinaan/sesi/{session.public_id}/")
    check_phone(page)
    page.get_by_role("link", name="Catat dengan kode").click()
    page.get_by_label("Kode peserta").fill(code)
    press(page, "Catat hadir")
    expect(page.get_by_text("Sari Dewi tercatat hadir.")).to_be_visible()
    check_phone(page)


def test_from_an_open_cycle_to_a_certificate_and_a_figure_that_moves(
    page: Page, plain: Page, watch: Watch, address: str, city: CoachingCity
) -> None:
    today = day_in_wib(timezone.now())
    cycle = city.cycle(
        called="Ibu wirausaha", seats=1, allocation="lottery", rules={"gender": ["female"]}, open_=False,
        starts_on=today - 5 * DAY, ends_on=today + 30 * DAY, apply_until_on=today,
    )  # fmt: skip
    cycle_url = f"{address}/pembinaan/siklus/{cycle.public_id}/"
    sign_in(page, cycle_url, "petugas")
    press(page, "Buka pendaftaran")
    press(page, "Umumkan sidik")
    check_phone(page)
    enrol(page, cycle_url, plain, address)
    draw(page, cycle_url, cycle)
    session = city.session(cycle, starts_at=timezone.now() - timedelta(minutes=30))
    attend(page, plain, address, session)
    Session.objects.filter(pk=session.pk).update(ends_at=timezone.now())
    page.goto(cycle_url)
    press(page, "Luluskan yang memenuhi kehadiran")
    press(page, "Terbitkan semua")
    expect(page.get_by_text("1 sertifikat terbit.")).to_be_visible()
    plain.goto(f"{address}/pembinaan/saya/")
    link = plain.get_by_role("link", name="Sertifikat").get_attribute("href")
    assert plain.context.request.get(f"{address}{link}").body().startswith(b"%PDF")
    page.goto(f"{address}/pembinaan/")
    expect(page.locator(".figure-card").filter(has_text="Pemilik usaha yang dibina")).to_contain_text("1")
    check_phone(page)
    page.get_by_role("link", name="Buka barisnya – Pemilik usaha yang dibina").click()
    expect(page.get_by_text("Sari Dewi")).to_be_visible()
