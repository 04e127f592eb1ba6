"""The lottery of a cycle's seats: promised before, held in public, recomputable by anyone."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from tumbuh.accounts.models import User
from tumbuh.accounts.permissions import Permission
from tumbuh.audit import services as audit
from tumbuh.coaching.access import require_agency
from tumbuh.coaching.models import Cycle, Enrolment, Lottery
from tumbuh.coaching.programmes import locked
from tumbuh.coaching.rules.lottery import draw, list_digest, promise_of, ticket
from tumbuh.coaching.rules.states import CycleState, EnrolmentState
from tumbuh.coaching.telling import tell_standing
from tumbuh.kernel.errors import Refused
from tumbuh.kernel.periods import day_in_wib


class NoLottery(Refused):
    """The cycle's seats are not drawn, or not now."""

    code = "no_lottery_now"


@dataclass(frozen=True)
class Drawn:
    """One line of the public list: the place in the draw, the participant's number, the ticket, and the result."""

    place: int
    number: int
    ticket: str
    seated: bool


@transaction.atomic
def announce_lottery(*, cycle_id: int, by: User, now: datetime) -> Lottery:
    """Publish the promise of a seed while applications are still open. Raises: NotAllowed, NoLottery."""
    cycle = locked(cycle_id)
    require_agency(by, Permission.COACHING_MANAGE, cycle.programme.agency, now=now)
    if cycle.allocation != "lottery" or cycle.state not in {CycleState.DRAFT, CycleState.OPEN}:
        raise NoLottery("Hanya siklus dengan undian, sebelum berjalan, yang undiannya dapat diumumkan.")
    if Lottery.objects.filter(cycle=cycle).exists():
        raise NoLottery("Undian siklus ini sudah diumumkan; sidiknya tidak dapat diganti.")
    seed = secrets.token_hex(32)
    made = Lottery.objects.create(cycle=cycle, seed=seed, promise=promise_of(seed), announced_by=by, announced_at=now)
    audit.record("coaching.lottery_announced", by=by, at=now, target=cycle.reference, detail={"promise": made.promise})
    return made


@transaction.atomic
def hold_lottery(*, cycle_id: int, word: str, by: User, now: datetime) -> Lottery:
    """
    Draw all seats among the eligible after the last day of applying, and publish seed, word and list.

    Raises: NotAllowed, NoLottery, BadDraw; nothing is then written.
    """
    cycle = locked(cycle_id)
    require_agency(by, Permission.COACHING_MANAGE, cycle.programme.agency, now=now)
    lottery = Lottery.objects.select_for_update().filter(cycle=cycle).first()
    if lottery is None:
        raise NoLottery("Umumkan dahulu sidik undiannya, supaya benihnya tidak dapat dipilih belakangan.")
    if lottery.drawn_at is not None:
        raise NoLottery("Undian siklus ini sudah diadakan; hasilnya tetap.")
    if day_in_wib(now) <= cycle.apply_until_on:
        raise NoLottery("Pendaftaran masih dibuka; undian diadakan sesudah hari terakhir pendaftaran.")
    entrants = {row.number: row for row in Enrolment.objects.filter(cycle=cycle, state=EnrolmentState.ELIGIBLE)}
    for one in entrants.values():
        one.cycle = cycle  # as locked, with its programme
    word = " ".join(word.split())[:120]
    order = draw(seed=lottery.seed, promise=lottery.promise, word=word, numbers=list(entrants))
    free = cycle.seats - cycle.taken
    for place, number in enumerate(order):
        row = entrants[number]
        row.in_draw = True
        if place < free:
            row.state, row.seated_at = EnrolmentState.ENROLLED.value, now
        else:
            row.state, row.waiting_rank = EnrolmentState.WAITING.value, place - free + 1
    Enrolment.objects.bulk_update(
        entrants.values(), ["state", "seated_at", "waiting_rank", "in_draw"], batch_size=1_000
    )
    won = min(free, len(order))
    cycle.taken += won
    cycle.save(update_fields=["taken"])
    lottery.word, lottery.numbers_sha256, lottery.numbers, lottery.seats = word, list_digest(order), len(order), won
    lottery.drawn_by, lottery.drawn_at = by, now
    lottery.save()
    tell_standing(entrants.values(), now=now)
    detail = {"numbers": len(order), "seats": won, "sha256": lottery.numbers_sha256}
    audit.record("coaching.lottery_drawn", by=by, at=now, target=cycle.reference, detail=detail)
    return lottery


def public_list(cycle: Cycle) -> list[Drawn]:
    """
    Return the list of a held draw, in its order, with each ticket, as anyone may read it; empty before the draw.

    It is recomputed from the seed and the numbers that were drawn from, so that later moves do not change it.
    """
    lottery = Lottery.objects.filter(cycle=cycle, drawn_at__isnull=False).first()
    if lottery is None or lottery.seats is None:
        return []
    rows = Enrolment.objects.filter(cycle=cycle, in_draw=True)
    numbers = list(rows.order_by("number").values_list("number", flat=True))
    order = draw(seed=lottery.seed, promise=lottery.promise, word=lottery.word, numbers=numbers)
    return [
        Drawn(place + 1, number, ticket(lottery.seed, lottery.word, number), place < lottery.seats)
        for place, number in enumerate(order)
    ]
