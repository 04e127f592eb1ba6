"""Photos of devices: taken in piece by piece from where the last piece stopped, then kept as any photo is."""

import hashlib
import os
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from tumbuh.accounts.models import User
from tumbuh.catalogue.photos import LARGE, keep
from tumbuh.coaching.field.receiving import settle
from tumbuh.coaching.models import FieldDevice, FieldFile, FieldOp
from tumbuh.kernel.errors import Refused

MOST_BYTES = 5_000_000  # the page sends photos of 1280 pixels, about 200 kB
MOST_PIECE = 512_000


class BadPiece(Refused):
    """The piece of a photo does not fit what is here."""

    code = "bad_piece"


@transaction.atomic
def add_piece(
    *, device: FieldDevice, sha256: str, size: int, offset: int, piece: bytes, by: User, now: datetime
) -> FieldFile:
    """
    Add a piece of a photo; one that is here already, or that comes too early, changes nothing.

    The answer's `received` says from where to go on, whatever was lost. The last piece makes it a photo, and the
    records that waited for it are written. Raises: BadPiece, BadPhoto; the photo then starts anew.
    """
    if len(sha256) != 64 or not set(sha256) <= set("0123456789abcdef") or not 0 < size <= MOST_BYTES:
        raise BadPiece(f"Foto paling besar {MOST_BYTES // 1_000_000} MB, dikirim dengan nama dari isinya.")
    if len(piece) > MOST_PIECE or offset < 0:
        raise BadPiece("Potongan foto terlalu besar.")
    FieldFile.objects.bulk_create(
        [FieldFile(device=device, sha256=sha256, size=size, begun_at=now)], ignore_conflicts=True
    )
    found = FieldFile.objects.select_for_update(of=("self",)).get(device=device, sha256=sha256)
    if found.finished_at is not None or offset != found.received or not piece:
        return found
    path = _path(found)
    _append(path, offset, piece[: found.size - offset])
    found.received = min(found.size, offset + len(piece))
    if found.received == found.size:
        _finish(found, path, by=by, now=now)
    found.save(update_fields=["received", "photo", "finished_at"])
    return found


def _finish(found: FieldFile, path: Path, *, by: User, now: datetime) -> None:
    content = path.read_bytes()
    if hashlib.sha256(content).hexdigest() != found.sha256:
        found.received = 0  # a piece was cut on its way, or two photos have one name: from the beginning
        return
    picture = keep(content, folder=Path(settings.MEDIA_ROOT))
    found.photo, found.finished_at = f"{picture.sha256}-{LARGE}.webp", now
    found.save(update_fields=["received", "photo", "finished_at"])
    path.unlink()
    waiting = FieldOp.objects.filter(device=found.device_id, field="photo", value=found.sha256, set_aside="")
    for entity in waiting.values_list("entity", flat=True).distinct():
        settle(entity, by=by, now=now)


def _path(found: FieldFile) -> Path:
    return Path(settings.SPOOL_DIR) / "lapangan" / f"{found.device_id}-{found.sha256}"


def _append(path: Path, offset: int, piece: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        os.ftruncate(handle, offset)  # what a broken-off attempt left behind the last piece that counts
        os.pwrite(handle, piece, offset)
    finally:
        os.close(handle)
