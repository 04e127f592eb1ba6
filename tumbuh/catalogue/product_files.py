"""A seller's own list of products as a file: read row by row, and a template that people fill in."""

import csv
import io
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import xlsxwriter

from tumbuh.catalogue.rules.product_rows import COLUMNS, NEEDED, Flaw, ProductRow, field_of, name_key, read_row
from tumbuh.kernel.errors import UnreadableFile
from tumbuh.registry.files import open_table

MAX_ROWS = 1_000
MAX_BYTES = 5_000_000
_SAMPLES = (
    ("Nasi kotak ayam bakar", "", "kotak", "28000", "10", "Nasi, ayam bakar, lalap, sambal, buah", "Dibuat sendiri", "",
     "", "300", "24", "NK-01"),
    ("Keripik singkong pedas 250 g", "", "bungkus", "15000", "1", "Kemasan 250 gram, tahan 3 bulan", "Dibuat sendiri",
     "", "120", "", "", "KS-250"),
)  # fmt: skip


@dataclass(frozen=True)
class Row:
    """One row as it was read. `number`: as the spreadsheet counts; `cells`: field → text as written."""

    number: int
    cells: dict[str, str]
    product: ProductRow | None
    flaws: list[Flaw]


@dataclass(frozen=True)
class ProductFile:
    """What a file holds."""

    rows: list[Row]
    unread: list[str]  # heads that are none of ours

    @property
    def bad(self) -> list[Row]:
        """The rows with a flaw."""
        return [row for row in self.rows if row.product is None]


def read_products(path: Path, *, categories: Mapping[str, str], taken: Collection[str]) -> ProductFile:
    """
    Return every row of a csv or Excel file. `categories`: name → code; `taken`: names that the business has.

    Raises: UnreadableFile, also for a file without our four needed columns and one of more than 1,000 rows.
    """
    if path.stat().st_size > MAX_BYTES:
        raise UnreadableFile("Berkas lebih dari 5 MB; hapus gambar di dalamnya, atau bagi dua.", code="too_large")
    try:
        table = open_table(path, score=lambda heads: sum(field_of(head) is not None for head in heads))
    except UnreadableFile as refused:
        if refused.code != "header_missing":
            raise
        raise UnreadableFile(
            "Baris judul tidak ditemukan. Pakai berkas contoh: kolom Nama produk, Jenis, Satuan, dan Harga wajib ada.",
            code="header_missing",
        ) from refused
    heads = {column: field_of(column) for column in table.columns}
    absent = [COLUMNS[field][0] for field in NEEDED if field not in heads.values()]
    if absent:
        raise UnreadableFile(f"Kolom {', '.join(absent)} tidak ada. Pakai berkas contoh.", code="column_missing")
    if table.frame.height > MAX_ROWS:
        raise UnreadableFile("Lebih dari 1.000 baris; bagi menjadi beberapa berkas.", code="too_many_rows")
    seen, rows = set(taken), []
    for record in table.frame.iter_rows(named=True):
        cells = {field: record[column] or "" for column, field in heads.items() if field is not None}
        rows.append(_read(record["row"], cells, categories=categories, seen=seen))
    return ProductFile(rows, [column for column, field in heads.items() if field is None])


def read_again(row: Row, cells: Mapping[str, str], *, categories: Mapping[str, str], taken: Collection[str]) -> Row:
    """Return a row with other cells, as a person mended it."""
    return _read(row.number, row.cells | dict(cells), categories=categories, seen=set(taken))


def template_xlsx(categories: Iterable[str]) -> bytes:
    """Return the file that people fill in: heads, two samples, and the names of the categories on a second sheet."""
    buffer = io.BytesIO()
    names = list(categories)
    with xlsxwriter.Workbook(buffer, {"strings_to_formulas": False, "strings_to_numbers": False}) as workbook:
        sheet, kinds = workbook.add_worksheet("Produk"), workbook.add_worksheet("Jenis")
        needed = workbook.add_format({"bold": True, "bg_color": "#D9EFE3", "text_wrap": True})
        free = workbook.add_format({"bold": True, "bg_color": "#F1F3F2", "text_wrap": True})
        for at, field in enumerate(COLUMNS):
            sheet.write_string(0, at, COLUMNS[field][0], needed if field in NEEDED else free)
        for at, sample in enumerate(_samples(names), start=1):
            for column, cell in enumerate(sample):
                sheet.write_string(at, column, cell)
        for at, name in enumerate(names):
            kinds.write_string(at, 0, name)
        if names:
            sheet.data_validation(
                1,
                1,
                MAX_ROWS,
                1,
                {"validate": "list", "source": f"=Jenis!$A$1:$A${len(names)}", "error_type": "warning"},
            )
        sheet.set_column(0, len(COLUMNS) - 1, 18)
        sheet.freeze_panes(1, 0)
    return buffer.getvalue()


def template_csv(categories: Iterable[str]) -> bytes:
    """Return the same as CSV: UTF-8 with a mark for Excel, `;` between cells."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    writer.writerow(heads[0] for heads in COLUMNS.values())
    writer.writerows(_samples(list(categories)))
    return buffer.getvalue().encode("utf-8-sig")


def _samples(categories: list[str]) -> list[tuple[str, ...]]:
    """Return the sample rows with categories that are really in the list."""
    chosen: list[tuple[str, ...]] = []
    for sample, wanted in zip(_SAMPLES, ("nasi", "keripik"), strict=True):
        name = next((one for one in categories if wanted in one.casefold()), categories[0] if categories else "")
        chosen.append((sample[0], name, *sample[2:]))
    return chosen


def _read(number: int, cells: dict[str, str], *, categories: Mapping[str, str], seen: set[str]) -> Row:
    product, flaws = read_row(cells, categories=categories, taken=seen)
    if product is not None:
        seen.add(name_key(product.title))
        if product.sku:
            seen.add(f"sku {product.sku}")
    return Row(number, cells, product, flaws)
