"""What both kinds of export need: the goods of the lines, rupiah with dots, a workbook of text cells."""

from pathlib import Path

import polars as pl
import xlsxwriter

from tumbuh.demo.shops import Stall


def goods_of(lines: pl.DataFrame, stall: Stall) -> pl.DataFrame:
    """Return for each line what the seller typed: product, parent_sku, sku, variation, grams, fee (of delivery)."""
    rows = [
        (n, pack, offer.name, offer.code, stall.sku(offer, pack), variation, 150 + 120 * pack)
        for n, offer in enumerate(stall.seller.offers)
        for pack, (variation, _) in enumerate(offer.packs)
    ]
    schema = {
        "offer": pl.Int64, "pack": pl.Int64, "product": pl.String, "parent_sku": pl.String, "sku": pl.String,
        "variation": pl.String, "grams": pl.Int64,
    }  # fmt: skip
    goods = pl.DataFrame(rows, schema=schema, orient="row")
    found = lines.select("order", "offer", "pack").join(goods, on=["offer", "pack"], how="left", maintain_order="left")
    return found.with_columns(fee=9_000 + pl.col("order") % 7 * 1_500).drop("order", "offer", "pack")


def dotted(amount: pl.Expr) -> pl.Expr:
    """Return whole rupiah as text with dots for the thousands, e.g. "1.250.000"."""
    text = amount.cast(pl.String)
    for _ in range(3):
        text = text.str.replace(r"^(\d+)(\d{3})(\.|$)", "${1}.${2}${3}")
    return text


def write_xlsx(path: Path, table: pl.DataFrame, *, sheet: str) -> None:
    """Write a table of text as a workbook with the header in its first row; blank cells are left out."""
    path.parent.mkdir(parents=True, exist_ok=True)
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(path, options) as book:
        page = book.add_worksheet(sheet)
        write = page._write_string  # the public one checks each cell's type anew, which costs half
        for number, row in enumerate([tuple(table.columns), *table.iter_rows()]):
            for column, text in enumerate(row):
                if text:
                    write(number, column, text)
