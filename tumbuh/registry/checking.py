"""From a file's cells to typed rows and a list of what is wrong with them. Nothing here reads the database."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from tumbuh.kernel.errors import Refused
from tumbuh.registry.cells import PARSERS
from tumbuh.registry.columns import BY_NAME
from tumbuh.registry.files import Table
from tumbuh.registry.places import AREA_FIELDS, PlaceFinder
from tumbuh.registry.row_errors import ERROR_SCHEMA, error, masked, masked_in
from tumbuh.registry.rules import name_key
from tumbuh.registry.sealing import Sealer

LICENCE_KINDS = ("pirt", "bpom", "halal")
_DAYS = ("born_on", "registered_on", "closed_on", "as_of")
_AMOUNTS = ("capital", "yearly_sales")
_SECRET = ("nik", "npwp", "phone")
TYPES: dict[str, Any] = dict.fromkeys(_DAYS, pl.Date) | dict.fromkeys(_AMOUNTS, pl.Int64)
DERIVED = ("owner_name_key", "business_name_key", "nik_hash", "npwp_hash", "area_code")


@dataclass(frozen=True)
class Checked:
    """
    The rows of a file, typed, and what is wrong.

    `rows`: row (UInt32), a column for every field of columns.FIELDS (null where the file has none) and DERIVED.
    `errors`: ERROR_SCHEMA, the value of ids masked. A row in `errors` must not come in.
    """

    rows: pl.DataFrame
    errors: pl.DataFrame

    @property
    def good(self) -> pl.DataFrame:
        """The rows without an error."""
        return self.rows.join(self.errors.select("row").unique(), on="row", how="anti", maintain_order="left")


def check(
    table: Table,
    *,
    mapping: Mapping[str, str],
    sealer: Sealer,
    places: PlaceFinder,
    today: date,
    step: Callable[[int], None] = lambda _: None,
) -> Checked:
    """Return the typed rows and every error of a file; `step` is told how many of the columns are done."""
    rows = table.frame.select("row")
    errors = [_ragged(table)]
    column_of = {field: column for column, field in mapping.items()}
    for done, (field, column) in enumerate(column_of.items(), start=1):
        if field not in AREA_FIELDS:
            parsed, wrong = _parse_column(table, column, field)
            rows = rows.with_columns(parsed)
            errors.append(wrong)
        step(done)
    missing = {name: TYPES.get(name, pl.String) for name in BY_NAME if name not in rows.columns}
    rows = rows.with_columns(pl.lit(None, dtype=kind).alias(name) for name, kind in missing.items())
    area, wrong = places.find(table.frame, {field: column_of[field] for field in AREA_FIELDS if field in column_of})
    rows = _with_keys(rows.with_columns(area), sealer)
    errors += [wrong, *_row_errors(rows, column_of, today)]
    known = pl.concat([one for one in errors if one.height] or [pl.DataFrame(schema=ERROR_SCHEMA)])
    return Checked(rows, known.unique(["row", "code", "column"], keep="first", maintain_order=True).sort("row"))


def _parse_column(table: Table, column: str, field: str) -> tuple[pl.Series, pl.DataFrame]:
    """Return the column's values and its errors. Each distinct text is parsed once."""
    texts = table.frame[column]
    values: dict[str, Any] = {}
    refusals: dict[str, tuple[str, str]] = {}
    parse = PARSERS[field]
    for text in texts.drop_nulls().unique():
        try:
            values[text] = parse(text)
        except Refused as refused:
            refusals[text] = (refused.code, refused.message)
    if field == "nik" and table.is_number is not None:
        return _without_rounded(table, column, values, refusals)
    kind = TYPES.get(field, pl.String)
    return _mapped(texts, values, kind).alias(field), _errors_of(table.frame, column, field, refusals)


def _without_rounded(
    table: Table, column: str, values: dict[str, Any], refusals: dict[str, tuple[str, str]]
) -> tuple[pl.Series, pl.DataFrame]:
    """Refuse NIKs held as numbers that end in 0: Excel keeps 15 digits and makes the sixteenth a zero."""
    texts = table.frame[column]
    ends_in_zero = texts.str.contains(r"^\d{15}0$").fill_null(value=False)
    if table.is_number is None or not ends_in_zero.any():
        return _mapped(texts, values, pl.String).alias("nik"), _errors_of(table.frame, column, "nik", refusals)
    rounded = ends_in_zero & table.is_number(column)
    message = (
        "NIK disimpan Excel sebagai angka sehingga angka terakhirnya menjadi 0. Ubah format kolom menjadi Teks, lalu "
        "salin ulang dari sumbernya."
    )
    spoilt = table.frame.filter(rounded).with_columns(pl.col(column).map_elements(masked, return_dtype=pl.String))
    wrong = error(spoilt, code="nik_rounded", column=column, value=column, message=message)
    others = _errors_of(table.frame.filter(~rounded), column, "nik", refusals)
    kept = pl.select(pl.when(~rounded).then(_mapped(texts, values, pl.String))).to_series()
    return kept.alias("nik"), pl.concat([wrong, others])


def _mapped(texts: pl.Series, values: Mapping[str, Any], kind: Any) -> pl.Series:
    if not values:
        return pl.Series([None] * len(texts), dtype=kind)
    new = pl.Series(list(values.values()), dtype=kind)
    return texts.replace_strict(pl.Series(list(values)), new, default=None, return_dtype=kind)


def _errors_of(frame: pl.DataFrame, column: str, field: str, refusals: dict[str, tuple[str, str]]) -> pl.DataFrame:
    if not refusals:
        return pl.DataFrame(schema=ERROR_SCHEMA)
    show: Callable[[str], str] = masked if field in _SECRET else str
    tell: Callable[[str], str] = masked_in if field in _SECRET else str
    known = pl.DataFrame(
        {
            "text": list(refusals),
            "code": [code for code, _ in refusals.values()],
            "value": [show(text)[:80] for text in refusals],
            "message": [tell(message.replace(text, show(text))) for text, (_, message) in refusals.items()],
        }
    )
    found = frame.select("row", text=pl.col(column)).join(known, on="text")
    return found.select("row", "code", column=pl.lit(column), value="value", message="message").cast(ERROR_SCHEMA)


def _ragged(table: Table) -> pl.DataFrame:
    message = (
        f"Baris ini memiliki lebih banyak sel daripada {len(table.columns)} kolom judul; periksa tanda pemisahnya."
    )
    return error(table.ragged, code="too_many_cells", column="", value="cells", message=message)


def _with_keys(rows: pl.DataFrame, sealer: Sealer) -> pl.DataFrame:
    """Add the keys by which names and ids are compared."""
    keys = []
    for source, target, make in (
        ("owner_name", "owner_name_key", name_key),
        ("business_name", "business_name_key", name_key),
        ("nik", "nik_hash", lambda text: sealer.digest("nik", text)),
        ("npwp", "npwp_hash", lambda text: sealer.digest("npwp", text)),
    ):
        known = rows[source].drop_nulls().unique()
        keys.append(_mapped(rows[source], {text: make(text) or None for text in known}, pl.String).alias(target))
    return rows.with_columns(keys).with_columns(pl.when(pl.col("phone") != "").then("phone").alias("phone"))


def _row_errors(rows: pl.DataFrame, column_of: Mapping[str, str], today: date) -> list[pl.DataFrame]:
    """Return the errors that are seen only across a row's cells."""
    at = {name: column_of.get(name, field.label) for name, field in BY_NAME.items()}
    key = pl.col("nik").is_null() & pl.col("nib").is_null() & pl.col("phone").is_null()
    checks: list[tuple[pl.Expr, str, str, str]] = [
        (pl.col("owner_name_key").is_null(), "owner_name", "owner_name_missing", "Isi nama pemilik."),
        (pl.col("business_name_key").is_null(), "business_name", "business_name_missing", "Isi nama usaha."),
        (key, "nik", "key_missing", "Isi NIK, NIB, atau telepon; tanpa itu usaha ini akan tercatat dua kali."),
        (
            pl.col("registered_on") > today,
            "registered_on",
            "day_ahead",
            "Tanggal terdaftar belum tiba; periksa tahunnya.",
        ),
        (pl.col("closed_on") > today, "closed_on", "day_ahead", "Tanggal tutup belum tiba; periksa tahunnya."),
        (pl.col("as_of") > today, "as_of", "day_ahead", "Tanggal data belum tiba; periksa tahunnya."),
        (pl.col("born_on") >= today, "born_on", "day_ahead", "Tanggal lahir belum tiba; periksa tahunnya."),
        (
            pl.col("closed_on") < pl.col("registered_on"),
            "closed_on",
            "days_out_of_order",
            "Tanggal tutup lebih awal daripada tanggal terdaftar.",
        ),
    ]
    return [
        error(rows.filter(wrong), code=code, column=at[name], value=None if name == "nik" else name, message=message)
        for wrong, name, code, message in checks
    ]
