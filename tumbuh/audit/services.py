"""Writing to the trail: one event per act, in the act's own transaction."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from tumbuh.audit.models import AuditEvent

if TYPE_CHECKING:  # accounts stands above audit
    from django.contrib.auth.models import AbstractUser


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
