"""From a marketplace's file to the ledger: open it, read it in chunks, append it; or refuse it whole."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from tumbuh.accounts.models import User
from tumbuh.channels.formats import open_export
from tumbuh.intake.arriving import sha256_of
from tumbuh.kernel.errors import Refused
from tumbuh.ledger import queries
from tumbuh.ledger import services as ledger
from tumbuh.ledger.models import Batch
from tumbuh.ledger.rules import UnknownChannel

FORMAT_OF = {"shopee": "shopee", "tiktok": "tiktok", "tokopedia": "tiktok"}


class WrongShop(Refused):
    """The shop belongs to another marketplace than the export."""

    code = "wrong_shop"


def import_export(
    *,
    shop_id: int,
    path: Path,
    file_name: str,
    channel: str,
    by: User | None,
    now: datetime,
    progress: Callable[[Batch], None] | None = None,
) -> Batch:
    """
    Read one export file of a shop into the ledger and return its batch with the counts.

    A file that cannot be read gives a batch in state "refused" with the reason, and the refusal is raised. Nothing is
    half-imported. Raises: NotAllowed, WrongShop, and every refusal of `formats.open_export`.
    """
    batch = receive(shop_id=shop_id, path=path, file_name=file_name, channel=channel, by=by, now=now)
    return read(batch=batch, path=path, now=now, progress=progress)


def receive(*, shop_id: int, path: Path, file_name: str, channel: str, by: User | None, now: datetime) -> Batch:
    """Note that a file came in; `read` does the rest. Raises: NotAllowed, UnknownChannel, WrongShop."""
    shop = queries.shop(shop_id)
    wanted = FORMAT_OF.get(channel)
    if wanted is None:
        raise UnknownChannel(f"Saluran {channel} belum dikenal; pilih shopee, tiktok atau tokopedia.")
    if wanted != shop.channel:
        raise WrongShop(f"Toko {shop.name} adalah toko {shop.get_channel_display()}, bukan {channel}; pilih toko lain.")
    return ledger.start_batch(
        shop=shop,
        channel=wanted,
        file_name=file_name,
        file_bytes=path.stat().st_size,
        file_sha256=sha256_of(path),
        by=by,
        now=now,
    )


def read(*, batch: Batch, path: Path, now: datetime, progress: Callable[[Batch], None] | None = None) -> Batch:
    """Read a received file into the ledger. Raises: the format's refusals; the batch is then closed as refused."""
    try:
        export = open_export(path, channel=batch.channel)
        if export.rows_total is not None:
            ledger.expect_rows(batch=batch, rows_total=export.rows_total)
        return ledger.append(batch=batch, chunks=export.chunks(), notices=export.notices, now=now, progress=progress)
    except Refused as refusal:
        ledger.refuse_batch(batch=batch, refusal=refusal, now=now)
        raise


def earlier_import(batch: Batch) -> Batch | None:
    """Return the latest batch before this one that read a file with the same bytes for the same shop, if any."""
    return queries.same_file_before(batch)
