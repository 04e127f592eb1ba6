"""Jobs of exports: done once, taken up from workers that died, given up when a fault of ours keeps them from ending."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import override_settings
from django.utils import timezone

from tests.factories.exports import as_csv, shopee_row
from tumbuh.accounts.permissions import Role
from tumbuh.channels import background, services, tasks
from tumbuh.channels.receiving import discard_stale_uploads, queue_export
from tumbuh.ledger.models import Batch
from tumbuh.ledger.services import open_shop
from tumbuh.registry.models import Business

pytestmark = pytest.mark.django_db(transaction=True)
NOON = datetime(2026, 1, 5, 5, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def lake(tmp_path: Path) -> Iterator[None]:
    with override_settings(LEDGER_URL=str(tmp_path / "lake")):
        yield


@pytest.fixture
def queued(make_person: Callable[..., Any]) -> Batch:
    """An uploaded export of three orders that waits for a worker."""
    business = Business.objects.create(
        name="Keripik Siti", name_key="keripik siti", nib="9120106900276", kbli_version="2020", kbli_code="10794",
        registered_on=date(2023, 6, 10), created_at=NOON,
    )  # fmt: skip
    shop = open_shop(channel="shopee", external_id="1", name="Siti", business=business, by=None, now=NOON)
    rows = [shopee_row(No__Pesanan=f"240102ABCD{at:04}") for at in range(3)]
    return queue_export(
        shop=shop,
        pieces=[as_csv(rows)],
        file_name="Order.all.csv",
        by=make_person(Role.REGISTRY_OFFICER),
        now=NOON,
        defer=lambda batch_id: tasks.read_export.defer(batch_id=batch_id),
    )


def kill_the_worker_of_the_job() -> None:
    """Leave the one job as a worker does that was killed while it did it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '10 minutes') RETURNING id"
        )
        worker = cursor.fetchone()[0]
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s", [worker])


def jobs() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT status::text FROM procrastinate_jobs WHERE queue_name = 'imports'")
        return [row[0] for row in cursor.fetchall()]


def test_a_queued_export_is_read_once_and_its_file_is_gone(queued):
    background.work(until_empty=True)
    queued.refresh_from_db()
    assert (queued.state, queued.accepted, tasks.spooled_file(queued).exists(), jobs()) == ("done", 3, False, [])


def test_the_job_of_a_killed_worker_is_taken_up_by_the_next(queued):
    kill_the_worker_of_the_job()
    assert jobs() == ["doing"]
    tasks.take_up.defer(timestamp=0)  # type: ignore[call-arg]  # periodic tasks get one
    background.work(until_empty=True)
    queued.refresh_from_db()
    assert (queued.state, queued.accepted, jobs()) == ("done", 3, [])


def test_a_fault_of_ours_is_tried_again_then_given_up_and_the_file_does_not_stay(queued, monkeypatch):
    def broken(*_: object, **__: Any) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(services, "open_export", broken)
    with connection.cursor() as cursor:  # all but the last attempt are behind
        cursor.execute("UPDATE procrastinate_jobs SET attempts = %s", [tasks.RETRY.max_attempts - 1])
    background.work(until_empty=True)
    assert (Batch.objects.get().state, tasks.spooled_file(queued).exists(), jobs()) == ("queued", True, ["todo"])
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET scheduled_at = NULL")
    background.work(until_empty=True)
    queued.refresh_from_db()
    assert (queued.state, queued.refusal_code, queued.accepted) == ("failed", "fault_of_ours", 0)
    assert not tasks.spooled_file(queued).exists()


def test_an_upload_that_nobody_read_is_removed_after_a_day(queued):
    file = tasks.spooled_file(queued)
    half, register = file.with_suffix(".arriving"), file.with_name("register-1.upload")
    for path in (half, register):
        path.write_bytes(b"x")
    assert discard_stale_uploads(now=timezone.now() + timedelta(hours=23)) == 0
    assert discard_stale_uploads(now=timezone.now() + timedelta(hours=25)) == 2
    assert [path.name for path in Path(settings.SPOOL_DIR).iterdir()] == [register.name]
    register.unlink()
