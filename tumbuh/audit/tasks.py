"""Work in the background: the trail is sealed every hour."""

from django.utils import timezone
from procrastinate.contrib.django import app

from tumbuh.audit import services


@app.periodic(cron="7 * * * *")
@app.task(name="audit.seal", queue="upkeep", lock="audit.seal")
def seal_trail(timestamp: int) -> None:
    """Seal what was written since the last hour. When the trail is busy the next hour's seal covers it too."""
    try:
        services.seal(now=timezone.now())
    except services.TrailBusy:
        return
