"""The days and the endings of the demo's gatherings."""

from datetime import date

from tumbuh.demo.chance import Chance
from tumbuh.demo.matching import COMPANIES, coming_day, draft_day, ending, past_day


def weekday(day: date) -> bool:
    return day.weekday() < 5


def test_gatherings_are_on_days_on_which_offices_work() -> None:
    today = date(2026, 11, 24)
    found = [past_day(today, weekday), coming_day(today, weekday), draft_day(today, weekday)]
    assert found == [date(2026, 10, 15), date(2026, 11, 30), date(2026, 12, 18)]


def test_early_in_the_year_there_is_no_finished_one() -> None:
    assert past_day(date(2026, 2, 20), weekday) is None
    assert past_day(date(2026, 3, 10), weekday) == date(2026, 1, 29)


def test_the_same_two_end_the_same_way_whoever_else_meets() -> None:
    chance = Chance(7, "matching")
    pairs = [(one.name, f"Dapur {n}") for one in COMPANIES for n in range(40)]
    first = [ending(chance, *pair) for pair in pairs]
    assert [ending(chance, *pair) for pair in reversed(pairs)] == first[::-1]
    assert sum(one.is_missed for one in first) in range(10, 60)
    assert all(0 < one.interest_percent <= 100 for one in first if one.next_step != "none")
    assert {one.lost for one in first} == {"", "price", "quality", "other_seller", "no_budget"}
