"""
How a line of an export meets what the ledger already knows. Pure: frames in, frames out.

A line's *version* is how far its order had come: (status rank, returned quantity, refund, latest event). The ledger
keeps the highest version it has seen, so any order, repetition or splitting of files ends in the same ledger, as long
as two exports that are equally far along say the same. When they do not, the later import wins.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from tumbuh.kernel.errors import Refused


class UnknownChannel(Refused):
    """There is no such channel, or none whose exports we read."""

    code = "unknown_channel"


BATCH_MOVES: dict[str, frozenset[str]] = {
    "queued": frozenset({"reading", "refused", "failed"}),
    "reading": frozenset({"reading", "settling", "refused", "failed"}),
    "settling": frozenset({"reading", "done", "failed"}),
    "done": frozenset(),
    "refused": frozenset(),
    "failed": frozenset({"reading"}),  # a worker that was killed takes its batch up again
}

KEY = ("channel", "order_id", "line_id")
VERSION = ("status_rank", "returned_quantity", "refund_rupiah", "last_event_at")
# What a line says; a difference in one of these is a restatement. A renamed product is none.
CONTENT = (
    "status",
    "ordered_at",
    "quantity",
    "returned_quantity",
    "unit_price_rupiah",
    "seller_discount_rupiah",
    "refund_rupiah",
    "net_rupiah",
)


@dataclass(frozen=True)
class Unrepeated:
    """A batch with one line per key; `ambiguous` are rows of one key and version that say different things."""

    lines: pl.DataFrame
    ambiguous: pl.DataFrame
    repeated: int


def without_repetition(lines: pl.DataFrame) -> Unrepeated:
    """
    Return one line per key, its highest version.

    An equal row again, or an older version of the line, only adds to `repeated`. Rows of one key and version with
    different content cannot both be true: the one that sorts first is kept, the others are for quarantine.
    """
    suspect = fingerprints(lines).is_duplicated()
    if not suspect.any():
        return Unrepeated(lines, lines.clear(), 0)
    many = lines.filter(suspect).sort(
        [*KEY, *VERSION, *CONTENT, "row"],
        descending=[False] * len(KEY) + [True] * len(VERSION) + [False] * (len(CONTENT) + 1),
        nulls_last=True,
    )
    first = many.unique(subset=KEY, keep="first", maintain_order=True)
    same_version = many.join(first.select(*KEY, *VERSION), on=[*KEY, *VERSION], how="semi", nulls_equal=True)
    distinct = same_version.unique(subset=[*KEY, *CONTENT], keep="first", maintain_order=True)
    ambiguous = distinct.join(first.select(*KEY, *CONTENT), on=[*KEY, *CONTENT], how="anti", nulls_equal=True)
    kept = pl.concat([lines.filter(~suspect), first])
    return Unrepeated(kept, ambiguous, lines.height - kept.height - ambiguous.height)


@dataclass(frozen=True)
class Settled:
    """A batch against the ledger. `restated` are the new versions, `old` the ones they replace."""

    accepted: pl.DataFrame
    restated: pl.DataFrame
    old: pl.DataFrame
    unchanged: int
    stale: int


def settle(lines: pl.DataFrame, current: pl.DataFrame) -> Settled:
    """
    Return what of `lines` (one per key) is new, restates, repeats or is older than the shop's `current` lines.

    A later version restates even when it says the same, else the order of files would decide which of three versions
    stays. Of two equal versions with different content the later import wins: the platform corrected its own export, or
    we our reading of it.
    """
    if current.is_empty():
        return Settled(lines, lines.clear(), current, 0, 0)
    both = lines.join(current.select(*KEY, *CONTENT, *_version_only()), on=KEY, how="left", suffix="_known")
    known = pl.col("status_known").is_not_null()
    same, same_version, older = _equal(CONTENT), _equal(VERSION), _older_than_known()
    marked = both.with_columns(
        outcome=pl.when(~known)
        .then(pl.lit("accepted"))
        .when(same & (same_version | older))
        .then(pl.lit("unchanged"))
        .when(older)
        .then(pl.lit("stale"))
        .otherwise(pl.lit("restated"))
    )
    split = {name: marked.filter(pl.col("outcome") == name).select(lines.columns) for name in ("accepted", "restated")}
    count = dict(marked["outcome"].value_counts().iter_rows())
    old = current.join(split["restated"].select(KEY), on=KEY, how="semi")
    settled = Settled(split["accepted"], split["restated"], old, count.get("unchanged", 0), count.get("stale", 0))
    return _with_repriced(settled, known=current.join(lines.select(KEY), on=KEY, how="anti"))


def _with_repriced(settled: Settled, known: pl.DataFrame) -> Settled:
    """
    Return the outcome in which an item that comes back at another price is that item restated, not one sold anew.

    The price is part of a line's id, to keep a gift apart from the same SKU that was paid for in one order. An export
    holds an order whole, so a line of the item that the batch no longer has (`known`: what the batch does not name) is
    what the new one replaces; when the batch is of an earlier moment than the ledger, the new one is stale instead.
    """
    item = pl.col("line_id").str.replace(r"\|-?\d+$", "").alias("item")
    of_item = ["channel", "order_id", "item"]
    new = settled.accepted.with_columns(item)
    gone = known.with_columns(item).join(new.select(of_item), on=of_item, how="semi")
    if gone.is_empty():
        return settled
    moment = ["status_rank", "last_event_at"]
    latest = gone.sort(moment, descending=True, nulls_last=True).unique(of_item, keep="first", maintain_order=True)
    met = new.join(
        latest.select(
            *of_item, pl.col("status_rank").alias("rank_known"), pl.col("last_event_at").alias("event_known")
        ),
        on=of_item,
        how="left",
        maintain_order="left",
    )
    same_rank = pl.col("status_rank") == pl.col("rank_known")
    earlier = (pl.col("last_event_at") < pl.col("event_known")).fill_null(value=False)
    older = (pl.col("status_rank") < pl.col("rank_known")) | (same_rank & earlier)
    meets = pl.col("rank_known").is_not_null()
    columns = settled.accepted.columns
    repriced = met.filter(meets & ~older)
    return Settled(
        accepted=met.filter(~meets).select(columns),
        restated=pl.concat([settled.restated, repriced.select(columns)]),
        old=pl.concat([settled.old, gone.join(repriced.select(of_item), on=of_item, how="semi").drop("item")]),
        unchanged=settled.unchanged,
        stale=settled.stale + met.filter(meets & older).height,
    )


def _version_only() -> list[str]:
    return [name for name in VERSION if name not in CONTENT]


def _equal(names: Sequence[str]) -> pl.Expr:
    return pl.all_horizontal(pl.col(name).eq_missing(pl.col(f"{name}_known")) for name in names)


def _older_than_known() -> pl.Expr:
    """Compare versions like tuples; an unknown value comes before every known one."""
    older: pl.Expr = pl.lit(value=False)
    for name in reversed(VERSION):
        mine, known = pl.col(name), pl.col(f"{name}_known")
        less = (mine < known).fill_null(known.is_not_null() & mine.is_null())
        older = less | (mine.eq_missing(known) & older)
    return older


def twice_among_months(months: Mapping[str, pl.Series]) -> set[int]:
    """Return the fingerprints of keys (`fingerprints`) that are in more than one of the months."""
    if len(months) < 2:
        return set()
    each = pl.concat([one.unique() for one in months.values()])
    return set(each.filter(each.is_duplicated()))


def fingerprints(lines: pl.DataFrame) -> pl.Series:
    """Return a 64-bit fingerprint of each line's key: 8 bytes a line are cheap to keep of a whole file."""
    return lines.select(pl.struct(KEY).hash().alias("fingerprint")).to_series()
