"""What can be done to the ledger: open a shop, start a batch, append its lines, map SKUs, close a quarantined row."""

import shutil
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import Protocol

import polars as pl
from django.conf import settings
from django.db import transaction

from tumbuh.accounts.models import User
from tumbuh.accounts.permissions import Permission
from tumbuh.accounts.services import require
from tumbuh.audit import services as audit
from tumbuh.kernel.errors import Refused
from tumbuh.kernel.states import check_move
from tumbuh.ledger import quarantine, rules
from tumbuh.ledger.commits import lock_ledger, store
from tumbuh.ledger.models import Batch, Marketplace, QuarantinedLine, Shop
from tumbuh.ledger.origin import origin_table, with_origin
from tumbuh.ledger.settling import settle_batch
from tumbuh.ledger.skus import map_sku, map_skus
from tumbuh.ledger.spool import Spool
from tumbuh.registry.models import Business

__all__ = [
    "append",
    "dismiss",
    "map_sku",
    "map_skus",
    "open_shop",
    "refuse_batch",
    "start_batch",
]


class ShopTaken(Refused):
    """The marketplace's shop is in the ledger already, perhaps of another business."""

    code = "shop_taken"


class BatchOver(Refused):
    """The batch is at its end; a file is imported again as a new batch."""

    code = "batch_over"


class AlreadyClosed(Refused):
    """The quarantined row was closed before."""

    code = "already_closed"


class Chunk(Protocol):
    """A part of an export, as a format reads it: `lines` has LINE_SCHEMA, `rejected` REJECT_SCHEMA."""

    lines: pl.DataFrame
    rejected: pl.DataFrame
    rows_read: int


@transaction.atomic
def open_shop(*, channel: str, external_id: str, name: str, business: Business, by: User | None, now: datetime) -> Shop:
    """Add a business's shop at a marketplace. Raises: NotAllowed, ShopTaken; nothing is then written."""
    if by is not None:
        require(by, Permission.LEDGER_IMPORT)
    external_id = external_id.strip()
    if channel not in Marketplace.values:
        raise Refused(f"Saluran {channel} belum dikenal; pilih shopee atau tiktok.", code="unknown_channel")
    if not external_id:
        raise Refused("Isi ID toko seperti tertulis di pusat penjual.", code="shop_id_missing")
    if Shop.objects.filter(channel=channel, external_id=external_id).exists():
        raise ShopTaken(f"Toko {external_id} di {channel} sudah ada dalam buku penjualan; pilih dari daftar toko.")
    shop = Shop.objects.create(
        channel=channel, external_id=external_id, name=name.strip(), business=business, opened_at=now, opened_by=by
    )
    audit.record("ledger.shop_opened", by=by, at=now, target=f"ledger.shop:{shop.public_id}", detail={"key": shop.key})
    return shop


@transaction.atomic
def start_batch(
    *, shop: Shop, channel: str, file_name: str, file_bytes: int, file_sha256: str, by: User | None, now: datetime
) -> Batch:
    """Note that a file came in for a shop; its reading may follow at once or by a worker. Raises: NotAllowed."""
    if by is not None:
        require(by, Permission.LEDGER_IMPORT)
    batch = Batch.objects.create(
        shop=shop,
        channel=channel,
        file_name=Path(file_name).name[:255],
        file_bytes=file_bytes,
        file_sha256=file_sha256,
        created_at=now,
        created_by=by,
    )
    target = f"ledger.batch:{batch.public_id}"
    audit.record("ledger.batch_started", by=by, at=now, target=target, detail={"shop": shop.key})
    return batch


@transaction.atomic
def refuse_batch(*, batch: Batch, refusal: Refused, now: datetime, failed: bool = False) -> Batch:
    """Close a batch whose file cannot be read; nothing of it is in the ledger."""
    batch = Batch.objects.select_for_update().get(pk=batch.pk)
    state = "failed" if failed else "refused"
    check_move(rules.BATCH_MOVES, batch.state, state)
    batch.state, batch.refusal, batch.refusal_code, batch.finished_at = state, refusal.message, refusal.code, now
    batch.save(update_fields=["state", "refusal", "refusal_code", "finished_at"])
    target = f"ledger.batch:{batch.public_id}"
    audit.record("ledger.batch_refused", by=batch.created_by, at=now, target=target, reason=refusal.message)
    return batch


def append(
    *,
    batch: Batch,
    chunks: Iterable[Chunk],
    notices: Iterable[str] = (),
    now: datetime,
    progress: Callable[[Batch], None] | None = None,
) -> Batch:
    """
    Read a batch's chunks to the end, settle them against the ledger and commit them at once.

    All or nothing: a chunk that raises leaves the ledger as it was. Idempotent: a line that is known is counted as
    unchanged; a later version restates it, the old one stays readable; an older one is counted as stale.
    Cost: the rows of the file once, the shop's lines of the same months once, one Delta commit.
    Raises: BatchOver; Refused from the chunks.
    """
    was = batch.state
    if was not in {"queued", "reading", "settling", "failed"}:
        raise BatchOver("Berkas ini sudah selesai diproses; unggah lagi untuk mengimpornya kembali.")
    folder = Path(settings.SPOOL_DIR) / f"batch-{batch.pk}"
    try:
        spool, rejected = _read(batch, chunks, folder, progress)
        _note(batch, state="settling", notices=list(notices))
        return _settle_and_commit(batch, spool, rejected, folder, retry=was in {"settling", "failed"}, now=now)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _read(
    batch: Batch, chunks: Iterable[Chunk], folder: Path, progress: Callable[[Batch], None] | None
) -> tuple[Spool, list[pl.DataFrame]]:
    _note(batch, state="reading", rows_read=0)
    spool, rejected, table = Spool(folder / "in"), [], origin_table(batch.shop)
    for chunk in chunks:
        if chunk.lines.height:
            month = pl.col("ordered_at").dt.convert_time_zone("Asia/Jakarta").dt.strftime("%Y-%m").alias("month")
            spool.add(with_origin(chunk.lines, table).with_columns(month))
        if chunk.rejected.height:
            rejected.append(chunk.rejected)
        _note(batch, rows_read=batch.rows_read + chunk.rows_read)
        if progress is not None:
            progress(batch)
    return spool, rejected


def _note(batch: Batch, **fields: object) -> None:
    for name, value in fields.items():
        setattr(batch, name, value)
    Batch.objects.filter(pk=batch.pk).update(**fields)


def _settle_and_commit(
    batch: Batch, spool: Spool, rejected: list[pl.DataFrame], folder: Path, *, retry: bool, now: datetime
) -> Batch:
    with transaction.atomic():
        lock_ledger()
        # A worker killed between the ledger's commit and ours finds its lines there: the counts come with them.
        committed = store().find_commit(batch.pk) if retry else None
        waiting = quarantine.waiting_orders(batch)
        settlement = settle_batch(store(), batch=batch, spool=spool, folder=folder, now=now, watched=waiting)
        if not settlement.is_empty():
            store().commit(
                opening=settlement.opening.frames(),
                closing=settlement.closing(),
                batch_id=batch.pk,
                counts=settlement.counts(),
            )
        kept = quarantine.keep(batch, [*rejected, settlement.ambiguous])
        quarantine.resolve(batch, settlement.watched_seen - quarantine.orders_of(rejected), now=now)
        counts = (committed or settlement.counts()) | {"quarantined": kept}
        _finish(batch, counts, store().snapshot().version, now)
    return batch


def _finish(batch: Batch, counts: dict[str, int], version: int, now: datetime) -> None:
    check_move(rules.BATCH_MOVES, batch.state, "done")
    _note(batch, state="done", finished_at=now, ledger_version=version, **counts)
    target = f"ledger.batch:{batch.public_id}"
    audit.record("ledger.batch_done", by=batch.created_by, at=now, target=target, detail=counts)


@transaction.atomic
def dismiss(*, line_id: int, reason: str, by: User, now: datetime) -> QuarantinedLine:
    """Close a quarantined row that stays out of the ledger, with a reason. Raises: NotAllowed, AlreadyClosed."""
    require(by, Permission.LEDGER_IMPORT)
    if not reason.strip():
        raise Refused("Tulis alasan menutup baris ini.", code="reason_missing")
    line = QuarantinedLine.objects.select_for_update().get(pk=line_id)
    if line.state != "waiting":
        raise AlreadyClosed("Baris ini sudah ditutup.")
    line.state, line.closed_at, line.closed_by, line.closing_reason = "dismissed", now, by, reason.strip()
    line.save(update_fields=["state", "closed_at", "closed_by", "closing_reason"])
    audit.record("ledger.line_dismissed", by=by, at=now, target=f"ledger.quarantinedline:{line.pk}", reason=reason)
    return line
