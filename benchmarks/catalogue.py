"""
How fast the shop answers with a real server, a real PostgreSQL and the load on one machine.

`python -m benchmarks.catalogue --offers 20000 --sellers 200 --seconds 8`: a database of its own is filled and dropped.
For each scenario: requests a second, p50, p95, statements a request, and milliseconds of CPU a request of the pages'
processes and of the database, which do not depend on how busy the machine is; beside them the CPU of a bare SELECT of
the same rows by psycopg. "cold" scenarios ask something else each time, so that nothing is remembered. The last
scenario is a whole checkout by the JSON API: a basket filled and ordered, with the tokens of 160 units. `--only` with
a part of a name measures those scenarios and prints them, and keeps nothing.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.catalogue_load import Checkout, Load, check_out, cpu_seconds, load

ROOT = Path(__file__).resolve().parents[1]
RESULTS = ROOT / "benchmarks" / "results" / "catalogue.json"
NAME = f"bench_catalogue_{os.getpid()}"
WORKERS = 2
CHECKOUT = "checkout, JSON"
WORDS = ("keripik", "nasi", "kue", "kopi", "batik", "sablon", "tas", "sambal", "jahe", "kertas", "sewa", "ayam", "roti")


def main() -> None:
    """Fill, serve, ask, keep."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.catalogue", description=__doc__)
    parser.add_argument("--offers", type=int, default=20_000)
    parser.add_argument("--sellers", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=8)
    parser.add_argument("--connections", type=int, default=16)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="")
    asked = parser.parse_args()
    with _database() as postmaster:
        began = time.perf_counter()
        from benchmarks.catalogue_data import fill

        fill(offers=asked.offers, sellers=asked.sellers, seed=asked.seed)
        filled = time.perf_counter() - began
        found = {"select of 24 rows by psycopg": _bare_select(postmaster)}
        wanted = _checkouts(asked.seed)
        with _server() as (pid, port):
            for name, paths in _scenarios().items():
                ask = partial(load, port=port, paths=paths, connections=asked.connections)
                if asked.only in name:
                    found[name] = {"statements": _statements(paths)} | _measured(name, ask, asked, (pid, postmaster))
            ask = partial(check_out, port=port, wanted=wanted, connections=asked.connections)
            if asked.only in CHECKOUT:
                found[CHECKOUT] = {"statements": _of_checkout(wanted[0])}
                found[CHECKOUT] |= _measured(CHECKOUT, ask, asked, (pid, postmaster))
    if asked.only:
        return
    kept = {
        "measured_at": f"{datetime.now(UTC):%Y-%m-%d}", "commit": _commit(), "offers": asked.offers,
        "sellers": asked.sellers, "seed": asked.seed, "connections": asked.connections, "workers": WORKERS,
        "fill_seconds": round(filled, 1), "cores": os.cpu_count(), "python": platform.python_version(),
        "load_1_5_15": [round(one, 1) for one in os.getloadavg()], "found": found,
    }  # fmt: skip
    RESULTS.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")


def _scenarios() -> dict[str, Sequence[str]]:
    from tumbuh.catalogue.models import Offer

    ids = [str(one) for one in Offer.objects.order_by("rotation_key", "pk").values_list("public_id", flat=True)[:2_000]]
    spicy = "?cari=keripik+singkong+pedas"
    other = [f"?cari={word}+{other}&harga_maks={price}" for price in range(10_000, 400_000, 1_111)
             for word in WORDS for other in WORDS[:5]]  # fmt: skip
    return {
        "list, JSON": ["/api/v1/katalog"],
        "search, JSON": [f"/api/v1/katalog{spicy}"],
        "search, JSON, cold": [f"/api/v1/katalog{one}" for one in other],
        "product, JSON": [f"/api/v1/katalog/{one}" for one in ids],
        "list, HTML": ["/katalog/"],
        "search, HTML": [f"/katalog/{spicy}"],
        "product, HTML": [f"/katalog/{one}/" for one in ids],
    }


def _measured(name: str, ask: Callable[..., Load], asked: argparse.Namespace, roots: tuple[int, int]) -> dict[str, Any]:
    warm = ask(seconds=1)
    pages, database = cpu_seconds(roots[:1]), cpu_seconds(roots[1:])
    own = time.process_time()
    # From where the warming ended, so that what is to be cold is; a connection may be a little ahead of the others.
    done = ask(seconds=asked.seconds, first=2 * warm.requests)
    own = time.process_time() - own
    pages, database = cpu_seconds(roots[:1]) - pages, cpu_seconds(roots[1:]) - database
    row = {
        "requests_per_second": round(done.requests / done.seconds), "p50_ms": done.p50, "p95_ms": done.p95,
        "pages_cpu_ms": round(1_000 * pages / done.requests, 2),
        "database_cpu_ms": round(1_000 * database / done.requests, 2),
        "asker_cpu_ms": round(1_000 * own / done.requests, 2),
        "failures": done.failures, "load": round(os.getloadavg()[0], 1),
    }  # fmt: skip
    sys.stdout.write(f"{name:<22} {row}\n")
    sys.stdout.flush()
    return row


def _checkouts(seed: int) -> list[Checkout]:
    """Return what is ordered in turn. A round is as long as there are units: none is asked twice at once."""
    from benchmarks.checkout_data import buyers, orders

    units, wanted, tomorrow = buyers(seed), orders(seed), datetime.now(UTC) + timedelta(days=4)
    return [
        Checkout(
            token=units[at % len(units)].token, disposition=units[at % len(units)].disposition, lines=lines,
            deliver_by_at=(tomorrow + timedelta(days=at % 20)).isoformat(),
        )
        for at, lines in enumerate(wanted)
    ]  # fmt: skip


def _of_checkout(wanted: Checkout) -> list[int]:
    """Return how many statements the two calls of a checkout take."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(headers={"host": "localhost", "authorization": f"Bearer {wanted.token}"})
    body: Any = {
        "disposition": wanted.disposition, "lines": wanted.lines, "address": "Ruang Rapat", "area": "31.71.01.1001",
        "deliver_by_at": wanted.deliver_by_at,
    }  # fmt: skip
    counts = []
    for path in ("/api/v1/pesanan/keranjang", "/api/v1/pesanan"):
        with CaptureQueriesContext(connection) as counted:
            answered = client.post(path, body, content_type="application/json")
        assert answered.status_code in {200, 201}, answered.content
        body = answered.json()
        counts.append(sum(one["sql"] not in {"BEGIN", "COMMIT"} for one in counted.captured_queries))
    return counts


def _statements(paths: Sequence[str]) -> int:
    """Return how many statements the last of the paths takes here, when it was asked before unless it is cold."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(headers={"host": "localhost"})
    if len(paths) == 1:
        client.get(paths[-1])
    with CaptureQueriesContext(connection) as counted:
        client.get(paths[-1])
    return len(counted)


def _bare_select(postmaster: int) -> dict[str, Any]:
    """Return the CPU of reading the rows of a page with psycopg alone."""
    import psycopg

    from tumbuh.catalogue.models import Offer
    from tumbuh.catalogue.search.cards import STATEMENT

    given = {
        "ids": list(Offer.objects.order_by("pk").values_list("pk", flat=True)[:24]),
        "on": datetime.now(UTC).date(),
    }
    times = 1_000
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        connection.execute(STATEMENT, given).fetchall()
        own, database = time.process_time(), cpu_seconds([postmaster])
        for _ in range(times):
            connection.execute(STATEMENT, given).fetchall()
        own, database = time.process_time() - own, cpu_seconds([postmaster]) - database
    row = {"client_cpu_ms": round(1_000 * own / times, 2), "database_cpu_ms": round(1_000 * database / times, 2)}
    sys.stdout.write(f"{'bare select':<22} {row}\n")
    return row


@contextmanager
def _database() -> Iterator[int]:
    """Make a database of its own on the embedded server; yield the server's process id."""
    import psycopg

    from tumbuh.config.embedded import embedded_url

    server = embedded_url(ROOT / "var" / "postgres")
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{NAME}"')
        data = connection.execute("SHOW data_directory").fetchone()
    assert data is not None
    os.environ["DATABASE_URL"] = server.replace("/postgres?", f"/{NAME}?", 1)
    os.environ["DJANGO_SETTINGS_MODULE"] = "tumbuh.config.settings"
    import django
    from django.core.management import call_command

    django.setup()
    try:
        call_command("migrate", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        yield int((Path(data[0]) / "postmaster.pid").read_text(encoding="utf-8").splitlines()[0])
    finally:
        from django.db import connections

        connections["default"].close_pool()
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f'DROP DATABASE "{NAME}" WITH (FORCE)')


@contextmanager
def _server() -> Iterator[tuple[int, int]]:
    from tumbuh.cli import processes
    from tumbuh.cli.running import _granian

    port = next(one for one in range(8431, 8499) if processes.is_free("127.0.0.1", one))
    running = subprocess.Popen(_granian("127.0.0.1", port, WORKERS), cwd=ROOT)
    try:
        assert processes.is_ready(f"http://127.0.0.1:{port}/api/v1/katalog/kategori", [running])
        yield running.pid, port
    finally:
        processes.stop([running])


def _commit() -> str:
    done = subprocess.run(["git", "rev-parse", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout.strip()


if __name__ == "__main__":
    main()
