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


@app.periodic(cron="15 17 * * *")  # 00.15 WIB, after the day was turned
@app.task(name="catalogue.rebuild_index", queue="upkeep", queueing_lock="catalogue.rebuild_index")
def rebuild_index(timestamp: int) -> None:
    """Work the search's index out anew: bans and licences that end do so by the calendar alone. Safe to repeat."""
    from tumbuh.catalogue.search import index

    index.rebuild(now=timezone.now())


@app.periodic(cron="47 * * * *")
@app.task(name="catalogue.count_words", queue="upkeep", queueing_lock="catalogue.count_words")
def count_words(timestamp: int) -> None:
    """Count in how many offers each word occurs, so that rare words go on telling more than usual ones."""
    from tumbuh.catalogue.search import index

    index.count_words()
