"""Big export files, the same for the same size and seed: two years of orders, each line with made-up buyers' data."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import polars as pl

from benchmarks.columns import SHOPEE, TIKTOK

_STEP_ROWS = 100_000
_FIRST_DAY = datetime(2024, 11, 1)  # noqa: DTZ001 - wall clocks, as the exports have them
_MINUTES = 2 * 365 * 24 * 60
_STATUSES = pl.Series(["Selesai"] * 16 + ["Dikirim", "Perlu dikirim", "Dibatalkan", "Belum dibayar"])
_SHOPEE_STATUSES = pl.Series(["Selesai"] * 16 + ["Sedang Dikirim", "Perlu Dikirim", "Batal", "Belum Bayar"])


def _number(salt: int, below: int) -> pl.Expr:
    """Return a number from 0 to below-1 for each line; equal for equal line, seed and salt."""
    mixed = (pl.col("i") + pl.col("seed") * 7_919 + salt * 104_729) * 2_654_435_761 % 4_294_967_296
    return (mixed // 65_536 * 40_503 + mixed) % 4_294_967_291 % below


def _pick(salt: int, values: pl.Series) -> pl.Expr:
    return _number(salt, len(values)).replace_strict(pl.Series(range(len(values))), values, return_dtype=pl.String)


def _lines(start: int, stop: int, seed: int) -> pl.LazyFrame:
    """Return what both exports share; three lines in two orders."""
    minute = pl.lit(_FIRST_DAY) + pl.duration(minutes=(pl.col("order") * 7_621 + pl.col("seed") * 31) % _MINUTES)
    return (
        pl.LazyFrame({"i": pl.int_range(start, stop, eager=True)})
        .with_columns(seed=pl.lit(seed), order=pl.col("i") * 2 // 3)
        .with_columns(
            created=minute,
            quantity=_number(1, 4) + 1,
            price=(_number(2, 195) + 5) * 1_000,
            product=_number(3, 400),
            size=_number(4, 5),
        )
        .with_columns(discount=pl.col("price") * _number(5, 4) // 20 // 100 * 100 * pl.col("quantity"))
    )


def tiktok_rows(start: int, stop: int, *, seed: int) -> pl.DataFrame:
    """Return lines of a TikTok Shop + Tokopedia export, all 65 columns as text, ids and times with their TAB."""
    tab = pl.lit("\t")
    time = pl.col("created").dt.strftime("%d/%m/%Y %H:%M:%S") + tab
    gross = pl.col("price") * pl.col("quantity")
    named = {
        "Order ID": (pl.lit(576_000_000_000_000_001) + pl.col("order") * 977).cast(pl.String) + tab,
        "Order Status": _pick(6, _STATUSES),
        "Order Substatus": pl.lit("Selesai"),
        "Normal or Pre-order": pl.lit("Normal"),
        "SKU ID": (pl.lit(1_729_000_000_000_000_000) + pl.col("product") * 5 + pl.col("size")).cast(pl.String) + tab,
        "Seller SKU": pl.format("KRP-{}-{}", "product", "size"),
        "Product Name": pl.format('Keripik Singkong "Renyah" {}, 250 g', "product"),
        "Variation": pl.format("Pedas level {}", "size"),
        "Quantity": pl.col("quantity"),
        "Sku Quantity of return": pl.lit(0),
        "SKU Unit Original Price": pl.col("price"),
        "SKU Subtotal Before Discount": gross,
        "SKU Platform Discount": pl.lit(1_000),
        "SKU Seller Discount": pl.col("discount"),
        "SKU Subtotal After Discount": gross - pl.col("discount") - 1_000,
        "Shipping Fee After Discount": pl.lit(9_000),
        "Order Refund Amount": pl.lit(0),
        "Order Amount": gross + 8_000 - pl.col("discount"),
        "Created Time": time,
        "Paid Time": time,
        "RTS Time": time,
        "Shipped Time": time,
        "Delivered Time": time,
        "Tracking ID": pl.format("JX{}", "order") + tab,
        "Buyer Username": pl.format("pembeli{}", _number(7, 90_000)),
        "Recipient": pl.format("P***** {}", _number(7, 90_000)),
        "Phone #": pl.format("(+62)812*****{}", _number(7, 90) + 10),
        "Province": pl.lit("DKI Jakarta"),
        "Regency and City": pl.lit("Jakarta Selatan"),
        "Detail Address": pl.format("Jl. Melati No. {}, RT 01/RW 02, dekat warung", _number(8, 300)),
        "Payment Method": pl.lit("Bayar di tempat"),
        "Weight(kg)": pl.lit("0.25"),
        "Product Category": pl.lit("Makanan & Minuman"),
        "Purchase Channel": _pick(9, pl.Series(["TikTok", "Tokopedia"])),
    }
    return _columns(_lines(start, stop, seed), TIKTOK, named)


def shopee_rows(start: int, stop: int, *, seed: int) -> pl.DataFrame:
    """Return lines of a Shopee export, all columns as text, money with thousand dots."""
    time = pl.col("created").dt.strftime("%Y-%m-%d %H:%M")
    deal = pl.col("price") - pl.col("discount") // pl.col("quantity")
    named = {
        "No. Pesanan": pl.col("created").dt.strftime("%y%m%d") + pl.format("A{}", pl.col("order") + 1_000_000),
        "Status Pesanan": _pick(6, _SHOPEE_STATUSES),
        "No. Resi": pl.format("SPXID{}", "order"),
        "Opsi Pengiriman": pl.lit("Reguler (Cashless)-SPX Standard"),
        "Waktu Pengiriman Diatur": time,
        "Waktu Pesanan Dibuat": time,
        "Waktu Pembayaran Dilakukan": time,
        "Metode Pembayaran": pl.lit("COD (Bayar di Tempat)"),
        "Nama Produk": pl.format("Keripik Singkong {} & Balado 250 g", "product"),
        "Nomor Referensi SKU": pl.format("KRP-{}-{}", "product", "size"),
        "Nama Variasi": pl.format("Pedas level {}", "size"),
        "Harga Awal": _dotted(pl.col("price")),
        "Harga Setelah Diskon": _dotted(deal),
        "Jumlah": pl.col("quantity"),
        "Returned quantity": pl.lit(0),
        "Total Harga Produk": _dotted(deal * pl.col("quantity")),
        "Total Diskon": _dotted(pl.col("discount")),
        "Diskon Dari Penjual": _dotted(pl.col("discount")),
        "Diskon Dari Shopee": pl.lit("0"),
        "Voucher Ditanggung Penjual": pl.lit("0"),
        "Total Pembayaran": _dotted(deal * pl.col("quantity") + 9_000),
        "Catatan dari Pembeli": pl.lit("-"),
        "Username (Pembeli)": pl.format("pembeli{}", _number(7, 90_000)),
        "Nama Penerima": pl.format("P***** {}", _number(7, 90_000)),
        "No. Telepon": pl.format("******{}", _number(7, 90) + 10),
        "Alamat Pengiriman": pl.format("Jl. Melati No. {}, RT 01/RW 02, dekat warung", _number(8, 300)),
        "Kota/Kabupaten": pl.lit("KOTA JAKARTA SELATAN"),
        "Provinsi": pl.lit("DKI JAKARTA"),
        "Waktu Pesanan Selesai": time,
    }
    return _columns(_lines(start, stop, seed), SHOPEE, named)


def _columns(lines: pl.LazyFrame, names: tuple[str, ...], named: dict[str, pl.Expr]) -> pl.DataFrame:
    unknown = set(named) - set(names)
    if unknown:
        raise ValueError(f"no such columns: {unknown}")
    blank = pl.lit("")
    return lines.select(named.get(name, blank).cast(pl.String).alias(name) for name in names).collect()


def _dotted(rupiah: pl.Expr) -> pl.Expr:
    text = rupiah.cast(pl.String)
    thousands = pl.when(text.str.len_bytes() > 3).then(text.str.slice(0, text.str.len_bytes() - 3) + pl.lit("."))
    return thousands.otherwise(pl.lit("")) + text.str.tail(3)


def write_csv(path: Path, lines: int, *, seed: int) -> None:
    """Write a TikTok Shop + Tokopedia csv: UTF-8 with a byte order mark, every cell quoted."""
    with path.open("wb") as file:
        file.write(b"\xef\xbb\xbf")
        for start in range(0, lines, _STEP_ROWS):
            rows = tiktok_rows(start, min(start + _STEP_ROWS, lines), seed=seed)
            rows.write_csv(file, include_header=start == 0, quote_style="always")


def write_xlsx(path: Path, lines: int, *, seed: int) -> None:
    """Write a Shopee Order.all workbook, texts shared as Excel does: XML by expressions, ten times a library's pace."""
    with ZipFile(path, "w", ZIP_DEFLATED, compresslevel=1) as archive:
        for name, text in _FRAME.items():
            archive.writestr(name, text)
        known: dict[str, int] = {}
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            part.write(f'{_XML}<worksheet xmlns="{_MAIN}"><dimension ref="A1:AW{lines + 1}"/><sheetData>'.encode())
            part.write(_xml_rows(pl.DataFrame([SHOPEE], schema=list(SHOPEE), orient="row"), 1, known).encode())
            for start in range(0, lines, _STEP_ROWS):
                rows = shopee_rows(start, min(start + _STEP_ROWS, lines), seed=seed)
                part.write(_xml_rows(rows, start + 2, known).encode())
            part.write(b"</sheetData></worksheet>")
        with archive.open("xl/sharedStrings.xml", "w", force_zip64=True) as part:
            part.write(f'{_XML}<sst xmlns="{_MAIN}">'.encode())
            for piece in _shared_xml(known):
                part.write(piece)
            part.write(b"</sst>")


def _xml_rows(rows: pl.DataFrame, first: int, known: dict[str, int]) -> str:
    for text in pl.concat([rows[name].rename("text").unique() for name in rows.columns]).unique(maintain_order=True):
        known.setdefault(text, len(known))
    cells = []
    for at, name in enumerate(rows.columns):
        numbers = rows[name].unique()
        table = {text: str(known[text]) for text in numbers}
        number = pl.col(name).replace_strict(table, return_dtype=pl.String)
        cell = pl.format(f'<c r="{_letters(at)}{{}}" t="s"><v>{{}}</v></c>', "row", number)
        cells.append(pl.when(pl.col(name) == "").then(pl.lit("")).otherwise(cell))
    xml = pl.concat_str(pl.format('<row r="{}">', "row"), *cells, pl.lit("</row>")).alias("xml")
    return "".join(rows.with_row_index("row", offset=first).select(xml).to_series())


def _shared_xml(known: dict[str, int]) -> Iterator[bytes]:
    texts = pl.Series("text", list(known), dtype=pl.String)
    for part in texts.to_frame().iter_slices(_STEP_ROWS):
        escaped = part["text"].str.replace_all("&", "&amp;", literal=True).str.replace_all("<", "&lt;", literal=True)
        yield "".join("<si><t>" + escaped + "</t></si>").encode()


def _letters(at: int) -> str:
    return (chr(64 + at // 26) if at >= 26 else "") + chr(65 + at % 26)


_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_FRAME = {
    "[Content_Types].xml": f'{_XML}<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPE}.worksheet+xml"/>'
    f'<Override PartName="/xl/sharedStrings.xml" ContentType="{_TYPE}.sharedStrings+xml"/></Types>',
    "_rels/.rels": f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_LINKS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'{_XML}<workbook xmlns="{_MAIN}" xmlns:r="{_LINKS}">'
    '<sheets><sheet name="orders" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_LINKS}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{_LINKS}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
}
