from collections.abc import Callable
from datetime import date
from typing import Any

import polars as pl
import pytest

from tests.integration.insight.conftest import NOON, later, sale
from tumbuh.insight import comparing, queries
from tumbuh.ledger.models import Shop

pytestmark = pytest.mark.django_db
OCTOBER = queries.SalesFilter(month="2026-10")


def test_new_and_restated_lines_explain_the_change_of_a_month(
    make_shop: Callable[..., Shop], sell: Callable[..., Any]
) -> None:
    shop = make_shop("1")
    sell(shop, sale("A", 1_000), sale("B", 500), sale("X", 7, month="2026-09"))
    sell(shop, sale("A", 1_000, status="cancelled"), sale("C", 30), sale("X", 7, month="2026-09"), at=later(2))
    changes = queries.SalesChanges(OCTOBER, queries.Interval(later(1), later(3)))
    assert changes.totals() == queries.ChangeTotals(1, 30, 1, -1_000)
    assert (changes.totals().lines, changes.totals().rupiah) == (2, -970)
    rows = changes.rows().select("order_id", "status_before", "status_after", "change_rupiah").rows()
    assert rows == [("A", "completed", "cancelled", -1_000), ("C", None, "completed", 30)]
    assert pl.concat(list(changes.batches()))["order_id"].to_list() == ["A", "C"]


def test_before_anything_was_known_all_lines_are_new(make_shop: Callable[..., Shop], sell: Callable[..., Any]) -> None:
    sell(make_shop("1"), sale("A", 1_000))
    changes = queries.SalesChanges(OCTOBER, queries.Interval(later(-1), later(1)))
    assert changes.totals() == queries.ChangeTotals(1, 1_000, 0, 0)


def test_an_empty_ledger_has_not_changed(db: Any) -> None:
    changes = queries.SalesChanges(OCTOBER, queries.Interval(later(-1), NOON))
    assert changes.totals() == queries.ChangeTotals(0, 0, 0, 0)
    assert changes.rows().is_empty()


def test_days_out_of_order_and_unknown_parts_are_refused(db: Any) -> None:
    with pytest.raises(queries.MomentsOutOfOrder):
        queries.Interval(NOON, NOON)
    with pytest.raises(queries.UnknownPart):
        queries.SalesChanges(OCTOBER, queries.Interval(later(-1), NOON), part="laba")


def test_a_month_is_compared_by_the_same_shops(make_shop: Callable[..., Shop], sell: Callable[..., Any]) -> None:
    same, joined, left = (make_shop(number) for number in "123")
    sell(same, sale("A", 100, month="2026-09"), sale("B", 150))
    sell(joined, sale("C", 40))
    sell(left, sale("D", 7, month="2026-09"))
    by_shop = queries.domestic_sales(by=["month", "shop"]).with_columns(domestic_rupiah="total_rupiah")
    change = comparing.compare(by_shop, before="2026-09", after="2026-10")
    assert change is not None
    assert (change.same_shops, change.same_rupiah) == (1, 50)
    assert (change.joined_shops, change.joined_rupiah) == (1, 40)
    assert (change.left_shops, change.left_rupiah) == (1, -7)
    assert change.rupiah == 50 + 40 - 7 == 190 - 107
    assert comparing.compare(by_shop, before="2026-08", after="2026-09") is None


def test_the_change_of_a_month_is_kept_per_version(make_shop: Callable[..., Shop], sell: Callable[..., Any]) -> None:
    shop = make_shop("1")
    sell(shop, sale("A", 100, month="2026-09"), sale("B", 150))

    def after_total() -> int:
        shown = queries.overview(today=date(2026, 11, 24))
        change = queries.change_against(shown, before="2026-09", after="2026-10")
        assert change is not None
        return change.after.total_rupiah

    assert after_total() == 150
    sell(shop, sale("C", 30), at=later(1))
    assert after_total() == 180
