"""That somebody took rows of production out of the house."""

from datetime import datetime

from tumbuh.accounts.models import User
from tumbuh.accounts.permissions import Permission
from tumbuh.accounts.services import require
from tumbuh.audit import services as audit
from tumbuh.kernel.periods import day_in_wib


def note_download(*, what: str, query: str, by: User, now: datetime) -> None:
    """Note in the trail who took which rows. Raises: NotAllowed."""
    require(by, Permission.PRODUCTION_VIEW, on=day_in_wib(now))
    audit.record("production.downloaded", by=by, at=now, detail={"what": what, "query": query})
