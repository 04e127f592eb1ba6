"""A file of public buying that came in through a page: recognised, kept for the worker and queued, or not at all."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from tumbuh.accounts.models import User
from tumbuh.accounts.permissions import Permission
from tumbuh.accounts.services import require
from tumbuh.intake.arriving import write_arriving
from tumbuh.intake.door import kind_of
from tumbuh.procurement.importing import receive, uploaded_file
from tumbuh.procurement.models import ImportBatch
from tumbuh.procurement.recognising import recognise


@dataclass(frozen=True)
class Told:
    """What a person says of the files: "" for a data set means that it is recognised, None for a cut-off means now."""

    year: int
    dataset: str = ""
    version: str = "apbd"
    as_of: datetime | None = None


def queue_file(
    *, pieces: Iterable[bytes], file_name: str, told: Told, by: User, now: datetime, defer: Callable[[int], object]
) -> ImportBatch:
    """
    Keep an uploaded file for the worker and put its reading into the queue; return its batch.

    `pieces` are written as they come, readable by us only; the whole file is never in memory. `defer` is given the
    batch's key and enqueues in the same transaction: when it fails, neither the batch nor the file stays.
    Raises: NotAllowed; UnreadableFile for what is no table by its bytes; NotRecognised; UnknownDataSet.
    """
    require(by, Permission.PROCUREMENT_IMPORT)
    arriving = write_arriving(pieces, Path(settings.SPOOL_DIR))
    batch: ImportBatch | None = None
    try:
        kind_of(arriving, limit_bytes=settings.UPLOAD_LIMIT_BYTES)
        dataset = told.dataset or recognise(arriving, file_name=file_name)
        with transaction.atomic():
            batch = receive(
                path=arriving,
                file_name=file_name,
                dataset=dataset,
                year=told.year,
                version=told.version,
                as_of=told.as_of,
                by=by,
                now=now,
            )
            arriving.rename(uploaded_file(batch))
            defer(batch.pk)
    except BaseException:
        arriving.unlink(missing_ok=True)
        if batch is not None:
            uploaded_file(batch).unlink(missing_ok=True)
        raise
    return batch
