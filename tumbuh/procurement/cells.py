"""Text columns to values, whole columns at once; what cannot be one is told with its row."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

import polars as pl

_EMPTY_CODE = r"^0*$"
_FLOAT = r"^(\d+)[.,]0+$"  # not the end of 5.02.0.00.0.00.01.0000
_SCIENTIFIC = r"(?i)^\d([.,]\d+)?e\+?\d+$"
_INDONESIAN = r"^[+-]?(\d{1,3}(\.\d{3})+|\d+)(,\d+)?$"
_PLAIN = r"^[+-]?\d+(\.\d+)?$"
_PLAN_CODE = r"^[0-9A-Za-z._/-]{1,40}$"
_ONLY_INDONESIAN = r",\d|\.\d{3}\.\d{3}"
_ONLY_PLAIN = r"^[^,]*\.(\d{1,2}|\d{4,})$"
_DAYS = ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d %b %Y", "%Y/%m/%d")
_TRUE = ["true", "t", "1", "ya", "y", "yes", "aktif", "benar"]
_FALSE = ["false", "f", "0", "tidak", "n", "no", "nonaktif", "non aktif", "salah"]
LARGEST_RUPIAH = 10**15
LONGEST_CODE = 64  # of a unit, a package, an order; longer ones are no codes
_LARGEST_FLOAT = 10.0**16

ERROR_SCHEMA: dict[str, pl.DataType | type[pl.DataType]] = {
    "row": pl.UInt32,
    "reason": pl.String,
    "column": pl.String,
    "value": pl.String,
    "message": pl.String,
}


class Kind(StrEnum):
    """What a column holds."""

    TEXT = "text"
    CODE = "code"
    CODES = "codes"
    RUPIAH = "rupiah"
    FLAG = "flag"
    DAY = "day"
    NUMBER = "number"
    YEAR = "year"
    NPWP = "npwp"


@dataclass(frozen=True)
class Column:
    """One column of a data set: our field, what it holds, the names it goes by, and whether rows need it."""

    field: str
    kind: Kind
    names: tuple[str, ...]
    required: bool = False


@dataclass(frozen=True)
class Parsed:
    """The rows with their typed fields (also of bad rows), the errors, and how many amounts were no whole rupiah."""

    frame: pl.DataFrame
    errors: pl.DataFrame
    rounded: int


def parse(frame: pl.DataFrame, columns: Sequence[Column]) -> Parsed:
    """
    Return the typed columns of a part; a field that the file does not have is null throughout.

    A filled cell that cannot be a value of its kind is an error of its row, and so is an empty required one.
    """
    typed: dict[str, pl.Series] = {"row": frame["row"]}
    errors, rounded = [], 0
    for column in columns:
        text = (
            frame[column.field] if column.field in frame.columns else pl.Series([None] * frame.height, dtype=pl.String)
        )
        if column.kind is Kind.RUPIAH:
            rounded += _with_fraction(text)
        values = _PARSERS[column.kind](text)
        typed[column.field] = values.alias(column.field)
        errors.append(_errors(column, frame["row"], text, values))
    return Parsed(pl.DataFrame(typed), pl.concat(errors), rounded)


def _errors(column: Column, rows: pl.Series, text: pl.Series, values: pl.Series) -> pl.DataFrame:
    bad = text.is_not_null() & values.is_null() & ~text.fill_null("").str.contains(_EMPTY_CODE)
    if column.kind in {Kind.RUPIAH, Kind.FLAG, Kind.DAY, Kind.NUMBER, Kind.YEAR}:
        bad = text.is_not_null() & values.is_null()
    found = pl.DataFrame({"row": rows, "value": text}).filter(bad)
    told = found.select(
        "row",
        reason=pl.lit(f"bad_{column.kind.value}"),
        column=pl.lit(column.names[0]),
        value=pl.col("value").str.slice(0, 200),
        message=pl.concat_str(pl.lit("“"), pl.col("value").str.slice(0, 60), pl.lit(f"” {_WHAT[column.kind]}")),
    )
    if not column.required:
        return told
    empty = pl.DataFrame({"row": rows}).filter(values.is_null() & ~bad)
    missing = empty.select(
        "row",
        reason=pl.lit("missing"),
        column=pl.lit(column.names[0]),
        value=pl.lit(""),
        message=pl.lit(f"Kolom {column.names[0]} kosong; baris ini tidak dapat dibaca tanpanya."),
    )
    return pl.concat([told, missing])


_WHAT = {
    Kind.TEXT: "bukan teks.",
    Kind.CODE: "bukan kode; Excel mungkin mengubahnya menjadi angka. Ubah kolomnya menjadi Teks.",
    Kind.CODES: "bukan kode RUP; tulis angka, dipisah titik koma bila beberapa.",
    Kind.RUPIAH: "bukan jumlah rupiah; tulis seperti 1250000 atau 1.250.000.",
    Kind.FLAG: "bukan ya atau tidak; tulis true atau false.",
    Kind.DAY: "bukan tanggal; tulis seperti 2026-03-31.",
    Kind.NUMBER: "bukan angka.",
    Kind.YEAR: "bukan tahun anggaran.",
    Kind.NPWP: "bukan NPWP.",
}


def text(values: pl.Series) -> pl.Series:
    """Return the texts with single spaces."""
    return values.str.replace_all(r"\s+", " ").str.strip_chars()


def code(values: pl.Series) -> pl.Series:
    """Return codes: "123.0" is 123; zeros only, Excel's 4.01E+07 and what is too long are none."""
    stripped = values.str.strip_chars("'\" ").str.replace(_FLOAT, "$1")
    frame = pl.DataFrame({"code": stripped})
    bad = pl.col("code").str.contains(_SCIENTIFIC) | pl.col("code").str.contains(_EMPTY_CODE)
    bad |= pl.col("code").str.len_chars() > LONGEST_CODE
    return frame.select(pl.when(bad).then(None).otherwise("code")).to_series()


def codes(values: pl.Series) -> pl.Series:
    """Return plan codes as "{a,b}" for an array: split at ; , | and blanks, each once, in order; {} for none."""
    cleaned = values.str.replace_all(r"[\"'{}\[\]]", "").str.replace_all(r"[.,]0+(\s*[;|]|$)", "$1")
    frame = pl.DataFrame({"cleaned": cleaned, "text": values})
    split = pl.col("cleaned").str.replace_all(r"[;,|\s]+", ";").str.split(";")
    kept = split.list.eval(pl.element().filter(~pl.element().str.contains(_EMPTY_CODE))).list.unique(
        maintain_order=True
    )
    usual = pl.element().str.contains(_PLAN_CODE) & ~pl.element().str.contains(_SCIENTIFIC)
    strange = kept.list.eval(~usual).list.any()
    joined = pl.concat_str(pl.lit("{"), kept.list.join(","), pl.lit("}"))
    return frame.select(
        pl.when(pl.col("text").is_null()).then(pl.lit("{}")).when(strange).then(None).otherwise(joined).alias("codes")
    ).to_series()


def rupiah(values: pl.Series) -> pl.Series:
    """Return whole rupiah, half to even; a minus is kept. Beyond a thousand trillion it is none."""
    amounts = number(values.str.replace(r"(?i)^(rp|idr)\.?\s*", ""))
    frame = pl.DataFrame({"amount": amounts})
    sane = pl.col("amount").abs() <= LARGEST_RUPIAH
    return frame.select(pl.when(sane).then(pl.col("amount").round(0, mode="half_to_even").cast(pl.Int64))).to_series()


def number(values: pl.Series) -> pl.Series:
    """
    Return numbers as decimals with four places. A column is written in one way: "1.234" is a thousand and more unless
    the column has plain decimals (12.5) and nothing that only Indonesians write (1.234.567 or 12,5).
    """
    cleaned = values.str.replace_all(r"[\s\u00a0]", "").str.replace("−", "-")
    # 1.25E+06 is what Excel and JavaScript make of a large amount; as a float it is exact below 2^53.
    plain_column = bool(cleaned.str.contains(_ONLY_PLAIN).any()) and not bool(
        cleaned.str.contains(_ONLY_INDONESIAN).any()
    )
    frame = pl.DataFrame({"t": cleaned})
    t = pl.col("t")
    indonesian = pl.when(t.str.contains(_INDONESIAN)).then(t.str.replace_all(r"\.", "").str.replace(",", "."))
    plain = pl.when(t.str.contains(_PLAIN)).then(t)
    floats = pl.when(t.str.contains(_SCIENTIFIC)).then(t.str.replace(",", ".").cast(pl.Float64, strict=False))
    chosen = plain if plain_column else pl.coalesce(indonesian, plain)
    exact = chosen.str.slice(0, 40).cast(pl.Decimal(38, 4), strict=False)
    return frame.select(
        pl.coalesce(exact, pl.when(floats.abs() < _LARGEST_FLOAT).then(floats).cast(pl.Decimal(38, 4), strict=False))
    ).to_series()


def year(values: pl.Series) -> pl.Series:
    """Return years from 2000 to 2100."""
    frame = pl.DataFrame({"y": values.str.strip_chars().str.replace(_FLOAT, "$1")})
    found = pl.when(pl.col("y").str.contains(r"^20\d\d$|^2100$")).then("y")
    return frame.select(found.cast(pl.Int64)).to_series()


def flag(values: pl.Series) -> pl.Series:
    """Return Booleans from TRUE, true, 1, "Ya", "1.0" and the like."""
    lower = values.str.to_lowercase().str.strip_chars().str.replace(_FLOAT, "$1")
    frame = pl.DataFrame({"t": lower})
    yes, no = pl.col("t").is_in(_TRUE), pl.col("t").is_in(_FALSE)
    return frame.select(pl.when(yes).then(pl.lit(value=True)).when(no).then(pl.lit(value=False))).to_series()


def day(values: pl.Series) -> pl.Series:
    """Return days from ISO days and moments, 31/03/2026, 31-03-2026; the time of day is dropped, as it is WIB."""
    start = values.str.replace(r"[T ]\d{1,2}[:.]\d{2}.*$", "").str.strip_chars()
    frame = pl.DataFrame({"t": start})
    tried = [pl.col("t").str.strptime(pl.Date, form, strict=False, exact=True) for form in _DAYS]
    found = pl.coalesce(*tried)
    sane = found.dt.year().is_between(1990, 2100)
    return frame.select(pl.when(sane).then(found)).to_series()


def npwp(values: pl.Series) -> pl.Series:
    """Return the 16 digits of a taxpayer's number, the old 15 with a 0 before; null for what is none."""
    digits = values.str.replace(_FLOAT, "$1").str.replace_all(r"\D", "")
    frame = pl.DataFrame({"d": digits})
    length = pl.col("d").str.len_chars()
    whole = pl.when(length == 15).then(pl.concat_str(pl.lit("0"), "d")).when(length == 16).then("d")
    return frame.select(pl.when(pl.col("d").str.contains(_EMPTY_CODE)).then(None).otherwise(whole)).to_series()


def _with_fraction(values: pl.Series) -> int:
    amounts = number(values.str.replace(r"(?i)^(rp|idr)\.?\s*", ""))
    return int((amounts != amounts.round(0)).sum() or 0)


_PARSERS: dict[Kind, Callable[[pl.Series], pl.Series]] = {
    Kind.TEXT: text,
    Kind.CODE: code,
    Kind.CODES: codes,
    Kind.RUPIAH: rupiah,
    Kind.FLAG: flag,
    Kind.DAY: day,
    Kind.NUMBER: number,
    Kind.YEAR: year,
    Kind.NPWP: npwp,
}
