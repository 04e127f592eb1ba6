"""What the demo's sellers offer: every product has its category, the plan is the same each time, pictures too."""

from datetime import datetime

import pytest

from tumbuh.catalogue.categories import read_categories
from tumbuh.catalogue.rules.offers import UNITS
from tumbuh.demo import pictures
from tumbuh.demo.catalogue import MEALS, TEBET, Plan, plan, sort_of
from tumbuh.demo.city import City, city
from tumbuh.demo.goods import KINDS

WARDS = {
    "31.71": [f"31.71.01.100{n}" for n in range(1, 4)], "31.72": ["31.72.01.1001"], "31.73": ["31.73.01.1001"],
    "31.74": ["31.74.01.1001", "31.74.02.1001"], "31.75": ["31.75.01.1001"], "31.01": ["31.01.01.1001"],
}  # fmt: skip
CATEGORIES = {entry.code for entry in read_categories() if entry.parent}


@pytest.fixture(scope="module")
def made() -> City:
    districts = ["317101", "317201", "317301", "317401", "317501", "310101"]
    now = datetime(2026, 11, 24, 23, 30)
    return city(seed=11, scale=0.005, now=now, wards=WARDS, districts=districts)


@pytest.fixture(scope="module")
def planned(made: City) -> Plan:
    return plan(made)


@pytest.mark.parametrize("base", sorted({good.base for kind in KINDS for good in kind.goods}))
def test_every_product_of_the_city_has_a_category_a_unit_and_a_picture(base: str) -> None:
    category, unit, motif = sort_of(base)
    assert category in CATEGORIES
    assert unit in UNITS
    assert motif in pictures.MOTIFS


def test_every_meal_has_a_category_a_unit_and_enough_words() -> None:
    for meal in MEALS:
        assert meal.category in CATEGORIES
        assert meal.unit in UNITS
        assert meal.motif in pictures.MOTIFS
        assert len(meal.words.split()) >= 12


def test_the_same_city_has_the_same_catalogue(made: City, planned: Plan) -> None:
    assert plan(made) == planned


def test_meals_come_from_kitchens_and_goods_from_stock(planned: Plan) -> None:
    kitchens = {seller.nib for seller in planned.sellers if seller.kitchen}
    assert {offer.nib for offer in planned.offers if not offer.stock} == kitchens
    assert len(kitchens) >= 8
    lunch = {offer.nib for offer in planned.offers if offer.category == "nasi_kotak"}
    assert lunch == kitchens


def test_the_owners_caterer_is_where_the_demos_curators_are(planned: Plan) -> None:
    [seller] = [one for one in planned.sellers if one.nib == planned.owners_nib]
    assert seller.kitchen is not None
    assert seller.area_code.startswith(TEBET)


def test_a_picture_is_the_same_bytes_each_time_and_another_for_another_palette() -> None:
    first = pictures.draw("lunch", 0)
    assert first == pictures.draw("lunch", 0)
    assert first != pictures.draw("lunch", 1)
    assert first.startswith(b"\x89PNG")
    with pytest.raises(KeyError):
        pictures.draw("nothing", 0)
