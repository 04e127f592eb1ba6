"""
The sales ledger's Delta table: append, restate, snapshot, compact.

A row is never changed but for `superseded_at`, set once when a later version of its line arrives. So what was known at
a moment is a filter (`recorded_at <= moment < superseded_at`), and it survives compaction. One batch is one commit.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Any

import polars as pl
import pyarrow as pa
from deltalake import CommitProperties, DeltaTable, write_deltalake

from tumbuh.analytics.tables import MOMENT, SALES_KEY, SALES_SCHEMA

_BATCH = "tumbuh.batch"  # key of a commit's metadata
_ROLE = "role"  # of a source row in a merge: "close" an old version, "open" a new one
_KEEP_LOG = {"delta.logRetentionDuration": "interval 3650 days", "delta.checkpointInterval": "50"}


@dataclass(frozen=True)
class Snapshot:
    """The files of one version of the table, its number (-1 while there is no table), and which table it is."""

    version: int
    files: tuple[str, ...]
    table_id: str = ""


class SalesStore:
    """The Delta table of sale lines at one address, a folder or an object store."""

    def __init__(self, url: str) -> None:
        self.url = url.rstrip("/") + "/sales"

    def _table(self) -> DeltaTable | None:
        return DeltaTable(self.url) if DeltaTable.is_deltatable(self.url) else None

    def snapshot(self) -> Snapshot:
        """Return the latest version with its files. Costs one read of the log's tail."""
        table = self._table()
        if table is None:
            return Snapshot(-1, ())
        return Snapshot(table.version(), tuple(sorted(table.file_uris())), str(table.metadata().id))

    def months(self) -> list[str]:
        """Return the months that have lines, in order."""
        table = self._table()
        return sorted({part["month"] for part in table.partitions()}) if table is not None else []

    def current(self, *, shop: str, months: Sequence[str] | None = None) -> pl.DataFrame:
        """Return the lines of one shop as they are known now, of all months or of the named ones."""
        table = self._table()
        if table is None or (months is not None and not months):
            return pl.DataFrame(schema=SALES_SCHEMA)
        partitions = [("month", "in", list(months))] if months is not None else None
        files = table.file_uris(partition_filters=partitions)
        if not files:
            return pl.DataFrame(schema=SALES_SCHEMA)
        lines = pl.scan_parquet(files, hive_partitioning=True, hive_schema={"month": pl.String})
        mine = lines.filter((pl.col("shop") == shop) & pl.col("superseded_at").is_null())
        return mine.select(pl.col(name).cast(kind) for name, kind in SALES_SCHEMA.items()).collect()

    def commit(
        self,
        *,
        opening: Iterable[pl.DataFrame],
        closing: pl.DataFrame,
        recorded_at: datetime,
        batch_id: int,
        counts: Mapping[str, int],
    ) -> int:
        """
        Add the versions of `opening` and supersede those of `closing` in one commit; return the table's version.

        `opening` are frames with SALES_SCHEMA, taken one at a time; their `recorded_at` is set here. `closing` has
        SALES_KEY and month. `counts` is kept in the commit, so that a worker killed after it can tell that the batch is
        in (`find_commit`).
        Cost: an append writes only its own rows; a restatement also rewrites the files that hold the old versions.
        """
        properties = CommitProperties(
            custom_metadata={_BATCH: str(batch_id)} | {f"tumbuh.{name}": str(n) for name, n in counts.items()}
        )
        moment = pl.lit(recorded_at).cast(MOMENT)
        stamped = (frame.with_columns(recorded_at=moment) for frame in opening)
        if closing.is_empty():
            self._append(stamped, properties)
        else:
            self._restate(stamped, closing.with_columns(superseded_at=moment), properties)
        return int(DeltaTable(self.url).version())

    def _append(self, opening: Iterable[pl.DataFrame], properties: CommitProperties) -> None:
        write_deltalake(
            self.url,
            _stream(opening, SALES_SCHEMA),
            mode="append",
            partition_by=["month"],
            configuration=_KEEP_LOG if self._table() is None else None,
            commit_properties=properties,
        )

    def _restate(self, opening: Iterable[pl.DataFrame], closing: pl.DataFrame, properties: CommitProperties) -> None:
        blank = pl.DataFrame(schema=SALES_SCHEMA)
        closed = pl.concat([blank, closing], how="diagonal").with_columns(pl.lit("close").alias(_ROLE))
        opened = (frame.with_columns(pl.lit("open").alias(_ROLE)) for frame in opening)
        source = _stream(chain([closed], opened), {**SALES_SCHEMA, _ROLE: pl.String})
        same_line = " AND ".join(f"t.{name} = s.{name}" for name in (*SALES_KEY, "month"))
        months = ", ".join(f"'{month}'" for month in sorted(closing["month"].unique()))
        (
            DeltaTable(self.url)
            .merge(
                source,
                predicate=f"t.superseded_at IS NULL AND t.month IN ({months}) AND s.{_ROLE} = 'close' AND {same_line}",
                source_alias="s",
                target_alias="t",
                commit_properties=properties,
            )
            .when_matched_update({"superseded_at": "s.superseded_at"})
            .when_not_matched_insert({name: f"s.{name}" for name in SALES_SCHEMA}, predicate=f"s.{_ROLE} = 'open'")
            .execute()
        )

    def find_commit(self, batch_id: int, *, since: int = -1) -> dict[str, int] | None:
        """
        Return the counts kept with a batch's commit, or None when the batch is not in the table.

        Only commits later than version `since` are looked at; each costs the reading of one small file.
        """
        table = self._table()
        if table is None or table.version() <= since:
            return None
        for entry in table.history(table.version() - since):
            if entry.get(_BATCH) == str(batch_id):
                return {
                    name.removeprefix("tumbuh."): int(value)
                    for name, value in entry.items()
                    if name.startswith("tumbuh.") and name != _BATCH
                }
        return None

    def compact(self) -> dict[str, int]:
        """Join each month's small files, sorted by shop so that one shop is read from few of them; nothing is lost."""
        table = self._table()
        if table is None:
            return {"files_added": 0, "files_removed": 0}
        done = table.optimize.z_order(["shop", "order_id"])
        return {"files_added": int(done["numFilesAdded"]), "files_removed": int(done["numFilesRemoved"])}


def _stream(frames: Iterable[pl.DataFrame], schema: Mapping[str, Any]) -> pa.RecordBatchReader:
    """Return the frames as one Arrow stream, so that only one of them is in memory."""

    def batches() -> Iterator[pa.RecordBatch]:
        for frame in frames:
            yield from frame.select(*schema).to_arrow(compat_level=pl.CompatLevel.oldest()).to_batches()

    arrow = pl.DataFrame(schema=schema).to_arrow(compat_level=pl.CompatLevel.oldest()).schema
    return pa.RecordBatchReader.from_batches(arrow, batches())
