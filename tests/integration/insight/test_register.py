from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from tumbuh.insight import queries
from tumbuh.registry.models import Business

pytestmark = pytest.mark.django_db
SPAN = queries.Span(date(2024, 12, 31), date(2025, 12, 31))


@pytest.fixture
def city(make_business: Callable[..., Business]) -> None:
    make_business("Lama", registered="2023-01-01")
    make_business("Tutup", registered="2023-01-01", closed="2025-06-01", area="31.74")
    make_business("Baru", registered="2025-03-01", area="31.74.01.1001")
    make_business("Baru juga", registered="2025-03-01", area="31.74.02")
    make_business("Tanpa", registered="2025-03-01", area=None)
    make_business("Nanti", registered="2026-01-01")


def counts(growth: queries.Growth) -> tuple[int, int, int, int]:
    return growth.before, growth.after, growth.opened, growth.closed


@pytest.mark.usefixtures("city")
def test_growth_by_area_adds_up_to_the_city_with_the_gap_apart() -> None:
    figures = queries.register_figures(SPAN)
    assert counts(figures.whole) == (2, 4, 3, 1)
    assert {area.code: counts(area) for area in figures.cities} == {
        "31.71": (1, 1, 0, 0),
        "31.74": (1, 2, 2, 1),
        None: (0, 1, 1, 0),
    }
    assert figures.without_area == 1
    assert [area.code for area in figures.districts] == ["31.71.01", "31.74.01", "31.74.02"]


@pytest.mark.usefixtures("city")
def test_each_count_opens_as_many_rows() -> None:
    whole = queries.register_figures(SPAN).whole
    names = {part: queries.growth_rows(SPAN, part=part)["name"].to_list() for part in queries.GROWTH_PARTS}
    assert names["opened"] == ["Baru", "Baru juga", "Tanpa"]
    assert names["closed"] == ["Tutup"]
    assert names["without_area"] == ["Tanpa"]
    assert (len(names["before"]), len(names["after"])) == (whole.before, whole.after)
    assert queries.active_rows(SPAN.after)["name"].to_list() == names["after"]


@pytest.mark.usefixtures("city")
@pytest.mark.parametrize(
    ("area", "expected"),
    [("31.74", ["Baru", "Baru juga"]), ("31.74.02", ["Baru juga"]), ("tanpa", ["Tanpa"]), ("99", [])],
)
def test_rows_are_filtered_by_area(area: str, expected: list[str]) -> None:
    assert queries.active_rows(SPAN.after, area=area)["name"].to_list() == expected


def test_an_empty_register_counts_nobody(db: Any) -> None:
    figures = queries.register_figures(SPAN)
    assert counts(figures.whole) == (0, 0, 0, 0)
    assert (figures.cities, figures.districts, figures.without_area) == ((), (), 0)


def test_a_change_of_the_register_shows_and_without_one_nothing_is_read(
    make_business: Callable[..., Business], an_import: Callable[[], None], django_assert_num_queries: Any
) -> None:
    make_business("Lama", registered="2023-01-01")
    assert queries.register_figures(SPAN).whole.after == 1
    with django_assert_num_queries(2):  # the register's version and the kept figures
        assert queries.register_figures(SPAN).whole.after == 1
    make_business("Baru", registered="2025-01-01")
    an_import()
    assert queries.register_figures(SPAN).whole.after == 2


def test_the_rows_follow_each_change_of_the_register_and_are_copied_once_for_each(
    make_business: Callable[..., Business], an_import: Callable[[], None], django_assert_num_queries: Any
) -> None:
    make_business("Lama", registered="2023-01-01")
    an_import()
    assert queries.active_rows(SPAN.after)["name"].to_list() == ["Lama"]
    with django_assert_num_queries(1):  # the register's version
        assert queries.active_rows(SPAN.after, area="31.71").height == 1
    make_business("Baru", registered="2025-01-01")
    an_import()
    assert queries.active_rows(SPAN.after)["name"].to_list() == ["Baru", "Lama"]


def test_two_days_out_of_order_are_refused() -> None:
    with pytest.raises(queries.DaysOutOfOrder, match="tukar"):
        queries.Span(date(2025, 1, 1), date(2025, 1, 1))


def test_an_unknown_part_is_refused(db: Any) -> None:
    with pytest.raises(queries.UnknownPart, match="laba"):
        queries.growth_rows(SPAN, part="laba")
