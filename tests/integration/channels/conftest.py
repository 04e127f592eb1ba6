from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import override_settings


@pytest.fixture(autouse=True)
def spool(tmp_path: Path) -> Iterator[Path]:
    """An empty spool of this test's own."""
    with override_settings(SPOOL_DIR=tmp_path / "spool"):
        yield tmp_path / "spool"
