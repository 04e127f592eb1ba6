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
