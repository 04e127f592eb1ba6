"""Work in the background: documents are set before anyone opens them."""

from procrastinate.contrib.django import app

SLICE = 500  # about ten seconds of work


@app.periodic(cron="* * * * *")
@app.task(name="papers.set_waiting", queue="papers", lock="papers.set_waiting")
def set_waiting(timestamp: int) -> None:
    """Set what was issued in the last minute. Doing it twice is harmless: a document has one file."""
    # Django finds tasks when it starts; the typesetter is not needed before there is a job.
    from tumbuh.papers import services

    services.set_waiting(limit=SLICE)
