"""Work in the background: a file that was uploaded is read by a worker."""

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app


@app.task(
    name="procurement.read_file", queue="imports", lock="procurement", retry=RetryStrategy(max_attempts=3, wait=2)
)
def read_file(batch_id: int) -> None:
    """Read an uploaded file. Doing it twice is harmless: what is over is left alone."""
    # Django finds tasks when it starts; the readers of files are not needed before there is a job.
    from tumbuh.procurement import services

    services.run_received(batch_id=batch_id, now=timezone.now())
