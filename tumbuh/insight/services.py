"""What the trail notes of those who read the figures."""

from datetime import datetime

from django.db import transaction

from tumbuh.accounts.models import User
from tumbuh.accounts.permissions import Permission
from tumbuh.accounts.services import require
from tumbuh.audit import services as audit


@transaction.atomic
def note_download(*, figure: str, query: str, kind: str, rows: int, by: User, now: datetime) -> None:
    """
    Note that a person took all rows behind a figure. Raises: NotAllowed.

    What a business sells is its owner's finance (UU PDP art. 4); who took a copy of it must be known.
    """
    require(by, Permission.INSIGHT_ROWS)
    detail = {"asked": query, "kind": kind, "rows": rows}
    audit.record("insight.rows_downloaded", by=by, at=now, target=f"insight.figure:{figure}", detail=detail)
