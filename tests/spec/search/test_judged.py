"""The search finds what people judged that it should: nDCG@10 over the judged queries, on PostgreSQL."""

import pytest

from tests.spec.search.judging import NOON, corpus, fill_catalogue, judged, mean, ndcg, titles_of
from tumbuh.catalogue.search.asking import Query
from tumbuh.catalogue.search.finding import find


def found_by(text: str) -> list[str]:
    return [card.title for card in find(Query(text=text), now=NOON).items]


@pytest.mark.django_db
def test_the_search_finds_what_was_judged_also_for_queries_it_was_not_tuned_on(
    record_property: pytest.FixtureRequest,
) -> None:
    fill_catalogue()
    tuned = mean([one for one in judged() if not one.held_out], found_by)
    held_out = mean([one for one in judged() if one.held_out], found_by)
    record_property("ndcg_at_10", {"tuned": tuned, "held_out": held_out})  # type: ignore[operator]
    assert tuned >= 0.9
    assert held_out >= 0.9


def test_the_set_is_large_enough_and_every_judgement_names_a_product() -> None:
    asked, titles = judged(), [one["title"] for one in corpus()]
    assert len(asked) >= 120
    assert sum(one.held_out for one in asked) >= 30
    assert len({one.text for one in asked}) == len(asked)
    assert len(set(titles)) == len(titles) >= 300
    assert [one.text for one in asked if not one.grades] == []
    assert titles_of("Keripik Bayam", titles) == ["Keripik Bayam"]


def test_ndcg_is_worked_out_as_on_paper() -> None:
    grades = {"a": 3, "b": 2}
    assert ndcg(["a", "b", "x"], grades) == 1
    # (2² − 1)/log2(2) + (2³ − 1)/log2(3) = 3 + 4.4165 = 7.4165; ideal 7 + 3/1.585 = 8.8928
    assert ndcg(["b", "a"], grades) == pytest.approx(0.8340, abs=1e-4)
    assert ndcg(["x", "y"], grades) == 0
