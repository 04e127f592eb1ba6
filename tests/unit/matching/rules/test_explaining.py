"""Suggestions depend on nothing but their own pair, and every counterfactual does what it said."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.matching.rules.samples import COOK, LUNCH, TERMS, TODAY, demands, sellers
from tumbuh.matching.rules.explaining import counterfactuals, explain, rank_of, ranked
from tumbuh.matching.rules.profiles import Demand, Seller

unlike = st.lists(sellers, min_size=1, max_size=7, unique_by=lambda one: one.id)


def test_every_part_has_its_points_and_its_sentence() -> None:
    told = explain(LUNCH, COOK, TERMS, on=TODAY)
    assert told.may_meet
    assert [(one.name, one.points, one.most, one.sentence) for one in told.parts] == [
        ("category", 3_000, 3_000, "Kategori sama; 2 dari 2 kata sama"),
        ("capacity", 1_500, 1_500, "Kapasitas 100 dari 100"),
        ("price", 1_500, 1_500, "Harga Rp24.000, batas Rp30.000"),
        ("distance", 800, 1_000, "Jarak 5,0 km"),
        ("origin", 1_050, 1_500, "Bukti asal: NIB produsen"),
        ("record", 866, 1_000, "9 dari 10 kiriman tepat waktu (selang 95 %: 59–99 %)"),
        ("timing", 500, 500, "Longgar 28 hari"),
    ]
    assert told.score == sum(one.points for one in told.parts) == 9_216


def test_a_halal_certificate_would_give_the_third_place() -> None:
    without = replace(COOK, certificates=frozenset())
    first, *_ = counterfactuals(LUNCH, without, [9_900, 9_500, 9_216, 100], TERMS, on=TODAY)
    assert ("Peringkat 3 bila sertifikat halal berlaku.", 9_216, 3) in [
        (one.sentence, one.score, one.rank)
        for one in counterfactuals(LUNCH, without, [9_900, 9_500, 9_216, 100], TERMS, on=TODAY)
    ]
    assert first.rank <= 3


def test_who_is_first_is_told_no_change() -> None:
    assert counterfactuals(LUNCH, COOK, [9_216, 100], TERMS, on=TODAY) == ()


def test_nobody_is_told_to_change_what_is_not_theirs() -> None:
    banned = replace(COOK, banned_until=TODAY)
    need = replace(LUNCH, size_classes=frozenset({"small"}))
    assert counterfactuals(LUNCH, banned, [], TERMS, on=TODAY) == ()
    assert counterfactuals(need, COOK, [], TERMS, on=TODAY) == ()


def test_two_obstacles_are_told_as_one_change() -> None:
    far_off = replace(COOK, certificates=frozenset(), capacity=5)
    sentences = [one.sentence for one in counterfactuals(LUNCH, far_off, [], TERMS, on=TODAY)]
    assert "Peringkat 1 bila sertifikat halal berlaku dan kapasitas 20." in sentences
    assert "Peringkat 1 bila sertifikat halal berlaku." not in sentences


def test_a_change_that_gives_no_better_place_than_a_smaller_one_is_not_told() -> None:
    dear = replace(COOK, unit_price_rupiah=40_000)
    sentences = [one.sentence for one in counterfactuals(LUNCH, dear, [9_900, 100], TERMS, on=TODAY)]
    assert sentences == ["Peringkat 2 bila harga Rp30.000."]
    better = [one.sentence for one in counterfactuals(LUNCH, dear, [9_000, 100], TERMS, on=TODAY)]
    assert better == ["Peringkat 1 bila harga Rp24.000.", "Peringkat 2 bila harga Rp30.000."]


@settings(max_examples=150, deadline=None)
@given(demands, unlike)
def test_every_counterfactual_does_what_it_said(demand: Demand, everybody: list[Seller]) -> None:
    me, *others = everybody
    before = ranked(demand, everybody, TERMS, on=TODAY)
    scores = [points for points, one in before if one != me]
    mine = [rank_of(points, scores) for points, one in before if one == me]
    for told in counterfactuals(demand, me, scores, TERMS, on=TODAY):
        after = ranked(demand, [told.changed, *others], TERMS, on=TODAY)
        [(points, place)] = [
            (points, 1 + sum(other > points for other, _ in after)) for points, one in after if one == told.changed
        ]
        assert (points, place) == (told.score, told.rank)
        assert not mine or place < mine[0]
        assert (told.changed.id, told.changed.metres, told.changed.size_class) == (me.id, me.metres, me.size_class)


@settings(max_examples=80, deadline=None)
@given(demands, unlike, st.integers(0, 6))
def test_removing_one_seller_changes_no_score_of_another(demand: Demand, everybody: list[Seller], gone: int) -> None:
    left = [one for place, one in enumerate(everybody) if place != gone % len(everybody)]
    kept = {one.id for one in left}
    before = [(points, one.id) for points, one in ranked(demand, everybody, TERMS, on=TODAY) if one.id in kept]
    assert [(points, one.id) for points, one in ranked(demand, left, TERMS, on=TODAY)] == before


@settings(max_examples=80, deadline=None)
@given(demands, unlike, st.randoms(use_true_random=False))
def test_the_order_of_the_sellers_changes_nothing(demand: Demand, everybody: list[Seller], random: object) -> None:
    shuffled = random.sample(everybody, len(everybody))  # type: ignore[attr-defined]
    assert ranked(demand, shuffled, TERMS, on=TODAY) == ranked(demand, everybody, TERMS, on=TODAY)


def test_equals_share_a_place() -> None:
    assert [rank_of(points, [9, 7, 7]) for points in (10, 9, 8, 7, 6)] == [1, 1, 2, 2, 4]
