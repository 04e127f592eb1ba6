"""What is wrong with the rows of a file: one frame of errors, ids masked in it."""

import re

import polars as pl

ERROR_SCHEMA = pl.Schema(
    {"row": pl.UInt32, "code": pl.String, "column": pl.String, "value": pl.String, "message": pl.String}
)
_LONG_NUMBER = re.compile(r"\d[\d .\-]{5,}\d")


def error(rows: pl.DataFrame, *, code: str, column: str, value: str | None = None, message: str) -> pl.DataFrame:
    """Return the same error for each of the rows; `value` is the name of the column to show."""
    shown = pl.col(value).cast(pl.String).str.slice(0, 80) if value else pl.lit("")
    return rows.select(
        pl.col("row").cast(pl.UInt32),
        code=pl.lit(code),
        column=pl.lit(column),
        value=shown.fill_null(""),
        message=pl.lit(message),
    ).cast(ERROR_SCHEMA)


def masked(text: str) -> str:
    """Return the first four signs of an id and how many more there were: enough to find it in one's own file."""
    return f"{text[:4]}{'•' * max(len(text) - 4, 0)}"


def masked_in(message: str) -> str:
    """Return a message with every long number in it masked."""
    return _LONG_NUMBER.sub(lambda found: masked(found[0]), message)


def no_errors() -> pl.DataFrame:
    """Return an empty frame of errors."""
    return pl.DataFrame(schema=ERROR_SCHEMA)
