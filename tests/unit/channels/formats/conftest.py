from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from tumbuh.analytics.tables import LINE_SCHEMA, REJECT_SCHEMA
from tumbuh.channels.formats import Export, open_export


class Reading:
    """What became of an export: all lines, all rejected rows."""

    def __init__(self, export: Export) -> None:
        chunks = list(export.chunks())
        self.lines = pl.concat([pl.DataFrame(schema=LINE_SCHEMA), *(chunk.lines for chunk in chunks)])
        self.rejected = pl.concat([pl.DataFrame(schema=REJECT_SCHEMA), *(chunk.rejected for chunk in chunks)])
        self.rows_read = sum(chunk.rows_read for chunk in chunks)
        self.rows_total = export.rows_total
        self.notices = export.notices

    def line(self) -> dict[str, object]:
        """The only line, when none was rejected."""
        assert self.rejected.rows() == []
        return self.lines.row(0, named=True) if self.lines.height == 1 else pytest.fail(f"{self.lines.height} lines")

    def reject(self) -> dict[str, object]:
        """The only rejected row."""
        return self.rejected.row(0, named=True) if self.rejected.height == 1 else pytest.fail(str(self.rejected.rows()))


@pytest.fixture
def put(tmp_path: Path) -> Callable[[bytes], Path]:
    def make(content: bytes) -> Path:
        path = tmp_path / "ekspor"
        path.write_bytes(content)
        return path

    return make


@pytest.fixture
def read(put: Callable[[bytes], Path]) -> Callable[..., Reading]:
    """Read an export's bytes."""

    def reading(content: bytes, channel: str) -> Reading:
        return Reading(open_export(put(content), channel=channel))

    return reading
