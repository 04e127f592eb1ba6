"""`tumbuh run` as a real process: it answers, it stops in order, and nothing is left behind."""

import os
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from subprocess import Popen
from urllib.request import urlopen

import psycopg
import pytest

from tests.integration.cli.conftest import process, server_url


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _children(pid: int) -> set[int]:
    """Return all processes below one, by their parents in /proc."""
    parents: dict[int, int] = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                parents[int(folder.name)] = int((folder / "stat").read_text().rsplit(")", 1)[1].split()[1])
            except OSError:
                continue
    found = {pid}
    while more := {child for child, parent in parents.items() if parent in found} - found:
        found |= more
    return found - {pid}


def _alive(pids: set[int]) -> set[int]:
    """Return those that run; one that only waits to be collected by its parent does not."""
    running = set()
    for pid in pids:
        try:
            if Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z":
                running.add(pid)
        except OSError:
            continue
    return running


def _until(what: Callable[[], bool], *, seconds: float = 60) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if what():
            return True
        threading.Event().wait(0.05)
    return False


@dataclass
class Running:
    """`tumbuh run` once its pages answer."""

    process: Popen[str]
    port: int
    children: set[int]
    said: list[str]


@pytest.fixture(scope="module")
def real_city() -> Iterator[str]:
    """Make a database that holds something which is no demo city; return its URL."""
    name = f"test_tumbuh_run_{os.getpid()}"
    with psycopg.connect(server_url("postgres"), autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        try:
            migrated = process("migrate", DATABASE_URL=server_url(name))
            assert migrated.wait(timeout=300) == 0, migrated.stdout and migrated.stdout.read()
            made = process("people", "add", "rina", "--name", "Rina Wati", "--role", "administrator",
                           DATABASE_URL=server_url(name))  # fmt: skip
            assert made.wait(timeout=120) == 0, made.stdout and made.stdout.read()
            yield server_url(name)
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def running(real_city: str, tmp_path: Path) -> Iterator[Running]:
    port = _free_port()
    started = process("run", PORT=str(port), DATABASE_URL=real_city, LEDGER_URL=str(tmp_path / "ledger"))
    said: list[str] = []
    assert started.stdout is not None
    for line in started.stdout:
        said.append(line)
        if "Tumbuh siap" in line:
            break
    try:
        yield Running(started, port, _children(started.pid), said)
    finally:
        if started.poll() is None:
            started.kill()
            started.wait()
        started.stdout.close()


@pytest.mark.parametrize("name", [signal.SIGTERM, signal.SIGINT])
def test_it_serves_pages_and_stops_with_all_its_processes(running: Running, name: signal.Signals) -> None:
    with urlopen(f"http://127.0.0.1:{running.port}/", timeout=20) as page:
        shown = page.read()
    running.process.send_signal(name)

    assert b"Tumbuh" in shown
    assert running.process.wait(timeout=60) == 0
    assert len(running.children) >= 3  # pages (two) and worker
    assert _until(lambda: not _alive(running.children)), _alive(running.children)


def test_a_real_city_is_left_alone(running: Running, real_city: str) -> None:
    assert any("data sungguhan" in line for line in running.said)
    with psycopg.connect(real_city) as there:
        assert there.execute("SELECT count(*) FROM accounts_user").fetchone() == (1,)
        assert there.execute("SELECT count(*) FROM audit_auditevent WHERE event LIKE 'demo.%'").fetchone() == (0,)


def test_its_processes_end_even_when_it_is_killed(running: Running) -> None:
    running.process.kill()
    running.process.wait(timeout=10)

    assert _until(lambda: not _alive(running.children)), _alive(running.children)


def test_when_the_worker_dies_all_stop_and_the_exit_code_says_so(running: Running) -> None:
    workers = [pid for pid in running.children if b"worker" in Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")]
    os.kill(workers[0], signal.SIGKILL)

    assert running.process.wait(timeout=60) == 1
    assert _until(lambda: not _alive(running.children))


def test_a_port_that_is_taken_is_refused_with_another_one_named(running: Running, real_city: str) -> None:
    second = process("run", PORT=str(running.port), DATABASE_URL=real_city)
    said, _ = second.communicate(timeout=120)

    assert second.returncode == 2
    assert f"PORT={running.port + 1}" in said
