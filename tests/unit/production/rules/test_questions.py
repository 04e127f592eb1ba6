from datetime import date

from tumbuh.production.rules.questions import Limits, Noted, heads_alive, question

LIMITS = Limits(jump_times=5, jump_least_harvests=3, mortality_most=2_000, process_most=20_000, most_grams_per_m2=4_000)
KG = 1_000_000


def harvest(kg: int, *, day: int = 1, area_m2: int | None = None, kind: str = "harvest") -> Noted:
    return Noted(kind, date(2026, 1, day), "Kangkung", kg * 1_000, "kg", kg * KG, None, area_m2)


def animals(kind: str, heads: int, day: int) -> Noted:
    return Noted(kind, date(2026, 1, day), "Lele", heads * 1_000, "ekor", None, heads)


def code(noted: Noted, *before: Noted) -> str | None:
    found = question(noted, before, LIMITS)
    return found.code if found else None


def test_a_usual_harvest_is_not_asked_about() -> None:
    assert code(harvest(12, day=9, area_m2=10), harvest(10), harvest(11, day=2), harvest(9, day=3)) is None


def test_the_same_log_again_is_asked_about() -> None:
    assert code(harvest(12), harvest(12)) == "same_again"


def test_a_yield_above_the_commodity_is_asked_about_and_one_at_the_limit_is_not() -> None:
    assert code(harvest(41, area_m2=10)) == "yield_high"
    assert code(harvest(40, area_m2=10)) is None


def test_a_jump_needs_three_harvests_of_the_place_itself() -> None:
    own = (harvest(10, day=2), harvest(11, day=3), harvest(9, day=4))
    assert code(harvest(51, day=9), *own) == "jump"
    assert code(harvest(50, day=9), *own) is None
    assert code(harvest(51, day=9), *own[:2]) is None


def test_many_deaths_are_asked_about() -> None:
    stocked = animals("seed", 1_000, 1)
    assert code(animals("mortality", 201, 5), stocked) == "mortality_high"
    assert code(animals("mortality", 200, 5), stocked) is None
    assert code(animals("mortality", 200, 5)) is None  # nobody knows how many there were


def test_a_processing_that_gives_more_than_twice_its_inputs_is_asked_about() -> None:
    made = Noted("process", date(2026, 1, 1), "Sirup", 21_000, "kg", 21 * KG, used_mg=10 * KG)
    assert code(made) == "process_gives_much"


def test_the_heads_alive_follow_from_what_was_noted_since_the_last_count() -> None:
    before = [
        animals("seed", 1_000, 1), animals("mortality", 50, 2), animals("count", 900, 3), animals("mortality", 10, 4),
        animals("harvest", 200, 5), animals("seed", 5, 6),
    ]  # fmt: skip
    assert heads_alive(before, date(2026, 1, 2)) == 950
    assert heads_alive(before, date(2026, 1, 6)) == 695
    assert heads_alive([animals("mortality", 1, 1)], date(2026, 1, 2)) is None
