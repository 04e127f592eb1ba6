"""Marketplaces' order exports: a file in, chunks of canonical sale lines out. Buyers' data never comes in."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import polars as pl
from django.conf import settings

from tumbuh.channels.formats import layouts
from tumbuh.channels.formats.csv_rows import CsvRows
from tumbuh.channels.formats.layouts import Found, Layout
from tumbuh.channels.formats.reading import Chunk, read_rows
from tumbuh.channels.formats.shopee import SHOPEE
from tumbuh.channels.formats.tiktok import TIKTOK
from tumbuh.channels.formats.xlsx_rows import XlsxRows
from tumbuh.intake.door import kind_of
from tumbuh.kernel.errors import UnreadableFile
from tumbuh.ledger.rules import UnknownChannel

__all__ = ["Chunk", "Export", "open_export"]

LAYOUTS = {layout.channel: layout for layout in (SHOPEE, TIKTOK)}


class Rows(Protocol):
    """A file's table of text: its first rows, and all below the header in batches (see reading.read_rows)."""

    head: list[list[str]]
    notices: list[str]

    def rows_total(self, found: Found) -> int | None:
        """Return how many rows follow the header, where that is cheap to know."""

    def batches(self, found: Found) -> Iterator[pl.DataFrame]:
        """Yield the rows of the columns found."""


@dataclass(frozen=True)
class Export:
    """An export that can be read. `notices` are for the person who sent it; reading may add to them."""

    rows_total: int | None
    chunks: Callable[[], Iterator[Chunk]]
    notices: list[str] = field(default_factory=list)


def open_export(path: Path, *, channel: str) -> Export:
    """
    Return a marketplace's export, ready to be read once.

    Raises: UnknownChannel, UnreadableFile, WrongChannel, MissingColumn, RepeatedColumn; no row was read then. A part of
    a workbook that turns out to be spoilt raises UnreadableFile while its chunks are read.
    """
    if channel not in LAYOUTS:
        raise UnknownChannel(f"Saluran {channel} belum dapat dibaca; pilih {' atau '.join(LAYOUTS)}.")
    layout = LAYOUTS[channel]
    rows = _rows_of(path)
    found = layouts.find(layout, rows.head)
    layouts.check(layout, found, rows.head, [other for other in LAYOUTS.values() if other is not layout])
    notices = list(rows.notices)
    return Export(rows.rows_total(found), lambda: _chunks(layout, rows, found, notices), notices)


def _rows_of(path: Path) -> Rows:
    kind = kind_of(path, limit_bytes=settings.UPLOAD_LIMIT_BYTES)
    if kind == "xls":
        raise UnreadableFile(
            "Berkas ini Excel lama (.xls). Unduh ulang sebagai .xlsx, atau buka di Excel dan simpan sebagai .xlsx.",
            code="old_excel",
        )
    return CsvRows(path, scratch=Path(settings.SPOOL_DIR)) if kind == "csv" else XlsxRows(path)


def _chunks(layout: Layout, rows: Rows, found: Found, notices: list[str]) -> Iterator[Chunk]:
    doubtful = [0] * len(layout.doubts)
    for batch in rows.batches(found):
        chunk = read_rows(layout, batch)
        doubtful = [sum(pair) for pair in zip(doubtful, chunk.doubtful, strict=True)]
        yield chunk
    notices += [doubt.notice.format(count) for doubt, count in zip(layout.doubts, doubtful, strict=True) if count]
