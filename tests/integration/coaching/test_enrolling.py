from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tests.integration.coaching.city import AFTER, NOON, CoachingCity, owner
from tumbuh.audit.models import AuditEvent
from tumbuh.coaching import services
from tumbuh.coaching.drawing import NoLottery, public_list
from tumbuh.coaching.enrolling import AppliedAlready, NotOpen, OwnDecision, TooLittleAttendance
from tumbuh.coaching.models import Cycle, Enrolment, Lottery
from tumbuh.coaching.rules.lottery import draw, list_digest
from tumbuh.coaching.rules.states import CycleState
from tumbuh.kernel.errors import NotAllowed
from tumbuh.kernel.states import IllegalMove
from tumbuh.papers.services import pdf


def states(cycle: Cycle) -> list[str]:
    return list(Enrolment.objects.filter(cycle=cycle).order_by("number").values_list("state", flat=True))


def test_seats_go_to_who_comes_first_and_the_rest_wait_in_order(city: CoachingCity) -> None:
    cycle = city.cycle(seats=2)
    for name in ("Ani", "Beni", "Citra", "Dewi"):
        city.apply(cycle, owner(name))
    cycle.refresh_from_db()
    assert states(cycle) == ["enrolled", "enrolled", "waiting", "waiting"]
    assert cycle.taken == 2
    assert list(Enrolment.objects.filter(cycle=cycle, state="waiting").values_list("number", "waiting_rank")) == [
        (3, 1),
        (4, 2),
    ]


def test_a_seat_that_becomes_free_goes_to_who_waits_first(city: CoachingCity) -> None:
    cycle = city.cycle(seats=1)
    first, second, _third = (city.apply(cycle, owner(name)) for name in ("Ani", "Beni", "Citra"))
    services.drop(enrolment_id=first.pk, reason="Pindah ke luar kota", by=city.officer, now=NOON)
    assert states(cycle) == ["dropped", "enrolled", "waiting"]
    second.refresh_from_db()
    assert second.waiting_rank is None
    services.add_seats(cycle_id=cycle.pk, seats=2, by=city.officer, now=NOON)
    assert states(cycle) == ["dropped", "enrolled", "enrolled"]


def test_who_is_not_eligible_is_told_every_reason_and_gets_no_seat(city: CoachingCity) -> None:
    cycle = city.cycle(rules={"area": ["31.71"], "age": [17, 30], "size_class": ["micro"]})
    made = city.apply(cycle, owner("Ani"))
    assert made.state == "not_eligible"
    assert [reason["code"] for reason in made.reasons] == ["area", "age"]
    cycle.refresh_from_db()
    assert cycle.taken == 0


def test_what_the_register_does_not_know_is_no_refusal_and_is_judged_again_later(city: CoachingCity) -> None:
    cycle = city.cycle(rules={"age": [17, 60]})
    who = owner("Ani", born_on=None)
    made = city.apply(cycle, who)
    assert (made.state, made.reasons[0]["unknown"]) == ("applied", True)
    who.born_on = date(1980, 1, 1)
    who.save()
    again = services.judge_again(enrolment_id=made.pk, by=city.officer, now=NOON)
    assert (again.state, again.reasons) == ("enrolled", [])


def test_nobody_decides_on_an_application_that_they_made(city: CoachingCity) -> None:
    cycle = city.cycle(rules={"nib": True})
    made = city.apply(cycle, owner("Ani"))
    events = AuditEvent.objects.count()
    given: dict[str, Any] = {"enrolment_id": made.pk, "eligible": True, "reason": "NIB sedang terbit", "now": NOON}
    with pytest.raises(OwnDecision):
        services.decide(by=city.officer, **given)
    made.refresh_from_db()
    assert (made.state, AuditEvent.objects.count()) == ("not_eligible", events)
    assert services.decide(by=city.second, **given).state == "enrolled"


def test_another_agency_cannot_touch_a_cycle(city: CoachingCity) -> None:
    cycle = city.cycle()
    made = city.apply(cycle, owner("Ani"))
    for act in (
        lambda: services.drop(enrolment_id=made.pk, reason="x", by=city.other, now=NOON),
        lambda: services.add_seats(cycle_id=cycle.pk, seats=9, by=city.other, now=NOON),
        lambda: services.apply(cycle_id=cycle.pk, owner_id=owner("Beni").pk, by=city.other, now=NOON),
        lambda: services.move_cycle(cycle_id=cycle.pk, to=CycleState("running"), by=city.other, now=NOON),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert states(cycle) == ["enrolled"]


def test_an_owner_applies_once_and_only_while_the_cycle_is_open(city: CoachingCity) -> None:
    cycle, who = city.cycle(), owner("Ani")
    city.apply(cycle, who)
    with pytest.raises(AppliedAlready):
        city.apply(cycle, who)
    with pytest.raises(NotOpen):
        services.apply(cycle_id=cycle.pk, owner_id=owner("Beni").pk, by=city.officer, now=AFTER)
    assert states(cycle) == ["enrolled"]


def test_the_database_gives_no_seat_that_is_not_there(city: CoachingCity) -> None:
    cycle = city.cycle(seats=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Cycle.objects.filter(pk=cycle.pk).update(taken=2)


def test_a_lottery_is_promised_before_and_anyone_finds_the_same_order(city: CoachingCity) -> None:
    cycle = city.cycle(seats=2, allocation="lottery")
    for name in ("Ani", "Beni", "Citra", "Dewi"):
        city.apply(cycle, owner(name))
    assert states(cycle) == ["eligible"] * 4
    promised = services.announce_lottery(cycle_id=cycle.pk, by=city.officer, now=NOON)
    held = services.hold_lottery(cycle_id=cycle.pk, word="IHSG 7.012,45", by=city.officer, now=AFTER)
    order = draw(seed=held.seed, promise=promised.promise, word="IHSG 7.012,45", numbers=[1, 2, 3, 4])
    assert held.numbers_sha256 == list_digest([1, 2, 3, 4])
    seated = Enrolment.objects.filter(cycle=cycle, state="enrolled").values_list("number", flat=True)
    assert sorted(seated) == sorted(order[:2])
    waiting = Enrolment.objects.filter(cycle=cycle, state="waiting").order_by("waiting_rank")
    assert list(waiting.values_list("number", flat=True)) == order[2:]
    assert [(line.number, line.seated) for line in public_list(cycle)] == [
        (number, place < 2) for place, number in enumerate(order)
    ]


def test_a_draw_is_not_held_early_nor_twice_nor_without_its_promise(city: CoachingCity) -> None:
    cycle = city.cycle(allocation="lottery")
    city.apply(cycle, owner("Ani"))
    with pytest.raises(NoLottery):
        services.hold_lottery(cycle_id=cycle.pk, word="x", by=city.officer, now=AFTER)
    services.announce_lottery(cycle_id=cycle.pk, by=city.officer, now=NOON)
    with pytest.raises(NoLottery):
        services.hold_lottery(cycle_id=cycle.pk, word="x", by=city.officer, now=NOON)
    assert states(cycle) == ["eligible"]
    services.hold_lottery(cycle_id=cycle.pk, word="x", by=city.officer, now=AFTER)
    with pytest.raises(NoLottery):
        services.hold_lottery(cycle_id=cycle.pk, word="y", by=city.officer, now=AFTER)
    with pytest.raises(Exception, match="Cannot update"), transaction.atomic():
        Lottery.objects.filter(cycle=cycle).update(word="z")


def test_a_certificate_follows_enough_attendance_and_is_issued_once(city: CoachingCity) -> None:
    cycle = city.cycle()
    made = city.apply(cycle, owner("Ani"))
    session = city.session(cycle)
    services.move_cycle(cycle_id=cycle.pk, to=CycleState("running"), by=city.officer, now=NOON)
    with pytest.raises(TooLittleAttendance):
        services.complete(enrolment_id=made.pk, by=city.officer, now=AFTER)
    with pytest.raises(IllegalMove):
        services.move_cycle(cycle_id=cycle.pk, to=CycleState("draft"), by=city.officer, now=NOON)
    services.attend(
        session_id=session.pk, owner_id=made.owner_id, attended_at=NOON, by=city.officer, now=NOON + timedelta(hours=1)
    )
    services.complete(enrolment_id=made.pk, by=city.officer, now=AFTER)
    first = services.certify(enrolment_id=made.pk, by=city.officer, now=AFTER)
    again = services.certify(enrolment_id=made.pk, by=city.officer, now=AFTER)
    assert (first.pk, first.paper.subject) == (again.pk, made.reference)
    printed = pdf(first.paper)
    assert printed.startswith(b"%PDF")
    assert pdf(again.paper) == printed
