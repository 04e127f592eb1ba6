"""
One measurement in a process of its own: `python -m benchmarks.measured WHAT FILE`; prints JSON.

Only the work itself is timed. Peak memory is of the whole process, Python and libraries included.
"""

import json
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl

NOON = datetime(2026, 11, 24, 5, 0, tzinfo=UTC)


def channel_of(path: Path) -> str:
    """Return whose export a file of ours is."""
    return "tiktok" if path.suffix == ".csv" else "shopee"


def polars_alone(path: Path) -> int:
    """Read, type and validate the same columns with Polars and nothing of ours; return the valid lines."""
    from benchmarks import polars_alone
    from tumbuh.channels.formats import LAYOUTS

    layout = LAYOUTS[channel_of(path)]
    frames = polars_alone.read_csv(path, layout) if path.suffix == ".csv" else polars_alone.read_xlsx(path, layout)
    return sum(frame.height for frame in frames)


def parsed(path: Path) -> int:
    """Read the file with our reader, chunk by chunk; return the lines."""
    from tumbuh.channels.formats import open_export

    return sum(chunk.lines.height for chunk in open_export(path, channel=channel_of(path)).chunks())


def parsed_once(path: Path) -> int:
    """Read the file and leave each line once, as the ledger does, month by month; return the lines."""
    from tumbuh.channels.formats import open_export
    from tumbuh.ledger.rules import without_repetition
    from tumbuh.ledger.spool import Spool

    with tempfile.TemporaryDirectory() as folder:
        spool = Spool(Path(folder))
        month = pl.col("ordered_at").dt.convert_time_zone("Asia/Jakarta").dt.strftime("%Y-%m").alias("month")
        for chunk in open_export(path, channel=channel_of(path)).chunks():
            spool.add(chunk.lines.with_columns(month))
        shares = [(month, share) for month in spool.months() for share in spool.shares(month)]
        return sum(without_repetition(spool.take(month, share)).lines.height for month, share in shares)


def imported(path: Path) -> int:
    """Bring the file into an empty ledger: read, once each, evidence looked up, committed; return the lines."""
    from tumbuh.channels.services import import_export

    batch = import_export(
        shop_id=_shop(path), path=path, file_name=path.name, channel=channel_of(path), by=None, now=NOON
    )
    return batch.accepted


def imported_again(path: Path) -> int:
    """Bring in a file whose lines are all in the ledger already; return the lines found unchanged."""
    from tumbuh.channels.services import import_export

    shop = _shop(path)
    again = {"path": path, "file_name": path.name, "channel": channel_of(path), "by": None, "now": NOON}
    import_export(shop_id=shop, **again)  # type: ignore[arg-type]
    Watch.restart()
    return import_export(shop_id=shop, **again).unchanged  # type: ignore[arg-type]


def _shop(path: Path) -> int:
    from tumbuh.ledger.services import open_shop
    from tumbuh.registry.models import Business

    business = Business.objects.create(
        name="Keripik", name_key="keripik", nib="9120106900276", kbli_version="2020", kbli_code="10794",
        registered_on=date(2023, 6, 10), created_at=NOON,
    )  # fmt: skip
    shop = open_shop(channel=channel_of(path), external_id="1", name="Keripik", business=business, by=None, now=NOON)
    Watch.restart()
    return int(shop.pk)


class Watch:
    """The time of the work; what has to be there before does not count."""

    wall = 0.0
    cpu = 0.0

    @classmethod
    def restart(cls) -> None:
        """Count from here."""
        cls.wall, cls.cpu = time.perf_counter(), time.process_time()


MEASURES: dict[str, Callable[[Path], int]] = {
    "polars_alone": polars_alone,
    "parsed": parsed,
    "parsed_once": parsed_once,
    "imported": imported,
    "imported_again": imported_again,
}
NEEDS_DATABASE = {"imported", "imported_again"}


@contextmanager
def _database(*, needed: bool) -> Iterator[None]:
    """Give the measurement an empty database and an empty ledger, which are gone afterwards."""
    import django
    from django.conf import settings

    django.setup()
    if not needed:
        yield
        return
    from django.db import connections
    from django.test import override_settings
    from django.test.utils import setup_databases, teardown_databases

    connections["default"].settings_dict["TEST"]["NAME"] = f"bench_tumbuh_{os.getpid()}"
    made = setup_databases(verbosity=0, interactive=False)
    try:
        with tempfile.TemporaryDirectory(dir=settings.VAR_DIR) as folder:
            spool = Path(folder) / "spool"
            with override_settings(LEDGER_URL=f"{folder}/ledger", SPOOL_DIR=spool):
                yield
    finally:
        teardown_databases(made, verbosity=0)


def peak_mb() -> int:
    """Return this process's peak of resident memory. Linux keeps the starter's in `getrusage`, so it is asked last."""
    try:
        text = Path("/proc/self/status").read_text(encoding="utf-8")
        return int(text.split("VmHWM:", 1)[1].split(maxsplit=1)[0]) // 1_024
    except (OSError, IndexError):
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1_024


def main() -> None:
    """Measure once and print what was found."""
    what, path = sys.argv[1], Path(sys.argv[2])
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tumbuh.config.settings")
    if what not in NEEDS_DATABASE:
        os.environ["DATABASE_URL"] = "postgresql://none/none"  # a measurement without one starts none
    with _database(needed=what in NEEDS_DATABASE):
        Watch.restart()
        lines = MEASURES[what](path)
        seconds, cpu_seconds = time.perf_counter() - Watch.wall, time.process_time() - Watch.cpu
        peak = peak_mb()
    found = {"lines": lines, "seconds": round(seconds, 3), "cpu_seconds": round(cpu_seconds, 3), "peak_mb": peak}
    sys.stdout.write(json.dumps(found) + "\n")


if __name__ == "__main__":
    main()
