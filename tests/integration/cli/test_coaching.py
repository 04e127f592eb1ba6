"""Coaching from the command line: people counted once with the lists beside, and an effect or why there is none."""

from collections.abc import Callable
from datetime import date

from tests.integration.coaching import city as cities
from tests.integration.coaching.city import NOON, owner
from tumbuh.coaching.models import ServiceGiven


def test_people_are_counted_once_and_the_lists_stand_beside(tumbuh: Callable) -> None:
    city, ani, beni = cities.build(), owner("Ani"), owner("Beni")
    for agency, who in ((city.agency, ani), (city.kpkp, ani), (city.agency, beni)):
        ServiceGiven.objects.create(
            agency=agency, owner=who, kind="training", given_on=date(2026, 4, 1), recorded_at=NOON
        )
    words = ("coaching", "figures", "--from", "2026-04-01", "--until", "2026-06-30")
    told = tumbuh(*words, "--json").data
    assert (told["coached"], told["raw_list"], told["counted_twice"], told["cumulative"]) == (2, 3, 1, 2)
    assert (told["lists"], told["overlap"]) == ({"PPKUKM": 2, "KPKP": 1}, {"KPKP + PPKUKM": 1})
    assert "3 (1 terhitung lebih dari sekali)" in tumbuh(*words).out


def test_an_effect_that_cannot_be_told_honestly_is_refused(tumbuh: Callable) -> None:
    city = cities.build()
    city.cycle(
        called="Jakpreneur",
        starts_on=date(2024, 4, 15),
        ends_on=date(2024, 6, 30),
        apply_until_on=date(2024, 4, 1),
        open_=False,
    )
    assert tumbuh("coaching", "effect", "jakpreneur", "--json").data["refused"] == "effect_panel_too_small"
    unknown = tumbuh("coaching", "effect", "Tidak Ada", "--json")
    assert (unknown.exit_code, unknown.data["refused"]) == (2, "no_such_coaching")
    assert "Jakpreneur" in unknown.data["message"]
