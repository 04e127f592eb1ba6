"""The doctor finds what is really broken, says how to mend it, and its exit code tells a machine."""

import json
import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import override_settings

from tests.integration.cli.conftest import Answer, process, server_url
from tumbuh.cli.checkup import machine
from tumbuh.cli.checkup.findings import Finding, Level, ok, run

pytestmark = pytest.mark.usefixtures("installation")


def _of(answer: Answer, check: str) -> list[dict[str, Any]]:
    return [finding for finding in answer.data["findings"] if finding["check"] == check]


def _job(status: str, *, minutes_ago: int = 10, worker: int | None = None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, status, worker_id) VALUES ('imports', 'x', %s, %s) "
            "RETURNING id",
            [status, worker],
        )
        job = cursor.fetchone()[0]
        cursor.execute("DELETE FROM procrastinate_events WHERE job_id = %s", [job])
        cursor.execute(
            "INSERT INTO procrastinate_events (job_id, type, at) "
            "VALUES (%s, 'deferred', now() - make_interval(mins => %s))",
            [job, minutes_ago],
        )


def _worker(seconds_ago: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) "
            "VALUES (now() - make_interval(secs => %s)) RETURNING id",
            [seconds_ago],
        )
        return int(cursor.fetchone()[0])


def test_a_sound_installation_has_no_problem(tumbuh: Callable[..., Answer]) -> None:
    answer = tumbuh("doctor", "--json", "--port", "1")

    assert (answer.exit_code, answer.data["healthy"]) == (0, True)
    checks = {finding["check"] for finding in answer.data["findings"]}
    assert checks >= {"python", "clock", "disk", "secrets", "safety", "database", "text search", "migrations", "worker",
                      "ledger", "engine", "spool", "static", "port", "chromium"}  # fmt: skip


def test_it_speaks_to_people_too(tumbuh: Callable[..., Answer]) -> None:
    answer = tumbuh("doctor", "--port", "1")

    assert "Tidak ada masalah." in answer.out
    assert "→" in answer.out  # the worker is missing, and how to mend that


def test_every_finding_that_is_not_good_says_how_to_mend_it(tumbuh: Callable[..., Answer]) -> None:
    _job("todo")
    with override_settings(LEDGER_ENGINE="abacus", DEBUG=True):
        answer = tumbuh("doctor", "--json", "--port", "1")

    bad = [finding for finding in answer.data["findings"] if finding["level"] in {"warning", "problem"}]
    assert len(bad) >= 3
    assert [finding for finding in bad if not finding["mend"]] == []


def test_a_ledger_that_cannot_be_written_is_a_problem(tumbuh: Callable[..., Answer], tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    with override_settings(LEDGER_URL=str(blocked / "ledger")):
        answer = tumbuh("doctor", "--json", "--port", "1")

    assert (answer.exit_code, answer.data["healthy"]) == (1, False)
    assert [(finding["level"], "LEDGER_URL" in finding["mend"]) for finding in _of(answer, "ledger")] == [
        ("problem", True)
    ]


def test_probing_the_ledger_leaves_nothing_behind(tumbuh: Callable[..., Answer], installation: Path) -> None:
    tumbuh("doctor", "--json", "--port", "1")

    assert not (installation / "ledger").exists() or list((installation / "ledger").iterdir()) == []


def test_an_unknown_engine_is_a_problem(tumbuh: Callable[..., Answer]) -> None:
    with override_settings(LEDGER_ENGINE="abacus"):
        answer = tumbuh("doctor", "--json", "--port", "1")

    assert answer.exit_code == 1
    assert [finding["level"] for finding in _of(answer, "engine")] == ["problem"]


def test_a_key_that_others_can_read_is_a_problem(tumbuh: Callable[..., Answer], installation: Path) -> None:
    (installation / "secrets" / "field_key").chmod(0o644)
    answer = tumbuh("doctor", "--json", "--port", "1")

    assert answer.exit_code == 1
    assert [finding["mend"] for finding in _of(answer, "secrets")] == [
        f"chmod go-rwx {installation / 'secrets' / 'field_key'}"
    ]


def test_a_missing_key_is_a_problem(tumbuh: Callable[..., Answer], installation: Path) -> None:
    (installation / "secrets" / "seal_key").unlink()

    assert "problem" in [finding["level"] for finding in _of(tumbuh("doctor", "--json", "--port", "1"), "secrets")]


def test_tables_behind_the_code_are_a_problem(tumbuh: Callable[..., Answer]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'ledger'")
    answer = tumbuh("doctor", "--json", "--port", "1")

    assert answer.exit_code == 1
    assert [finding["level"] for finding in _of(answer, "migrations")] == ["problem"]


def test_no_worker_is_a_warning_until_jobs_wait_for_one(tumbuh: Callable[..., Answer]) -> None:
    idle = _of(tumbuh("doctor", "--json", "--port", "1"), "worker")
    _job("todo")
    waiting = _of(tumbuh("doctor", "--json", "--port", "1"), "worker")

    assert [finding["level"] for finding in idle] == ["warning"]
    assert [finding["level"] for finding in waiting] == ["problem"]


def test_a_living_worker_is_good_and_a_dead_one_with_a_job_a_problem(tumbuh: Callable[..., Answer]) -> None:
    _worker(seconds_ago=3)
    alive = _of(tumbuh("doctor", "--json", "--port", "1"), "worker")
    _job("doing", worker=_worker(seconds_ago=600))
    stalled = _of(tumbuh("doctor", "--json", "--port", "1"), "worker")

    assert [finding["level"] for finding in alive] == ["ok"]
    assert [finding["level"] for finding in stalled] == ["problem", "ok"]


def test_uploads_that_wait_too_long_are_a_warning(tumbuh: Callable[..., Answer], installation: Path) -> None:
    (installation / "spool").mkdir()
    upload = installation / "spool" / "old.upload"
    upload.write_bytes(b"x")
    two_days_ago = datetime.now(UTC).timestamp() - 172_800
    os.utime(upload, (two_days_ago, two_days_ago))

    assert [finding["level"] for finding in _of(tumbuh("doctor", "--json", "--port", "1"), "spool")] == ["warning"]


def test_a_port_of_another_program_is_told(live_server: Any) -> None:
    number = int(live_server.url.rsplit(":", 1)[1])

    assert [finding.level for finding in machine.port(1)] == [Level.OK]
    assert [finding.check for finding in machine.port(number, live_server.thread.host)] == ["port"]


@pytest.mark.parametrize(("url", "check"), [("postgresql://nobody@127.0.0.1:1/none", "database"),
                                            ("mysql://nobody@127.0.0.1/none", "settings")])  # fmt: skip
def test_a_database_out_of_reach_is_a_problem_with_a_way_out(url: str, check: str) -> None:
    started = process("doctor", "--json", "--port", "1", DATABASE_URL=url)
    said, _ = started.communicate(timeout=60)
    findings = json.loads(said)["findings"]

    assert started.returncode == 1
    found = [finding for finding in findings if finding["check"] == check]
    assert [(finding["level"], "DATABASE_URL" in finding["mend"]) for finding in found] == [("problem", True)]


def test_other_commands_point_to_the_doctor_instead_of_showing_their_insides() -> None:
    started = process("ledger", "shops", DATABASE_URL="postgresql://nobody@127.0.0.1:1/none")
    said, _ = started.communicate(timeout=60)

    assert started.returncode == 1
    assert "tumbuh doctor" in said
    assert "Traceback" not in said


def test_a_check_that_breaks_is_a_finding_and_the_others_go_on() -> None:
    def broken() -> list[Finding]:
        raise RuntimeError("ouch")

    found = list(run([("first", broken), ("second", lambda: [ok("second", "fine")])]))

    assert [(finding.check, finding.level) for finding in found] == [("first", Level.PROBLEM), ("second", Level.OK)]
    assert "ouch" in found[0].text


def test_the_server_of_the_tests_can_be_named_by_a_url(db: None) -> None:
    started = process("doctor", "--json", "--port", "1", DATABASE_URL=server_url(connection.settings_dict["NAME"]))
    findings = json.loads(started.communicate(timeout=90)[0])["findings"]

    assert [finding["level"] for finding in findings if finding["check"] == "database"] == ["ok"]
