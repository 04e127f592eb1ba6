"""The demo's coached owners come out of overlapping lists, as its known truth says."""

from pathlib import Path
from typing import Any

from tests.integration.demo.conftest import NOW, BuiltCity
from tumbuh.accounts.models import User
from tumbuh.coaching import figures, queries
from tumbuh.coaching.models import AttendanceImportRow, Enrolment
from tumbuh.demo import coaching_building
from tumbuh.demo.coaching_courses import COACHED
from tumbuh.demo.coaching_truth import truth
from tumbuh.kernel.periods import day_in_wib


def test_the_coached_are_the_city_s_share_of_the_article_and_the_lists_are_longer(built: BuiltCity) -> None:
    today = day_in_wib(NOW)
    found = figures.coached(first=today.replace(year=today.year - 2), last=today)
    told: Any = truth(coaching_building.plan_of(built.city), today)
    assert found.coached == found.cumulative == told["coached"] == round(COACHED * built.city.scale)
    assert (found.raw_list, dict(found.lists)) == (told["raw_list"], told["lists"])
    assert (found.raw_list or 0) > 1.3 * (found.coached or 0)
    reached = {one.kind: (one.received, one.members) for one in figures.coverage(day=today)}
    assert reached == {kind: (number, told["members"]) for kind, number in told["received"].items()}


def test_a_second_building_adds_nothing(built: BuiltCity, tmp_path: Path) -> None:
    count = Enrolment.objects.count()
    coaching_building.add_coaching(built.city, tmp_path)
    assert Enrolment.objects.count() == count


def test_one_cycle_waits_for_its_draw(built: BuiltCity) -> None:
    [waiting] = queries.open_cycles(on=day_in_wib(NOW))
    assert waiting.lottery.drawn_at is None
    assert queries.standing(waiting).eligible > waiting.seats


def test_rows_that_name_nobody_wait_and_unusable_ones_are_kept_with_their_reason(built: BuiltCity) -> None:
    told: Any = truth(coaching_building.plan_of(built.city), day_in_wib(NOW))
    kept = AttendanceImportRow.objects.filter(came_in__session=None)
    assert kept.filter(outcome="waiting").count() == told["waiting_rows"]
    assert kept.filter(outcome="rejected").exclude(reason="").count() == 2


def test_the_mentor_has_people_and_a_session_today_and_knows_only_his_area(built: BuiltCity) -> None:
    mentor = User.objects.get(username="pendamping")
    mine = {one.owner_id for one in queries.assigned_to(mentor)}
    assert mine
    assert set(queries.own_owners(mentor, now=NOW).values_list("pk", flat=True)) >= mine
    today = queries.sessions_between(list(queries.agencies()), day_in_wib(NOW), day_in_wib(NOW))
    assert "Dapur Rapi Tebet" in {one.cycle.programme.name for one in today}
