"""What every page has: the menu of what one may open, the two switches, the strict policy, the pages of errors."""

import re
from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse

from tumbuh.accounts.permissions import ROLE_PERMISSIONS, Permission, Role
from tumbuh.audit import services as audit
from tumbuh.demo.people import PEOPLE
from tumbuh.web.navigation import FEW, NAV

pytestmark = pytest.mark.django_db
GUIDE = "/gaya/"
COMPONENTS = Path(settings.WEB_DIR) / "components"


def menu(page: str) -> list[str]:
    """Return the addresses in the main menu, which stands twice: in the header and in the drawer of a phone."""
    first, second = (
        re.findall(r'href="([^"]+)"', part) for part in re.findall(r"<nav[^>]*Menu utama.*?</nav>", page, re.S)
    )
    assert first == second
    return sorted(first)


@pytest.mark.parametrize("role", Role)
def test_the_menu_has_exactly_what_the_person_may_open(role: Role, signed_in: Callable[..., Any]) -> None:
    if role is Role.OWNER:
        pytest.skip("an owner's role is given for one business; see test_without_a_role")
    client = signed_in(role)
    page = client.get(GUIDE).content.decode()
    expected = [reverse(name) for permission, name, _ in NAV if permission in ROLE_PERMISSIONS[role]]
    assert (menu(page) if "Menu utama" in page else []) == sorted(expected)
    for address in expected:
        assert client.get(address).status_code == HTTPStatus.OK


def test_many_pages_stand_in_few_groups_and_few_as_they_are(signed_in: Callable[..., Any]) -> None:
    entries = {role: [name for may, name, _ in NAV if may in ROLE_PERMISSIONS[role]] for role in Role}
    busiest = max(entries, key=lambda role: len(entries[role]))
    assert len(entries[busiest]) > FEW
    page = signed_in(busiest).get(reverse(entries[busiest][-1])).content.decode()
    words = re.findall(r"<summary[^>]*>([^<]+)<svg", page.split("</nav>")[0])
    assert 1 < len(words) == len(set(words)) <= 7
    few = signed_in(Role.CURATOR, username="kurator").get(GUIDE).content.decode()
    assert "nav-group" not in few


def test_without_a_role_there_is_no_menu_but_the_account_and_the_way_out(signed_in: Callable[..., Any]) -> None:
    page = signed_in(username="baru").get(GUIDE).content.decode()
    assert "Menu utama" not in page
    assert reverse("accounts_profile") in page
    assert reverse("account_logout") in page


def test_the_page_one_is_on_is_marked_and_so_is_the_page_above_it(signed_in: Callable[..., Any]) -> None:
    client = signed_in(Role.ADMINISTRATOR)
    assert 'href="/akun/orang/" aria-current="page"' in client.get("/akun/orang/").content.decode()
    assert 'href="/akun/orang/" aria-current="true"' in client.get("/akun/orang/baru/").content.decode()
    assert "aria-current" not in client.get(GUIDE).content.decode().split("<main")[0]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_chosen_scheme_stays_until_the_device_decides_again(scheme: str, client: Client) -> None:
    answer = client.post("/tampilan/", {"scheme": scheme, "next": "/masuk/?next=/akun/"})
    assert answer.headers["Location"] == "/masuk/?next=/akun/"
    cookie = client.cookies["scheme"]
    assert (cookie.value, cookie["httponly"], cookie["samesite"]) == (scheme, True, "Lax")
    assert f'data-bs-theme="{scheme}"' in client.get("/masuk/").content.decode()
    client.post("/tampilan/", {"scheme": "auto", "next": "/masuk/"})
    assert "data-bs-theme" not in client.get("/masuk/").content.decode()


def test_the_language_is_the_first_one_until_the_switch_whatever_the_browser_says(client: Client) -> None:
    answer = client.get("/masuk/", headers={"Accept-Language": "en"})
    assert ('<html lang="id"' in answer.content.decode(), answer.headers["Content-Language"]) == (True, "id")
    client.post("/bahasa/", {"language": "en", "next": "/masuk/"})
    answer = client.get("/masuk/", headers={"Accept-Language": "id"})
    assert ('<html lang="en"' in answer.content.decode(), answer.headers["Content-Language"]) == (True, "en")
    assert "Cookie" in answer.headers["Vary"]
    client.cookies["django_language"] = "xx"
    assert '<html lang="id"' in client.get("/masuk/").content.decode()


def test_an_unknown_scheme_is_not_kept_and_the_way_back_stays_on_this_site(client: Client) -> None:
    assert client.post("/tampilan/", {"scheme": "<b>", "next": "https://jahat.test/"}).headers["Location"] == "/"
    client.cookies["scheme"] = '"><script>'
    assert "<script>" not in client.get("/masuk/").content.decode().split("<body")[0]
    assert client.get("/tampilan/").status_code == HTTPStatus.METHOD_NOT_ALLOWED


def test_the_policy_lets_no_inline_script_or_style_run(signed_in: Callable[..., Any]) -> None:
    answer = signed_in(Role.REGISTRY_OFFICER).get(GUIDE)
    policy = answer.headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'self'" in policy
    page = answer.content.decode()
    assert not re.search(r"\s(style|on[a-z]+)=", page)
    assert '"allowEval":false' in page
    assert '"includeIndicatorStyles":false' in page


def test_a_page_is_light_enough_for_prepaid_data(signed_in: Callable[..., Any]) -> None:
    answer = signed_in(Role.REGISTRY_OFFICER).get("/", headers={"Accept-Encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert len(answer.content) <= 10_000


def test_the_guide_shows_every_component_that_stands_alone(signed_in: Callable[..., Any]) -> None:
    page = signed_in(username="baru").get(GUIDE).content.decode()
    inside_others = {"count", "crumb", "fact", "form-errors"}
    shown = {folder.name for folder in COMPONENTS.iterdir() if f'id="{folder.name}"' in page}
    assert shown == {folder.name for folder in COMPONENTS.iterdir() if folder.is_dir()} - inside_others


def test_ids_on_a_page_are_unique_and_what_is_named_by_them_is_there(signed_in: Callable[..., Any]) -> None:
    page = signed_in(Role.REGISTRY_OFFICER).get(GUIDE).content.decode()
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert sorted(set(ids)) == sorted(ids)
    for names in re.findall(r'(?:aria-labelledby|aria-describedby|\sfor)="([^"]+)"', page):
        assert set(names.split()) <= set(ids), names


def test_a_page_that_is_not_there_says_where_to_go(signed_in: Callable[..., Any], settings: Any) -> None:
    answer = signed_in(username="baru").get("/tidak/ada/")
    assert answer.status_code == HTTPStatus.NOT_FOUND
    assert "Halaman ini tidak ada" in answer.content.decode()


def test_a_form_without_its_token_is_refused_in_plain_words() -> None:
    answer = Client(enforce_csrf_checks=True).post("/tampilan/", {"scheme": "dark"})
    assert answer.status_code == HTTPStatus.FORBIDDEN
    assert "Formulir ini kedaluwarsa" in answer.content.decode()
    assert "Content-Security-Policy" in answer.headers


def test_pages_of_our_own_failure_need_neither_a_database_nor_a_person(
    django_assert_num_queries: Callable[..., Any],
) -> None:
    with django_assert_num_queries(0):
        assert "Ada yang salah di sisi kami" in render_to_string("500.html")
        assert "Permintaan tidak dapat dibaca" in render_to_string("400.html")


def test_a_demo_is_named_on_every_page_and_its_people_sign_in_by_one_press(
    client: Client, signed_in: Callable[..., Any], now: Any
) -> None:
    audit.record("demo.begun", by=None, at=now)
    page = client.get("/masuk/").content.decode()
    assert "Ini kota contoh" in page
    for person in PEOPLE:
        assert f'name="login" value="{person.username}"' in page
    assert "Ini kota contoh" in signed_in(username="baru").get(GUIDE).content.decode()


def test_a_real_city_names_no_demo_and_shows_no_password(client: Client, signed_in: Callable[..., Any]) -> None:
    page = client.get("/masuk/").content.decode()
    assert "kota contoh" not in page
    for person in PEOPLE:
        assert person.password not in page
    assert "kota contoh" not in signed_in(username="baru").get(GUIDE).content.decode()


def test_every_entry_of_the_menu_has_an_address() -> None:
    for permission, name, label in NAV:
        assert isinstance(permission, Permission)
        assert reverse(name)
        assert str(label)
