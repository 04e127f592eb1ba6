"""Work in the background: the catalogue's night."""

from django.utils import timezone
from procrastinate.contrib.django import app


@app.periodic(cron="5 17 * * *")  # 00.05 WIB
@app.task(name="catalogue.turn_the_day", queue="upkeep", queueing_lock="catalogue.turn_the_day")
def turn_the_day(timestamp: int) -> None:
    """Apply the prices of the new day, pause what has lost its licence, and warn of what will end. Safe to repeat."""
    # Django finds tasks when it starts; the catalogue's services are not needed before there is a job.
    from tumbuh.catalogue import services

    now = timezone.now()
    services.apply_due_prices(now=now)
    services.inactivate_expired(now=now)
    services.warn_of_endings(now=now)
