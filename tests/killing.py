"""A process of ours that is killed at the moment that a test chooses: where the database makes it wait."""

import os
import signal
import subprocess
import sys
import time

from django.conf import settings
from django.db import connection

GATE = 4_711  # the advisory lock that a trigger of the test asks for, and the test holds
_WAITING = "locktype = 'advisory' AND objid = %s AND NOT granted"


def kill_while_it_waits(program: str, *arguments: str) -> None:
    """Run a program on the database of the test until it waits at the gate, and kill it there."""
    environment = os.environ | {
        "DATABASE_URL": _address(),
        "DJANGO_SETTINGS_MODULE": "tumbuh.config.settings",
        "PYTHONPATH": str(settings.BASE_DIR),
    }
    worker = subprocess.Popen(
        [sys.executable, "-c", program, *arguments], env=environment, stderr=subprocess.PIPE, text=True
    )
    until = time.monotonic() + 60
    while not _waits():
        assert worker.poll() is None, worker.stderr.read()
        assert time.monotonic() < until, "the process never came to the gate"
    os.kill(worker.pid, signal.SIGKILL)
    worker.wait(timeout=20)
    worker.stderr.close()
    with connection.cursor() as cursor:  # the server notices a dead client only when it answers: end its session
        cursor.execute(f"SELECT pg_terminate_backend(pid) FROM pg_locks WHERE {_WAITING}", [GATE])


def _address() -> str:
    database = connection.settings_dict
    password = f":{database['PASSWORD']}" if database["PASSWORD"] else ""
    host = f"?host={database['HOST']}&port={database['PORT'] or 5432}"
    return f"postgresql://{database['USER']}{password}@/{database['NAME']}{host}"


def _waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT EXISTS (SELECT 1 FROM pg_locks WHERE {_WAITING})", [GATE])
        return bool(cursor.fetchone()[0])
