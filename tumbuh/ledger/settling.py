"""A whole batch against the ledger, one month at a time, and what of it is to be committed."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import polars as pl

from tumbuh.analytics.tables import MOMENT, SALES_KEY, SALES_SCHEMA, SOLD_STATUSES
from tumbuh.lake.store import SalesStore
from tumbuh.ledger import quarantine, rules
from tumbuh.ledger.models import Batch
from tumbuh.ledger.spool import Spool


@dataclass
class Settlement:
    """What a batch adds, restates and leaves alone. `opening` are rows to add, `old` the versions they supersede."""

    opening: Spool
    old: list[pl.DataFrame] = field(default_factory=list)
    ambiguous: pl.DataFrame = field(default_factory=quarantine.no_rows)
    accepted: int = 0
    restated: int = 0
    restated_orders: int = 0
    unchanged: int = 0
    stale: int = 0
    repeated: int = 0
    net_change_rupiah: int = 0
    watched_seen: set[str] = field(default_factory=set)

    def counts(self) -> dict[str, int]:
        """Return the counts that are kept with the commit and on the batch."""
        names = ("accepted", "restated", "restated_orders", "unchanged", "stale", "repeated", "net_change_rupiah")
        return {name: getattr(self, name) for name in names}

    def is_empty(self) -> bool:
        """Return whether nothing is to be committed."""
        return self.accepted + self.restated == 0

    def closing(self) -> pl.DataFrame:
        """Return the keys of the versions to supersede."""
        if not self.old:
            return pl.DataFrame(schema={name: SALES_SCHEMA[name] for name in (*SALES_KEY, "month")})
        return pl.concat([frame.select(*SALES_KEY, "month") for frame in self.old])

    def recorded_at(self, now: datetime) -> datetime:
        """Return `now`, or just after the latest version to supersede: two machines' clocks never quite agree."""
        latest: list[datetime] = [frame.select(pl.col("recorded_at").max()).item() for frame in self.old]
        return max([now, *(moment + timedelta(microseconds=1) for moment in latest)])


def settle_batch(
    store: SalesStore, *, batch: Batch, spool: Spool, folder: Path, watched: Collection[str] = ()
) -> Settlement:
    """
    Return what of the spooled lines is to be committed, and which of the `watched` orders came by.

    Memory: the lines of the largest month, known and new.
    """
    settlement = Settlement(opening=Spool(folder / "out"))
    shop = batch.shop
    stamp = {
        "shop": pl.lit(shop.key),
        "business_id": pl.lit(str(shop.business.public_id)),
        "batch_id": pl.lit(batch.pk, dtype=pl.Int64),
        "recorded_at": pl.lit(None, dtype=MOMENT),  # set by the commit
        "superseded_at": pl.lit(None, dtype=MOMENT),
    }
    for month in spool.months():
        once = rules.without_repetition(spool.take(month))
        settled = rules.settle(once.lines, store.current(shop=shop.key, months=[month]))
        opening = pl.concat([settled.accepted, settled.restated]).with_columns(**stamp)
        if opening.height:
            settlement.opening.add(opening.select(pl.col(name).cast(kind) for name, kind in SALES_SCHEMA.items()))
        if watched:
            seen = once.lines.filter(pl.col("order_id").is_in(list(watched)))
            settlement.watched_seen.update(seen["order_id"])
        _count(settlement, once, settled)
    return settlement


def _count(settlement: Settlement, once: rules.Unrepeated, settled: rules.Settled) -> None:
    if settled.old.height:
        settlement.old.append(settled.old)
    if once.ambiguous.height:
        settlement.ambiguous = pl.concat([settlement.ambiguous, quarantine.from_lines(once.ambiguous)])
    settlement.accepted += settled.accepted.height
    settlement.restated += settled.restated.height
    settlement.restated_orders += settled.restated["order_id"].n_unique() if settled.restated.height else 0
    settlement.unchanged += settled.unchanged
    settlement.stale += settled.stale
    settlement.repeated += once.repeated
    settlement.net_change_rupiah += _sold(settled.accepted) + _sold(settled.restated) - _sold(settled.old)


def _sold(lines: pl.DataFrame) -> int:
    sold = lines.filter(pl.col("status").is_in(SOLD_STATUSES))
    return int(sold["net_rupiah"].sum())
