"""
The demo's known truth: what the figures must be, added up from the orders themselves. Pure.

It never looks at a file, the ledger or the database, so that a test may compare what comes out of them with it.
"""

from collections.abc import Iterable
from datetime import date, datetime

import polars as pl

from tumbuh.demo.shops import Offer, Stall
from tumbuh.demo.uploads import Story
from tumbuh.demo.views import SOLD, net_rupiah

KEY = ("order", "offer", "pack")
PARTS = ("domestic", "foreign", "unknown")


def known_lines(story: Story, *, until: datetime | None = None) -> pl.DataFrame:
    """
    Return a shop's lines as the exports handed in by a moment (None: all) tell them, the latest export's word last.

    Columns of a view, and `channel`, `month`, `net_rupiah`, `level` (of the origin, 0: unknown).
    """
    views = [upload.lines(story.history) for upload in story.uploads if until is None or upload.at <= until]
    if not views:
        return _described(story.stall, story.history.clear().with_columns(status=pl.lit("")))
    told = pl.concat(view.with_columns(told=pl.lit(n)) for n, view in enumerate(views))
    last = told.sort("told", maintain_order=True).unique(KEY, keep="last", maintain_order=True).drop("told")
    return _described(story.stall, last)


def _described(stall: Stall, lines: pl.DataFrame) -> pl.DataFrame:
    channel = pl.lit(stall.channel)
    if stall.channel == "tiktok":  # whose exports do not tell received from delivered
        channel = pl.when("via_tokopedia").then(pl.lit("tokopedia")).otherwise(pl.lit("tiktok"))
        lines = lines.with_columns(pl.col("status").replace("received", "delivered"))
    levels = [level_on(stall.seller.offers[row[0]], row[1]) for row in lines.select("offer", _day()).iter_rows()]
    return lines.with_columns(
        pl.Series("level", levels, dtype=pl.Int64), net_rupiah(), channel=channel, month=_day().dt.strftime("%Y-%m")
    )


def _day() -> pl.Expr:
    return pl.col("ordered_at").dt.date()


def level_on(offer: Offer, day: date) -> int:
    """Return the level of a product's best proof on a day; 0 when nobody said what its SKU is, or nothing holds."""
    if not offer.is_mapped:
        return 0
    levels = [
        proof.level
        for proof in offer.proofs
        if proof.valid_from <= day and (proof.valid_to is None or day <= proof.valid_to)
    ]
    return -1 if -1 in levels else max(levels, default=0)


def domestic_sales(lines: Iterable[pl.DataFrame], *, threshold: int, by: tuple[str, ...]) -> pl.DataFrame:
    """Return per group total_rupiah, the rupiah of PARTS, and lines, sorted by the group: sold lines, once each."""
    sold = [
        frame.filter(pl.col("status").is_in(SOLD) & ~pl.col("is_strange")).select(*by, "level", "net_rupiah")
        for frame in lines
    ]
    level, net = pl.col("level"), pl.col("net_rupiah")
    sums = pl.concat(sold).group_by(*by).agg(
        net.sum().alias("total_rupiah"),
        net.filter(level >= threshold).sum().alias("domestic_rupiah"),
        net.filter(level < 0).sum().alias("foreign_rupiah"),
        net.filter((level >= 0) & (level < threshold)).sum().alias("unknown_rupiah"),
        pl.len().cast(pl.Int64).alias("lines"),
    )  # fmt: skip
    return sums.sort(*by)


def quarantined(lines: Iterable[pl.DataFrame]) -> int:
    """Return how many lines carry a status that no reader knows."""
    return sum(int(frame["is_strange"].sum()) for frame in lines)
