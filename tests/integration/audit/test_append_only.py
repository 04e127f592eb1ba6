from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from tumbuh.audit.models import AuditEvent
from tumbuh.audit.services import record

REFUSED = [
    "UPDATE audit_auditevent SET event = 'lain'",
    "DELETE FROM audit_auditevent",
    "TRUNCATE audit_auditevent",
    "SET LOCAL session_replication_role = replica; DELETE FROM audit_auditevent",
    "SET LOCAL pgtrigger.ignore = '{append_only}'; DELETE FROM audit_auditevent",
]


@pytest.mark.django_db
@pytest.mark.parametrize("sql", REFUSED)
def test_raw_sql_cannot_change_the_trail(sql: str, now: datetime) -> None:
    record("accounts.signed_in", by=None, at=now, target="accounts.user:1", detail={"a": 1})
    connection.check_constraints()  # else TRUNCATE is refused for its pending foreign key check already
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    assert list(AuditEvent.objects.values_list("event", "detail")) == [("accounts.signed_in", {"a": 1})]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change", [lambda rows: rows.update(reason="lain"), lambda rows: rows.delete(), lambda rows: rows.get().delete()]
)
def test_the_orm_cannot_change_the_trail(change: Callable[[Any], Any], now: datetime) -> None:
    record("accounts.signed_in", by=None, at=now)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        change(AuditEvent.objects.all())
    assert AuditEvent.objects.get().reason == ""


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("round_", [1, 2])
def test_the_flush_between_tests_empties_the_trail_and_leaves_the_guard_on(round_: int, now: datetime) -> None:
    assert AuditEvent.objects.count() == 0
    record("accounts.signed_in", by=None, at=now)
    with pytest.raises(DatabaseError, match="append-only"), connection.cursor() as cursor:
        cursor.execute("TRUNCATE audit_auditevent")
    assert AuditEvent.objects.count() == 1


@pytest.mark.django_db
def test_an_event_without_a_name_is_refused(now: datetime) -> None:
    with pytest.raises(DatabaseError, match="audit_event_named"), transaction.atomic():
        record("", by=None, at=now)
    assert AuditEvent.objects.count() == 0
