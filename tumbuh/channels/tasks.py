"""Work in the background: an uploaded file is read by a worker, and removed from the spool once it is."""

import contextlib
from pathlib import Path

from django.conf import settings
from django.utils import timezone
from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app

from tumbuh.kernel.errors import Refused
from tumbuh.ledger.models import Batch

RETRY = RetryStrategy(max_attempts=3, wait=2)
DEAD_AFTER_SECONDS = 60  # without a sign of life; a worker gives one every ten


def spooled_file(batch: Batch) -> Path:
    """Return where a batch's uploaded file waits for the worker."""
    return Path(settings.SPOOL_DIR) / f"{batch.public_id}.upload"


@app.task(name="channels.read_export", queue="imports", retry=RETRY, pass_context=True)
def read_export(context: JobContext, batch_id: int) -> None:
    """
    Read the batch's spooled file into the ledger. A refusal is an answer, noted on the batch; it is not retried.

    A file that a fault of ours keeps from being read is tried again, then given up: it holds buyers' data and must
    not stay.
    """
    # Django finds tasks when it starts; the parsers of files are not needed before there is a job.
    from tumbuh.channels import services
    from tumbuh.ledger import queries
    from tumbuh.ledger import services as ledger

    batch = queries.batch(batch_id)
    path = spooled_file(batch)
    if batch.is_over:
        path.unlink(missing_ok=True)
        return
    try:
        with contextlib.suppress(Refused):
            services.read(batch=batch, path=path, now=timezone.now())
    except Exception as error:
        if context.job is not None and RETRY.get_retry_decision(exception=error, job=context.job) is not None:
            raise
        ledger.give_up(batch=queries.batch(batch_id), now=timezone.now())
        path.unlink(missing_ok=True)
        raise
    path.unlink(missing_ok=True)


@app.periodic(cron="* * * * *")
@app.task(name="channels.take_up", queue="upkeep", queueing_lock="channels.take_up", pass_context=True)
async def take_up(context: JobContext, timestamp: int) -> None:
    """Put the jobs of workers that died back into the queue; each does its work once, however often it runs."""
    jobs = context.app.job_manager
    for job in await jobs.get_stalled_jobs(seconds_since_heartbeat=DEAD_AFTER_SECONDS):
        await jobs.retry_job(job)


@app.periodic(cron="17 * * * *")
@app.task(name="channels.discard_uploads", queue="upkeep", queueing_lock="channels.discard_uploads")
def discard_uploads(timestamp: int) -> None:
    """Remove uploads that nobody read within a day: they hold buyers' data in the clear."""
    from tumbuh.channels.receiving import discard_stale_uploads

    discard_stale_uploads(now=timezone.now())
