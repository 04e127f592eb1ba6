"""The bridge between the denominators, in bars that add up, and the queue of what is paid but not recorded."""

from dataclasses import dataclass
from typing import Any

import polars as pl

from tumbuh.analytics import plans
from tumbuh.analytics.measures import p3dn_bridge, recording_gap
from tumbuh.procurement.choosing import Chosen, chosen_tables
from tumbuh.procurement.models import RejectedRow


@dataclass(frozen=True)
class Bar:
    """One bar: its rupiah (taken off when below zero) and rows."""

    id: str
    title: str
    rupiah: int
    rows: int = 0


@dataclass(frozen=True)
class Bridge:
    """
    `bars` add up to `paid`; `reasons` add up to the bar "unmatched"; `plan` to the units' procurement spending.

    `beside` are in no sum: what is outside the scope, what is under way, what nobody understood.
    """

    paid: Bar
    bars: tuple[Bar, ...]
    reasons: tuple[Bar, ...]
    plan_total: Bar
    plan: tuple[Bar, ...]
    beside: tuple[Bar, ...]


TITLES = {
    "domestic": "PDN",
    "other": "Bukan PDN",
    "unmatched": "Belum cocok dengan RUP",
    "excluded": "Dikecualikan",
    "unrecorded": "Dibayar, belum tercatat",
    "ahead": "Tercatat, belum dibayar",
    "outside": "Dibayar di luar lingkup pengadaan",
    "ongoing": "Belanja masih berjalan",
    "cancelled": "Belanja batal",
    "unknown": "Status belanja tidak dikenal",
    "rejected": "Baris yang menunggu perbaikan",
}
REASON_TITLES = {
    "no_code": "Tidak menyebut kode RUP",
    "code_unknown": "Kode RUP tidak ada dalam rencana",
    "untagged": "Paket RUP tanpa tanda PDN",
    "mixed": "Paket-paket RUP-nya berbeda tanda",
}
PLAN_TITLES = {
    "tagged_domestic": "Pagu bertanda PDN",
    "tagged_other": "Pagu bertanda bukan PDN",
    "plan_untagged": "Pagu tanpa tanda",
    "exempt": "Pagu paket yang dikecualikan",
    "unplanned": "Belum direncanakan di RUP",
}


def bridge(chosen: Chosen) -> Bridge:
    """Return the bridge of a part of the year. With a method there is no paid side, because payments know none."""
    known = chosen_tables(chosen)
    tables = known.tables()
    recorded, paid, gaps = (_row(f(tables)) for f in (p3dn_bridge.recorded, p3dn_bridge.paid, p3dn_bridge.gaps))
    counts = known.purchases.filter(pl.col("state") == "realised")
    bars = [
        Bar(name, TITLES[name], recorded[f"{name}_rupiah"], counts.filter(pl.col(f"{name}_rupiah") != 0).height)
        for name in ("domestic", "other", "unmatched", "excluded")
    ]
    bars += [
        Bar("unrecorded", TITLES["unrecorded"], gaps["unrecorded_rupiah"]),
        Bar("ahead", TITLES["ahead"], -gaps["ahead_rupiah"]),
    ]
    total, plan = _plan(tables)
    return Bridge(
        paid=Bar("paid", "Dibayar untuk pengadaan (SP2D)", paid["paid_rupiah"], paid["paid_rows"]),
        bars=tuple(bars),
        reasons=_reasons(tables),
        plan_total=total,
        plan=plan,
        beside=_beside(chosen, known.purchases, paid),
    )


def _reasons(tables: Any) -> tuple[Bar, ...]:
    frame = _collect(p3dn_bridge.unmatched(tables)).sort("unmatched_rupiah", descending=True)
    return tuple(
        Bar(row["reason"], REASON_TITLES[row["reason"]], row["unmatched_rupiah"], row["purchases"])
        for row in frame.iter_rows(named=True)
    )


def _plan(tables: Any) -> tuple[Bar, tuple[Bar, ...]]:
    procured = _collect(plans.procured(tables))
    packages = _collect(tables.packages).filter("counted")
    exempt = pl.col("exempt")
    parts = {
        "tagged_domestic": packages.filter(~exempt & pl.col("domestic").fill_null(value=False)),
        "tagged_other": packages.filter(~exempt & ~pl.col("domestic")),
        "plan_untagged": packages.filter(~exempt & pl.col("domestic").is_null()),
        "exempt": packages.filter(exempt),
    }
    bars = [Bar(n, PLAN_TITLES[n], int(f["ceiling_rupiah"].sum()), f.height) for n, f in parts.items()]
    total = int(procured["rupiah"].sum())
    left = total - sum(bar.rupiah for bar in bars)
    bars.append(Bar("unplanned", PLAN_TITLES["unplanned"], left))
    return Bar("procured", "Belanja pengadaan", total, procured.height), tuple(bars)


def _beside(chosen: Chosen, purchases: pl.DataFrame, paid: dict[str, int]) -> tuple[Bar, ...]:
    bars = [Bar("outside", TITLES["outside"], paid["outside_rupiah"], paid["outside_rows"])]
    for state in ("ongoing", "cancelled", "unknown"):
        found = purchases.filter(pl.col("state") == state)
        bars.append(Bar(state, TITLES[state], int(found["value_rupiah"].sum()), found.height))
    if chosen.within is not None:  # nobody knows whose a row is that could not be read
        return tuple(bars)
    waiting = RejectedRow.objects.filter(batch__year=chosen.year, state="waiting").count()
    return (*bars, Bar("rejected", TITLES["rejected"], 0, waiting))


GAP_COLUMNS = (
    "agency", "unit", "unit_name", "paid_rupiah", "recorded_rupiah", "gap_rupiah", "ahead_rupiah",
    "expected_domestic_rupiah", "most_permyriad", "expected_permyriad",
)  # fmt: skip


def gap_queue(chosen: Chosen) -> pl.DataFrame:
    """
    Return the units by how much recording what they paid would move P3DN C, the most first.

    `most_permyriad`: the move if all of it were domestic. `expected_…`: if it were as domestic as what the unit has
    recorded; an assumption, and null for a unit that recorded nothing.
    """
    known = chosen_tables(chosen)
    units = _collect(recording_gap.measure(known.tables()))
    paid = int(units["paid_rupiah"].sum())
    names = known.units.unique("unit").select("unit", unit_name="name")
    recorded, gap = pl.col("recorded_rupiah"), pl.col("gap_rupiah")
    # 10¹⁵ rupiah times 10⁴ passes 2⁶³, so the products are made in 128 bits.
    share = pl.when(recorded > 0).then(gap.cast(pl.Int128) * pl.col("domestic_rupiah") // recorded)
    move = (lambda expr: (expr.cast(pl.Int128) * 10_000 // paid).cast(pl.Int64)) if paid else (lambda _: pl.lit(0))
    queued = units.join(names, on="unit", how="left").with_columns(expected_domestic_rupiah=share.cast(pl.Int64))
    return (
        queued.with_columns(most_permyriad=move(gap), expected_permyriad=move(pl.col("expected_domestic_rupiah")))
        .sort("gap_rupiah", "unit", descending=[True, False])
        .select(GAP_COLUMNS)
    )


def _row(frame: Any) -> dict[str, int]:
    return {name: int(value or 0) for name, value in _collect(frame).row(0, named=True).items()}


def _collect(frame: Any) -> pl.DataFrame:
    return pl.DataFrame(frame.collect("polars").to_native())
