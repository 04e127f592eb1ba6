"""The look in a real browser: axe finds nothing in both schemes, no page is wider than a phone, none needs scripts."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.conftest import PASSWORD
from tests.functional.conftest import Watch
from tumbuh.accounts.permissions import Role

pytestmark = pytest.mark.functional
PUBLIC = ["/masuk/", "/masuk/lupa/", "/masuk/lupa/terkirim/", "/masuk/nonaktif/"]
OWN = [
    "/gaya/",
    "/akun/",
    "/akun/sandi/",
    "/akun/keamanan/",
    "/akun/orang/",
    "/akun/orang/baru/",
    "/jejak-audit/",
    "/keluar/",
]


def sign_in(page: Page, address: str, name: str) -> None:
    page.goto(f"{address}/masuk/?next=/akun/")
    page.get_by_label("Nama pengguna atau surel").fill(name)
    page.get_by_label("Sandi").fill(PASSWORD)
    page.locator("main").get_by_role("button", name="Masuk", exact=True).click()
    page.wait_for_url(f"{address}/akun/")


def faults(page: Page) -> list[str]:
    """Return what axe finds on a page, and whether it scrolls sideways."""
    found = [f"{page.url}: {one['id']}" for one in Axe().run(page).response["violations"] if one["impact"] != "minor"]
    if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
        found.append(f"{page.url}: scrolls sideways")
    return found


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_is_accessible_and_fits_a_phone(
    scheme: Any, phone: Page, address: str, make_person: Callable[..., Any]
) -> None:
    make_person(Role.ADMINISTRATOR, username="rina")
    phone.emulate_media(color_scheme=scheme)
    found = []
    for path in PUBLIC:
        phone.goto(f"{address}{path}")
        found += faults(phone)
    sign_in(phone, address, "rina")
    for path in OWN:
        phone.goto(f"{address}{path}")
        found += faults(phone)
    # In the guide, parts that a page has once (breadcrumbs, tables of one name) stand beside one another.
    assert [one for one in found if "/gaya/: landmark-unique" not in one] == []


@pytest.fixture
def without_scripts(browser: Any, watch: Watch) -> Iterator[Page]:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740}, locale="id-ID")
    page = context.new_page()
    watch.look_at(page)
    yield page
    context.close()


def test_without_scripts_one_signs_in_opens_the_menu_and_changes_scheme_and_language(
    without_scripts: Page, address: str, make_person: Callable[..., Any]
) -> None:
    make_person(Role.ADMINISTRATOR, username="rina")
    page = without_scripts
    page.goto(f"{address}/masuk/?next=/akun/")
    page.get_by_label("Nama pengguna atau surel").fill("rina")
    page.get_by_label("Sandi").fill(PASSWORD)
    page.locator("main").get_by_role("button", name="Masuk", exact=True).click()
    page.locator("details.menu > summary").click()
    page.get_by_role("button", name="Gelap").click()
    assert page.locator("html").get_attribute("data-bs-theme") == "dark"
    page.locator("details.menu > summary").click()
    page.get_by_role("button", name="English").click()
    assert page.get_by_role("heading", name="Security").is_visible()
    page.locator("details.menu > summary").click()
    page.locator(".menu-panel").get_by_role("link", name="Audit trail").click()
    page.wait_for_url("**/jejak-audit/")


def test_the_keyboard_skips_to_the_content_and_closes_the_menu(
    page: Page, watch: Watch, address: str, make_person: Callable[..., Any]
) -> None:
    make_person(Role.ADMINISTRATOR, username="rina")
    sign_in(page, address, "rina")
    page.goto(f"{address}/jejak-audit/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Langsung ke isi"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
    menu = page.locator("details.menu")
    menu.locator("summary").press("Enter")
    assert menu.get_attribute("open") is not None
    page.keyboard.press("Escape")
    assert menu.get_attribute("open") is None
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_a_passkey_is_added_and_signs_in_under_the_strict_policy(
    page: Page, watch: Watch, address: str, make_person: Callable[..., Any]
) -> None:
    make_person(Role.ADMINISTRATOR, username="rina")
    address = address.replace("127.0.0.1", "localhost")  # a passkey belongs to a name, never to a number
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    device.send("WebAuthn.addVirtualAuthenticator", {"options": options | {"isUserVerified": True}})
    sign_in(page, address, "rina")
    page.goto(f"{address}/akun/keamanan/kunci/tambah/")
    if "/pastikan/" in page.url:
        page.get_by_label("Sandi").fill(PASSWORD)
        page.get_by_role("button", name="Lanjutkan").click()
    page.get_by_label("Nama kunci").fill("Ponsel Rina")
    page.get_by_label("Pakai untuk masuk tanpa sandi").check()
    with page.expect_navigation():
        page.get_by_role("button", name="Tambah", exact=True).click()
    page.goto(f"{address}/akun/keamanan/kunci/")
    assert page.get_by_text("Ponsel Rina").is_visible()
    page.goto(f"{address}/keluar/")
    page.locator("main").get_by_role("button", name="Keluar").click()
    page.goto(f"{address}/masuk/?next=/akun/")
    page.get_by_role("button", name="Masuk dengan kunci sandi").click()
    page.wait_for_url(f"{address}/akun/")
    assert page.get_by_role("heading", name="Rina").is_visible()
