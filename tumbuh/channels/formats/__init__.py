"""Marketplaces' order exports: a file in, chunks of canonical sale lines out. Buyers' data never comes in."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings

from tumbuh.channels.formats import layouts
from tumbuh.channels.formats.csv_rows import CsvRows
from tumbuh.channels.formats.door import kind_of
from tumbuh.channels.formats.reading import Chunk, read_rows
from tumbuh.channels.formats.shopee import SHOPEE
from tumbuh.channels.formats.tiktok import TIKTOK
from tumbuh.channels.formats.xlsx_rows import XlsxRows

__all__ = ["Chunk", "Export", "open_export"]

LAYOUTS = {layout.channel: layout for layout in (SHOPEE, TIKTOK)}


@dataclass(frozen=True)
class Export:
    """An export that can be read. `notices` are for the person who sent it; reading may add to them."""

    rows_total: int | None
    chunks: Callable[[], Iterator[Chunk]]
    notices: list[str] = field(default_factory=list)


def open_export(path: Path, *, channel: str) -> Export:
    """
    Return a marketplace's export, ready to be read once.

    Raises: UnreadableFile, WrongChannel, MissingColumn, RepeatedColumn; nothing was read then.
    """
    layout = LAYOUTS[channel]
    kind = kind_of(path, limit_bytes=settings.UPLOAD_LIMIT_BYTES)
    rows = CsvRows(path) if kind == "csv" else XlsxRows(path)
    found = layouts.find(layout, rows.head)
    layouts.check(layout, found, rows.head, [other for other in LAYOUTS.values() if other is not layout])

    def chunks() -> Iterator[Chunk]:
        for batch in rows.batches(found):
            yield read_rows(layout, batch)

    return Export(rows_total=rows.rows_total(found), chunks=chunks)
