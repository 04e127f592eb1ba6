"""Joint offers: sellers who cover a need together, and asking all of them for a meeting with their shares."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from tumbuh.accounts.models import User
from tumbuh.kernel.errors import Refused
from tumbuh.matching import access
from tumbuh.matching.meeting import request_meeting
from tumbuh.matching.models import Demand, Event, Meeting, Participant, Suggestion, SupplyProfile
from tumbuh.matching.rules.joining import Able, joint_offer
from tumbuh.matching.rules.states import AT_WORK, LIVE_MEETINGS, Mode, ParticipantState, ProfileState


class NobodyToAsk(Refused):
    """No member of the group can be asked at the event."""

    code = "nobody_to_ask"


@dataclass(frozen=True)
class Member:
    """One seller of a joint offer with its share."""

    supply: SupplyProfile
    quantity: int

    @property
    def rupiah(self) -> int:
        """What its share costs by the price that it shows."""
        return self.quantity * self.supply.unit_price_rupiah


def joint_offer_for(demand: Demand) -> list[Member]:
    """Return who covers a demand together, by the newest suggestions that judged it; empty where nobody has to."""
    judged = Suggestion.objects.filter(demand=demand)
    newest = judged.order_by("-run").values_list("run", flat=True).first()
    able = judged.filter(run=newest, rank__isnull=False, supply__state=ProfileState.SHARED)
    rows = {str(one.supply.public_id): one for one in able.select_related("supply__business").order_by("rank", "pk")}
    shares = joint_offer(
        demand.quantity,
        [Able(key, one.score, one.supply.capacity, one.supply.unit_price_rupiah) for key, one in rows.items()],
    )
    return [Member(rows[one.id].supply, one.quantity) for one in shares]


def events_to_ask_at(demand: Demand) -> list[Participant]:
    """Return the buyer's places at coming events where participants ask for meetings themselves."""
    own = Participant.objects.filter(buyer=demand.buyer_id, state=ParticipantState.COMING, event__state__in=AT_WORK)
    return list(own.exclude(event__mode=Mode.ORGANISER).select_related("event", "buyer").order_by("event", "pk"))


@transaction.atomic
def request_joint(*, event_id: int, demand: Demand, by: User, now: datetime) -> list[Meeting]:
    """
    Ask every member of a joint offer who comes for a meeting, telling each its share; who meets already is left out.

    Raises: NotAllowed, NobodyToAsk, and what `request_meeting` raises; nothing is then written.
    """
    access.require_buyer(by, demand.buyer, now=now)
    event = Event.objects.select_for_update().get(pk=event_id)
    own = event.participants.filter(buyer=demand.buyer_id, state=ParticipantState.COMING).first()
    members = {one.supply.business_id: one for one in joint_offer_for(demand)}
    live = event.meetings.filter(buyer=own, state__in=LIVE_MEETINGS).values("seller")
    coming = event.participants.filter(business__in=members, state=ParticipantState.COMING).exclude(pk__in=live)
    asked = list(coming.order_by("pk"))
    if own is None or not asked:
        raise NobodyToAsk("Anggota penawaran bersama ini tidak hadir, atau pertemuannya sudah diminta.")
    return [
        request_meeting(
            event_id=event.pk, with_id=one.pk, own_id=own.pk, by=by, now=now, demand=demand,
            message=f"Penawaran bersama untuk {demand.title[:120]}: bagian Anda "
            f"{members[one.business_id or 0].quantity} dari {demand.quantity} {demand.unit}.",
        )
        for one in asked
    ]  # fmt: skip
