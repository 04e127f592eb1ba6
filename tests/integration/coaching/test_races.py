"""Two at the same moment: nobody gets a seat that is not there, and nothing is counted twice."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from tests.integration.coaching import city as cities
from tests.integration.coaching.city import NOON, owner
from tumbuh.coaching import services
from tumbuh.coaching.models import Attendance, Cycle, Enrolment, ServiceGiven, Visit


def together(acts: list[Callable[[], Any]]) -> list[Any]:
    """Run acts at the same moment, each on a connection of its own."""
    gate = Barrier(len(acts))

    def run(act: Callable[[], Any]) -> Any:
        gate.wait()
        try:
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


@pytest.mark.django_db(transaction=True)
def test_seven_who_apply_at_once_for_three_seats_get_three_and_a_queue_without_gaps() -> None:
    city = cities.build()
    cycle = city.cycle(seats=3)
    people = [owner(f"Orang {n}") for n in range(7)]
    together([partial(services.apply, cycle_id=cycle.pk, owner_id=who.pk, by=city.officer, now=NOON) for who in people])
    rows = Enrolment.objects.filter(cycle=cycle)
    assert sorted(rows.values_list("number", flat=True)) == [1, 2, 3, 4, 5, 6, 7]
    assert rows.filter(state="enrolled").count() == Cycle.objects.get(pk=cycle.pk).taken == 3
    assert sorted(rows.filter(state="waiting").values_list("waiting_rank", flat=True)) == [1, 2, 3, 4]


@pytest.mark.django_db(transaction=True)
def test_one_attendance_and_one_visit_sent_by_four_devices_at_once_are_one_each() -> None:
    city = cities.build()
    cycle = city.cycle()
    made = city.apply(cycle, owner("Ani"))
    session = city.session(cycle)
    values = services.VisitValues(purpose="Kenalan", visited_at=NOON)
    acts: list[Callable[[], Any]] = [
        lambda: services.attend(
            session_id=session.pk, owner_id=made.owner_id, attended_at=NOON, by=city.mentor, now=NOON
        )
    ] * 4
    acts += [
        lambda: services.record_visit(
            agency=city.agency, owner_id=made.owner_id, values=values, by=city.mentor,
            now=NOON + timedelta(hours=1), client_id="hp:9",
        )
    ] * 4  # fmt: skip
    together(acts)
    assert (Attendance.objects.count(), Visit.objects.count(), ServiceGiven.objects.count()) == (1, 1, 2)
