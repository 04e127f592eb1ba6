"""What an export looks like: its columns by name. A column that is not named is never read, so buyers' data are not."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import polars as pl

from tumbuh.kernel.errors import Refused

HEADER_ROWS = 20  # the header is looked for in these; some exports carry a title and notes above it
MAX_SKU = 200  # characters; the ledger's mappings hold no longer one
_NEVER_WORDS = ("order_id", "quantity", "created_at")
Kind = Literal["order_id", "text", "rupiah", "count", "moment"]


class WrongChannel(Refused):
    """The file is an export of another marketplace, or of none that is known."""

    code = "wrong_channel"


class MissingColumn(Refused):
    """The file lacks columns that a sale cannot be read without."""

    code = "missing_column"


class RepeatedColumn(Refused):
    """A column that is needed stands in the file twice."""

    code = "repeated_column"


@dataclass(frozen=True)
class Column:
    """
    One column that is read: `field` is our name, `names` are the names it has in exports, newest first.

    A `needed` column must be in the file; a `filled` one must have a value in every row.
    """

    field: str
    kind: Kind
    names: tuple[str, ...]
    needed: bool = True
    filled: bool = False


@dataclass(frozen=True)
class Check:
    """Rows that cannot be true: `broken` is true for them; `field` is the column that is shown to a person."""

    reason: str
    field: str
    broken: pl.Expr


@dataclass(frozen=True)
class Doubt:
    """Lines that are taken as they are although the export may not say all; `notice` tells the sender ({} of them)."""

    notice: str
    holds: pl.Expr


@dataclass(frozen=True)
class Layout:
    """
    One marketplace's export.

    `order_id` is the pattern of its ids, `moments` are the ways in which it writes a time. Typed rows get the `derived`
    columns, then are judged by `checks`; `lines` says what each column of LINE_SCHEMA is for those that pass, among
    which the `doubts` are counted.
    """

    channel: str
    label: str
    order_id: str
    columns: tuple[Column, ...]
    moments: tuple[str, ...]
    derived: Mapping[str, pl.Expr]
    checks: tuple[Check, ...]
    lines: Mapping[str, pl.Expr]
    doubts: tuple[Doubt, ...] = ()

    def column(self, field: str) -> Column:
        """Return the column of a field."""
        return next(column for column in self.columns if column.field == field)


@dataclass(frozen=True)
class Found:
    """Where a layout's columns are: rows are counted from 0; `position` is each field's column, of `width` in all."""

    header_at: int
    data_at: int
    position: dict[str, int]
    width: int
    score: int
    moments: frozenset[str] = frozenset()  # the fields that are moments


def find(layout: Layout, rows: Sequence[Sequence[str]]) -> Found:
    """Return where the layout's columns are in the first rows of a table; the row that knows most of them wins."""
    moments = frozenset(column.field for column in layout.columns if column.kind == "moment")
    known = {normal(name): column.field for column in layout.columns for name in column.names}
    best = Found(0, 1, {}, 0, 0)
    for at, row in enumerate(rows[:HEADER_ROWS]):
        texts = [normal(cell) for cell in row]
        score = len({known[text] for text in texts if text in known})
        if score > best.score:
            position = {column.field: at_ for column in layout.columns if (at_ := _position(column, texts)) is not None}
            best = Found(at, at + 1 + _described(position, rows[at + 1 : at + 2]), position, len(row), score, moments)
    return best


def _described(position: dict[str, int], below: Sequence[Sequence[str]]) -> bool:
    """Return whether the row under the header explains the columns: words where an id, a count and a time would be."""
    explained = [row[at] for row in below for field in _NEVER_WORDS if (at := position.get(field, 0)) < len(row)]
    return " " in "".join(explained[:1]).strip() and not any(sign.isdigit() for text in explained for sign in text)


def check(layout: Layout, found: Found, rows: Sequence[Sequence[str]], others: Iterable[Layout]) -> None:
    """Raises: WrongChannel, MissingColumn, RepeatedColumn when the table is not the layout's export."""
    missing = [column.names[0] for column in layout.columns if column.needed and column.field not in found.position]
    if missing:
        for other in others:
            there = find(other, rows)
            if all(column.field in there.position for column in other.columns if column.needed):
                raise WrongChannel(
                    f"Berkas ini tampaknya ekspor pesanan {other.label}, bukan {layout.label}. "
                    f"Pilih toko {other.label}, atau unggah ekspor {layout.label}."
                )
        if found.score < len(layout.columns) // 3:
            raise WrongChannel(
                f"Berkas ini bukan ekspor pesanan {layout.label}: baris judul kolomnya tidak ditemukan. "
                f"Unduh ulang pesanan dari pusat penjual {layout.label} tanpa mengubah judul kolomnya."
            )
        named = ", ".join(f"“{name}”" for name in missing)
        raise MissingColumn(
            f"Kolom {named} tidak ada dalam berkas. Unduh ulang ekspor lengkap dari pusat penjual {layout.label}, "
            "tanpa menghapus atau mengganti nama kolom."
        )
    header = [normal(cell) for cell in rows[found.header_at]]
    for column in layout.columns:
        for name in column.names:
            if header.count(normal(name)) > 1:
                raise RepeatedColumn(
                    f"Kolom “{name}” ada lebih dari satu kali, sehingga tidak jelas mana yang berlaku. "
                    "Unduh ulang ekspor dari pusat penjual, atau hapus kolom yang bukan asli."
                )


def normal(name: str) -> str:
    """Return a column name without the differences that exports have: case, blanks, a byte order mark."""
    return re.sub(r"[\s\u00a0]+", " ", name.replace("\ufeff", "")).strip().casefold()


def _position(column: Column, texts: Sequence[str]) -> int | None:
    return next((texts.index(normal(name)) for name in column.names if normal(name) in texts), None)
