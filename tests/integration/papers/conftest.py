"""Documents to print and to check."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest

from tests.factories.letters import letter
from tumbuh.papers import services
from tumbuh.papers.models import Paper
from tumbuh.papers.rules import Face, PaperKind


@pytest.fixture
def issue(now: datetime) -> Callable[..., Paper]:
    """Return what issues a Surat Pesanan, or what it is told to be."""

    def made(**changes: Any) -> Paper:
        told: dict[str, Any] = {
            "kind": PaperKind.PURCHASE_ORDER, "series": "31.71-1234", "subject": "orders.order:1", "by": None,
            "face": Face("Suku Dinas PPKUKM", "Dapur Bu Siti", 4_350_000), "content": letter().content(),
            "day": date(2026, 11, 25), "now": now,
        }  # fmt: skip
        return services.issue(**(told | changes))

    return made
