"""
All rows behind a figure as a file: CSV, or XLSX with a sheet that says what the figure is.

Written to an unnamed temporary file a batch at a time, so that memory stays bounded; no cell can become a formula.
"""

import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import IO, Any

import polars as pl
import xlsxwriter
from django.utils.translation import gettext

from tumbuh.kernel.errors import Refused
from tumbuh.kernel.numbers import format_number
from tumbuh.kernel.periods import WIB

XLSX_ROWS = 100_000  # one process writes about 2,000 rows a second on a busy machine; Excel itself ends at 1,048,576
_LOOKS_LIKE_FORMULA = r"^[=+\-@\t\r]"
_MARK = b"\xef\xbb\xbf"  # Excel reads a file without it as Windows-1252


class TooManyRows(Refused):
    """A spreadsheet cannot hold the rows."""

    code = "too_many_rows"


@dataclass(frozen=True)
class Sheet:
    """What is written: rows in batches, all with the columns of `header`; facts of the figure for the second sheet."""

    header: Sequence[str]
    batches: Iterable[pl.DataFrame]
    facts: Mapping[str, str]
    rows: int


def write_csv(sheet: Sheet) -> IO[bytes]:
    """Return a CSV file (UTF-8 with a mark for Excel, `;`), at its beginning; moments in WIB."""
    file = _fresh_file()
    file.write(_MARK + (";".join(_quoted(name) for name in sheet.header) + "\r\n").encode())
    for batch in sheet.batches:
        options: dict[str, Any] = {"separator": ";", "line_terminator": "\r\n", "quote_style": "non_numeric",
                               "datetime_format": "%Y-%m-%d %H:%M:%S"}  # fmt: skip
        file.write(_plain(batch).write_csv(include_header=False, **options).encode())
    file.seek(0)
    return file


def write_xlsx(sheet: Sheet) -> IO[bytes]:
    """Return an XLSX file with the sheets "Baris" and "Definisi", at its beginning. Raises: TooManyRows."""
    if sheet.rows > XLSX_ROWS:
        raise TooManyRows(
            gettext(
                "Berkas Excel memuat paling banyak %(limit)s baris, sedangkan angka ini berasal dari %(rows)s baris. "
                "Unduh CSV, atau saring dahulu menurut bulan atau saluran."
            )
            % {"limit": format_number(XLSX_ROWS), "rows": format_number(sheet.rows)}
        )
    file = _fresh_file()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_numbers": False,
               "strings_to_urls": False, "default_date_format": "yyyy-mm-dd hh:mm:ss"}  # fmt: skip
    with xlsxwriter.Workbook(file, options) as workbook:
        head = workbook.add_format({"bold": True})
        rows = workbook.add_worksheet(gettext("Baris"))
        rows.write_row(0, 0, sheet.header, head)
        rows.freeze_panes(1, 0)
        at = 0
        for batch in sheet.batches:
            for values in _local(batch).iter_rows():
                at += 1
                _write_row(rows, at, values)
        facts = workbook.add_worksheet(gettext("Definisi"))
        facts.set_column(0, 0, 28)
        facts.set_column(1, 1, 90)
        for number, (name, told) in enumerate(sheet.facts.items()):
            facts.write_string(number, 0, name, head)
            facts.write_string(number, 1, told)
    file.seek(0)
    return file


def _fresh_file() -> IO[bytes]:
    return tempfile.TemporaryFile()


def _write_row(sheet: Any, at: int, values: Iterable[Any]) -> None:
    for column, value in enumerate(values):
        if value is None:
            continue
        if isinstance(value, str):
            sheet.write_string(at, column, value)
        elif isinstance(value, datetime | date):
            sheet.write_datetime(at, column, value)
        else:
            sheet.write_number(at, column, value)


def _plain(batch: pl.DataFrame) -> pl.DataFrame:
    """Return a batch whose texts no spreadsheet takes for a formula, moments as "2026-10-05 10:00:00" in WIB."""
    text = pl.col(pl.String)
    safe = pl.when(text.str.contains(_LOOKS_LIKE_FORMULA)).then(pl.lit("'") + text).otherwise(text)
    return _local(batch).with_columns(safe.name.keep())


def _local(batch: pl.DataFrame) -> pl.DataFrame:
    moments = pl.col(pl.Datetime("us", "UTC"))
    return batch.with_columns(moments.dt.convert_time_zone(str(WIB)).dt.replace_time_zone(None).dt.truncate("1s"))


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'
