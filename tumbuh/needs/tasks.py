"""Work in the background: windows end, and silent sellers are passed over."""

from django.utils import timezone
from procrastinate.contrib.django import app


@app.periodic(cron="* * * * *")
@app.task(name="needs.keep_time", queue="needs", lock="needs.keep_time")
def keep_time(timestamp: int) -> None:
    """Close what is due and tell the next sellers. Doing it twice is harmless: what is done is left alone."""
    # Django finds tasks when it starts; the services are not needed before there is a job.
    from tumbuh.needs import keeping

    keeping.keep_time(now=timezone.now())
