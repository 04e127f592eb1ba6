"""The rows in quarantine as a file to work through; safe to open in Excel, without anything of a buyer."""

import csv
import io
import re
from collections.abc import Iterable, Iterator

import xlsxwriter

from tumbuh.ledger.models import QuarantinedLine

Row = tuple[QuarantinedLine, str]  # a row with its reason in words
HEADER = ("Toko", "Berkas", "Baris", "Nomor pesanan", "Sebab", "Kolom", "Isi kolom", "Isi baris")
_LOOKS_LIKE_FORMULA = re.compile(r"^[=+\-@\t\r]")
_TEXT_ONLY = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}


def as_csv(rows: Iterable[Row]) -> bytes:
    """Return the rows as CSV (UTF-8 with a mark for Excel, `;`); no cell can become a formula."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    writer.writerow(HEADER)
    for cells in _table(rows):
        writer.writerow(f"'{cell}" if _LOOKS_LIKE_FORMULA.match(cell) else cell for cell in cells)
    return buffer.getvalue().encode("utf-8-sig")


def as_xlsx(rows: Iterable[Row]) -> bytes:
    """Return the rows as XLSX; every cell is text, so that order ids keep all their digits."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, _TEXT_ONLY) as workbook:
        sheet = workbook.add_worksheet("Karantina")
        sheet.write_row(0, 0, HEADER, workbook.add_format({"bold": True}))
        text = workbook.add_format({"num_format": "@"})
        for at, cells in enumerate(_table(rows), start=1):
            for column, cell in enumerate(cells):
                sheet.write_string(at, column, cell, text)
        sheet.freeze_panes(1, 0)
    return buffer.getvalue()


def _table(rows: Iterable[Row]) -> Iterator[list[str]]:
    for line, reason in rows:
        kept = "; ".join(f"{name}: {cell}" for name, cell in line.kept.items() if cell not in {None, ""})
        where = [line.shop.name, line.batch.file_name, str(line.row), line.order_id]
        yield [*where, reason, line.column, line.value, kept[:32_000]]
