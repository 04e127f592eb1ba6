"""What a run leaves behind, and what a business is told of it: every need of its kinds, not only those kept."""

from datetime import timedelta
from importlib import import_module

from django.db import connection

from tests.integration.matching.city import NOON, MatchingCity
from tumbuh.catalogue.models import Category
from tumbuh.kernel.periods import day_in_wib
from tumbuh.matching import nearby, seeing, services
from tumbuh.matching.models import Demand, Suggestion, SuggestionRun, SuggestionTally, SupplyProfile
from tumbuh.matching.suggesting import MOST_PAIRS
from tumbuh.matching.terms import value

TODAY = day_in_wib(NOON)


def test_a_run_counts_by_reason_whom_it_kept_apart_and_keeps_the_nearest(city: MatchingCity) -> None:
    city.add_kitchen("Dapur Mahal", price=90_000)
    city.add_kitchen("Dapur Mahal Kecil", price=90_000, capacity=5)
    demand = city.share_demand("PT Pembeli 1", title="Nasi kotak besar", quantity=400)
    run = services.suggest(by=city.organiser, now=NOON)
    tally, rows = seeing.pairs_of(run, demand.public_id)

    assert (tally.able, tally.excluded, tally.reasons) == (3, 2, {"price": 2, "capacity": 1})
    assert [one.rank for one in rows] == [1, 2, 3, None, None]
    assert [one.supply.business.name for one in rows[3:]] == ["Dapur Mahal", "Dapur Mahal Kecil"]
    assert (run.pairs, run.excluded) == (9, 6)
    assert [(one.demand_id, chosen) for one, chosen in seeing.tally_of(run)] == [
        (one.pk, Suggestion.objects.filter(run=run, demand=one, chosen=True).count())
        for one in Demand.objects.order_by("buyer__name", "title", "pk")
    ]


def test_a_need_that_nobody_has_to_do_with_stands_in_the_list_as_well(city: MatchingCity) -> None:
    tyres = Category.objects.create(code="ban", name="Ban mobil", line_kind="goods")
    demand = Demand.objects.order_by("pk")[0]
    Demand.objects.filter(pk=demand.pk).update(category=tyres, title="Ban mobil")
    run = services.suggest(by=city.organiser, now=NOON)
    tally, rows = seeing.pairs_of(run, demand.public_id)
    assert (tally.able, tally.excluded, tally.reasons, rows) == (0, 0, {}, [])
    assert {one.demand_id: (one.able, chosen) for one, chosen in seeing.tally_of(run)}[demand.pk] == (0, 0)


def test_who_came_after_the_run_is_told_how_it_would_stand(city: MatchingCity) -> None:
    services.suggest(by=city.organiser, now=NOON)
    city.add_kitchen("Dapur Baru", price=90_000)
    found = nearby.standings(city.businesses["Dapur Baru"], on=TODAY)
    assert [(one.rank, one.of, one.beyond, one.is_chosen) for one in found] == [(None, 3, 0, False)] * 2
    assert [each.filter for each in found[0].told.exclusions] == ["price"]
    assert found[0].fixes


def test_the_suggestions_of_a_gathering_say_nothing_to_who_does_not_come(city: MatchingCity) -> None:
    event = city.event()
    city.come(event, [*city.buyers, "Dapur 1", "Dapur 2"])
    services.suggest(event_id=event.pk, by=city.organiser, now=NOON)
    assert len(nearby.standings(city.businesses["Dapur 1"], on=TODAY)) == 2
    assert nearby.standings(city.businesses["Dapur 3"], on=TODAY) == []


def test_behind_the_best_a_place_is_not_made_up(city: MatchingCity) -> None:
    demand = Demand.objects.order_by("pk")[0]
    best = SupplyProfile.objects.get(business=city.businesses["Dapur 1"])
    run = _run(city)
    Suggestion.objects.create(run=run, demand=demand, supply=best, score=10_000, rank=1, chosen=True)
    SuggestionTally.objects.create(run=run, demand=demand, able=80, excluded=0)
    [found] = nearby.standings(city.businesses["Dapur 2"], on=TODAY)
    assert (found.rank, found.beyond, found.of) == (2, 1, 80)
    city.add_kitchen("Dapur Mahal", price=90_000)
    [found] = nearby.standings(city.businesses["Dapur Mahal"], on=TODAY)
    assert (found.rank, found.beyond) == (None, 0)
    assert found.fixes[0].sentence.startswith("Boleh bertemu, di luar 1 terbaik, bila harga ")


def test_runs_of_before_are_counted_from_their_rows(city: MatchingCity) -> None:
    demand, (first, second, third) = Demand.objects.order_by("pk")[0], SupplyProfile.objects.order_by("pk")
    run = _run(city)
    price, capacity = {"filter": "price", "sentence": "x"}, {"filter": "capacity", "sentence": "x"}
    Suggestion.objects.create(run=run, demand=demand, supply=first, score=10, rank=1)
    Suggestion.objects.create(run=run, demand=demand, supply=second, score=9, exclusions=[price, capacity])
    Suggestion.objects.create(run=run, demand=demand, supply=third, score=8, exclusions=[price])
    with connection.cursor() as cursor:
        cursor.execute(import_module("tumbuh.matching.migrations.0002_suggestion_tally").COUNT)
    tally = SuggestionTally.objects.get()
    assert (tally.run, tally.demand, tally.able, tally.excluded) == (run, demand, 1, 2)
    assert tally.reasons == {"price": 2, "capacity": 1}


def test_the_largest_gathering_is_weighed_whole() -> None:
    assert MOST_PAIRS >= 200 * 300 * 4  # four needs of each of 200 buyers, 300 sellers
    assert value("kept_pairs", TODAY) == 50


def _run(city: MatchingCity) -> SuggestionRun:
    return SuggestionRun.objects.create(
        seed=0, input_hash="", judged_on=TODAY, demands=1, sellers=1, pairs=1, excluded=0, objective=0, bound=0,
        plain_objective=0, ran_by=city.organiser, ran_at=NOON - timedelta(hours=1),
    )  # fmt: skip
