"""A real browser before the real pages: Debian's Chromium, the test database, a worker, a ledger of this run."""

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import caches
from django.db import connections
from django.test import override_settings
from playwright.sync_api import BrowserContext, Page, Response, expect
from pytest_django.live_server_helper import LiveServer

from tests import database
from tumbuh.demo import services as demo

CHROMIUM = shutil.which("chromium")
DEMO_NOW = datetime(2026, 8, 20, 2, 0, tzinfo=UTC)  # Thursday, 09.00 WIB
# Playwright's own loop runs in this thread, and Django takes that for asynchronous code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
expect.set_options(timeout=20_000)  # a shared machine keeps a page waiting for longer than the usual 5 s


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip without a browser, and say so: `make test` installs it where it may."""
    if CHROMIUM is None:
        for item in items:
            if "functional" in item.path.parts:
                item.add_marker(pytest.mark.skip(reason="chromium is not installed (apt-get install chromium)"))


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """Start Debian's Chromium; as root it needs to be told to go without its sandbox."""
    quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]
    return {"executable_path": CHROMIUM, "args": [*quiet, *(["--no-sandbox"] if os.geteuid() == 0 else [])]}


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Path]:
    """Give the test a sales ledger of its own."""
    with override_settings(LEDGER_URL=str(tmp_path / "ledger")):
        yield tmp_path / "ledger"


@pytest.fixture
def address(transactional_db: None, ledger: Path, live_server: Any) -> str:
    """Return the address of the running pages, which remember no figure of another test."""
    caches["figures"].clear()
    return str(live_server.url)


@pytest.fixture
def work() -> Callable[[], None]:
    """Do what waits in the queue, as `tumbuh worker` does, and return when nothing is left."""

    def run() -> None:
        from tumbuh.channels import background

        failures: list[BaseException] = []

        def target() -> None:
            try:
                background.work(until_empty=True)
            except BaseException as failure:
                failures.append(failure)
            finally:
                connections.close_all()

        thread = threading.Thread(target=target)
        thread.start()
        thread.join(timeout=120)
        assert not thread.is_alive(), "the worker did not end"
        assert not failures, failures

    return run


class Watch:
    """What went wrong in a page while a journey was made."""

    def __init__(self) -> None:
        self.errors: list[str] = []
        self.policies: set[str] = set()

    def look_at(self, page: Page) -> None:
        """Listen to a page."""
        page.on("pageerror", lambda error: self.errors.append(f"script: {error}"))
        page.on(
            "console",
            lambda message: self.errors.append(f"console: {message.text}") if message.type == "error" else None,
        )
        page.on("response", self._answered)

    def _answered(self, response: Response) -> None:
        if response.status >= 500:
            self.errors.append(f"{response.status} {response.url}")
        if response.headers.get("content-type", "").startswith("text/html"):
            self.policies.add(response.headers.get("content-security-policy", ""))


@pytest.fixture
def watch(context: BrowserContext) -> Iterator[Watch]:
    """Fail a journey in which a script broke, a page failed, or the policy of content was loose."""
    seen = Watch()
    context.on("page", seen.look_at)
    for page in context.pages:
        seen.look_at(page)
    yield seen
    assert seen.errors == []
    assert seen.policies, "no page was seen"
    for policy in seen.policies:
        assert "default-src 'self'" in policy
        assert "unsafe-inline" not in policy
        assert "unsafe-eval" not in policy


@pytest.fixture
def phone(browser: Any, watch: Watch) -> Iterator[Page]:
    """A page as wide as a cheap phone."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, locale="id-ID")
    page = context.new_page()
    watch.look_at(page)
    yield page
    context.close()


@dataclass(frozen=True)
class DemoCity:
    """The demo city behind running pages."""

    address: str
    now: datetime


@pytest.fixture(scope="module")
def demo_city(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[DemoCity]:
    """
    Build the demo city, small, in a database of its own, and open its pages.

    It takes most of a minute, for all journeys of a module; they leave their traces to each other.
    """
    folder: Path = tmp_path_factory.mktemp("city")
    places = {
        "VAR_DIR": folder, "LEDGER_URL": str(folder / "ledger"), "SPOOL_DIR": folder / "spool",
        "PRIVATE_ROOT": folder / "private",
    }  # fmt: skip
    name = f"test_tumbuh_demo_{os.getpid()}"
    with django_db_blocker.unblock(), override_settings(**places):
        before = database.make(name)
        try:
            demo.build(scale=0.005, seed=11, now=DEMO_NOW)
            caches["figures"].clear()
            server = LiveServer("localhost")
            with server._live_server_modified_settings:
                yield DemoCity(server.url, DEMO_NOW)
            server.stop()
        finally:
            database.remove(name, before)
