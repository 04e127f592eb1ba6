from fractions import Fraction
from pathlib import Path

import pytest

from tumbuh.kernel.money import parse_rupiah
from tumbuh.procurement.rules.preference import (
    Bid,
    Kind,
    ObsoleteFormula,
    Terms,
    UnknownFormula,
    check_formula,
    evaluate,
    ranked,
)

TERMS = Terms(
    above_rupiah=1_000_000_000, local_content_permyriad=2_500, goods_most_permyriad=2_500, works_permyriad=750
)
BILLION = 1_000_000_000
_ROWS = {"| A ", "| B ", "| C "}  # of the table in docs/explanation/price-preference.md


def evaluated(price, tkdn, *, kind=Kind.GOODS, estimate=2 * BILLION, foreign=False, id_="a"):
    return evaluate(Bid(id_, price, tkdn, foreign), kind=kind, estimate_rupiah=estimate, terms=TERMS)


def test_the_worked_example_of_the_law_comes_out_exactly():
    answer = evaluated(1_050_000_000, 6_000)
    assert answer.preference == Fraction(15, 100)
    assert answer.price == 892_500_000


def test_the_evaluated_price_is_never_rounded():
    assert evaluated(1_000_000_001, 5_762).price == (1 - Fraction(5_762 * 2_500, 10**8)) * 1_000_000_001


@pytest.mark.parametrize(
    ("tkdn", "kind", "estimate", "preference"),
    [
        (6_000, Kind.GOODS, BILLION, Fraction(0)),  # not above a billion
        (6_000, Kind.GOODS, BILLION + 1, Fraction(15, 100)),
        (2_499, Kind.GOODS, 2 * BILLION, Fraction(0)),
        (2_500, Kind.GOODS, 2 * BILLION, Fraction(625, 10_000)),
        (None, Kind.GOODS, 2 * BILLION, Fraction(0)),
        (6_000, Kind.OTHER_SERVICES, 2 * BILLION, Fraction(0)),
        (None, Kind.WORKS, 2 * BILLION, Fraction(75, 1_000)),
    ],
)
def test_who_gets_a_preference(tkdn, kind, estimate, preference):
    assert evaluated(1_500_000_000, tkdn, kind=kind, estimate=estimate).preference == preference


def test_a_foreign_firm_gets_none_for_works():
    assert evaluated(BILLION, None, kind=Kind.WORKS, foreign=True).preference == 0


def test_local_content_can_turn_the_ranking_but_not_the_bids():
    cheap, local = evaluated(1_000_000_000, None, id_="import"), evaluated(1_050_000_000, 6_000, id_="local")
    assert [one.bid.id for one in ranked([cheap, local])] == ["local", "import"]
    assert local.bid.price_rupiah == 1_050_000_000


def test_equal_evaluated_prices_go_to_the_lower_bid_then_by_name():
    same = [evaluated(900, None, id_="b"), evaluated(900, None, id_="a")]
    assert [one.bid.id for one in ranked(same)] == ["a", "b"]


@pytest.mark.parametrize("text", ["HEA = HP / (1 + KP)", "hp/(1+kp)", "HEA = 1/(1+KP) x HP", "HEA=HP : (1 + KP)"])
def test_the_obsolete_formula_is_refused_by_name(text):
    with pytest.raises(ObsoleteFormula) as refusal:
        check_formula(text)
    assert "(1 − KP) × HP" in refusal.value.message


@pytest.mark.parametrize("text", ["HEA = (1 - KP) × HP", "(1−KP)*HP", "HP x (1 - KP)"])
def test_the_formula_in_force_passes(text):
    check_formula(text)


@pytest.mark.parametrize("text", ["", "HEA = HP - KP", "HEA = (1 + KP) x HP"])
def test_any_other_formula_is_not_known(text):
    with pytest.raises(UnknownFormula):
        check_formula(text)


def test_a_bid_of_nothing_is_a_slip():
    with pytest.raises(ValueError, match="costs"):
        evaluated(0, None)


def test_the_manuals_worked_table_is_what_the_rule_says() -> None:
    page = (Path(__file__).parents[4] / "docs" / "explanation" / "price-preference.md").read_text(encoding="utf-8")
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in page.splitlines() if line[:4] in _ROWS]
    assert len(rows) == 3
    bids = [
        Bid(name, parse_rupiah(price) or 0, None if content == "–" else int(content.removesuffix(" %")) * 100)
        for name, price, content, *_ in rows
    ]
    found = [evaluate(bid, kind=Kind.GOODS, estimate_rupiah=1_200_000_000, terms=TERMS) for bid in bids]
    ranks = [one.bid.id for one in ranked(found)]
    for (name, _price, _content, preference, price, rank), one in zip(rows, found, strict=True):
        assert one.preference * 100 == Fraction(preference.removesuffix(" %").replace(",", "."))
        assert one.price == parse_rupiah(price)
        assert ranks.index(name) + 1 == int(rank)
