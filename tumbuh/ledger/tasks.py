"""Work in the background: the ledger's small files are joined every night."""

from procrastinate.contrib.django import app

from tumbuh.ledger import services


@app.periodic(cron="20 2 * * *")
@app.task(name="ledger.compact", queue="upkeep", lock="ledger.compact")
def compact(timestamp: int) -> None:
    """Join what came in since the last night. Imports wait while it runs."""
    services.compact()
