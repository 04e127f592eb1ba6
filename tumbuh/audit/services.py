"""Writing to the trail: one event per act, in the act's own transaction."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import OperationalError, connection, transaction
from django.db.models import Max

from tumbuh.audit.models import AuditEvent, AuditSeal
from tumbuh.audit.queries import block, last_seal, seal_key
from tumbuh.audit.rules import START, seal_digest
from tumbuh.kernel.errors import Refused

if TYPE_CHECKING:  # accounts stands above audit
    from django.contrib.auth.models import AbstractUser


class TrailBusy(Refused):
    """A long act is still writing to the trail; it is sealed next time."""

    code = "trail_busy"


def record(
    event: str,
    *,
    by: "AbstractUser | None",
    at: datetime,
    target: str = "",
    reason: str = "",
    detail: dict[str, Any] | None = None,
) -> None:
    """
    Add one event to the trail. It cannot be changed or removed afterwards, not even by raw SQL.

    `event` is "<app>.<what happened>", `target` "<app>.<model>:<public id>". Never put personal data in `detail`.
    """
    AuditEvent.objects.create(
        event=event, by_id=by.pk if by else None, at=at, target=target, reason=reason, detail=detail or {}
    )


# A part of a larger statement for an act that must be one round trip: writes `new_record` (event, target, detail) as
# done by %(by)s at %(now)s. What holds for `record` holds for it.
RECORD_MANY = """
written_records AS (
    INSERT INTO audit_auditevent (event, at, by_id, target, reason, detail)
    SELECT event, %(now)s, %(by)s, target, '', detail FROM new_record
)
"""


def seal(*, now: datetime) -> AuditSeal | None:
    """
    Close the block of events since the last seal; None when there are none. Raises: TrailBusy after two seconds.

    Two sealers at once make one seal: the second one's number is taken, and it fails.
    """
    before = last_seal()
    number, previous, after = (before.number, before.digest, before.last_event_id) if before else (0, START, 0)
    up_to = _last_final_id()
    if up_to <= after:
        return None
    digest, count = seal_digest(key=seal_key(), previous=previous, events=block(after=after, up_to=up_to))
    return AuditSeal.objects.create(number=number + 1, last_event_id=up_to, events=count, digest=digest, sealed_at=now)


def _last_final_id() -> int:
    """
    Return the highest id below which no event can come any more.

    Ids are given before a transaction commits, so a lower one may still be under way. The lock waits for all who write
    (they hold ROW EXCLUSIVE until they commit) and is let go at once; nobody else waits longer than its two seconds.
    """
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '2s'")
            cursor.execute("LOCK TABLE audit_auditevent IN SHARE MODE")
            return AuditEvent.objects.aggregate(last=Max("pk"))["last"] or 0
    except OperationalError as error:
        raise TrailBusy("Jejak audit sedang ditulis; segel dicoba lagi nanti.") from error
