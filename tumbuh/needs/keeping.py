"""Everything that happens to needs because time has passed."""

from datetime import datetime

from tumbuh.needs.closing import close
from tumbuh.needs.models import Invitation, Need
from tumbuh.needs.rules.states import Invited, State
from tumbuh.needs.waves import pass_on


def keep_time(*, now: datetime) -> tuple[int, int]:
    """
    Close the needs whose moment has come and pass on what silent sellers left; return (closed, told).

    Each need is a transaction of its own: one that fails does not hold the others up next time.
    """
    due = list(
        Need.objects.filter(state=State.OPEN, closes_at__lte=now).order_by("closes_at").values_list("pk", flat=True)
    )
    for need_id in due:
        close(need_id=need_id, now=now)
    silent = Invitation.objects.filter(state=Invited.TOLD, answer_by_at__lte=now, answered_at=None)
    declined = Invitation.objects.filter(state=Invited.DECLINED)
    still = Need.objects.filter(state=State.OPEN, closes_at__gt=now, invitations__state=Invited.WAITING)
    waiting = still.filter(pk__in=(silent | declined).values("need")).order_by("pk").distinct()
    told = sum(pass_on(need_id=need_id, now=now) for need_id in list(waiting.values_list("pk", flat=True)))
    return len(due), told
