"""Work in the background: people hear of orders and of payments that are due; sales go into the ledger."""

from django.utils import timezone
from procrastinate.contrib.django import app

SLICE = 200  # acts of one run; the next minute takes the next


@app.periodic(cron="* * * * *")
@app.task(name="orders.tell", queue="notices", lock="orders.tell")
def tell(timestamp: int) -> None:
    """Tell the others of what was done to their orders in the last minute. Safe to repeat."""
    # Django finds tasks when it starts; the services of orders are not needed before there is a job.
    from tumbuh.orders import telling

    telling.tell_waiting(limit=SLICE, now=timezone.now())


@app.periodic(cron="30 0 * * *")  # 7.30 WIB
@app.task(name="orders.remind_to_pay", queue="notices", lock="orders.remind_to_pay")
def remind_to_pay(timestamp: int) -> None:
    """Tell treasurers what has to be paid and what is late. Safe to repeat on one day."""
    from tumbuh.orders import telling

    telling.remind_to_pay(now=timezone.now())


@app.periodic(cron="*/5 * * * *")
@app.task(name="orders.enter_sales", queue="upkeep", lock="orders.enter_sales")
def enter_sales(timestamp: int) -> None:
    """Write the sales of orders that were closed into the ledger. Safe to repeat."""
    from tumbuh.orders import entering  # the readers of the lake are needed here only

    entering.enter_sales(now=timezone.now())
