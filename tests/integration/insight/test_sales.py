from collections.abc import Callable
from datetime import date
from typing import Any

import polars as pl
import pytest

from tests.integration.insight.conftest import NOON, later, sale
from tumbuh.insight import queries
from tumbuh.kernel.periods import NotAPeriod, day_in_wib
from tumbuh.ledger.models import Shop

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 24)


@pytest.fixture
def shop(make_shop: Callable[..., Shop]) -> Shop:
    return make_shop("1")


def total(month: str = "2026-10", **chosen: Any) -> int:
    frame = queries.domestic_sales(by=["month"], **chosen)
    return dict(frame.select("month", "total_rupiah").iter_rows()).get(month, 0)


def test_an_empty_ledger_has_no_months_and_no_sales() -> None:
    shown = queries.overview(today=TODAY)
    assert (shown.months, shown.channels) == ([], [])
    assert queries.domestic_sales(by=[]).row(0, named=True)["total_rupiah"] == 0
    assert queries.part_sum(queries.open_book(), queries.SalesFilter(), part="total") == (0, 0)
    assert queries.part_rows(queries.open_book(), queries.SalesFilter(), part="total").is_empty()


def test_the_rows_behind_each_part_add_up_to_the_figure(shop: Shop, sell: Callable[..., Any]) -> None:
    sell(shop, sale("A", 1_000), sale("B", 20_000), sale("C", 300_000, month="2026-09"))
    sell(shop, sale("D", 4_000_000, status="cancelled"))
    chosen = queries.SalesFilter(month="2026-10")
    book = queries.open_book()
    figure = queries.domestic_sales(by=[], month="2026-10").row(0, named=True)
    assert (figure["total_rupiah"], figure["unknown_rupiah"], figure["lines"]) == (21_000, 21_000, 2)
    for part in queries.SALES_PARTS:
        rows = pl.concat([*queries.part_batches(book, chosen, part=part), queries.part_rows(book, chosen, part=part)])
        assert rows["net_rupiah"].sum() == 2 * figure[f"{part}_rupiah"]
        assert queries.part_sum(book, chosen, part=part) == (figure[f"{part}_rupiah"], rows.height // 2)


def test_pages_hold_the_newest_first_and_end(shop: Shop, sell: Callable[..., Any]) -> None:
    sell(shop, *[sale(f"{n:03}", n + 1) for n in range(5)], sale("Z", 9, month="2026-11"))
    book, chosen = queries.open_book(), queries.SalesFilter()
    pages = [
        queries.part_rows(book, chosen, part="total", first=first, size=2)["order_id"].to_list()
        for first in (0, 2, 4, 6)
    ]
    assert pages == [["Z", "000"], ["001", "002"], ["003", "004"], []]


def test_a_figure_can_be_read_as_it_was_known_before(shop: Shop, sell: Callable[..., Any]) -> None:
    sell(shop, sale("A", 1_000), sale("B", 500))
    sell(shop, sale("A", 1_000, status="cancelled"), at=later(2))
    assert (total(), total(known_at=later(1)), total(known_at=later(-1))) == (500, 1_500, 0)
    assert queries.overview(today=TODAY, known_at=later(1)).sums("2026-10").total_rupiah == 1_500
    assert queries.overview(today=TODAY).sums("2026-10").total_rupiah == 500


def test_the_cut_off_is_the_latest_batch_that_came_in(shop: Shop, sell: Callable[..., Any]) -> None:
    sell(shop, sale("A", 1_000))
    sell(shop, sale("B", 1_000), at=later(2))

    def cut_off_on(known_at: Any) -> date:
        found = queries.overview(today=TODAY, known_at=known_at).standings["2026-10"].cut_off_at
        assert found is not None
        return day_in_wib(found)

    assert (cut_off_on(None), cut_off_on(later(1))) == (day_in_wib(later(2)), day_in_wib(NOON))


def test_a_month_without_a_shops_report_is_provisional(
    make_shop: Callable[..., Shop], sell: Callable[..., Any]
) -> None:
    first, second = make_shop("1"), make_shop("2")
    sell(first, sale("A", 10, month="2026-08"), sale("B", 10, month="2026-09"), sale("C", 10, month="2026-10"))
    sell(second, sale("D", 10, month="2026-09"))
    shown = queries.overview(today=TODAY)
    standings = {month: (one.reported, one.expected, one.is_provisional) for month, one in shown.standings.items()}
    assert standings == {"2026-08": (1, 1, False), "2026-09": (2, 2, False), "2026-10": (1, 2, True)}
    assert queries.missing_shops(shown.book, month="2026-10") == ["shopee:2"]


def test_a_shop_opened_since_is_expected_and_the_running_month_is_provisional(
    make_shop: Callable[..., Shop], sell: Callable[..., Any]
) -> None:
    sell(make_shop("1"), sale("A", 10, month="2026-11"))
    assert queries.overview(today=TODAY).standings["2026-11"].expected == 1
    make_shop("2")
    standing = queries.overview(today=TODAY).standings["2026-11"]
    assert (standing.reported, standing.expected, standing.is_running) == (1, 2, True)


def test_a_new_batch_is_in_the_next_overview(shop: Shop, sell: Callable[..., Any]) -> None:
    sell(shop, sale("A", 1_000))
    assert queries.overview(today=TODAY).sums("2026-10").total_rupiah == 1_000
    sell(shop, sale("B", 500), at=later(1))
    assert queries.overview(today=TODAY).sums("2026-10").total_rupiah == 1_500


def test_the_same_ledger_is_not_read_twice(
    shop: Shop, sell: Callable[..., Any], django_assert_num_queries: Any, lake: Any
) -> None:
    sell(shop, sale("A", 1_000))
    queries.overview(today=TODAY)
    for file in lake.rglob("*.parquet"):  # whoever reads them now fails
        file.unlink()
    with django_assert_num_queries(4):  # two figures kept, the shops' number, the cut-off
        assert queries.overview(today=TODAY).sums("2026-10").total_rupiah == 1_000


def test_months_between_are_there_even_when_nobody_reported_them(shop: Shop, sell: Callable[..., Any]) -> None:
    sell(shop, sale("A", 10, month="2026-08"), sale("B", 10, month="2026-10"))
    shown = queries.overview(today=TODAY)
    assert shown.months == ["2026-08", "2026-09", "2026-10"]
    assert (shown.standings["2026-09"].reported, shown.sums("2026-09").total_rupiah) == (0, 0)


def test_what_is_no_month_or_part_is_refused() -> None:
    with pytest.raises(NotAPeriod, match="2026-13"):
        queries.SalesFilter(month="2026-13")
    with pytest.raises(queries.UnknownPart, match="laba"):
        queries.part_sum(queries.open_book(), queries.SalesFilter(), part="laba")
    with pytest.raises(ValueError, match="no group"):
        queries.domestic_sales(by=["buyer"])
