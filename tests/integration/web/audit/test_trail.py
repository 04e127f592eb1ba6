from collections.abc import Callable
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from tumbuh.accounts.permissions import Role
from tumbuh.audit import services
from tumbuh.audit.models import AuditEvent

pytestmark = pytest.mark.django_db


@pytest.fixture
def inspector(signed_in: Callable[..., Any]) -> Client:
    return signed_in(Role.INSPECTOR)


@pytest.fixture
def _revealed(inspector: Client, now: datetime) -> None:
    for day in range(3):
        services.record(
            "registry.id_revealed",
            by=None,
            at=now + timedelta(days=day),
            target=f"registry.owner:{day}",
            reason=f"Alasan {day} <b>",
            detail={"rows": day, "note": "ya"},
        )


def targets(answer: Any) -> list[str]:
    return [row["event"].target for row in answer.context["rows"]]


@pytest.mark.usefixtures("_revealed")
def test_the_newest_event_comes_first_with_reason_and_detail(inspector: Client) -> None:
    answer = inspector.get("/jejak-audit/?event=registry.")
    assert targets(answer) == ["registry.owner:2", "registry.owner:1", "registry.owner:0"]
    text = answer.content.decode()
    assert "Alasan 2 &lt;b&gt;" in text
    assert "<dt>note</dt>" in text
    assert "7 Januari 2026 12.00 WIB" in text


@pytest.mark.usefixtures("_revealed")
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("search=owner:1", ["registry.owner:1"]),
        ("event=registry.id_revealed&from_on=2026-01-06", ["registry.owner:2", "registry.owner:1"]),
        ("event=registry.&to_on=2026-01-05", ["registry.owner:0"]),
        ("event=registry.&from_on=2026-01-06&to_on=2026-01-06", ["registry.owner:1"]),
        ("search=owner:1&from_on=bukan-hari", ["registry.owner:1"]),
        ("search=tidak-ada", []),
    ],
)
def test_the_trail_is_filtered(query: str, expected: list[str], inspector: Client) -> None:
    assert targets(inspector.get(f"/jejak-audit/?{query}")) == expected


def test_the_trail_is_found_by_person(inspector: Client) -> None:
    answer = inspector.get("/jejak-audit/?search=inspector")
    assert {row["event"].by.username for row in answer.context["rows"]} == {"inspector"}


def test_a_long_trail_has_pages_that_keep_the_filter(inspector: Client, now: datetime) -> None:
    for number in range(101):
        services.record("registry.id_revealed", by=None, at=now, target=f"x:{number}")
    first = inspector.get("/jejak-audit/?event=registry.")
    assert (len(first.context["rows"]), first.context["total"]) == (100, "101")
    assert "?page=2&amp;event=registry." in first.content.decode()
    assert targets(inspector.get("/jejak-audit/?event=registry.&page=2")) == ["x:0"]
    assert targets(inspector.get("/jejak-audit/?event=registry.&page=99")) == ["x:0"]


def test_the_page_proves_the_trail_whole_or_names_the_broken_seal(inspector: Client, now: datetime) -> None:
    assert "Belum ada segel" in inspector.get("/jejak-audit/").content.decode()
    services.seal(now=now)
    assert "Utuh: 1 segel" in inspector.get("/jejak-audit/?periksa=1").content.decode()
    connection.check_constraints()
    with connection.cursor() as cursor:  # an administrator of the database, on purpose
        cursor.execute("ALTER TABLE audit_auditevent DISABLE TRIGGER append_only")
        cursor.execute("UPDATE audit_auditevent SET reason = 'lain'")
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE audit_auditevent ENABLE ALWAYS TRIGGER append_only")
    text = inspector.get("/jejak-audit/?periksa=1").content.decode()
    assert "Jejak tidak utuh: segel nomor 1" in text


def test_who_may_not_read_the_trail_does_not(signed_in: Callable[..., Any], client: Client) -> None:
    before = AuditEvent.objects.count()
    assert client.get("/jejak-audit/").status_code == HTTPStatus.FOUND
    assert signed_in(Role.REGISTRY_OFFICER).get("/jejak-audit/").status_code == HTTPStatus.FORBIDDEN
    assert AuditEvent.objects.count() > before
