"""The percentages with their two numbers, and the rows behind each of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from types import ModuleType
from typing import Any

import polars as pl

from tumbuh.analytics.catalogue import INDICATORS
from tumbuh.analytics.measures import (
    domestic_recorded,
    local_micro_small,
    micro_small_plan,
    micro_small_purchases,
    p3dn_commitment,
    p3dn_payments,
    p3dn_plan,
    p3dn_plan_tag,
)
from tumbuh.kernel.errors import Refused
from tumbuh.kernel.numbers import format_percent
from tumbuh.kernel.periods import day_in_wib
from tumbuh.procurement.choosing import Chosen, chosen_tables
from tumbuh.procurement.datasets import ALL
from tumbuh.procurement.known import Known
from tumbuh.procurement.models import Commitment, ImportBatch
from tumbuh.procurement.rules.guards import Misprint, check_share_range
from tumbuh.procurement.rules.shares import Share

PURCHASES = ("ecat5", "ecat6", "inaproc", "spse_tender", "spse_nontender", "spse_recorded", "bela")
PLANS = ("rup_provider", "rup_self_managed", "rup_revisions")
SIDES = ("numerator", "denominator")


class UnknownFigure(Refused):
    """There is no such figure, side or group."""

    code = "unknown_figure"


@dataclass(frozen=True)
class _Kind:
    module: ModuleType
    letter: str
    needs: tuple[tuple[str, ...], ...]  # of each family at least one file must have come in
    by_method: bool  # whether both its sides know the method of buying
    by_month: bool  # whether both its sides know the month


_KINDS: dict[str, _Kind] = {
    kind.module.ID: kind
    for kind in (
        _Kind(p3dn_commitment, "A", (PURCHASES, ("commitments",)), by_method=False, by_month=False),
        _Kind(p3dn_plan_tag, "B", (PURCHASES, PLANS), by_method=True, by_month=False),
        _Kind(p3dn_payments, "C", (PURCHASES, ("payments",)), by_method=False, by_month=True),
        _Kind(p3dn_plan, "D", (PLANS, ("unit_budgets",)), by_method=False, by_month=False),
        _Kind(domestic_recorded, "", (PURCHASES,), by_method=True, by_month=True),
        _Kind(micro_small_plan, "", (PLANS, ("unit_budgets",)), by_method=False, by_month=False),
        _Kind(micro_small_purchases, "", (PURCHASES,), by_method=True, by_month=True),
        _Kind(local_micro_small, "", (PURCHASES,), by_method=True, by_month=True),
    )
}
FIGURES = tuple(_KINDS)
P3DN = ("p3dn_commitment", "p3dn_plan_tag", "p3dn_payments", "p3dn_plan")


@dataclass(frozen=True)
class Figure:
    """
    One percentage: its two sums, how many rows each has, its sources and cut-off, and what is missing.

    `answers` is False when its denominator does not know the chosen method or month: then there is no percentage.
    """

    id: str
    letter: str
    title: str
    numerator_rupiah: int
    denominator_rupiah: int
    numerator_rows: int
    denominator_rows: int
    source: str
    cut_off_at: datetime | None
    missing: tuple[str, ...]
    answers: bool
    note: str = ""

    @property
    def percent(self) -> str:
        """The percentage as text, "–" when there is none."""
        if not self.answers:
            return "–"
        return format_percent(self.numerator_rupiah, self.denominator_rupiah)

    @property
    def warning(self) -> Misprint | None:
        """What is strange about the percentage."""
        if not self.answers or self.denominator_rupiah == 0:
            return None
        return check_share_range(self.share.fraction)

    @property
    def share(self) -> Share:
        """The percentage as its two numbers."""
        day = day_in_wib(self.cut_off_at) if self.cut_off_at else date.min
        return Share(self.numerator_rupiah, self.denominator_rupiah, self.source, day)


def figures(chosen: Chosen, *, ids: Sequence[str] = FIGURES) -> list[Figure]:
    """Return the figures of a part of the year, each with numerator, denominator and what it rests on."""
    tables, files = chosen_tables(chosen), _files(chosen)
    return [_figure(_kind(id_), tables, chosen, files) for id_ in ids]


def figures_by(chosen: Chosen, group: str, *, ids: Sequence[str] = P3DN) -> pl.DataFrame:
    """
    Return the figures per agency, unit or month: figure, the group, both sums and both counts of rows.

    Per month only figures that have a month on both sides. Raises: UnknownFigure for another group.
    """
    if group not in ("agency", "unit", "month"):
        raise UnknownFigure(f"Tidak dapat dikelompokkan menurut {group}; pilih agency, unit, atau month.")
    tables = chosen_tables(chosen)
    kinds = [_kind(id_) for id_ in ids]
    frames = [
        _collect(kind.module.measure(tables.tables(), by=[group])).with_columns(figure=pl.lit(kind.module.ID))
        for kind in kinds
        if group != "month" or kind.by_month
    ]
    return pl.concat(frames).sort("figure", group) if frames else pl.DataFrame()


def rows(chosen: Chosen, id_: str, side: str) -> pl.DataFrame:
    """Return every row of one side of a figure, largest first; their `rupiah` add up to it. Raises: UnknownFigure."""
    if side not in SIDES:
        raise UnknownFigure(f"Tidak ada bagian {side}; pilih numerator atau denominator.")
    tables = chosen_tables(chosen)
    make: Callable[[Any], Any] = getattr(_kind(id_).module, side)
    frame = _collect(make(tables.tables()))
    names = tables.units.unique("unit").select("unit", unit_name="name")
    named = frame.join(names, on="unit", how="left") if "unit" in frame.columns else frame
    keys = [name for name in ("purchase", "code", "payment", "unit") if name in named.columns]
    return named.sort("rupiah", *keys, descending=[True, *(False for _ in keys)])


def row_page(chosen: Chosen, id_: str, side: str, *, page: int = 1, size: int = 50) -> tuple[pl.DataFrame, int]:
    """Return one page of the rows behind a figure and how many there are. Raises: UnknownFigure."""
    frame = rows(chosen, id_, side)
    return frame.slice((page - 1) * size, size), frame.height


def documents(year: int) -> list[str]:
    """Return the names of the year's commitments."""
    found = Commitment.objects.filter(year=year, superseded_at=None).values_list("document", flat=True)
    return sorted(set(found))


def _figure(kind: _Kind, tables: Known, chosen: Chosen, files: dict[str, datetime]) -> Figure:
    sums = _collect(kind.module.measure(tables.tables())).row(0, named=True)
    families = [[files[name] for name in family if name in files] for family in kind.needs]
    missing = tuple(ALL[family[0]].title for family, found in zip(kind.needs, families, strict=True) if not found)
    told = INDICATORS[kind.module.ID]
    by_method, by_month = bool(chosen.method), bool(chosen.month)
    return Figure(
        id=kind.module.ID,
        letter=kind.letter,
        title=told.title,
        numerator_rupiah=int(sums["numerator_rupiah"] or 0),
        denominator_rupiah=int(sums["denominator_rupiah"] or 0),
        numerator_rows=int(sums["numerator_rows"] or 0),
        denominator_rows=int(sums["denominator_rows"] or 0),
        source=told.source,
        cut_off_at=min((max(found) for found in families if found), default=None),
        missing=missing,
        answers=(kind.by_method or not by_method) and (kind.by_month or not by_month),
        note=_note(kind, tables),
    )


def _note(kind: _Kind, tables: Known) -> str:
    if ("unit_budgets",) in kind.needs:
        unknown = tables.budgets.filter(pl.col("rupiah").is_null()).height
        derived = tables.budgets.filter(pl.col("basis") == "derived").height
        return (
            f"Belanja pengadaan tidak diketahui di {unknown} satuan kerja, "
            f"dihitung dari total − bukan pengadaan di {derived}."
        )
    if kind.letter == "A" and tables.commitments.height:
        return f"Dokumen: {tables.commitments['document'][0]}."
    return ""


def _files(chosen: Chosen) -> dict[str, datetime]:
    """Return the latest cut-off of each data set that had come in."""
    batches = ImportBatch.objects.filter(year=chosen.year, state="done")
    if chosen.known_at is not None:
        batches = batches.filter(finished_at__lte=chosen.known_at)
    latest: dict[str, datetime] = {}
    for dataset, as_of in batches.values_list("dataset", "as_of"):
        latest[dataset] = max(as_of, latest.get(dataset, as_of))
    return latest


def _kind(id_: str) -> _Kind:
    try:
        return _KINDS[id_]
    except KeyError:
        raise UnknownFigure(f"Tidak ada angka “{id_}”; yang ada: {', '.join(FIGURES)}.") from None


def _collect(frame: Any) -> pl.DataFrame:
    return pl.DataFrame(frame.collect("polars").to_native())
