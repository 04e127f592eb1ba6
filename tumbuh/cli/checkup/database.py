"""PostgreSQL: reach, version, text search, migrations, clock, and the jobs of the worker."""

from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from typing import Any

import psycopg
from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from tumbuh.cli.checkup.findings import Finding, ok, one_line, problem, warning
from tumbuh.demo import services as demo

LEAST_VERSION = 150_000
CLOCK_SECONDS = 60
CONNECT_SECONDS = 5
WAITING_MINUTES = 5
HEARTBEAT_SECONDS = 60  # procrastinate's worker beats every ten


def database() -> Iterator[Finding]:
    """Check the server; without it the checks that follow say nothing."""
    where = settings.DATABASES["default"]
    place = f"{where['HOST'] or 'socket lokal'}/{where['NAME']}"
    if refusal := unreachable():
        mend = "Periksa DATABASE_URL, dan bahwa PostgreSQL berjalan dan menerima pengguna itu. Kosongkan untuk bawaan."
        yield problem("database", f"PostgreSQL di {place} tidak tercapai: {refusal}", mend)
        return
    version = connection.pg_version  # type: ignore[attr-defined]
    if version < LEAST_VERSION:
        yield problem(
            "database", f"PostgreSQL {version // 10_000} terlalu lama", "Pakai PostgreSQL 15 atau lebih baru."
        )
    else:
        yield ok("database", f"PostgreSQL {version // 10_000} di {place}")
    yield from _text_search()
    yield from _clock()
    yield from _migrations()


@cache
def unreachable() -> str:
    """Return why the server cannot be reached; "" when it can. Asked once, past the pool, which tries for long."""
    values = connection.get_connection_params()
    wanted = {name: values[name] for name in ("host", "port", "user", "password", "dbname") if name in values}
    try:
        psycopg.connect(**wanted, connect_timeout=CONNECT_SECONDS).close()
    except psycopg.OperationalError as error:
        return one_line(error)
    return ""


def _text_search() -> Iterator[Finding]:
    if _one("SELECT count(*) FROM pg_ts_config WHERE cfgname = 'indonesian'"):
        yield ok("text search", "Kamus pencarian bahasa Indonesia ada")
    else:
        mend = "Pasang PostgreSQL lengkap dari distribusi resmi; kamus 'indonesian' bagian dari PostgreSQL 11 ke atas."
        yield problem("text search", "Kamus pencarian bahasa Indonesia tidak ada", mend)


def _clock() -> Iterator[Finding]:
    theirs = _one("SELECT now()")
    apart = abs((datetime.now(UTC) - theirs).total_seconds())
    if apart > CLOCK_SECONDS:
        text = f"Jam basis data berselisih {apart:.0f} detik dari jam mesin ini"
        yield problem("database clock", text, "Samakan jam kedua mesin dengan NTP.")


def _migrations() -> Iterator[Finding]:
    executor = MigrationExecutor(connection)
    missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if missing:
        text = f"{len(missing)} perubahan tabel belum dijalankan"
        yield problem("migrations", text, "Jalankan `tumbuh migrate`; aman diulang.")
    else:
        yield ok("migrations", "Tabel-tabel sesuai dengan kode ini")


def worker() -> Iterator[Finding]:
    """Check that somebody does the background work."""
    if not _one("SELECT count(*) FROM pg_tables WHERE tablename = 'procrastinate_workers'"):
        return
    alive = _one(
        "SELECT count(*) FROM procrastinate_workers WHERE last_heartbeat > now() - make_interval(secs => %s)",
        HEARTBEAT_SECONDS,
    )
    waiting = _one(
        "SELECT count(*) FROM procrastinate_jobs j WHERE status = 'todo' AND (scheduled_at IS NULL OR scheduled_at < "
        "now()) AND EXISTS (SELECT 1 FROM procrastinate_events e WHERE e.job_id = j.id AND e.at < now() - "
        "make_interval(mins => %s))",
        WAITING_MINUTES,
    )
    stalled = _one(
        "SELECT count(*) FROM procrastinate_jobs j LEFT JOIN procrastinate_workers w ON w.id = j.worker_id "
        "WHERE j.status = 'doing' AND (w.id IS NULL OR w.last_heartbeat < now() - make_interval(secs => %s))",
        HEARTBEAT_SECONDS,
    )
    failed = _one("SELECT count(*) FROM procrastinate_jobs WHERE status = 'failed'")
    mend = "Jalankan `tumbuh worker` (atau `tumbuh run`); tugas yang terputus dilanjutkan tanpa terhitung dua kali."
    if stalled:
        yield problem("worker", f"{stalled} tugas ditinggalkan pekerja yang mati", mend)
    if waiting and not alive:
        yield problem("worker", f"{waiting} tugas menunggu lebih dari {WAITING_MINUTES} menit tanpa pekerja", mend)
    if failed:
        yield warning("worker", f"{failed} tugas gagal", "Lihat berkasnya pada daftar impor, lalu unggah lagi.")
    if alive:
        yield ok("worker", f"{alive} pekerja hidup")
    elif not stalled and not waiting:
        yield warning("worker", "Tidak ada pekerja yang hidup; belum ada tugas yang menunggu", mend)


def demo_city() -> Iterator[Finding]:
    """Say whether this is a demo, and whether it is whole."""
    if not _one("SELECT count(*) FROM pg_tables WHERE tablename = 'audit_auditevent'"):
        return
    if demo.is_built():
        yield ok("demo", "Kota contoh lengkap; akun contohnya berkata sandi umum, jangan buka ke luar")
    elif demo.begun_values():
        yield warning("demo", "Kota contoh belum selesai dibangun", "Jalankan `tumbuh demo`; pembangunan dilanjutkan.")


def _one(query: str, *values: int) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        return cursor.fetchone()[0]
