"""A page of the shop: filters, counts, order, corrections, and few statements."""

from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.conftest import NOON
from tumbuh.catalogue.models import CapacityDay, Category, Offer, SearchRow
from tumbuh.catalogue.search import index
from tumbuh.catalogue.search.asking import Query, Sort
from tumbuh.catalogue.search.finding import find

Make = Callable[..., Any]
TOMORROW_MORNING = datetime(2026, 1, 6, 1, 30, tzinfo=UTC)  # 08.30 WIB


def titles(**asked: Any) -> list[str]:
    return [card.title for card in find(Query(**asked), now=NOON).items]


@pytest.fixture
def three(make_seller: Make, make_offer: Make) -> None:
    """Three offers of three sellers in two districts, at three prices."""
    snacks = Category.objects.create(code="camilan", name="Makanan ringan", line_kind="goods")
    chips = Category.objects.create(code="keripik", name="Keripik", parent=snacks, line_kind="goods")
    cakes = Category.objects.create(code="kue", name="Kue", parent=snacks, line_kind="goods")
    for title, kind, price, area, lead in (
        ("Keripik Singkong Pedas", chips, 9_000, "31.71.01.1001", 0),
        ("Keripik Pisang", chips, 15_000, "31.71.02.1001", 24),
        ("Bolu Pandan", cakes, 60_000, "31.74.01.1001", 72),
    ):
        seller = make_seller(f"Dapur {title}", area=area)
        make_offer(title, seller=seller, category=kind, price_rupiah=price, lead_hours=lead, stock=10)
    index.rebuild(now=NOON)


@pytest.mark.usefixtures("three")
def test_facets_count_every_value_and_their_sum_is_the_total() -> None:
    page = find(Query(), now=NOON)
    assert page.total == 3
    assert page.facets["category"] == {"keripik": 2, "kue": 1}
    assert page.facets["district"] == {"31.71.01": 1, "31.71.02": 1, "31.74.01": 1}
    assert page.facets["band"] == {"0": 1, "1": 1, "3": 1}
    assert all(sum(counts.values()) == 3 for name, counts in page.facets.items() if name != "licence")


@pytest.mark.usefixtures("three")
def test_a_facet_that_is_filtered_by_still_counts_its_other_values() -> None:
    page = find(Query(categories=("kue",)), now=NOON)
    assert [card.title for card in page.items] == ["Bolu Pandan"]
    assert page.facets["category"] == {"keripik": 2, "kue": 1}
    assert page.facets["district"] == {"31.74.01": 1}


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"categories": ("camilan",)}, 3),
        ({"categories": ("keripik", "kue")}, 3),
        ({"districts": ("31.71.01", "31.74.01")}, 2),
        ({"bands": (0, 3)}, 2),
        ({"least_rupiah": 10_000, "most_rupiah": 60_000}, 2),
        ({"most_rupiah": 9_000}, 1),
        ({"ready_hours": 24}, 2),
        ({"level": 1}, 0),
        ({"licences": ("halal",)}, 0),
        ({"classes": ("micro",)}, 0),
        ({"text": "keripik", "districts": ("31.71.02",)}, 1),
        ({"seller": "nobody"}, 0),
    ],
)
def test_a_filter_leaves_what_passes(asked: dict[str, Any], found: int) -> None:
    page = find(Query(**asked), now=NOON)
    assert (page.total, len(page.items)) == (found, found)


@pytest.mark.usefixtures("three")
def test_the_order_is_the_one_that_was_wished() -> None:
    assert titles(sort=Sort.CHEAP) == ["Keripik Singkong Pedas", "Keripik Pisang", "Bolu Pandan"]
    assert titles(sort=Sort.DEAR) == ["Bolu Pandan", "Keripik Pisang", "Keripik Singkong Pedas"]
    assert titles(sort=Sort.NAME) == ["Bolu Pandan", "Keripik Pisang", "Keripik Singkong Pedas"]
    assert titles(near="31.74.01")[0] == "Bolu Pandan"
    assert titles(near="31.71.02")[:2] == ["Keripik Pisang", "Keripik Singkong Pedas"]


@pytest.mark.usefixtures("three")
def test_a_slip_is_corrected_and_what_was_meant_is_said() -> None:
    page = find(Query(text="keripik singkng"), now=NOON)
    assert (page.items[0].title, page.meant) == ("Keripik Singkong Pedas", "keripik singkong")


@pytest.mark.usefixtures("three")
def test_what_holds_every_word_comes_first_and_is_counted_apart() -> None:
    page = find(Query(text="keripik pisang"), now=NOON)
    assert [card.title for card in page.items] == ["Keripik Pisang", "Keripik Singkong Pedas"]
    assert (page.exact, page.total) == (1, 2)


@pytest.mark.usefixtures("three")
def test_what_nothing_resembles_finds_nothing_and_is_named() -> None:
    page = find(Query(text="xyzzyq"), now=NOON)
    assert (page.items, page.total, page.unknown) == ((), 0, ("xyzzyq",))


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize("text", ["'", "a' | b", "!&|():*", "\\", "%s %(x)s", "🙂", "<b>"])
def test_no_text_breaks_the_statement(text: str) -> None:
    assert find(Query(text=text), now=NOON).total == 0


def test_equals_take_turns_each_seller_once_before_anybody_twice(make_seller: Make, make_offer: Make) -> None:
    for name in "ABCDEF":
        seller = make_seller(name)
        for number in range(10):
            make_offer(f"Keripik {name}{number}", seller=seller)
    index.rebuild(now=NOON)
    seen: Counter[str] = Counter()
    firsts = set()
    for days in range(10):
        now = NOON + timedelta(days=days)
        items = find(Query(text="keripik"), now=now).items
        assert Counter(card.seller_name for card in items[:6]) == dict.fromkeys("ABCDEF", 1)
        firsts.add(items[0].seller_name)
        seen.update(card.title for card in items[:6])
    assert len(firsts) > 2  # not always the same seller on top
    assert set(seen.values()) == {1}  # in ten days each of the sixty was once in the first round


def test_who_closes_on_holidays_delivers_nothing_on_one(make_seller: Make, make_offer: Make, make_pool: Make) -> None:
    for name, closes in (("closes", True), ("works", False)):
        seller = make_seller(name)
        make_offer(name, seller=seller, pool=make_pool(seller, closed_on_holidays=closes))
    index.rebuild(now=NOON)
    assert titles(deliver_at=datetime(2026, 1, 16, 5, 0, tzinfo=UTC)) == ["works"]  # Isra Mikraj
    assert sorted(titles(deliver_at=datetime(2026, 1, 15, 5, 0, tzinfo=UTC))) == ["closes", "works"]


def test_pages_of_one_day_hold_each_offer_once(make_seller: Make, make_offer: Make) -> None:
    seller = make_seller()
    for number in range(60):
        make_offer(f"Keripik {number}", seller=seller)
    index.rebuild(now=NOON)
    pages = [find(Query(page=number), now=NOON) for number in (1, 2, 3, 4)]
    assert [len(page.items) for page in pages] == [24, 24, 12, 0]
    assert len({card.id for page in pages for card in page.items}) == 60
    assert pages[0].pages == 3


def test_what_can_be_delivered_then_has_hours_room_and_an_open_day(
    make_seller: Make, make_offer: Make, make_pool: Make
) -> None:
    cases: dict[str, dict[str, Any]] = {
        "open": {"lead_hours": 12},
        "too slow": {"lead_hours": 48},
        "closed on Tuesdays": {"lead_hours": 1, "closed_weekdays": [1]},
        "after the cut-off": {"lead_hours": 1, "cutoff_time": time(11, 0)},  # it is 12.00 WIB
        "before the cut-off": {"lead_hours": 1, "cutoff_time": time(16, 0)},
        "full": {"lead_hours": 1},
        "shut that day": {"lead_hours": 1},
    }
    for name, values in cases.items():
        seller = make_seller(name)
        pool = make_pool(seller, **values)
        make_offer(name, seller=seller, pool=pool)
        if name in {"full", "shut that day"}:
            CapacityDay.objects.create(
                pool=pool, day_on=date(2026, 1, 6), limit=100, taken=100 if name == "full" else 0, closed=name != "full"
            )
    make_offer("in stock", stock=3)
    make_offer("sold out", stock=0)
    index.rebuild(now=NOON)
    found = titles(deliver_at=TOMORROW_MORNING)
    assert sorted(found) == ["before the cut-off", "in stock", "open"]


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize(("asked", "most"), [({}, 3), ({"text": "keripik"}, 5), ({"text": "keripik pisang"}, 6)])
def test_a_page_takes_few_statements_and_one_when_it_was_asked_before(asked: dict[str, Any], most: int) -> None:
    with CaptureQueriesContext(connection) as first:
        find(Query(**asked), now=NOON)
    with CaptureQueriesContext(connection) as second:
        find(Query(**asked), now=NOON)
    assert len(first) <= most
    assert len(second) == 1


@pytest.mark.usefixtures("three")
def test_an_answer_is_not_given_again_after_half_a_minute() -> None:
    assert find(Query(), now=NOON).total == 3
    Offer.objects.filter(title="Bolu Pandan").update(state="retired")
    SearchRow.objects.filter(offer__title="Bolu Pandan").update(shown=False)  # without a new stamp
    assert find(Query(), now=NOON).total == 3
    assert find(Query(), now=NOON + timedelta(seconds=31)).total == 2
