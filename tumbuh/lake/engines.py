"""
The engines that compute the ledger's figures, and the only importer of duckdb and pyspark.

Each gives the same thing: a Narwhals frame over the snapshot's files, on which the functions of `analytics` run
unchanged, and `collect`, which brings a (small) answer back as Polars.
"""

import threading
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice
from typing import Any, Protocol

import duckdb
import narwhals as nw
import polars as pl
import pyarrow as pa
import pyarrow.dataset as pa_dataset
import pyarrow.fs as pa_fs
from deltalake.fs import DeltaStorageHandler

from tumbuh.analytics.tables import SALES_SCHEMA


class Engine(Protocol):
    """Reads a snapshot's files as one lazy frame with SALES_SCHEMA, and brings answers back."""

    def sales(self, files: Sequence[str]) -> Any:
        """Return a Narwhals LazyFrame over the files."""

    def collect(self, frame: Any) -> pl.DataFrame:
        """Return the frame's rows. Integer sums come back as Int64, moments in UTC."""

    def page(self, frame: Any, *, first: int, size: int) -> pl.DataFrame:
        """Return `size` rows of a sorted frame from number `first` (from 0) on; the engine cuts them out."""

    def batches(self, frame: Any, *, size: int) -> Iterator[pl.DataFrame]:
        """Yield all rows of a frame, about `size` at a time. Read to the end before the next question is asked."""


def open_engine(name: str) -> Engine:
    """Return the engine named by LEDGER_ENGINE. Raises: ValueError for a name that is none of ours."""
    if name == "duckdb":
        return _duckdb_engine()
    if name.startswith(("spark://", "sc://", "local")):
        return _spark_engine(name)
    raise ValueError(f"LEDGER_ENGINE must be duckdb, spark://… or sc://…, not {name!r}")


@cache
def _duckdb_engine() -> "DuckDBEngine":
    return DuckDBEngine()


@cache
def _spark_engine(name: str) -> "SparkEngine":
    return SparkEngine(name)


class DuckDBEngine:
    """DuckDB inside our own process: good to about 10⁹ lines on one large machine."""

    def __init__(self) -> None:
        self._connection = duckdb.connect(":memory:")
        self._local = threading.local()

    def _cursor(self) -> duckdb.DuckDBPyConnection:
        cursor: duckdb.DuckDBPyConnection | None = getattr(self._local, "cursor", None)
        if cursor is None:  # a connection is not to be shared between threads, its cursors are
            cursor = self._local.cursor = self._connection.cursor()
        return cursor

    def sales(self, files: Sequence[str]) -> Any:
        """Return a Narwhals LazyFrame over the files; the partition column comes from their paths."""
        if not files:
            return nw.from_native(self._cursor().from_arrow(pl.DataFrame(schema=SALES_SCHEMA).to_arrow()))
        if "://" in files[0] and not files[0].startswith("file://"):
            return nw.from_native(self._cursor().from_arrow(_at_object_store(files)))
        listed = ", ".join("'" + file.replace("'", "''") + "'" for file in files)
        return nw.from_native(
            self._cursor().sql(
                f"SELECT * FROM read_parquet([{listed}], hive_partitioning=true, hive_types={{'month': VARCHAR}})"  # noqa: S608 - our own files' names
            )
        )

    def collect(self, frame: Any) -> pl.DataFrame:
        """Return the frame's rows."""
        return _whole(frame.collect("polars").to_native())

    def page(self, frame: Any, *, first: int, size: int) -> pl.DataFrame:
        """Return a window of a sorted frame."""
        return _whole(frame.to_native().limit(size, offset=first).pl())

    def batches(self, frame: Any, *, size: int) -> Iterator[pl.DataFrame]:
        """Yield all rows; only one batch is in memory, a sort larger than it goes to disk."""
        for batch in frame.to_native().to_arrow_reader(size):
            if batch.num_rows:
                yield _whole(pl.DataFrame(batch))


class SparkEngine:
    """A Spark cluster, classic (`spark://host:port`, `local[2]`) or Spark Connect (`sc://host`)."""

    def __init__(self, address: str) -> None:
        from pyspark.sql import SparkSession

        builder = SparkSession.builder.appName("tumbuh")
        builder = builder.remote(address) if address.startswith("sc://") else builder.master(address)
        self._session = builder.config("spark.sql.session.timeZone", "UTC").getOrCreate()

    def sales(self, files: Sequence[str]) -> Any:
        """Return a Narwhals LazyFrame over the files; `basePath` makes the partition column out of their paths."""
        if not files:
            empty = pl.DataFrame(schema=SALES_SCHEMA).to_arrow(compat_level=pl.CompatLevel.oldest())
            return nw.from_native(self._session.createDataFrame(empty))
        base = files[0].split("/month=")[0]
        read = self._session.read.option("basePath", base)
        inferred = read.option("spark.sql.sources.partitionColumnTypeInference.enabled", "false")
        return nw.from_native(inferred.parquet(*files))

    def collect(self, frame: Any) -> pl.DataFrame:
        """Return the frame's rows."""
        return _whole(frame.collect("polars").to_native())

    def page(self, frame: Any, *, first: int, size: int) -> pl.DataFrame:
        """Return a window of a sorted frame."""
        return _whole(pl.DataFrame(frame.to_native().offset(first).limit(size).toArrow()))

    def batches(self, frame: Any, *, size: int) -> Iterator[pl.DataFrame]:
        """Yield all rows; the driver holds one partition of the answer at a time."""
        names, rows = frame.columns, frame.to_native().toLocalIterator(prefetchPartitions=True)
        schema = frame.collect_schema().to_polars()
        while chunk := [tuple(row) for row in islice(rows, size)]:
            yield _whole(pl.DataFrame(chunk, schema={name: schema[name] for name in names}, orient="row"))


def _whole(frame: pl.DataFrame) -> pl.DataFrame:
    """Return the frame with exact integer sums as Int64 (engines answer with 128-bit decimals) and moments in UTC."""
    decimals = [name for name, kind in frame.schema.items() if kind.is_decimal() or kind == pl.Int128]
    moments = [name for name, kind in frame.schema.items() if isinstance(kind, pl.Datetime) and kind.time_zone]
    return frame.with_columns(pl.col(decimals).cast(pl.Int64), pl.col(moments).dt.convert_time_zone("UTC"))


def _at_object_store(files: Sequence[str]) -> pa_dataset.Dataset:
    """Return the files of an object store as one table, read with the credentials with which Delta reads its log."""
    base = files[0].split("/month=")[0]
    return pa_dataset.dataset(
        [file.removeprefix(f"{base}/") for file in files],
        filesystem=pa_fs.PyFileSystem(DeltaStorageHandler(base)),
        format="parquet",
        partitioning=pa_dataset.partitioning(pa.schema([("month", pa.string())]), flavor="hive"),
    )
