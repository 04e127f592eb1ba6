"""Frames that wait on disk, apart by month, so that a file of any size is settled one month at a time."""

from collections.abc import Iterator
from pathlib import Path

import polars as pl
from django.conf import settings

MEMORY_ROWS = 250_000


def spool_folder() -> Path:
    """Return the folder for what waits on disk; only we may look into it."""
    folder = Path(settings.SPOOL_DIR)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


class Spool:
    """
    Keeps frames by month; beyond MEMORY_ROWS in all they go to files in `folder`, and come back when taken.

    Memory is bounded by MEMORY_ROWS rows and the rows of the month that is taken. The owner removes the folder.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._held: dict[str, list[pl.DataFrame]] = {}
        self._files: dict[str, list[Path]] = {}
        self._rows_held = 0
        self._written = 0

    def add(self, lines: pl.DataFrame) -> None:
        """Take in lines that have a `month` column."""
        for (month,), part in lines.partition_by("month", as_dict=True, maintain_order=True).items():
            self._held.setdefault(str(month), []).append(part)
        self._rows_held += lines.height
        if self._rows_held > MEMORY_ROWS:
            self._spill()

    def _spill(self) -> None:
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        for month, parts in self._held.items():
            path = self._folder / f"{month}-{self._written}.arrow"
            pl.concat(parts).write_ipc(path)
            self._files.setdefault(month, []).append(path)
            self._written += 1
        self._held, self._rows_held = {}, 0

    def months(self) -> list[str]:
        """Return the months that have lines, in order."""
        return sorted({*self._held, *self._files})

    def parts(self, month: str) -> Iterator[pl.DataFrame]:
        """Return the lines of a month in the order in which they came, a piece at a time."""
        for path in self._files.get(month, []):
            yield pl.read_ipc(path)
        yield from self._held.get(month, [])

    def take(self, month: str) -> pl.DataFrame:
        """Return all lines of a month, in the order in which they came."""
        return pl.concat(self.parts(month))

    def frames(self) -> Iterator[pl.DataFrame]:
        """Return all lines, a frame per month."""
        for month in self.months():
            yield self.take(month)
