"""The way to the Delta table, and the lock that lets one writer at a time to it."""

from django.conf import settings
from django.db import connection

from tumbuh.lake.store import SalesStore

_LEDGER_LOCK = 7_305_001


def store() -> SalesStore:
    """Return the ledger's Delta table, where LEDGER_URL says."""
    return SalesStore(settings.LEDGER_URL)


def lock_ledger() -> None:
    """Wait for our turn to write the ledger; held until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LEDGER_LOCK])
