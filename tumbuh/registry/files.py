"""Opening a register file: csv in any usual writing, xlsx or xls; cells as text, rows numbered as people see them."""

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import fastexcel
import polars as pl

from tumbuh.intake import archives, writing
from tumbuh.intake.door import broken_workbook, kind_of
from tumbuh.kernel.errors import UnreadableFile

SAMPLE_ROWS = 30  # the header is looked for in these; titles and notes above it are common
MAX_BYTES = 300_000_000  # two million rows of the widest lists we know; all of it is held in memory
MAX_INFLATED_BYTES = 2_000_000_000
MAX_ROWS = 2_000_000

HeaderScore = Callable[[Sequence[str]], int]


@dataclass(frozen=True)
class Table:
    """A file's table. `frame`: "row" (UInt32, as the spreadsheet counts) and one String column per column name."""

    columns: list[str]
    frame: pl.DataFrame
    notices: list[str] = field(default_factory=list)
    is_number: Callable[[str], pl.Series] | None = None  # column -> Boolean, true where the workbook holds a number
    ragged: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema={"row": pl.UInt32, "cells": pl.Int64}))


def open_table(path: Path, *, score: HeaderScore, sample_only: bool = False) -> Table:
    """
    Return the table of a csv or Excel file, its header found by `score` (known column names in a row; the best wins).

    Raises: UnreadableFile with a code: empty_file, too_large, locked, web_page, broken_xlsx, zip_bomb, not_a_table,
    quote_open, header_missing, too_many_rows.
    """
    kind = kind_of(path, limit_bytes=MAX_BYTES)
    if kind == "csv":
        return _open_csv(path, score=score, sample_only=sample_only)
    if kind == "xlsx":
        with archives.open_workbook(path, max_inflated_bytes=MAX_INFLATED_BYTES) as archive:
            archives.check_parts(archive)
    return _open_workbook(path, score=score, sample_only=sample_only)


def _open_workbook(path: Path, *, score: HeaderScore, sample_only: bool) -> Table:
    try:
        workbook = fastexcel.read_excel(path)
        samples = {
            name: workbook.load_sheet(name, header_row=None, n_rows=SAMPLE_ROWS, dtypes="string").to_polars()
            for name in workbook.sheet_names
        }
    except fastexcel.FastExcelError as error:
        raise broken_workbook() from error
    found = [(score(_texts(row)), name, at) for name, sheet in samples.items() for at, row in enumerate(sheet.rows())]
    best = max(found, key=lambda one: (one[0], -one[2]), default=(0, "", 0))
    if best[0] == 0:
        raise _no_header([_texts(row) for sheet in samples.values() for row in sheet.rows()[:1]])
    _, name, header = best
    notices = [f"Yang dibaca: lembar “{name}”."] if len(samples) > 1 else []
    if sample_only:
        return _table(samples[name], header, notices)
    try:
        sheet = workbook.load_sheet(name, header_row=None, dtypes="string").to_polars()
    except fastexcel.FastExcelError as error:
        raise broken_workbook() from error
    return _table(sheet, header, notices, numbers=lambda index: _number_cells(workbook, name, index))


def _number_cells(workbook: fastexcel.ExcelReader, sheet: str, column: int) -> pl.Series:
    """Return where a column holds numbers: the reader turns a number into a Boolean, but a text into nothing."""
    read = workbook.load_sheet(sheet, header_row=None, dtypes={column: "boolean"}, use_columns=[column]).to_polars()
    return read.to_series().is_not_null()


def _open_csv(path: Path, *, score: HeaderScore, sample_only: bool) -> Table:
    found = writing.look_at(path)
    text = path.read_bytes().decode(found.encoding, errors=found.errors)
    rows: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=found.separator, strict=True):
            rows.append(row)
            if len(rows) > MAX_ROWS:
                raise UnreadableFile("Lebih dari 2 juta baris; bagi berkas menjadi beberapa.", code="too_many_rows")
            if sample_only and len(rows) == SAMPLE_ROWS:
                break
    except csv.Error as error:
        raise UnreadableFile(
            f"Tanda kutip tidak ditutup di sekitar baris {len(rows) + 1}. Perbaiki baris itu lalu unggah lagi.",
            code="quote_open",
        ) from error
    scores = [score(row) for row in rows[:SAMPLE_ROWS]]
    if not scores or max(scores) == 0:
        raise _no_header(rows[:1])
    header = scores.index(max(scores))
    width = len(rows[header])
    ragged = [
        (at + 1, len(row)) for at, row in enumerate(rows) if at > header and len(row) > width and any(row[width:])
    ]
    columns = list(zip(*((row + [""] * width)[:width] for row in rows), strict=True))
    sheet = pl.DataFrame({f"c{n}": list(cells) for n, cells in enumerate(columns)}, schema_overrides={})
    table = _table(sheet, header, found.notices)
    spoilt = pl.DataFrame(ragged, schema={"row": pl.UInt32, "cells": pl.Int64}, orient="row")
    return Table(table.columns, table.frame, table.notices, ragged=spoilt)


def _table(
    sheet: pl.DataFrame, header: int, notices: list[str], *, numbers: Callable[[int], pl.Series] | None = None
) -> Table:
    names = _distinct_names(_texts(sheet.row(header)))
    body = sheet.with_row_index("row", offset=1).slice(header + 1)
    body.columns = ["row", *names]
    kept = [name for name in names if not name.startswith("\u0000")]
    cleaned = body.select("row", *(_clean(name) for name in kept))
    filled = cleaned.filter(pl.any_horizontal(pl.col(name).is_not_null() for name in kept))
    if filled.height > MAX_ROWS:
        raise UnreadableFile("Lebih dari 2 juta baris; bagi berkas menjadi beberapa.", code="too_many_rows")
    if numbers is None:
        return Table(kept, filled, notices)
    at = {name: index for index, name in enumerate(names)}

    def is_number(column: str) -> pl.Series:
        return numbers(at[column]).gather((filled["row"] - 1).cast(pl.Int64))

    return Table(kept, filled, notices, is_number=is_number)


def _clean(name: str) -> pl.Expr:
    """Trim, turn hard spaces into spaces, and make blanks and lone dashes null."""
    text = pl.col(name).cast(pl.String).str.replace_all("[\u00a0\u200b\r\n\t ]+", " ").str.strip_chars(" '")
    return pl.when(text.is_in(["", "-", "–", "#N/A", "N/A", "NULL"])).then(None).otherwise(text).alias(name)


def _distinct_names(header: Sequence[str]) -> list[str]:
    """Return the header with repeated names numbered; a column without a name is marked to be left out."""
    seen: dict[str, int] = {}
    names = []
    for index, text in enumerate(header):
        if not text:
            names.append(f"\u0000{index}")
            continue
        seen[text] = seen.get(text, 0) + 1
        names.append(text if seen[text] == 1 else f"{text} ({seen[text]})")
    return names


def _texts(row: Sequence[object]) -> list[str]:
    return [" ".join(str(cell).split()) if cell is not None else "" for cell in row]


def _no_header(rows: Sequence[Sequence[str]]) -> UnreadableFile:
    seen = ", ".join(text for row in rows[:1] for text in row[:6] if text) or "kosong"
    return UnreadableFile(
        "Baris judul tidak ditemukan. Berkas harus memuat baris dengan nama kolom seperti “Nama Pemilik”, “NIK”, "
        f"“Nama Usaha”, “NIB”. Baris pertama berkas ini: {seen}.",
        code="header_missing",
    )
