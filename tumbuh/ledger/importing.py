"""Reading a batch into the ledger: all of a file or nothing, once, whatever crashes on the way."""

import shutil
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from itertools import chain
from pathlib import Path
from typing import Protocol

import polars as pl
from django.db import transaction

from tumbuh.audit import services as audit
from tumbuh.kernel.errors import Refused
from tumbuh.kernel.states import check_move
from tumbuh.ledger import quarantine, rules
from tumbuh.ledger.commits import lock_ledger, store
from tumbuh.ledger.models import Batch
from tumbuh.ledger.settling import Settlement, settle_batch
from tumbuh.ledger.spool import Spool, spool_folder


class BatchOver(Refused):
    """The batch is at its end; a file is imported again as a new batch."""

    code = "batch_over"


class Chunk(Protocol):
    """A part of an export, as a format reads it: `lines` has LINE_SCHEMA, `rejected` REJECT_SCHEMA."""

    lines: pl.DataFrame
    rejected: pl.DataFrame
    rows_read: int


def append(
    *,
    batch: Batch,
    chunks: Iterable[Chunk],
    now: datetime,
    notices: Sequence[str] = (),
    progress: Callable[[Batch], None] | None = None,
) -> Batch:
    """
    Read a batch's chunks to the end, settle them against the ledger and commit them at once.

    All or nothing: a chunk that raises leaves the ledger as it was. Idempotent: a line that is known is counted as
    unchanged; a later version restates it, the old one stays readable; an older one is counted as stale.
    Cost: the rows of the file once, the shop's lines of the same months once, one Delta commit.
    Raises: BatchOver; Refused from the chunks.
    """
    started = time.monotonic()
    _take_up(batch)
    folder = Path(tempfile.mkdtemp(prefix=f"batch-{batch.pk}-", dir=spool_folder()))
    try:
        read = _Read(batch, folder)
        for chunk in chunks:
            read.add(chunk)
            if progress is not None:
                progress(batch)
        _note(batch, **_settling(batch, read, notices))
        # What is known "as of" a moment must have been there at it: a long file is recorded when it is settled.
        return _settle_and_commit(batch, read, lambda: now + timedelta(seconds=time.monotonic() - started))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def expect_rows(*, batch: Batch, rows_total: int) -> None:
    """Note how many rows a batch's file has, so that its progress can be told."""
    _note(batch, rows_total=rows_total)


def _take_up(batch: Batch) -> None:
    """Set the batch to reading, afresh. Raises: BatchOver."""
    with transaction.atomic():
        state = Batch.objects.select_for_update().values_list("state", flat=True).get(pk=batch.pk)
        if state in {"done", "refused"}:
            raise BatchOver("Berkas ini sudah selesai diproses; unggah lagi untuk mengimpornya kembali.")
        check_move(rules.BATCH_MOVES, state, "reading")
        _note(batch, state="reading", rows_read=0, refusal="", refusal_code="", finished_at=None)


class _Read:
    """What came out of a batch's chunks, on disk once it is large."""

    def __init__(self, batch: Batch, folder: Path) -> None:
        self.batch = batch
        self.folder = folder
        self.lines = Spool(folder / "lines")
        self.rejected = Spool(folder / "rejected")
        self.rejected_orders: set[str] = set()
        self.latest_event_at: datetime | None = None

    def add(self, chunk: Chunk) -> None:
        """Take in one chunk and note on the batch how far it has come."""
        if chunk.lines.height:
            month = pl.col("ordered_at").dt.convert_time_zone("Asia/Jakarta").dt.strftime("%Y-%m").alias("month")
            self.lines.add(chunk.lines.with_columns(month))
            latest = chunk.lines.select(pl.max_horizontal(pl.col("ordered_at").max(), pl.col("last_event_at").max()))
            self.latest_event_at = max(filter(None, (self.latest_event_at, latest.item())), default=None)
        if chunk.rejected.height:
            self.rejected.add(chunk.rejected.with_columns(month=pl.lit("")))
            self.rejected_orders |= set(chunk.rejected["order_id"].drop_nulls())
        _note(self.batch, rows_read=self.batch.rows_read + chunk.rows_read)


def _settling(batch: Batch, read: _Read, notices: Sequence[str]) -> dict[str, object]:
    before = batch.ledger_version_before
    return {
        "state": "settling",
        "notices": list(notices),
        "latest_event_at": read.latest_event_at,
        "ledger_version_before": store().snapshot().version if before is None else before,
    }


def _settle_and_commit(batch: Batch, read: _Read, clock: Callable[[], datetime]) -> Batch:
    ledger = store()
    with transaction.atomic():
        lock_ledger()
        if Batch.objects.select_for_update().get(pk=batch.pk).is_over:  # another worker had it, too
            raise BatchOver("Berkas ini sudah selesai diproses; unggah lagi untuk mengimpornya kembali.")
        # A worker killed between the ledger's commit and ours finds its lines there: the counts come with them.
        committed = ledger.find_commit(batch.pk, since=_before(batch))
        settlement = settle_batch(
            ledger, batch=batch, spool=read.lines, folder=read.folder, watched=quarantine.waiting_orders(batch)
        )
        counts = committed or settlement.counts()
        now = clock()
        counts["quarantined"] = quarantine.keep(batch, chain(read.rejected.parts(""), [settlement.ambiguous]))
        quarantine.resolve(batch, settlement.seen, rejected=read.rejected_orders, now=now)
        target = f"ledger.batch:{batch.public_id}"
        audit.record("ledger.batch_done", by=batch.created_by, at=now, target=target, detail=counts)
        # Last, because it is the one step that a rollback does not undo.
        version = ledger.snapshot().version if committed else _commit(batch, settlement, now)
        check_move(rules.BATCH_MOVES, batch.state, "done")
        _note(batch, state="done", finished_at=now, ledger_version=version, **counts)
    return batch


def _commit(batch: Batch, settlement: Settlement, now: datetime) -> int:
    if settlement.is_empty():
        return store().snapshot().version
    return store().commit(
        opening=settlement.opening.frames(),
        closing=settlement.closing(),
        recorded_at=settlement.recorded_at(now),
        batch_id=batch.pk,
        counts=settlement.counts(),
    )


def _note(batch: Batch, **fields: object) -> None:
    for name, value in fields.items():
        setattr(batch, name, value)
    Batch.objects.filter(pk=batch.pk).update(**fields)


def _before(batch: Batch) -> int:
    return -1 if batch.ledger_version_before is None else batch.ledger_version_before
