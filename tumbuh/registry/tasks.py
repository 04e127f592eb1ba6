"""Work in the background: a register that was uploaded is read by a worker."""

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app


@app.task(name="registry.read_register", queue="imports", lock="registry", retry=RetryStrategy(max_attempts=3, wait=2))
def read_register(import_id: int) -> None:
    """Read a queued register. Doing it twice is harmless: what is over is left alone."""
    # Django finds tasks when it starts; the parsers of files are not needed before there is a job.
    from tumbuh.registry import services

    now = timezone.now()
    services.discard_stale_uploads(now=now)
    services.run_queued(import_id=import_id, now=now)


@app.periodic(cron="37 * * * *")
@app.task(name="registry.discard_uploads", queue="upkeep", queueing_lock="registry.discard_uploads")
def discard_uploads(timestamp: int) -> None:
    """Remove uploads that nobody imported within a day: they hold ids in the clear."""
    from tumbuh.registry import services

    services.discard_stale_uploads(now=timezone.now())
