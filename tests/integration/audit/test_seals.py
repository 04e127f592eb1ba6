import threading
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from tumbuh.audit import queries, services
from tumbuh.audit.models import AuditEvent, AuditSeal


@pytest.fixture
def tamper() -> Callable[[str], None]:
    """Do what an administrator of the database could: switch the guard off, change, switch it on again."""

    def run(sql: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            for table in ("audit_auditevent", "audit_auditseal"):
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER append_only")
            cursor.execute(sql)
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            for table in ("audit_auditevent", "audit_auditseal"):
                cursor.execute(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER append_only")

    return run


@pytest.fixture
def sealed(db: None, now: datetime) -> list[AuditSeal]:
    """Three blocks of three events each, and one event that waits."""
    seals = []
    for block in range(3):
        for place in range(3):
            services.record("registry.id_revealed", by=None, at=now, target=f"x:{block}{place}", detail={"n": place})
        seal = services.seal(now=now)
        assert seal is not None
        seals.append(seal)
    services.record("registry.id_revealed", by=None, at=now)
    return seals


def test_an_untouched_trail_is_proved_whole(sealed: list[AuditSeal]) -> None:
    assert [(seal.number, seal.events) for seal in sealed] == [(1, 3), (2, 3), (3, 3)]
    assert len({seal.digest for seal in sealed}) == 3
    assert queries.check_seals() == queries.Proof(seals=3, sealed_events=9, open_events=1, broken=())


def test_nothing_new_makes_no_seal(sealed: list[AuditSeal], now: datetime) -> None:
    assert services.seal(now=now) is not None
    assert services.seal(now=now) is None
    assert queries.last_seal() == AuditSeal.objects.get(number=4)


@pytest.mark.parametrize(
    ("sql", "broken"),
    [
        ("UPDATE audit_auditevent SET reason = 'lain' WHERE target = 'x:10'", (2,)),
        ("UPDATE audit_auditevent SET detail = '{\"n\": 7}' WHERE target = 'x:01'", (1,)),
        ("UPDATE audit_auditevent SET at = at + interval '1 microsecond' WHERE target = 'x:22'", (3,)),
        ("DELETE FROM audit_auditevent WHERE target = 'x:11'", (2,)),
        ("DELETE FROM audit_auditevent", (1, 2, 3)),
        ("UPDATE audit_auditseal SET digest = repeat('a', 64) WHERE number = 2", (2, 3)),
        ("DELETE FROM audit_auditseal WHERE number = 1", (2,)),
        ("UPDATE audit_auditseal SET events = 2 WHERE number = 3", (3,)),
    ],
)
def test_tampering_is_seen(
    sql: str, broken: tuple[int, ...], sealed: list[AuditSeal], tamper: Callable[[str], None]
) -> None:
    tamper(sql)
    assert queries.check_seals().broken == broken


def test_an_event_slipped_into_a_sealed_block_is_seen(db: None, now: datetime) -> None:
    services.record("registry.id_revealed", by=None, at=now)
    with connection.cursor() as cursor:  # a gap of ids, as a rolled back act leaves
        cursor.execute("SELECT nextval(pg_get_serial_sequence('audit_auditevent', 'id'))")
        gap = cursor.fetchone()[0]
    services.record("registry.id_revealed", by=None, at=now)
    services.seal(now=now)
    assert queries.check_seals().broken == ()
    AuditEvent.objects.create(pk=gap, event="registry.id_revealed", at=now)
    assert queries.check_seals().broken == (1,)


def test_seals_are_append_only(sealed: list[AuditSeal]) -> None:
    connection.check_constraints()
    for sql in ("UPDATE audit_auditseal SET events = 0", "DELETE FROM audit_auditseal", "TRUNCATE audit_auditseal"):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
    assert list(AuditSeal.objects.order_by("number")) == sealed


@pytest.mark.django_db(transaction=True)
def test_a_seal_waits_for_an_act_under_way_and_never_leaves_its_event_out(now: datetime) -> None:
    services.record("registry.id_revealed", by=None, at=now, target="first")
    written, may_commit = threading.Event(), threading.Event()

    def slow_act() -> None:
        try:
            with transaction.atomic():
                services.record("registry.id_revealed", by=None, at=now, target="slow")
                written.set()
                may_commit.wait(timeout=20)
        finally:
            connection.close()

    act = threading.Thread(target=slow_act)
    act.start()
    assert written.wait(timeout=20)
    with pytest.raises(services.TrailBusy):
        services.seal(now=now)
    assert AuditSeal.objects.count() == 0
    may_commit.set()
    act.join(timeout=20)
    seal = services.seal(now=now)
    assert seal is not None
    assert seal.events == 2
    assert queries.check_seals().broken == ()


@pytest.mark.django_db(transaction=True)
def test_two_sealers_at_once_make_one_chain(now: datetime) -> None:
    for number in range(20):
        services.record("registry.id_revealed", by=None, at=now, target=str(number))
    outcomes: list[Any] = []

    def sealer() -> None:
        try:
            outcomes.append(services.seal(now=now))
        except DatabaseError as error:
            outcomes.append(error)
        finally:
            connection.close()

    sealers = [threading.Thread(target=sealer) for _ in range(4)]
    for one in sealers:
        one.start()
    for one in sealers:
        one.join(timeout=20)
    assert len(outcomes) == 4
    assert queries.check_seals() == queries.Proof(seals=1, sealed_events=20, open_events=0, broken=())
