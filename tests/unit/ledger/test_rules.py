from datetime import timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.integration.ledger.samples import ORDERED, line, lines
from tumbuh.kernel.states import IllegalMove, check_move
from tumbuh.ledger import rules


def outcome(mine, known):
    settled = rules.settle(lines(mine), lines(known))
    return (settled.accepted.height, settled.restated.height, settled.unchanged, settled.stale)


LATER = ORDERED + timedelta(hours=1)
ACCEPTED, RESTATED, UNCHANGED, STALE = (1, 0, 0, 0), (0, 1, 0, 0), (0, 0, 1, 0), (0, 0, 0, 1)


@pytest.mark.parametrize(
    ("mine", "known", "wanted"),
    [
        (line("A"), line("B"), ACCEPTED),
        (line("A"), line("A", sku="KRP-02"), ACCEPTED),
        (line("A"), line("A", channel="tokopedia"), ACCEPTED),
        (line("A"), line("A"), UNCHANGED),
        (line("A", product_name="Keripik Baru"), line("A"), UNCHANGED),
        (line("A", status="cancelled"), line("A"), RESTATED),
        (line("A"), line("A", status="cancelled"), STALE),
        (line("A", returned_quantity=1, net_rupiah=0), line("A"), RESTATED),
        (line("A"), line("A", refund_rupiah=500, net_rupiah=34_500), STALE),
        (line("A", last_event_at=LATER), line("A"), RESTATED),
        (line("A"), line("A", last_event_at=LATER), UNCHANGED),
        (line("A", net_rupiah=1), line("A", last_event_at=LATER), STALE),
        (line("A", last_event_at=None), line("A"), UNCHANGED),
        (line("A", last_event_at=None), line("A", last_event_at=None), UNCHANGED),
        (line("A"), line("A", last_event_at=None), RESTATED),
        (line("A", last_event_at=None, net_rupiah=1), line("A"), STALE),
        (line("A", net_rupiah=1), line("A"), RESTATED),  # equally far along: the later import wins
    ],
)
def test_a_line_meets_what_is_known(mine, known, wanted):
    assert outcome(mine, known) == wanted


def test_an_empty_ledger_accepts_all():
    assert rules.settle(lines(line("A"), line("B")), lines()).accepted.height == 2


def test_old_versions_are_those_of_the_restated_lines():
    known = lines(line("A"), line("B"))
    settled = rules.settle(lines(line("A", status="cancelled"), line("B")), known)
    assert settled.old["order_id"].to_list() == settled.restated["order_id"].to_list() == ["A"]
    assert settled.old["status"].to_list() == ["completed"]


def test_one_file_keeps_the_latest_version_of_a_line():
    rows = [line("A", status="shipped"), line("A"), line("A", status="to_ship"), line("B")]
    for order in permutations(rows):
        once = rules.without_repetition(lines(*order))
        assert sorted(once.lines.select("order_id", "status").iter_rows()) == [("A", "completed"), ("B", "completed")]
        assert (once.ambiguous.height, once.repeated) == (0, 2)


def test_rows_that_contradict_each_other_are_apart_and_the_choice_does_not_hang_on_their_order():
    rows = [line("A", row=2), line("A", row=3, quantity=2), line("A", row=4)]
    chosen = {
        tuple(rules.without_repetition(lines(*order)).lines.select("quantity").to_series()) for order in
        permutations(rows)
    }  # fmt: skip
    once = rules.without_repetition(lines(*rows))
    assert chosen == {(1,)}
    assert (once.ambiguous["quantity"].to_list(), once.repeated) == ([2], 1)


@given(st.lists(st.tuples(st.sampled_from("ABC"), st.sampled_from(["shipped", "completed", "cancelled"])), max_size=12))
def test_no_line_is_lost_or_made_up(pairs):
    given_lines = lines(*(line(order, status=status, row=n) for n, (order, status) in enumerate(pairs)))
    once = rules.without_repetition(given_lines)
    assert once.lines.height + once.ambiguous.height + once.repeated == len(pairs)
    assert set(once.lines["order_id"]) == {order for order, _ in pairs}
    assert once.lines["order_id"].is_unique().all()


def test_keys_in_two_months_are_told_apart_from_keys_in_one():
    first, second = lines(line("A"), line("A"), line("B")), lines(line("B"), line("C"))
    months = {"2026-10": rules.fingerprints(first), "2026-11": rules.fingerprints(second)}
    assert rules.twice_among_months(months) == {rules.fingerprints(lines(line("B")))[0]}
    assert rules.twice_among_months({"2026-10": rules.fingerprints(first)}) == set()


STATES = sorted(rules.BATCH_MOVES)


@pytest.mark.parametrize("start", STATES)
@pytest.mark.parametrize("end", STATES)
def test_each_pair_of_states_moves_as_the_table_says(start, end):
    allowed = {
        ("queued", "reading"), ("queued", "refused"), ("queued", "failed"), ("reading", "reading"),
        ("reading", "settling"), ("reading", "refused"), ("reading", "failed"), ("settling", "reading"),
        ("settling", "done"), ("settling", "failed"), ("failed", "reading"),
    }  # fmt: skip
    if (start, end) in allowed:
        check_move(rules.BATCH_MOVES, start, end)
    else:
        with pytest.raises(IllegalMove):
            check_move(rules.BATCH_MOVES, start, end)


def priced(price, **changes):
    return line("A", line_id=f"KRP-1|Pedas|{price}", unit_price_rupiah=price, net_rupiah=price, **changes)


def test_an_item_that_comes_back_at_another_price_is_restated_not_sold_twice():
    settled = rules.settle(lines(priced(30_000)), lines(priced(35_000)))
    assert (settled.accepted.height, settled.stale) == (0, 0)
    assert settled.restated["net_rupiah"].to_list() == [30_000]
    assert settled.old["net_rupiah"].to_list() == [35_000]


def test_an_earlier_export_does_not_bring_an_old_price_back():
    assert outcome(priced(35_000, status="shipped"), priced(30_000)) == STALE
    assert outcome(priced(35_000), priced(30_000, last_event_at=LATER)) == STALE


def test_a_gift_and_the_same_sku_paid_for_are_two_lines():
    both = lines(priced(35_000), priced(0))
    assert rules.settle(both, lines()).accepted.height == 2
    again = rules.settle(both, both)
    assert (again.accepted.height, again.restated.height, again.unchanged) == (0, 0, 2)


def test_a_gift_that_a_later_export_adds_leaves_the_paid_line_alone():
    settled = rules.settle(lines(priced(35_000), priced(0)), lines(priced(35_000)))
    assert (settled.accepted["net_rupiah"].to_list(), settled.unchanged, settled.old.height) == ([0], 1, 0)


def test_another_variation_or_order_is_no_other_price():
    other = line("A", line_id="KRP-1|Asin|30000")
    assert outcome(other, priced(35_000)) == ACCEPTED
    assert outcome(line("B", line_id="KRP-1|Pedas|30000"), priced(35_000)) == ACCEPTED
