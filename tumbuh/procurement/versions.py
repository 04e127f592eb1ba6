"""Facts into the database by set: new ones added, changed ones superseded, the rest left as it is."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import polars as pl
from django.db import connection, models
from psycopg import sql

from tumbuh import bulk
from tumbuh.procurement.models import Fact, ImportBatch

_TRACE = ("row", "key", "fingerprint", "as_of", "batch_id", "recorded_at", "superseded_at", "id")
_NOT_CONTENT = ("officer_nip_cipher",)  # sealed anew each time: the same number never looks the same
_MICROSECONDS = 1_000_000


@dataclass
class Written:
    """What became of the facts of a file, in numbers; `touched` are the keys of those that are new or changed."""

    created: int = 0
    restated: int = 0
    unchanged: int = 0
    stale: int = 0
    repeated: int = 0
    differing: int = 0  # of the repeated ones: same key, another content
    touched: pl.Series | None = None


def write_facts(
    model: type[Fact], frame: pl.DataFrame, *, summed: Sequence[str], batch: ImportBatch, now: datetime
) -> Written:
    """
    Write the facts of one file, whose cut-off is the batch's; return the counts. Use inside a transaction.

    A fact from an older cut-off than what is known is stale and changes nothing; one of the same or a later cut-off
    with another content restates. The order of rows never matters. Cost: one join of keys and two COPY.
    """
    once, counts = _once(frame, summed)
    known = _known(model, once["key"])
    mine = int(batch.as_of.timestamp() * _MICROSECONDS)
    joined = once.join(known, on="key", how="left", maintain_order="left")
    is_new = pl.col("id").is_null()
    same = pl.col("fingerprint") == pl.col("known_fingerprint")
    older = pl.col("known_as_of") > mine
    new = joined.filter(is_new)
    changed = joined.filter(~is_new & ~same & ~older)
    counts.created, counts.restated = new.height, changed.height
    counts.unchanged = joined.filter(same.fill_null(value=False)).height
    counts.stale = joined.height - counts.created - counts.restated - counts.unchanged
    _supersede(model, changed["id"], now)
    _confirm(model, joined.filter(same & (pl.col("known_as_of") < mine))["id"], batch.as_of)
    fresh = pl.concat([new, changed]).drop("id", "known_fingerprint", "known_as_of")
    counts.touched = fresh["key"]
    if fresh.height:
        _insert(model, fresh, batch, now)
    return counts


def _once(frame: pl.DataFrame, summed: Sequence[str]) -> tuple[pl.DataFrame, Written]:
    """Return one row per key with its fingerprint: amounts of one line added up, the same fact twice once."""
    counts = Written()
    if summed:
        others = [name for name in frame.columns if name not in ("key", *summed)]
        frame = frame.group_by("key", maintain_order=True).agg(pl.col(*summed).sum(), pl.col(*others).min())
    frame = frame.with_columns(fingerprint=_fingerprints(frame))
    distinct = frame.unique(["key", "fingerprint"])
    # Of two contents under one key the choice must not depend on the order of rows.
    once = distinct.sort("key", "fingerprint", descending=[False, True]).unique(
        "key", keep="first", maintain_order=True
    )
    counts.repeated = frame.height - once.height
    counts.differing = distinct.height - once.height
    return once, counts


def _fingerprints(frame: pl.DataFrame) -> pl.Series:
    content = sorted(name for name in frame.columns if name not in (*_TRACE, *_NOT_CONTENT))
    texts = frame.select(
        pl.concat_str([pl.col(name).cast(pl.String).fill_null("\x00") for name in content], separator="\x1f")
    ).to_series()
    return pl.Series([hashlib.blake2b(text.encode(), digest_size=16).hexdigest() for text in texts], dtype=pl.String)


def _known(model: type[Fact], keys: pl.Series) -> pl.DataFrame:
    schema = {"id": pl.Int64, "key": pl.String, "known_fingerprint": pl.String, "known_as_of": pl.Int64}
    bulk.stage("said_keys", pl.DataFrame({"key": keys}))
    return bulk.read(
        "SELECT t.id, t.key, t.fingerprint, (extract(epoch FROM t.as_of) * 1000000)::bigint "  # noqa: S608
        f'FROM "{bulk.table_name(model)}" t JOIN said_keys s USING (key) WHERE t.superseded_at IS NULL',
        schema,
    )


def _supersede(model: type[Fact], ids: pl.Series, now: datetime) -> None:
    _set(model, ids, "superseded_at", now)


def _confirm(model: type[Fact], ids: pl.Series, as_of: datetime) -> None:
    _set(model, ids, "as_of", as_of)


def _set(model: type[Fact], ids: pl.Series, column: str, value: datetime) -> None:
    if ids.is_empty():
        return
    bulk.stage("chosen_ids", pl.DataFrame({"id": ids}))
    statement = sql.SQL("UPDATE {} t SET {} = %s FROM chosen_ids c WHERE c.id = t.id").format(
        sql.Identifier(bulk.table_name(model)), sql.Identifier(column)
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [value])


def _insert(model: type[Fact], frame: pl.DataFrame, batch: ImportBatch, now: datetime) -> None:
    traced = frame.with_columns(
        as_of=pl.lit(batch.as_of.isoformat()), batch_id=pl.lit(batch.pk), recorded_at=pl.lit(now.isoformat())
    )
    filled = traced.with_columns(**_defaults(model, traced))
    names = [field.column for field in model._meta.concrete_fields if field.column in filled.columns]
    bulk.copy_in(bulk.table_name(model), filled.select(names))


def _defaults(model: type[Fact], frame: pl.DataFrame) -> dict[str, pl.Expr]:
    """Return the plain defaults of columns that the frame leaves out and that may not be null."""
    filled: dict[str, pl.Expr] = {}
    for field in model._meta.concrete_fields:
        name = bulk.column_name(field)
        if name in frame.columns or field.null or name == "id":
            continue
        if field.has_default() and isinstance(field.default, str | bool | int):
            filled[name] = pl.lit(field.default)
        elif isinstance(field, models.CharField | models.TextField):
            filled[name] = pl.lit("")
    return filled
