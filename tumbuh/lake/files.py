"""
One data file of the Delta table: how it is written, and what the table's log says of it.

Written by Polars, not by delta-rs: it takes half the time, and a restatement streams a file through instead of joining
a whole month in memory (10⁶ lines restated in 12 months: 1.8 s and 0.5 GB, not 8.2 s and 2.3 GB).
What readers see is plain Delta.
"""

import json
import time
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import polars as pl
import pyarrow.fs as pa_fs
from deltalake import DeltaTable
from deltalake.fs import DeltaStorageHandler
from deltalake.transaction import AddAction, RemoveAction

from tumbuh.analytics.tables import SALES_KEY, SALES_SCHEMA

STORED = [name for name in SALES_SCHEMA if name != "month"]  # the month is in the file's path
_RANGED = ("shop", "ordered_at", "recorded_at")  # columns whose range lets a reader pass a file by
_ROW_GROUP = 128_000  # rows; a reader that wants one shop passes by whole groups


@dataclass(frozen=True)
class DataFile:
    """A file that is in the table: its path there, its address, its month, the range of its shops."""

    path: str
    uri: str
    month: str
    size: int
    first_shop: str | None
    last_shop: str | None

    def may_hold(self, shops: list[str]) -> bool:
        """Return whether lines of one of the shops can be in the file."""
        if self.first_shop is None or self.last_shop is None:
            return True
        return any(self.first_shop <= shop <= self.last_shop for shop in shops)

    def removal(self, *, is_change: bool = True) -> RemoveAction:
        """Return the log's entry that takes the file out of the table; no change when its rows are in another file."""
        return RemoveAction(self.path, is_change, _milliseconds(), self.size, {"month": self.month})


def scan_files(uris: Sequence[str]) -> pl.LazyFrame:
    """Return the rows of the files with SALES_SCHEMA; the month comes from their paths."""
    rows = pl.scan_parquet(list(uris), hive_partitioning=True, hive_schema={"month": pl.String})
    return rows.select(pl.col(name).cast(kind) for name, kind in SALES_SCHEMA.items())


def data_files(table: DeltaTable, url: str) -> list[DataFile]:
    """Return the table's files in the order of their paths."""
    entries = pl.DataFrame(table.get_add_actions(flatten=True))
    missing = [pl.lit(None, pl.String).alias(n) for n in ("min.shop", "max.shop") if n not in entries.columns]
    wanted = ["path", "partition.month", "size_bytes", "min.shop", "max.shop"]
    rows = entries.with_columns(missing).select(wanted).sort("path").iter_rows()
    return [DataFile(path, f"{url}/{path}", month, size, first, last) for path, month, size, first, last in rows]


def write_file(table: DeltaTable, url: str, month: str, lines: pl.LazyFrame, *, is_change: bool = True) -> AddAction:
    """Write lines of one month as a new file, streaming; return the log's entry for it, which is not yet committed."""
    path = f"month={month}/part-{uuid.uuid4()}.zstd.parquet"
    lines.select(STORED).sink_parquet(
        f"{url}/{path}", compression="zstd", compression_level=1, row_group_size=_ROW_GROUP, mkdir=True
    )
    handler = DeltaStorageHandler.from_table(table._table)
    size = pa_fs.PyFileSystem(handler).get_file_info(path).size
    return AddAction(path, size, {"month": month}, _milliseconds(), is_change, _statistics(f"{url}/{path}"))


def _statistics(uri: str) -> str:
    """Return what the log says of a file, in Delta's JSON. Costs the reading of its few columns."""
    rows = pl.scan_parquet(uri, hive_partitioning=False)
    told = rows.select(
        pl.len().alias("n"),
        pl.col("superseded_at").null_count().alias("open"),
        *(pl.col(name).min().alias(f"min.{name}") for name in _RANGED),
        *(pl.col(name).max().alias(f"max.{name}") for name in _RANGED),
    ).collect()
    row = told.row(0, named=True)
    return json.dumps(
        {
            "numRecords": row["n"],
            "minValues": {name: _told(row[f"min.{name}"]) for name in _RANGED},
            "maxValues": {name: _told(row[f"max.{name}"]) for name in _RANGED},
            "nullCount": {"superseded_at": row["open"]} | dict.fromkeys(SALES_KEY, 0),
        }
    )


def _told(value: str | datetime) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    return value


def _milliseconds() -> int:
    return time.time_ns() // 1_000_000
