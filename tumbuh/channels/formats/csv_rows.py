"""Rows of a csv export, in batches: only the columns that are asked for are made."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import polars as pl

from tumbuh.channels.formats.flaws import flaw_columns
from tumbuh.channels.formats.layouts import HEADER_ROWS, Found
from tumbuh.intake import mending, writing

CHUNK_ROWS = 50_000
# What a spreadsheet makes of a long id that it took for a number: "5,77E+17", or fifteen digits and zeros. The exports
# end their ids with a TAB against this; an id that still has it was never a number.
_INEXACT_ID = r"^(\d([.,]\d+[eE]\+?|[eE]\+)\d+|\d{15}0{3,})$"


class CsvRows:
    """
    A csv file's rows of text.

    Memory: some batches. A file in another encoding, or with quotes that do not close, is written again to a file of
    ours in `scratch` first, which is removed after reading. Raises: UnreadableFile for bytes that no text has.
    """

    def __init__(self, path: Path, *, scratch: Path) -> None:
        self._path = path
        self._scratch = scratch
        self._writing = writing.look_at(path)
        self._rows = self._count_rows()
        self.head = writing.head_rows(path, self._writing, HEADER_ROWS + 1)
        self.notices = self._writing.notices

    def rows_total(self, found: Found) -> int | None:
        """Return how many rows follow the header."""
        return max(0, (self._rows or self._writing.line_breaks) - found.data_at)

    def batches(self, found: Found) -> Iterator[pl.DataFrame]:
        """Yield frames of "row" (as a spreadsheet counts), the fields as text, and "flaw" with its "flaw_field"."""
        self._scratch.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=self._scratch) as folder:
            mended = Path(folder) / "mended.csv"
            if self._swallows_rows(found.width):
                yield from self._read_mended(found, mended, after=0)
                return
            path = self._path
            if not self._writing.is_plain:
                path = Path(folder) / "utf-8.csv"
                writing.rewrite(self._path, self._writing, path)
            last = 0
            try:
                for batch in self._read(path, found, broken=[]):
                    last = batch["row"][-1]
                    yield batch
                return
            except pl.exceptions.ComputeError:  # its text quotes the file, so it goes no further
                pass
            yield from self._read_mended(found, mended, after=last)

    def _swallows_rows(self, width: int) -> bool:
        # As many line breaks as rows: no cell has a line break in it, so no quote can have swallowed a row.
        if self._rows is not None and self._writing.line_breaks - self._rows in {-1, 0}:
            return False
        return mending.swallows_rows(self._path, self._writing, width)

    def _read_mended(self, found: Found, path: Path, *, after: int) -> Iterator[pl.DataFrame]:
        broken = mending.mend(self._path, self._writing, found.width, path)
        for batch in self._read(path, found, broken=broken):
            rest = batch.filter(pl.col("row") > after)
            if rest.height:
                yield rest

    def _read(self, path: Path, found: Found, *, broken: list[int]) -> Iterator[pl.DataFrame]:
        surplus, last = f"c{found.width}", f"c{found.width - 1}"
        rows = self._scan(path, found.width + 1, skip_rows=found.data_at, first_row=found.data_at + 1).select(
            "row",
            *(pl.col(f"c{at}").alias(field) for field, at in found.position.items()),
            surplus,
            whole=pl.col(last).is_not_null() & pl.col(surplus).is_null(),
        )
        for batch in rows.collect_batches(chunk_size=CHUNK_ROWS, maintain_order=True):
            flaws = [("row_shifted", "", batch[surplus].is_not_null())]
            if broken:
                flaws.insert(0, ("quote_open", "", batch["row"].is_in(broken)))
            flaws.append(("order_id_inexact", "order_id", _inexact(batch["order_id"])))
            yield batch.drop(surplus).with_columns(flaw_columns(flaws, batch.height))

    def _count_rows(self) -> int | None:
        if self._writing.encoding == "utf-16":
            return None
        try:
            return int(self._scan(self._path, 1).select(pl.len()).collect().item())
        except pl.exceptions.ComputeError:
            return None

    def _scan(self, path: Path, width: int, *, skip_rows: int = 0, first_row: int = 1) -> pl.LazyFrame:
        return pl.scan_csv(
            path,
            has_header=False,
            separator=self._writing.separator,
            skip_rows=skip_rows,
            schema={f"c{at}": pl.String for at in range(width)},
            extra_columns="ignore",
            missing_columns="insert",
            row_index_name="row",
            row_index_offset=first_row,
            glob=False,
        )


def _inexact(ids: pl.Series) -> pl.Series:
    if ids.str.ends_with("\t").all():
        return pl.Series([False]).new_from_index(0, len(ids))
    return ids.str.contains(_INEXACT_ID).fill_null(value=False)
