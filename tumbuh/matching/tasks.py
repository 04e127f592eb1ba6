"""Work in the background: orders are followed to their payment, and people are reminded."""

from django.utils import timezone
from procrastinate.contrib.django import app


@app.periodic(cron="7 * * * *")
@app.task(name="matching.follow_orders", queue="matching", lock="matching.follow_orders")
def follow_orders(timestamp: int) -> None:
    """Look up what has been paid. Doing it twice is harmless: what is known is left alone."""
    # Django finds tasks when it starts; the services are not needed before there is a job.
    from tumbuh.matching import paying

    paying.follow_orders(now=timezone.now())


@app.periodic(cron="*/30 * * * *")
@app.task(name="matching.remind", queue="matching", lock="matching.remind")
def remind(timestamp: int) -> None:
    """Remind people. Doing it twice tells nobody twice."""
    from tumbuh.matching import reminding

    reminding.remind(now=timezone.now())


@app.task(
    name="matching.match_directory", queue="matching", lock="matching.match_directory",
    queueing_lock="matching.match_directory",
)  # fmt: skip
def match_directory(user_id: int) -> None:
    """Judge the whole directory for somebody who asked. Doing it twice makes two runs; the newest is what counts."""
    from tumbuh.accounts.queries import people_of
    from tumbuh.matching import directory

    [by] = people_of([user_id])
    directory.match_and_tell(by=by, now=timezone.now())
