"""Order exports as the seller centres write them, with something in every column."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

import xlsxwriter

from benchmarks.columns import SHOPEE, TIKTOK

Row = dict[str, object]

# What an export says of a buyer, or what a buyer wrote.
SHOPEE_PERSONAL = (
    "No. Resi", "Catatan dari Pembeli", "Catatan", "Username (Pembeli)", "Nama Penerima", "No. Telepon",
    "Alamat Pengiriman", "Kota/Kabupaten", "Provinsi",
)  # fmt: skip
TIKTOK_PERSONAL = (
    "Tracking ID", "Buyer Message", "Buyer Username", "Recipient", "Phone #", "Zipcode", "Country", "Province",
    "Regency and City", "Districts", "Villages", "Detail Address", "Additional address information", "Seller Note",
    "Creator Handle",
)  # fmt: skip


def shopee_row(**changes: object) -> Row:
    """Return one item of a completed Shopee order: two pieces at 35.000, 5.000 off each by the seller."""
    row: Row = dict.fromkeys(SHOPEE, "")
    row |= {
        "No. Pesanan": "240102ABCDEF01",
        "Status Pesanan": "Selesai",
        "Waktu Pengiriman Diatur": "2024-01-02 11:00",
        "Waktu Pesanan Dibuat": "2024-01-02 10:11",
        "Waktu Pembayaran Dilakukan": "2024-01-02 10:12",
        "Nama Produk": "Keripik Singkong",
        "Nomor Referensi SKU": "KRP-1",
        "Nama Variasi": "Pedas",
        "Harga Awal": "35.000",
        "Harga Setelah Diskon": "30.000",
        "Jumlah": "2",
        "Returned quantity": "0",
        "Total Harga Produk": "60.000",
        "Total Diskon": "12.000",
        "Diskon Dari Penjual": "10.000",
        "Diskon Dari Shopee": "2.000",
        "Voucher Ditanggung Penjual": "99.000",
        "Total Pembayaran": "160.000",
        "Waktu Pesanan Selesai": "2024-01-05 08:30",
    }
    return _changed(row, changes)


def tiktok_row(**changes: object) -> Row:
    """Return one item of a completed TikTok order: two pieces at 35000, 5000 off in all by the seller."""
    row: Row = dict.fromkeys(TIKTOK, "")
    row |= {
        "Order ID": "577382918382710001\t",
        "Order Status": "Selesai",
        "SKU ID": "1729382918382710777\t",
        "Seller SKU": "KRP-1",
        "Product Name": "Keripik Singkong",
        "Variation": "Pedas",
        "Quantity": "2",
        "Sku Quantity of return": "0",
        "SKU Unit Original Price": "35000",
        "SKU Subtotal Before Discount": "70000",
        "SKU Platform Discount": "1000",
        "SKU Seller Discount": "5000",
        "SKU Subtotal After Discount": "64000",
        "Shipping Fee After Discount": "9000",
        "Order Refund Amount": "0",
        "Order Amount": "73000",
        "Created Time": "02/01/2024 10:11:12\t",
        "Paid Time": "02/01/2024 10:12:13\t",
        "Delivered Time": "05/01/2024 08:30:00\t",
        "Purchase Channel": "TikTok",
    }
    return _changed(row, changes)


def _changed(row: Row, changes: Mapping[str, object]) -> Row:
    """Change columns by their name with "_" for what a Python name cannot hold: Status_Pesanan, Phone__."""
    names = {"".join(sign if sign.isalnum() else "_" for sign in name): name for name in row}
    return row | {names.get(key, key): value for key, value in changes.items()}


def as_csv(
    rows: Iterable[Row], *, separator: str = ",", encoding: str = "utf-8-sig", quoting: int = csv.QUOTE_ALL
) -> bytes:
    """Return the rows as a csv with a header of the first one's columns."""
    rows = list(rows)
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(rows[0]), delimiter=separator, quoting=quoting)  # type: ignore[arg-type]
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode(encoding)


def as_xlsx(
    rows: Iterable[Row], *, sheet: str = "orders", above: Sequence[Sequence[str]] = (), inline: bool = False
) -> bytes:
    """Return the rows as a workbook: texts as texts, numbers as numbers, a text that starts with "{=" as a formula."""
    rows = list(rows)
    data = io.BytesIO()
    with xlsxwriter.Workbook(data, {"constant_memory": inline, "in_memory": True}) as book:
        page = book.add_worksheet(sheet)
        for at, cells in enumerate([*above, list(rows[0]), *(row.values() for row in rows)]):
            for column, cell in enumerate(cells):
                if isinstance(cell, int | float):
                    page.write_number(at, column, cell)
                elif str(cell).startswith("{="):
                    page.write_formula(at, column, str(cell)[1:], value="")
                elif cell != "":
                    page.write_string(at, column, str(cell))
    return data.getvalue()
