"""What can be done to the ledger: open a shop, start a batch, append its lines, map SKUs, close a quarantined row."""

from collections.abc import Collection
from datetime import datetime
from pathlib import Path

from django.db import transaction

from tumbuh.accounts.models import User
from tumbuh.accounts.permissions import Permission
from tumbuh.accounts.services import require
from tumbuh.audit import services as audit
from tumbuh.kernel.errors import Refused
from tumbuh.kernel.states import check_move
from tumbuh.ledger import rules
from tumbuh.ledger.commits import lock_ledger, store
from tumbuh.ledger.importing import BatchOver, Chunk, append, expect_rows
from tumbuh.ledger.models import Batch, Marketplace, QuarantinedLine, Shop
from tumbuh.ledger.skus import (
    NewProof,
    map_new_skus,
    map_sku,
    map_skus,
    map_to_new_product,
    prove_origin,
    relevel,
    withdraw_proof,
)
from tumbuh.registry.models import Business

__all__ = [
    "BatchOver",
    "Chunk",
    "NewProof",
    "append",
    "compact",
    "dismiss",
    "dismiss_lines",
    "expect_rows",
    "give_up",
    "map_new_skus",
    "map_sku",
    "map_skus",
    "map_to_new_product",
    "open_shop",
    "own_shop",
    "prove_origin",
    "refuse_batch",
    "relevel",
    "start_batch",
    "withdraw_proof",
]


class ShopTaken(Refused):
    """The marketplace's shop is in the ledger already, perhaps of another business."""

    code = "shop_taken"


class AlreadyClosed(Refused):
    """The quarantined row was closed before."""

    code = "already_closed"


@transaction.atomic
def open_shop(*, channel: str, external_id: str, name: str, business: Business, by: User | None, now: datetime) -> Shop:
    """Add a business's shop at a marketplace. Raises: NotAllowed, ShopTaken; nothing is then written."""
    if by is not None:
        require(by, Permission.LEDGER_IMPORT)
    external_id = external_id.strip()
    if channel not in Marketplace.values:
        raise rules.UnknownChannel(f"Saluran {channel} belum dikenal; pilih shopee atau tiktok.")
    if not external_id:
        raise Refused("Isi ID toko seperti tertulis di pusat penjual.", code="shop_id_missing")
    if not name.strip():
        raise Refused("Isi nama toko.", code="shop_name_missing")
    if Shop.objects.filter(channel=channel, external_id=external_id).exists():
        raise ShopTaken(f"Toko {external_id} di {channel} sudah ada dalam buku penjualan; pilih dari daftar toko.")
    shop = Shop.objects.create(
        channel=channel, external_id=external_id, name=name.strip(), business=business, opened_at=now, opened_by=by
    )
    audit.record("ledger.shop_opened", by=by, at=now, target=f"ledger.shop:{shop.public_id}", detail={"key": shop.key})
    return shop


def own_shop(*, business: Business, now: datetime) -> Shop:
    """Return the business's shop in the city's e-order; it opens by itself with the first sale."""
    key = {"channel": Marketplace.EORDER.value, "external_id": str(business.public_id)}
    found = Shop.objects.filter(**key).first()
    return found or open_shop(**key, name=business.name, business=business, by=None, now=now)


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
        file_name=Path(file_name).name[-255:] or "tanpa nama",
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


def give_up(*, batch: Batch, now: datetime) -> Batch:
    """Close a batch that a fault of ours keeps from being read. What it brought is never counted twice."""
    fault = Refused(
        "Terjadi kesalahan di sisi kami saat membaca berkas ini. Unggah lagi; tidak ada yang terhitung dua kali.",
        code="fault_of_ours",
    )
    return refuse_batch(batch=batch, refusal=fault, now=now, failed=True)


@transaction.atomic
def dismiss(*, line_id: int, reason: str, by: User, now: datetime) -> QuarantinedLine:
    """Close a quarantined row that stays out of the ledger, with a reason. Raises: NotAllowed, AlreadyClosed."""
    require(by, Permission.LEDGER_IMPORT)
    reason = reason.strip()
    if not reason:
        raise Refused("Tulis alasan menutup baris ini.", code="reason_missing")
    line = QuarantinedLine.objects.select_for_update().filter(pk=line_id).first()
    if line is None:
        raise Refused("Baris karantina ini tidak ada.", code="no_such_line")
    if line.state != "waiting":
        raise AlreadyClosed("Baris ini sudah ditutup.")
    line.state, line.closed_at, line.closed_by, line.closing_reason = "dismissed", now, by, reason
    line.save(update_fields=["state", "closed_at", "closed_by", "closing_reason"])
    audit.record("ledger.line_dismissed", by=by, at=now, target=f"ledger.quarantinedline:{line.pk}", reason=reason)
    return line


@transaction.atomic
def dismiss_lines(*, line_ids: Collection[int], reason: str, by: User, now: datetime) -> int:
    """Close several quarantined rows for one reason, all or none; return how many. Raises: as `dismiss`."""
    if not line_ids:
        raise Refused("Pilih dahulu baris yang akan ditutup.", code="no_lines_chosen")
    for line_id in sorted(set(line_ids)):
        dismiss(line_id=line_id, reason=reason, by=by, now=now)
    return len(set(line_ids))


@transaction.atomic
def compact() -> dict[str, int]:
    """Join the ledger's small files, while nobody else writes; return files_added and files_removed."""
    lock_ledger()
    return store().compact()
