"""Work in the background: rows of lists find their owners once the register knows them."""

from django.utils import timezone
from procrastinate.contrib.django import app


@app.periodic(cron="20 3 * * *")
@app.task(name="coaching.link_waiting", queue="coaching", lock="coaching.link_waiting")
def link_waiting(timestamp: int) -> None:
    """Link what waits. Doing it twice is harmless: what is linked is left alone."""
    # Django finds tasks when it starts; the services are not needed before there is a job.
    from tumbuh.coaching import importing

    importing.link_waiting(now=timezone.now())
