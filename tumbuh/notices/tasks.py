"""Work in the background: what people chose to be told outside leaves the house."""

from django.utils import timezone
from procrastinate.contrib.django import app


@app.task(name="notices.deliver", queue="notices", lock="notices.deliver")
def deliver(outgoing_ids: list[int]) -> None:
    """Send these. Doing it twice is harmless: what is sent is left alone."""
    # Django finds tasks when it starts; the senders are not needed before there is a job.
    from tumbuh.notices import delivering

    delivering.deliver(outgoing_ids=outgoing_ids, now=timezone.now())


@app.periodic(cron="* * * * *")
@app.task(name="notices.deliver_due", queue="notices", lock="notices.deliver")
def deliver_due(timestamp: int) -> None:
    """Send what has become due: after a quiet night, or for another try."""
    from tumbuh.notices import delivering

    delivering.deliver(outgoing_ids=None, now=timezone.now())
