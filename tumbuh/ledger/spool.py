"""Frames that wait on disk, apart by month, so that a file of any size is settled a part at a time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl
from django.conf import settings

MEMORY_ROWS = 250_000


def spool_folder() -> Path:
    """Return the folder for what waits on disk; only we may look into it."""
    folder = Path(settings.SPOOL_DIR)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


@dataclass(frozen=True)
class Share:
    """The orders, `number` of `of` equal shares, that are settled together; all lines of an order are in one."""

    number: int
    of: int

    @property
    def has_order(self) -> pl.Expr:
        """Whether a line's order belongs to the share."""
        return pl.lit(value=True) if self.of == 1 else pl.col("order_id").hash() % self.of == self.number


class Spool:
    """
    Keeps frames by month; beyond MEMORY_ROWS in all they go to files in `folder`, and come back when taken.

    Memory is bounded by MEMORY_ROWS rows held and as many taken. The owner removes the folder.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._held: dict[str, list[pl.DataFrame]] = {}
        self._files: dict[str, list[Path]] = {}
        self._rows: dict[str, int] = {}
        self._rows_held = 0
        self._written = 0

    def add(self, lines: pl.DataFrame) -> None:
        """Take in lines that have a `month` column."""
        for (month,), part in lines.partition_by("month", as_dict=True, maintain_order=True).items():
            self._held.setdefault(str(month), []).append(part)
            self._rows[str(month)] = self._rows.get(str(month), 0) + part.height
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
        return sorted(self._rows)

    def parts(self, month: str, columns: Sequence[str] | None = None) -> Iterator[pl.DataFrame]:
        """Return the lines of a month in the order in which they came, or some columns of them, a part at a time."""
        for path in self._files.get(month, []):
            yield pl.read_ipc(path, columns=list(columns) if columns else None)
        for held in self._held.get(month, []):
            yield held.select(columns) if columns else held

    def shares(self, month: str) -> list[Share]:
        """Return the shares that the month is to be taken in, so that none has many more rows than MEMORY_ROWS."""
        of = -(-self._rows[month] // MEMORY_ROWS)
        return [Share(number, of) for number in range(of)]

    def take(self, month: str, share: Share) -> pl.DataFrame:
        """Return the lines of a share of a month, in the order in which they came. Each share reads the whole month."""
        return pl.concat([part.filter(share.has_order) for part in self.parts(month)])

    def frames(self) -> Iterator[pl.DataFrame]:
        """Return all lines, each frame of one month."""
        for month in self.months():
            yield from self.parts(month)
