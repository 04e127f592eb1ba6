"""The demo's coached owners come out of overlapping lists, as its known truth says."""

from tests.integration.demo.conftest import NOW, BuiltCity
from tumbuh.coaching import figures, queries
from tumbuh.coaching.models import Enrolment
from tumbuh.demo import coaching_building
from tumbuh.demo.coaching import COACHED
from tumbuh.demo.coaching_truth import truth
from tumbuh.kernel.periods import day_in_wib


def test_the_coached_are_the_city_s_share_of_the_article_and_the_lists_are_longer(built: BuiltCity) -> None:
    today = day_in_wib(NOW)
    found = figures.coached(first=today.replace(year=today.year - 2), last=today)
    told = truth(coaching_building.plan_of(built.city))
    assert found.coached == found.cumulative == told["coached"] == round(COACHED * built.city.scale)
    assert (found.raw_list, dict(found.lists)) == (told["raw_list"], told["lists"])
    assert (found.raw_list or 0) > 1.3 * (found.coached or 0)
    reached = {one.kind: (one.received, one.members) for one in figures.coverage(day=today)}
    assert reached == {kind: (number, told["members"]) for kind, number in told["received"].items()}


def test_a_second_building_adds_nothing(built: BuiltCity) -> None:
    count = Enrolment.objects.count()
    coaching_building.add_coaching(built.city)
    assert Enrolment.objects.count() == count


def test_one_cycle_waits_for_its_draw(built: BuiltCity) -> None:
    [waiting] = queries.open_cycles(on=day_in_wib(NOW))
    assert waiting.lottery.drawn_at is None
    assert queries.standing(waiting).eligible > waiting.seats
