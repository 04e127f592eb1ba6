"""What a data set is: its columns, and how its rows become facts."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import polars as pl

from tumbuh.kernel.errors import Refused
from tumbuh.procurement.cells import ERROR_SCHEMA, Column, Kind

Hash = Callable[[pl.Series], pl.Series]


class UnknownDataSet(Refused):
    """There is no data set of this name."""

    code = "unknown_dataset"


@dataclass(frozen=True)
class Context:
    """What rows do not say themselves: the year, the budget's version, and how to hash and seal what is personal."""

    year: int
    version: str
    hash_npwp: Hash
    seal: Hash


@dataclass(frozen=True)
class Shaped:
    """Facts with `row`, `key` and the columns of the target; the errors of rows that became none; what to tell."""

    frame: pl.DataFrame
    errors: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=ERROR_SCHEMA))
    notices: tuple[str, ...] = ()


@dataclass(frozen=True)
class DataSet:
    """
    One data set. `official` are its names at the source, `target` the model that its rows become.

    `summed` columns of rows with one key are added up (a file may hold several rows of one line); other rows with one
    key are the same fact twice.
    """

    id: str
    title: str
    official: tuple[str, ...]
    target: str
    columns: tuple[Column, ...]
    shape: Callable[[pl.DataFrame, Context], Shaped]
    summed: tuple[str, ...] = ()
    personal: tuple[str, ...] = ()  # fields whose cells are never kept with a rejected row

    def names(self) -> dict[str, tuple[str, ...]]:
        """Return for each field the names its column may have."""
        return {column.field: column.names for column in self.columns}

    def required(self) -> list[str]:
        """Return the fields without which a file is not this data set."""
        return [column.field for column in self.columns if column.required]


def columns(kind: Kind, *fields: str, required: bool = False) -> list[Column]:
    """Return columns of one kind from "field=name|other name" texts; the first name is the usual one."""
    made = []
    for text in fields:
        name, _, aliases = text.partition("=")
        made.append(Column(name, kind, tuple((aliases or name).split("|")), required=required))
    return made


UNIT = (
    *columns(Kind.CODE, "kd_satker=kd_satker|kode_satker|satker_id|id_satker"),
    *columns(Kind.CODE, "kd_satker_str=kd_satker_str|kode_satker_str|kode_sub_skpd|kode_skpd"),
)
YEAR = columns(Kind.YEAR, "tahun=tahun_anggaran|tahun|fiscal_year")


def unit_ref() -> pl.Expr:
    """Return the unit that a row names: RUP's code, else the budget's; "" when it names none."""
    return pl.coalesce("kd_satker", "kd_satker_str").fill_null("")


def year_or(context: Context) -> pl.Expr:
    """Return the row's own year, else that of the import."""
    return pl.col("tahun").fill_null(context.year)


def words(frame: pl.DataFrame, *names: str) -> pl.DataFrame:
    """Return the frame with "" in text columns where nothing is said."""
    return frame.with_columns(pl.col(name).fill_null("") for name in names)


def refuse(
    frame: pl.DataFrame, bad: pl.Expr, *, reason: str, column: str, message: str
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return the rows that pass and the errors of those that are bad; null is not bad."""
    marked = frame.with_columns(_bad=bad.fill_null(value=False))
    told = marked.filter("_bad").select(
        "row", reason=pl.lit(reason), column=pl.lit(column), value=pl.lit(""), message=pl.lit(message)
    )
    return marked.filter(~pl.col("_bad")).drop("_bad"), told


def count_notice(count: int, words_: str) -> Sequence[str]:
    """Return "12 nilai …" as a notice, or nothing for none."""
    return (f"{count} {words_}",) if count else ()
