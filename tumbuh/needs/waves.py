"""Telling sellers in turn: the first ones, and the next ones when those are silent or decline."""

from datetime import datetime, timedelta

from django.db import transaction

from tumbuh.audit import services as audit
from tumbuh.kernel.periods import WIB
from tumbuh.needs import access
from tumbuh.needs.models import Invitation, Need, Quote
from tumbuh.needs.rules.states import Invited, State


def tell_next(need: Need, *, count: int, now: datetime) -> int:
    """Tell the next sellers of the turn, in the caller's transaction; return how many were told."""
    waiting = Invitation.objects.select_for_update(of=("self",)).select_related("seller")
    turn = list(waiting.filter(need=need, state=Invited.WAITING).order_by("turn")[:count])
    last = Invitation.objects.filter(need=need, wave__isnull=False).order_by("-wave").values_list("wave", flat=True)
    wave = (last.first() or 0) + 1
    assert need.closes_at is not None  # noqa: S101 - only an open need tells
    answer_by = min(need.closes_at, now + timedelta(minutes=need.silent_minutes))
    people = access.tell_sellers(
        [str(one.seller.public_id) for one in turn],
        event="needs.invited",
        title=f"Ada kebutuhan: {need.title}, {need.quantity} {need.unit}",
        body=_body(need),
        path=access.seller_path(need),
        key=f"{need.reference}:invited",
        now=now,
        urgent=need.urgent,
    )
    for one in turn:
        one.state, one.wave, one.told_at, one.answer_by_at = Invited.TOLD.value, wave, now, answer_by
        one.people_told = people[str(one.seller.public_id)]
    Invitation.objects.bulk_update(turn, ["state", "wave", "told_at", "answer_by_at", "people_told"])
    return len(turn)


@transaction.atomic
def pass_on(*, need_id: int, now: datetime) -> int:
    """
    Skip who has been silent for too long and tell as many others; return how many were told.

    Who was skipped may still quote until closing. The same moment once more changes nothing.
    """
    need = Need.objects.select_for_update(of=("self",)).select_related("category").get(pk=need_id)
    if need.state != State.OPEN or need.closes_at is None or need.closes_at <= now:
        return 0
    quoted = Quote.objects.filter(need=need, superseded_at=None).values("seller")
    silent = Invitation.objects.filter(need=need, state=Invited.TOLD, answer_by_at__lte=now, answered_at=None)
    skipped = silent.exclude(seller__in=quoted).update(state=Invited.SKIPPED.value)
    gone = Invitation.objects.filter(need=need, state__in=[Invited.SKIPPED, Invited.DECLINED]).count()
    # As many as fell away may be told in addition to the first wave, so that the number who think about it stays.
    first = Invitation.objects.filter(need=need, wave=1).count()
    told_so_far = Invitation.objects.filter(need=need, wave__isnull=False).count()
    told = tell_next(need, count=max(0, first + gone - told_so_far), now=now)
    if skipped or told:
        audit.record(
            "needs.passed_on", by=None, at=now, target=need.reference, detail={"skipped": skipped, "told": told}
        )
    return told


def told_sellers(need: Need) -> list[str]:
    """Return the public ids of the businesses that were told of a need."""
    told = Invitation.objects.filter(need=need, told_at__isnull=False).order_by("turn")
    return [str(public_id) for public_id in told.values_list("seller__public_id", flat=True)]


def _body(need: Need) -> str:
    due, closes = need.deliver_by_at.astimezone(WIB), (need.closes_at or need.deliver_by_at).astimezone(WIB)
    return (
        f"{need.quantity} {need.unit} {need.title}, diantar {due:%d/%m/%Y %H.%M} WIB ke {need.address}. "
        f"Tawarkan harga sebelum {closes:%d/%m/%Y %H.%M} WIB; isinya tertutup sampai saat itu."
    )
