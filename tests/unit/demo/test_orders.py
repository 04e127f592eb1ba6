"""Orders live a plausible life, and the same seed gives the same ones."""

from datetime import datetime, timedelta
from itertools import pairwise

import polars as pl

from tumbuh.demo.city import City
from tumbuh.demo.orders import SETTLED_AFTER, orders_of
from tumbuh.demo.uploads import Story
from tumbuh.demo.views import cancelled_late, net_rupiah, seen_at, within

LIFE = ("ordered_at", "paid_at", "arranged_at", "shipped_at", "delivered_at", "received_at", "completed_at")


def test_the_same_seed_gives_the_same_orders(small_city: City) -> None:
    stall = small_city.stalls[3]
    values = {"start": small_city.start, "until": small_city.now.date(), "chance": small_city.chance}

    assert orders_of(stall, **values).equals(orders_of(stall, **values))  # type: ignore[arg-type]


def test_a_later_day_only_adds_orders(small_city: City) -> None:
    stall, chance = small_city.stalls[3], small_city.chance
    short = orders_of(stall, start=small_city.start, until=small_city.now.date() - timedelta(days=30), chance=chance)
    long = orders_of(stall, start=small_city.start, until=small_city.now.date(), chance=chance)

    assert long.head(short.height).equals(short)
    assert long.height > short.height


def test_what_happens_to_an_order_happens_in_turn_and_ends(shopee_story: Story) -> None:
    lines = shopee_story.history
    for before, after in pairwise(LIFE):
        assert lines.filter(pl.col(after) < pl.col(before)).is_empty(), (before, after)
    assert lines.filter(pl.col("returned_at") < pl.col("completed_at")).is_empty()
    late = lines.filter(pl.col("cancelled_at").is_null() | pl.col("completed_at").is_null())
    for moment in (*LIFE[1:], "cancelled_at", "returned_at"):
        assert late.filter(pl.col(moment) > pl.col("ordered_at") + SETTLED_AFTER).is_empty(), moment


def test_no_order_names_a_pack_twice_and_no_line_sells_below_nothing(shopee_story: Story) -> None:
    lines = shopee_story.history

    assert lines.select("order", "offer", "pack").is_unique().all()
    assert lines.filter(pl.col("discount_each") >= pl.col("price")).is_empty()
    assert lines.filter(pl.col("returned_quantity") > pl.col("quantity")).is_empty()
    assert set(lines.group_by("order").len()["len"]) == {1, 2, 3}


def test_a_view_knows_nothing_of_later(shopee_story: Story) -> None:
    moment = datetime(2026, 11, 20, 12, 0)
    seen = seen_at(shopee_story.history, moment)

    assert seen["ordered_at"].max() < moment  # type: ignore[operator]
    for name in [name for name in seen.columns if name.endswith("_at")]:
        assert seen.filter(pl.col(name) > moment).is_empty(), name
    unreturned = seen.filter(pl.col("returned_at").is_null())
    assert unreturned["returned_quantity"].sum() == 0


def test_an_order_goes_through_its_states(shopee_story: Story) -> None:
    plain = shopee_story.history.filter(pl.col("completed_at").is_not_null() & pl.col("cancelled_at").is_null()).row(
        0, named=True
    )
    one = shopee_story.history.filter(pl.col("order") == plain["order"])
    names = {"paid_at": "to_ship", "shipped_at": "shipped", "delivered_at": "delivered", "received_at": "received",
             "completed_at": "completed"}  # fmt: skip

    told = {column: seen_at(one, plain[column])["status"][0] for column in names}

    assert told == names


def test_a_late_cancellation_is_seen_only_after_it(shopee_story: Story) -> None:
    lines = shopee_story.history.filter(pl.col("completed_at").is_not_null() & pl.col("cancelled_at").is_null())
    order, at = lines["order"][0], datetime(2026, 11, 1)
    changed = cancelled_late(lines, pl.Series([order]), at).filter(pl.col("order") == order)

    assert seen_at(changed, at - timedelta(seconds=1))["status"].unique().to_list() == ["completed"]
    assert seen_at(changed, at)["status"].unique().to_list() == ["cancelled"]


def test_net_is_what_the_seller_asked_for_what_was_kept() -> None:
    line = pl.DataFrame({"price": [35_000], "discount_each": [3_500], "quantity": [3], "returned_quantity": [1]})

    assert line.select(net_rupiah()).item() == 63_000


def test_a_period_holds_its_first_moment_and_not_its_last() -> None:
    lines = pl.DataFrame({"ordered_at": [datetime(2026, 1, 1), datetime(2026, 1, 31, 23, 59), datetime(2026, 2, 1)]})

    assert within(lines, datetime(2026, 1, 1), datetime(2026, 2, 1)).height == 2
