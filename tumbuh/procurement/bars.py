"""The rows behind every bar of the bridge, with `rupiah` that add up to the bar."""

from collections.abc import Callable
from typing import Any

import narwhals as nw
import polars as pl

from tumbuh.analytics import plans
from tumbuh.analytics.measures import purchase_classes, recording_gap
from tumbuh.kernel.errors import Refused
from tumbuh.procurement.bridging import REASON_TITLES
from tumbuh.procurement.choosing import Chosen, chosen_tables
from tumbuh.procurement.known import Known


class UnknownBar(Refused):
    """There is no such bar, or it has no rows of its own."""

    code = "unknown_bar"


def bar_rows(chosen: Chosen, id_: str) -> pl.DataFrame:
    """Return every row of a bar, largest first; their `rupiah` add up to it. Raises: UnknownBar."""
    if id_ not in BARS:
        raise UnknownBar(f"Tidak ada batang “{id_}” pada jembatan; pilih salah satu dari halaman jembatan.")
    known = chosen_tables(chosen)
    frame = BARS[id_](known)
    names = known.units.unique("unit").select("unit", unit_name="name")
    named = frame.join(names, on="unit", how="left")
    keys = [name for name in ("purchase", "code", "payment", "unit") if name in named.columns]
    return named.sort(pl.col("rupiah").abs(), *keys, descending=[True, *(False for _ in keys)])


def _part(name: str) -> Callable[[Known], pl.DataFrame]:
    return lambda known: _collect(purchase_classes.part(known.tables().purchases, name))


def _reason(reason: str) -> Callable[[Known], pl.DataFrame]:
    return lambda known: _part("unmatched")(known).filter(pl.col("reason") == reason)


def _state(state: str) -> Callable[[Known], pl.DataFrame]:
    return lambda known: known.purchases.filter(pl.col("state") == state).with_columns(rupiah="value_rupiah")


def _gaps(column: str, sign: int) -> Callable[[Known], pl.DataFrame]:
    def rows(known: Known) -> pl.DataFrame:
        units = _collect(recording_gap.measure(known.tables()))
        return units.filter(pl.col(column) != 0).with_columns(rupiah=pl.col(column) * sign)

    return rows


def _paid(*, inside: bool) -> Callable[[Known], pl.DataFrame]:
    return lambda known: known.payments.filter(pl.col("in_scope") == inside)


def _packages(condition: pl.Expr) -> Callable[[Known], pl.DataFrame]:
    return lambda known: known.packages.filter(pl.col("counted") & condition).with_columns(rupiah="ceiling_rupiah")


def _procured(known: Known) -> pl.DataFrame:
    return _collect(plans.procured(known.tables()))


def _unplanned(known: Known) -> pl.DataFrame:
    """Return per unit what it may buy less what it planned; below zero where it planned more than it may."""
    counted = known.packages.filter("counted").group_by("agency", "unit").agg(pl.col("ceiling_rupiah").sum())
    budgets = _procured(known).group_by("agency", "unit").agg(budget_rupiah=pl.col("rupiah").sum())
    both = budgets.join(counted, on=["agency", "unit"], how="full", coalesce=True)
    filled = both.with_columns(pl.col("budget_rupiah", "ceiling_rupiah").fill_null(0))
    return filled.rename({"ceiling_rupiah": "planned_rupiah"}).with_columns(
        rupiah=pl.col("budget_rupiah") - pl.col("planned_rupiah")
    )


_EXEMPT, _DOMESTIC = pl.col("exempt"), pl.col("domestic")
BARS: dict[str, Callable[[Known], pl.DataFrame]] = {
    "paid": _paid(inside=True),
    "domestic": _part("domestic"),
    "other": _part("other"),
    "unmatched": _part("unmatched"),
    "excluded": _part("excluded"),
    "unrecorded": _gaps("gap_rupiah", 1),
    "ahead": _gaps("ahead_rupiah", -1),
    **{reason: _reason(reason) for reason in REASON_TITLES},
    "procured": _procured,
    "tagged_domestic": _packages(~_EXEMPT & _DOMESTIC.fill_null(value=False)),
    "tagged_other": _packages(~_EXEMPT & ~_DOMESTIC),
    "plan_untagged": _packages(~_EXEMPT & _DOMESTIC.is_null()),
    "exempt": _packages(_EXEMPT),
    "unplanned": _unplanned,
    "outside": _paid(inside=False),
    **{state: _state(state) for state in ("ongoing", "cancelled", "unknown")},
}


def _collect(frame: Any) -> pl.DataFrame:
    found: nw.DataFrame[Any] = frame.collect("polars")
    return pl.DataFrame(found.to_native())
