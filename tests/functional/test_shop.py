"""The shop in a browser: the same results with and without scripts, narrowed, opened, and put into the basket."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import override_settings
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from tests.conftest import PASSWORD
from tests.functional.conftest import Watch
from tests.functional.test_main_job import check_axe, sign_in
from tests.integration.orders import city as cities
from tests.integration.orders.city import City
from tumbuh.accounts.permissions import Role
from tumbuh.catalogue.search import index, kinds

pytestmark = [pytest.mark.functional, pytest.mark.django_db(transaction=True)]
Open = Callable[..., Page]


@pytest.fixture
def city(address: str, tmp_path: Path) -> Any:
    """Rice boxes, and four things more to tell apart."""
    with override_settings(PRIVATE_ROOT=tmp_path / "private"):
        made = cities.build()
        for name, price in (("Keripik singkong pedas", 15_000), ("Keripik pisang", 27_500), ("Kue lumpur", 5_000)):
            cities.offer(cities.business(f"Dapur {name}"), name, stock=90, price_rupiah=price, unit="bungkus")
        cities.offer(cities.business("Dapur Sari"), "Kue habis", stock=0)
        kinds.forget()
        index.rebuild(now=timezone.now())
        officer = made.of(Role.PROCUREMENT_OFFICER)
        officer.set_password(PASSWORD)
        officer.save()
        yield made


@pytest.fixture
def at(browser: Browser, watch: Watch) -> Any:
    """Open a browser as wide as a cheap phone, with or without scripts."""
    contexts = []

    def enter(*, script: bool) -> Page:
        context = browser.new_context(
            viewport={"width": 360, "height": 740}, locale="id-ID", java_script_enabled=script
        )
        contexts.append(context)
        page = context.new_page()
        watch.look_at(page)
        return page

    yield enter
    for context in contexts:
        context.close()


def titles(page: Page) -> list[str]:
    return page.locator(".offer-card-title").all_inner_texts()


def found(page: Page, address: str) -> list[list[str]]:
    """Look around as a visitor does: everything, a search with a slip, the dearest first, one product."""
    page.goto(f"{address}/katalog/")
    seen = [titles(page)]
    page.get_by_label("Cari produk").fill("kripik singkng")
    page.get_by_role("button", name="Cari", exact=True).click()
    expect(page.get_by_text("Menampilkan hasil untuk").or_(page.get_by_text("produk cocok")).first).to_be_visible()
    seen.append(titles(page))
    page.goto(f"{address}/katalog/?cari=keripik&urut=termahal")
    seen.append(titles(page))
    page.get_by_role("link", name="Keripik pisang").click()
    expect(page.get_by_role("heading", name="Keripik pisang", level=1)).to_be_visible()
    return seen


def test_visitors_find_the_same_with_and_without_scripts(at: Open, address: str, city: City) -> None:
    plain, scripted = at(script=False), at(script=True)
    seen = found(plain, address)
    assert len(seen[0]) == 5
    assert seen[1][0] == "Keripik singkong pedas"
    assert found(scripted, address) == seen
    check_axe(scripted)
    scripted.goto(f"{address}/katalog/")
    check_axe(scripted)
    assert scripted.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_a_buyer_fills_the_basket_from_a_list_that_a_script_narrowed(at: Open, address: str, city: City) -> None:
    page = at(script=True)
    sign_in(page, address, city.officer.username)
    page.goto(f"{address}/katalog/?cari=kue")
    expect(page.locator(".offer-card-title")).to_have_count(2)
    page.get_by_label("Urutkan").select_option("termurah")
    page.wait_for_url("**urut=termurah**")
    page.get_by_role("button", name="Masukkan keranjang – Kue lumpur").click()
    expect(page.get_by_text("Kue lumpur masuk keranjang.")).to_be_visible()
    assert "urut=termurah" in page.url
    check_axe(page)
    page.get_by_role("link", name="Buka keranjang (1 produk)").click()
    expect(page.get_by_role("heading", name="Keranjang", level=1)).to_be_visible()
