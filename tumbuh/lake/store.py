"""
The sales ledger's Delta table: append, restate, snapshot, compact.

A row is never changed but for `superseded_at`, set once when a later version of its line arrives. So what was known at
a moment is a filter (`recorded_at <= moment < superseded_at`), and it survives compaction. One batch is one commit.
There is one writer at a time: the caller holds the lock.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

import polars as pl
from deltalake import CommitProperties, DeltaTable
from deltalake.exceptions import TableNotFoundError
from deltalake.transaction import AddAction, RemoveAction

from tumbuh.analytics.tables import MOMENT, SALES_KEY, SALES_SCHEMA
from tumbuh.lake.files import DataFile, data_files, scan_files, write_file

_BATCH = "tumbuh.batch"  # key of a commit's metadata
_CONFIGURATION = {
    "delta.logRetentionDuration": "interval 3650 days",
    "delta.deletedFileRetentionDuration": "interval 7 days",
    "delta.checkpointInterval": "50",
}
_KEEP_HOURS = 7 * 24  # a reader that began before a file was replaced has this long to end
_JOINED_BYTES = 16_000_000  # of one file after compaction: about a million lines, which are sorted in memory
_SMALL_BYTES = _JOINED_BYTES // 2  # what is smaller is joined to others the next time


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
        self._known: DeltaTable | None = None

    def _table(self) -> DeltaTable | None:
        """Return the table as it is now; the log's tail is read, not the whole of it."""
        if self._known is None:
            try:
                self._known = DeltaTable(self.url)
            except TableNotFoundError:
                return None
        else:
            self._known.update_incremental()
        return self._known

    def _made(self) -> DeltaTable:
        found = self._table()
        if found is None:
            schema = pl.DataFrame(schema=SALES_SCHEMA).to_arrow(compat_level=pl.CompatLevel.oldest()).schema
            found = self._known = DeltaTable.create(
                self.url, schema, partition_by=["month"], configuration=_CONFIGURATION
            )
        return found

    def _files(self, *, shops: Sequence[str] = (), months: Sequence[str] | None = None) -> list[DataFile]:
        table = self._table()
        if table is None:
            return []
        wanted, mine = set(months or ()), list(shops)
        return [
            file
            for file in data_files(table, self.url)
            if (months is None or file.month in wanted) and (not mine or file.may_hold(mine))
        ]

    def snapshot(self) -> Snapshot:
        """Return the latest version with its files. Costs one read of the log's tail."""
        table = self._table()
        if table is None:
            return Snapshot(-1, ())
        files = tuple(file.uri for file in data_files(table, self.url))
        return Snapshot(table.version(), files, str(table.metadata().id))

    def months(self, *, shop: str) -> list[str]:
        """Return the months that may have lines of a shop, in order."""
        return sorted({file.month for file in self._files(shops=[shop])})

    def current(self, *, shop: str, months: Sequence[str] | None = None, only: pl.Expr | None = None) -> pl.DataFrame:
        """Return the lines of one shop as they are known now; of the named months and for which `only` is true."""
        lines = self._current(shop, self._files(shops=[shop], months=months))
        return (lines if only is None else lines.filter(only)).collect(engine="streaming")

    def elsewhere(self, lines: pl.DataFrame, *, shop: str, month: str) -> pl.DataFrame:
        """Return the shop's current lines of any other month that have the key of one of `lines`."""
        files = [file for file in self._files(shops=[shop]) if file.month != month]
        key = [name for name in SALES_KEY if name != "shop"]
        wanted = lines.lazy().select(key)
        return self._current(shop, files).join(wanted, on=key, how="semi").collect(engine="streaming")

    def _current(self, shop: str, files: Sequence[DataFile]) -> pl.LazyFrame:
        if not files:
            return pl.LazyFrame(schema=SALES_SCHEMA)
        mine = (pl.col("shop") == shop) & pl.col("superseded_at").is_null()
        return scan_files([file.uri for file in files]).filter(mine)

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

        `opening` are frames with SALES_SCHEMA, each of one month, taken one at a time; their `recorded_at` is set here.
        `closing` has SALES_KEY and month. `counts` is kept in the commit, so that a worker killed after it can tell
        that the batch is in (`find_commit`). Until the commit, which is one small file, readers see nothing of it.
        Cost: an append writes only its own rows; a restatement also rewrites the files that hold the old versions.
        """
        table = self._made()
        moment = pl.lit(recorded_at).cast(MOMENT)
        actions: list[AddAction | RemoveAction] = []
        for frame in opening:
            stamped = frame.lazy().with_columns(recorded_at=moment)
            actions.append(write_file(table, self.url, frame["month"][0], stamped))
        actions += self._superseded(table, closing.with_columns(superseded_at=moment))
        told = {_BATCH: str(batch_id)} | {f"tumbuh.{name}": str(n) for name, n in counts.items()}
        self._transact(table, actions, told)
        return int(table.version())

    def _superseded(self, table: DeltaTable, closing: pl.DataFrame) -> list[AddAction | RemoveAction]:
        """Write anew the files that hold versions to supersede. Raises: RuntimeError when one of them is nowhere."""
        actions: list[AddAction | RemoveAction] = []
        missing = closing.height
        for (month,), keys in closing.partition_by("month", as_dict=True).items():
            ending = keys.lazy().select(*SALES_KEY, pl.col("superseded_at").alias("_ending"))
            for file in self._files(months=[str(month)], shops=keys["shop"].unique().to_list()):
                still_open = scan_files([file.uri]).filter(pl.col("superseded_at").is_null()).select(SALES_KEY)
                hits = still_open.join(ending, on=SALES_KEY, how="semi").select(pl.len())
                found = int(hits.collect(engine="streaming").item())
                if not found:
                    continue
                ended = scan_files([file.uri]).join(ending, on=SALES_KEY, how="left", maintain_order="left")
                rewritten = ended.with_columns(pl.coalesce("superseded_at", "_ending").alias("superseded_at"))
                actions += [write_file(table, self.url, str(month), rewritten), file.removal()]
                missing -= found
        if missing:
            raise RuntimeError(f"{missing} sale lines to supersede are not in the ledger")
        return actions

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

    def compact(self, *, keep_hours: int = _KEEP_HOURS) -> dict[str, int]:
        """
        Join each month's small files, sorted by shop so that one shop is read from few of them; nothing is lost.

        Files that were replaced longer than `keep_hours` ago are removed from the store: their rows are in others.
        Memory: about a million lines. Cost: what came in since the last time, and one file of each month it came into.
        """
        table = self._table()
        if table is None:
            return {"files_added": 0, "files_removed": 0, "files_deleted": 0}
        groups = [group for month in _by_month(self._files()) for group in _joinable(month)]
        for group in groups:
            lines = scan_files([file.uri for file in group]).sort("shop", "order_id", "line_id", "recorded_at")
            joined = write_file(table, self.url, group[0].month, lines, is_change=False)
            self._transact(table, [joined, *(file.removal(is_change=False) for file in group)], {})
        is_safe = keep_hours >= _KEEP_HOURS
        deleted = table.vacuum(keep_hours, dry_run=False, enforce_retention_duration=is_safe)
        removed = sum(len(group) for group in groups)
        return {"files_added": len(groups), "files_removed": removed, "files_deleted": len(deleted)}

    def _transact(
        self, table: DeltaTable, actions: list[AddAction | RemoveAction], metadata: Mapping[str, str]
    ) -> None:
        table.create_write_transaction(
            actions=actions,
            mode="append",
            schema=table.schema(),
            partition_by=["month"],
            commit_properties=CommitProperties(custom_metadata=dict(metadata)),
        )
        table.update_incremental()


def _by_month(files: Sequence[DataFile]) -> list[list[DataFile]]:
    ordered = sorted(files, key=lambda file: file.month)
    return [list(group) for _, group in groupby(ordered, key=lambda file: file.month)]


def _joinable(files: Sequence[DataFile]) -> list[list[DataFile]]:
    """Return the small files of a month in groups of neighbouring shops, each group to become one file."""
    groups: list[list[DataFile]] = [[]]
    for file in sorted(files, key=lambda file: (file.first_shop or "", file.path)):
        if file.size >= _SMALL_BYTES:
            continue
        if sum(other.size for other in groups[-1]) + file.size > _JOINED_BYTES:
            groups.append([])
        groups[-1].append(file)
    return [group for group in groups if len(group) > 1]
