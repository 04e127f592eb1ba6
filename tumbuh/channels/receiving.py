"""A file that came in through a page: kept in the spool, noted and queued together, or not at all."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction

from tumbuh.accounts.models import User
from tumbuh.accounts.permissions import Permission
from tumbuh.accounts.services import require
from tumbuh.channels import services
from tumbuh.channels.tasks import spooled_file
from tumbuh.intake.arriving import write_arriving
from tumbuh.intake.door import kind_of
from tumbuh.ledger.models import Batch, Shop

UPLOADS_KEPT = timedelta(hours=24)


def queue_export(
    *,
    shop: Shop,
    pieces: Iterable[bytes],
    file_name: str,
    by: User,
    now: datetime,
    defer: Callable[[int], object],
) -> Batch:
    """
    Keep an uploaded export for the worker and put its reading into the queue; return its batch.

    `pieces` are written as they come, readable by us only; the whole file is never in memory. `defer` is given the
    batch's key and enqueues in the same transaction: when it fails, neither the batch nor the file stays.
    Raises: NotAllowed; UnreadableFile for what is no table by its bytes (empty, too large, locked, a web page).
    """
    require(by, Permission.LEDGER_IMPORT)
    arriving = write_arriving(pieces, Path(settings.SPOOL_DIR))
    kept: Path | None = None
    try:
        kind_of(arriving, limit_bytes=settings.UPLOAD_LIMIT_BYTES)
        with transaction.atomic():
            batch = services.receive(
                shop_id=shop.pk, path=arriving, file_name=file_name, channel=shop.channel, by=by, now=now
            )
            kept = spooled_file(batch)
            arriving.rename(kept)
            defer(batch.pk)
    except BaseException:
        for path in filter(None, (arriving, kept)):
            path.unlink(missing_ok=True)
        raise
    return batch


def discard_stale_uploads(*, now: datetime) -> int:
    """Remove exports that nobody read within a day, and halves of uploads that broke off. Return how many."""
    folder = Path(settings.SPOOL_DIR)
    kept = [path for kind in ("*.upload", "*.arriving") for path in folder.glob(kind)]
    mine = [path for path in kept if not path.name.startswith("register-")]  # the register sweeps its own
    stale = [path for path in mine if now.timestamp() - path.stat().st_mtime > UPLOADS_KEPT.total_seconds()]
    for path in stale:
        path.unlink(missing_ok=True)
    return len(stale)
