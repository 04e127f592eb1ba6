"""
How many documents a second are numbered, set and opened again, and how many bytes each takes.

`python -m benchmarks.papers`: documents are issued into a transaction that is rolled back, on the embedded database.
"""

import argparse
import json
import os
import platform
import time
import zlib
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

RESULTS = Path(__file__).resolve().parent / "results" / "papers.json"
NOW = datetime(2026, 11, 25, 5, tzinfo=UTC)


def main() -> None:
    """Measure and keep."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.papers", description=__doc__)
    parser.add_argument("--documents", type=int, default=200, help="of each kind and length")
    asked = parser.parse_args()
    os.environ["DJANGO_SETTINGS_MODULE"] = "tumbuh.config.settings"
    import django

    django.setup()
    kept = {
        "documents": asked.documents, "cores": os.cpu_count(), "python": platform.python_version(),
        "load": os.getloadavg()[0], "measured_at": f"{datetime.now(UTC):%Y-%m-%d}", "found": _measured(asked.documents),
    }  # fmt: skip
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")


def _measured(documents: int) -> list[dict[str, Any]]:
    from django.db import transaction

    from tumbuh.papers.rules import PaperKind

    lengths = [
        (PaperKind.PURCHASE_ORDER, 3),
        (PaperKind.PURCHASE_ORDER, 60),
        (PaperKind.HANDOVER, 3),
        (PaperKind.RECEIPT, 3),
        (PaperKind.INVOICE, 3),
        (PaperKind.TAX_SLIP, 1),
    ]
    with transaction.atomic():
        found = [_one(kind, items, documents) for kind, items in lengths]
        transaction.set_rollback(True)
    return found


def _one(kind: Any, items: int, documents: int) -> dict[str, Any]:
    from tests.factories.letters import letter
    from tumbuh.papers import services
    from tumbuh.papers.printing import typeset
    from tumbuh.papers.rules import Face, PaperKind

    content = letter(items, receipt=kind is PaperKind.RECEIPT).content()

    def issue() -> Any:
        return services.issue(
            kind=kind, series="31.71-1234", face=Face("Unit", "Dapur Bu Siti", 1), content=content,
            subject="orders.order:1", day=date(2026, 11, 25), by=None, now=NOW,
        )  # fmt: skip

    papers, issued = _timed(documents, lambda _n: issue())
    _, made = _timed(documents, lambda n: services.pdf(papers[n]))
    _, opened = _timed(documents, lambda n: services.pdf(papers[n]))
    size = typeset(papers[0])
    row = {
        "kind": kind.value, "items": items, "issue_ms": issued, "first_opening_ms": made, "later_opening_ms": opened,
        "set_per_second": round(1000 / made), "bytes": len(size), "kept_bytes": len(zlib.compress(size, 9)),
    }  # fmt: skip
    print(row, flush=True)
    return row


def _timed(documents: int, act: Callable[[int], Any]) -> tuple[list[Any], float]:
    """Return what came of each and the milliseconds of one, on average."""
    start = time.perf_counter()
    made = [act(n) for n in range(documents)]
    return made, round((time.perf_counter() - start) * 1000 / documents, 2)


if __name__ == "__main__":
    main()
