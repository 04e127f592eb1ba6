"""Giving sale lines that are in the ledger already another product or level of proof, because we learnt it later."""

import shutil
import tempfile
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from pathlib import Path

import polars as pl

from tumbuh.accounts.models import User
from tumbuh.analytics.tables import SALES_SCHEMA
from tumbuh.ledger.commits import lock_ledger, store
from tumbuh.ledger.models import Restatement, Shop
from tumbuh.ledger.origin import SKU, OriginTable, origin_table, with_origin
from tumbuh.ledger.settling import Settlement
from tumbuh.ledger.spool import Spool, spool_folder

Change = tuple[Shop, Collection[str] | None]  # a shop and the SKUs to look at; None: all of them


def restate(changes: Sequence[Change], *, cause: str, by: User | None, now: datetime) -> int:
    """
    Give the lines of these SKUs the product and level that are right now; return how many lines changed.

    Old versions stay readable. All shops are one commit of the ledger, the caller's transaction is around it: should it
    crash just after the commit, doing the same again (or `services.relevel`) finds what is left to do.
    Memory: the lines of these SKUs in one shop's largest month. Cost: the shops' lines are read once.
    """
    lock_ledger()
    ledger, moment = store(), now
    folder = Path(tempfile.mkdtemp(prefix="restate-", dir=spool_folder()))
    closing: list[pl.DataFrame] = []
    opened: list[tuple[Restatement, Spool]] = []
    try:
        for number, (shop, skus) in enumerate(changes):
            changed = Settlement(opening=Spool(folder / str(number)))
            table, only = origin_table(shop), None if skus is None else SKU.is_in(list(skus))
            for month in ledger.months(shop=shop.key):
                _change_month(ledger.current(shop=shop.key, months=[month], only=only), table, changed)
            if changed.restated:
                noted = Restatement.objects.create(
                    shop=shop, cause=cause, lines=changed.restated, made_at=now, made_by=by
                )
                opened.append((noted, changed.opening))
                closing.append(changed.closing())
                moment = max(moment, changed.recorded_at(now))
        if opened:
            ledger.commit(
                opening=_stamped(opened),
                closing=pl.concat(closing),
                recorded_at=moment,
                batch_id=-opened[0][0].pk,
                counts={"restated": sum(noted.lines for noted, _ in opened)},
            )
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return sum(noted.lines for noted, _ in opened)


def _change_month(known: pl.DataFrame, table: OriginTable, changed: Settlement) -> None:
    before = known.rename({"product_id": "product_before", "origin_level": "level_before"})
    after = with_origin(before, table).filter(
        pl.col("product_id").ne_missing(pl.col("product_before")) | (pl.col("origin_level") != pl.col("level_before"))
    )
    if after.height:
        changed.opening.add(after.select(*SALES_SCHEMA))
        changed.supersede(after)
        changed.restated += after.height


def _stamped(opened: Sequence[tuple[Restatement, Spool]]) -> Iterator[pl.DataFrame]:
    for noted, spool in opened:
        for frame in spool.frames():
            yield frame.with_columns(batch_id=pl.lit(-noted.pk, dtype=pl.Int64))
