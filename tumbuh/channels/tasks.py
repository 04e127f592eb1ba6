"""Work in the background: an uploaded file is read by a worker, and removed from the spool once it is."""

import contextlib
from pathlib import Path

from django.conf import settings
from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from tumbuh.kernel.errors import Refused
from tumbuh.ledger.models import Batch


def spooled_file(batch: Batch) -> Path:
    """Return where a batch's uploaded file waits for the worker."""
    return Path(settings.SPOOL_DIR) / f"{batch.public_id}.upload"


@app.task(name="channels.read_export", queue="imports", retry=RetryStrategy(max_attempts=3, wait=2))
def read_export(batch_id: int) -> None:
    """Read the batch's spooled file into the ledger. A refusal is an answer, noted on the batch; it is not retried."""
    # Django finds tasks when it starts; the parsers of files are not needed before there is a job.
    from tumbuh.channels import services
    from tumbuh.ledger import queries

    batch = queries.batch(batch_id)
    path = spooled_file(batch)
    if batch.is_over and batch.state != "failed":
        path.unlink(missing_ok=True)
        return
    with contextlib.suppress(Refused):
        services.read(batch=batch, path=path, now=timezone.now())
    path.unlink(missing_ok=True)
