"""What the phone keeps holds nobody's data, changes its name when it changes, and is all there."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse

from tumbuh.web.field.shell import SCRIPTS

pytestmark = pytest.mark.django_db


def test_the_shell_is_open_and_the_same_for_everybody(client: Client, signed_in: object) -> None:
    from tumbuh.accounts.permissions import Role

    plain = client.get(reverse("field_home"))
    known = signed_in(Role.FIELD_MENTOR).get(reverse("field_home"))  # type: ignore[operator]
    assert plain.status_code == 200
    assert plain.content == known.content
    assert "sessionid" not in plain.cookies


def test_the_worker_names_every_file_of_the_shell_and_each_of_them_exists(client: Client) -> None:
    worker = client.get("/lapangan/sw.js")
    assert (worker["Content-Type"], worker["Cache-Control"]) == ("text/javascript", "no-cache")
    text = worker.content.decode().replace("\\u002D", "-")  # as scripts read it
    files = re.findall(r'"(/[^"]+)"', text)
    static = [one.removeprefix("/static/") for one in files if one.startswith("/static/")]
    assert {f"site/field/{name}" for name in SCRIPTS} <= set(static)
    assert [one for one in static if finders.find(one) is None] == []
    assert re.search(r'"lapangan-[0-9a-f]{16}"', text)


def test_every_import_of_a_script_is_kept_too() -> None:
    for name in SCRIPTS:
        path = finders.find(f"site/field/{name}")
        assert path is not None
        text = Path(str(path)).read_text(encoding="utf-8")
        assert set(re.findall(r'from "\./(.+?)"', text)) <= set(SCRIPTS)


def test_the_manifest_installs_the_page_with_our_icons(client: Client) -> None:
    found = client.get("/lapangan/manifes.webmanifest")
    assert found["Content-Type"] == "application/manifest+json"
    manifest = found.json()
    assert (manifest["scope"], manifest["start_url"], manifest["display"]) == ("/lapangan/", "/lapangan/", "standalone")
    assert all(finders.find(icon["src"].removeprefix("/static/")) for icon in manifest["icons"])
