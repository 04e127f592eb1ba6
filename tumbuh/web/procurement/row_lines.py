"""Rows of public buying with their names: as cells of a page and as columns of a file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl
from django.utils.translation import gettext_lazy as _

from tumbuh.kernel.money import format_rupiah
from tumbuh.kernel.numbers import NOTHING
from tumbuh.web.procurement import figure_words

RUPIAH = "rupiah"
_UNIT = {"unit": _("Kode unit"), "unit_name": _("Unit")}
_PURCHASE = {
    "purchase": _("Belanja"), "name": _("Nama"), **_UNIT, "source": _("Sumber"), "method": _("Metode"),
    "ordered_on": _("Hari pesanan"), "state": _("Keadaan"), "status": _("Status pada sumber"),
    "plan_codes": _("Kode RUP"), "vendor_name": _("Penyedia"), "value_rupiah": _("Nilai (Rp)"),
    "reason": _("Dasar PDN"), "size_reason": _("Dasar UMK"), RUPIAH: _("Dihitung (Rp)"),
}  # fmt: skip
_PACKAGE = {
    "code": _("Kode RUP"), "name": _("Nama paket"), **_UNIT, "kind": _("Cara"), "method": _("Metode"),
    "announced_on": _("Diumumkan"), "domestic": _("Bertanda PDN"), "micro_small": _("Bertanda UMK"),
    "exempt": _("Dikecualikan"), RUPIAH: _("Pagu dihitung (Rp)"),
}  # fmt: skip
_PAYMENT = {
    "document": _("SP2D"), **_UNIT, "paid_on": _("Hari bayar"), "account": _("Akun"), "account_name": _("Nama akun"),
    RUPIAH: _("Dibayar (Rp)"),
}  # fmt: skip
_GAP = {
    **_UNIT, "paid_rupiah": _("Dibayar (Rp)"), "recorded_rupiah": _("Tercatat (Rp)"), RUPIAH: _("Selisih (Rp)"),
}  # fmt: skip
_UNPLANNED = {
    **_UNIT, "budget_rupiah": _("Belanja pengadaan (Rp)"), "planned_rupiah": _("Pagu RUP (Rp)"),
    RUPIAH: _("Selisih (Rp)"),
}  # fmt: skip
_COMMITMENT = {"document": _("Dokumen"), **_UNIT, "filed_on": _("Disampaikan"), RUPIAH: _("Komitmen (Rp)")}
_BUDGET = {**_UNIT, "basis": _("Dasar"), RUPIAH: _("Belanja pengadaan (Rp)")}
# A kind of rows is known by a column that only it has.
_KINDS: tuple[tuple[str, Mapping[str, Any]], ...] = (
    ("purchase", _PURCHASE), ("code", _PACKAGE), ("payment", _PAYMENT), ("paid_rupiah", _GAP),
    ("planned_rupiah", _UNPLANNED), ("filed_on", _COMMITMENT), ("basis", _BUDGET),
)  # fmt: skip
_ON_PAGE = {  # the columns that a page shows; a file has them all
    "name", "unit_name", "source", "method", "ordered_on", "reason", "domestic", "micro_small",
    "document", "paid_on", "account_name", "paid_rupiah", "recorded_rupiah", "budget_rupiah", "planned_rupiah",
    "filed_on", "basis", RUPIAH,
}  # fmt: skip
_WORDS: Mapping[str, Mapping[str, Any]] = {
    "source": figure_words.SOURCES, "method": figure_words.METHODS, "state": figure_words.STATES,
    "reason": figure_words.REASONS, "size_reason": figure_words.REASONS, "kind": figure_words.KINDS,
    "basis": figure_words.BASES,
}  # fmt: skip
_YES_NO = {True: _("ya"), False: _("tidak"), None: _("tanpa tanda")}


@dataclass(frozen=True)
class Cell:
    """One cell of a row on a page."""

    label: str
    text: str
    is_number: bool
    key: str = ""  # under a name, what the source calls the row


def columns(frame: pl.DataFrame) -> Mapping[str, Any]:
    """Return the columns of a kind of rows with their names, in the order of the file."""
    for mark, names in _KINDS:
        if mark in frame.columns:
            return names
    raise ValueError(f"rows of no known kind: {frame.columns}")


def page_header(frame: pl.DataFrame) -> list[Cell]:
    """Return the names of the columns of a page."""
    return [Cell(str(label), "", _is_money(name)) for name, label in columns(frame).items() if name in _ON_PAGE]


def page_lines(frame: pl.DataFrame) -> list[list[Cell]]:
    """Return rows as cells; the first cell of each names the row."""
    names = {name: str(label) for name, label in columns(frame).items() if name in _ON_PAGE}
    return [[_cell(name, label, row) for name, label in names.items()] for row in frame.iter_rows(named=True)]


def _cell(name: str, label: str, row: Mapping[str, Any]) -> Cell:
    """Return one cell; a row that the source gave no name goes by its key."""
    if name == "name":
        key = row.get("purchase") or row.get("code") or ""
        return Cell(label, row["name"] or key, is_number=False, key=key if row["name"] else "")
    return Cell(label, _text(name, row[name]), _is_money(name))


def file_header(frame: pl.DataFrame) -> Sequence[str]:
    """Return the names of a file's columns."""
    return [str(label) for label in columns(frame).values()]


def file_rows(frame: pl.DataFrame) -> pl.DataFrame:
    """Return rows with a file's columns, codes in words and days as text; what is counted stays a number."""
    return frame.select(_column(name, frame.schema[name]) for name in columns(frame))


def _column(name: str, kind: pl.DataType) -> pl.Expr:
    column = pl.col(name)
    if name in _WORDS:
        return column.replace({code: str(word) for code, word in _WORDS[name].items()})
    if kind == pl.Boolean:
        yes, no, unsaid = (str(_YES_NO[one]) for one in (True, False, None))
        said = pl.when(column).then(pl.lit(yes)).when(~column).then(pl.lit(no))
        return said.otherwise(pl.lit(unsaid)).alias(name)
    return column.cast(pl.String) if kind == pl.Date else column


def _text(name: str, value: Any) -> str:
    if _is_money(name):
        return format_rupiah(value)
    if name in _WORDS:
        return figure_words.said(_WORDS[name], value) or NOTHING
    if name in {"domestic", "micro_small", "exempt"}:
        return str(_YES_NO[value])
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return str(value) if value else NOTHING


def _is_money(name: str) -> bool:
    return name.endswith(RUPIAH)
