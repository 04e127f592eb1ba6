"""The demo's register as an office's list: the columns and the habits of writing that the importer must cope with."""

from collections.abc import Mapping
from pathlib import Path

import polars as pl

from tumbuh.demo.exports import sheets

LARGEST_WORKBOOK = 20_000  # rows; longer lists come as csv, as in real offices


def table(rows: pl.DataFrame, places: Mapping[str, tuple[str, str, str]]) -> pl.DataFrame:
    """Return the list's cells, all of them text. `places`: names of ward, district and city by the ward's code."""
    names = pl.DataFrame(
        [(code, *named) for code, named in places.items()],
        schema={"ward_code": pl.String, "ward": pl.String, "district": pl.String, "city": pl.String},
        orient="row",
    )
    placed = rows.join(names, on="ward_code", how="left", maintain_order="left")
    return placed.select(
        pl.int_range(1, pl.len() + 1).cast(pl.String).alias("No"),
        pl.col("owner_name").alias("Nama Pemilik"),
        pl.col("nik").alias("NIK"),
        pl.col("gender").alias("L/P"),
        _day("born_on").alias("Tgl Lahir"),
        pl.col("phone").alias("No. HP/WA"),
        pl.col("business_name").alias("Nama Usaha"),
        pl.col("nib").alias("NIB"),
        pl.col("kbli").alias("KBLI"),
        _day("registered_on").alias("Tanggal Terdaftar"),
        _day("closed_on").alias("Tanggal Tutup"),
        pl.col("address").alias("Alamat Usaha"),
        pl.col("ward").alias("Kelurahan"),
        pl.col("district").alias("Kecamatan"),
        pl.col("city").alias("Kota/Kabupaten"),
        sheets.dotted(pl.col("capital")).alias("Modal Usaha"),
        sheets.dotted(pl.col("yearly_sales")).alias("Omzet per Tahun"),
        pl.col("size_class").alias("Skala Usaha"),
        pl.col("pirt").alias("No P-IRT"),
        pl.col("bpom").alias("Izin Edar BPOM"),
        pl.col("halal").alias("No Sertifikat Halal"),
    ).with_columns(pl.all().fill_null(""))


def write(folder: Path, name: str, cells: pl.DataFrame) -> Path:
    """Write a list under a name, as a workbook or, when it is long, as csv; return the file."""
    folder.mkdir(parents=True, exist_ok=True)
    if cells.height <= LARGEST_WORKBOOK:
        path = folder / f"{name}.xlsx"
        sheets.write_xlsx(path, cells, sheet="Daftar UMKM")
    else:
        path = folder / f"{name}.csv"
        cells.write_csv(path, separator=";", include_bom=True)
    return path


def _day(column: str) -> pl.Expr:
    return pl.col(column).dt.strftime("%d/%m/%Y")
