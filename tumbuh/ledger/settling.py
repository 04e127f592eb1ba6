"""A whole batch against the ledger, a part at a time, and what of it is to be committed."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import polars as pl

from tumbuh.analytics.tables import MOMENT, SALES_KEY, SALES_SCHEMA, SOLD_STATUSES
from tumbuh.lake.store import SalesStore
from tumbuh.ledger import quarantine, rules
from tumbuh.ledger.models import Batch
from tumbuh.ledger.origin import origin_table, with_origin
from tumbuh.ledger.spool import Share, Spool

_COUNTS = ("accepted", "restated", "restated_orders", "unchanged", "stale", "repeated", "net_change_rupiah")


@dataclass
class Settlement:
    """What a batch adds, restates and leaves alone. `opening` are rows to add, `old` the versions they supersede."""

    opening: Spool
    old: list[pl.DataFrame] = field(default_factory=list)  # their keys, month and recorded_at
    ambiguous: pl.DataFrame = field(default_factory=quarantine.no_rows)
    seen: list[pl.DataFrame] = field(default_factory=list)  # quarantine.SEEN of the watched orders
    accepted: int = 0
    restated: int = 0
    restated_orders: int = 0
    unchanged: int = 0
    stale: int = 0
    repeated: int = 0
    net_change_rupiah: int = 0

    def counts(self) -> dict[str, int]:
        """Return the counts that are kept with the commit and on the batch."""
        return {name: getattr(self, name) for name in _COUNTS}

    def is_empty(self) -> bool:
        """Return whether nothing is to be committed."""
        return self.accepted + self.restated == 0

    def supersede(self, old: pl.DataFrame) -> None:
        """Note versions that come to their end."""
        if old.height:
            self.old.append(old.select(*SALES_KEY, "month", "recorded_at"))

    def closing(self) -> pl.DataFrame:
        """Return the keys of the versions to supersede."""
        if not self.old:
            return pl.DataFrame(schema={name: SALES_SCHEMA[name] for name in (*SALES_KEY, "month")})
        return pl.concat(self.old).drop("recorded_at")

    def recorded_at(self, now: datetime) -> datetime:
        """Return `now`, or just after the latest version to supersede: two machines' clocks never quite agree."""
        latest: list[datetime] = [frame.select(pl.col("recorded_at").max()).item() for frame in self.old]
        return max([now, *(moment + timedelta(microseconds=1) for moment in latest)])


def settle_batch(
    store: SalesStore, *, batch: Batch, spool: Spool, folder: Path, watched: Collection[str] = ()
) -> Settlement:
    """
    Return what of the spooled lines is to be committed, and what of the `watched` orders came by.

    The caller holds the ledger's lock: a SKU that is mapped while a long file is read counts for its lines, too.
    Memory: some 250,000 lines, known and new, and 8 bytes for each line of the batch.
    """
    settlement = Settlement(opening=Spool(folder / "out"))
    stamp, moved, origins = _stamp(batch), _in_several_months(spool), origin_table(batch.shop)
    for month in spool.months():
        for share in spool.shares(month):
            lines = spool.take(month, share)
            if moved.height:
                lines = _once_among_months(lines, moved, month, settlement)
            once = rules.without_repetition(lines)
            settled = _meet(store, once.lines, shop=batch.shop.key, month=month, share=share)
            opening = pl.concat([settled.accepted, settled.restated])
            if opening.height:
                opening = with_origin(opening, origins).with_columns(**stamp)
                settlement.opening.add(opening.select(pl.col(name).cast(kind) for name, kind in SALES_SCHEMA.items()))
            if watched:
                settlement.seen.append(quarantine.seen_of(once.lines, watched))
            _count(settlement, once, settled)
    return settlement


def _meet(store: SalesStore, lines: pl.DataFrame, *, shop: str, month: str, share: Share) -> rules.Settled:
    """Return how the lines of a month meet what the ledger knows of the shop, in this month and in all others."""
    settled = rules.settle(lines, store.current(shop=shop, months=[month], only=share.has_order))
    return _with_other_months(settled, store.elsewhere(settled.accepted, shop=shop, month=month))


def _stamp(batch: Batch) -> dict[str, pl.Expr]:
    return {
        "shop": pl.lit(batch.shop.key),
        "business_id": pl.lit(str(batch.shop.business.public_id)),
        "batch_id": pl.lit(batch.pk, dtype=pl.Int64),
        "recorded_at": pl.lit(None, dtype=MOMENT),  # set by the commit
        "superseded_at": pl.lit(None, dtype=MOMENT),
    }


def _in_several_months(spool: Spool) -> pl.DataFrame:
    """Return the batch's lines whose order has another day, in another month, in another row. There are hardly any."""
    marks = {month: pl.concat(map(rules.fingerprints, spool.parts(month, rules.KEY))) for month in spool.months()}
    twice = rules.twice_among_months(marks)
    if not twice:
        return pl.DataFrame()
    parts = (part for month in spool.months() for part in spool.parts(month))
    return pl.concat(part.filter(rules.fingerprints(part).is_in(list(twice))) for part in parts)


def _once_among_months(lines: pl.DataFrame, moved: pl.DataFrame, month: str, settlement: Settlement) -> pl.DataFrame:
    """Return a month's lines without those that another month of the batch has in a later version."""
    once = rules.without_repetition(moved)
    mine = lines.join(moved.select(rules.KEY), on=rules.KEY, how="semi")
    here = [pl.col("month") == month, pl.col("order_id").is_in(mine["order_id"].to_list())]
    stays = once.lines.filter(here).select(lines.columns)
    contradicting = once.ambiguous.filter(here)
    if contradicting.height:
        settlement.ambiguous = pl.concat([settlement.ambiguous, quarantine.from_lines(contradicting)])
    settlement.repeated += mine.height - stays.height - contradicting.height
    return pl.concat([lines.join(mine.select(rules.KEY), on=rules.KEY, how="anti"), stays])


def _with_other_months(settled: rules.Settled, known: pl.DataFrame) -> rules.Settled:
    """Return the outcome with the lines that the ledger has under another month: corrected, they change their month."""
    if known.is_empty():
        return settled
    other = rules.settle(settled.accepted, known)
    return rules.Settled(
        accepted=other.accepted,
        restated=pl.concat([settled.restated, other.restated]),
        old=pl.concat([settled.old, other.old]),
        unchanged=settled.unchanged + other.unchanged,
        stale=settled.stale + other.stale,
    )


def _count(settlement: Settlement, once: rules.Unrepeated, settled: rules.Settled) -> None:
    settlement.supersede(settled.old)
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
