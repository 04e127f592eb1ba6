"""The rows of an import that did not come in, as a file to mend and import again; safe to open in Excel."""

import csv
import io
import json
import re
from collections.abc import Iterator

import xlsxwriter

from tumbuh.registry.models import RegisterImport, RegisterImportRow
from tumbuh.registry.row_errors import masked
from tumbuh.registry.sealing import sealer

HEADER = ("Baris", "Kode kesalahan", "Kesalahan")
_SECRET_FIELDS = {"nik", "npwp", "phone"}
_LOOKS_LIKE_FORMULA = re.compile(r"^[=+\-@\t\r]")


def bad_rows(done: RegisterImport, *, reveal: bool = False) -> Iterator[tuple[list[str], list[str]]]:
    """
    Yield (column names, cells) of each row that was refused: where, why, and its own cells as they were in the file.

    Ids are masked unless `reveal`; who may see them in full is asked, and noted, by the caller.
    """
    secret = {column for column, field in done.mapping.items() if field in _SECRET_FIELDS}
    known = sealer()
    rows = RegisterImportRow.objects.filter(register_import=done, outcome="rejected").order_by("row")
    for row in rows.iterator(chunk_size=5_000):
        cells = json.loads(known.open(row.cells_cipher))
        codes = ", ".join(dict.fromkeys(one["code"] for one in row.errors))
        told = "; ".join(
            f"{one['column']}: {one['message']}" if one["column"] else one["message"] for one in row.errors
        )
        shown = [masked(text) if text and name in secret and not reveal else text or "" for name, text in cells.items()]
        yield [*HEADER, *cells], [str(row.row), codes, told, *shown]


def import_errors_csv(done: RegisterImport, *, reveal: bool = False) -> bytes:
    """Return the refused rows as CSV (UTF-8 with a mark for Excel, `;`); no cell can become a formula."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    for number, (names, cells) in enumerate(bad_rows(done, reveal=reveal)):
        if number == 0:
            writer.writerow(_plain(name) for name in names)
        writer.writerow(_plain(cell) for cell in cells)
    if not buffer.tell():
        writer.writerow(HEADER)
    return buffer.getvalue().encode("utf-8-sig")


def import_errors_xlsx(done: RegisterImport, *, reveal: bool = False) -> bytes:
    """Return the refused rows as XLSX; every cell is text, so that ids keep all their digits."""
    buffer = io.BytesIO()
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
    }
    with xlsxwriter.Workbook(buffer, options) as workbook:
        sheet = workbook.add_worksheet("Baris ditolak")
        head = workbook.add_format({"bold": True, "text_wrap": True})
        text = workbook.add_format({"num_format": "@"})
        names: list[str] = list(HEADER)
        at = 0
        for names, cells in bad_rows(done, reveal=reveal):
            if at == 0:
                sheet.write_row(0, 0, names, head)
            at += 1
            for column, cell in enumerate(cells):
                sheet.write_string(at, column, cell, text)
        if at == 0:
            sheet.write_row(0, 0, names, head)
        sheet.set_column(2, 2, 60)
        sheet.freeze_panes(1, 0)
    return buffer.getvalue()


def _plain(cell: str) -> str:
    return f"'{cell}" if _LOOKS_LIKE_FORMULA.match(cell) else cell
