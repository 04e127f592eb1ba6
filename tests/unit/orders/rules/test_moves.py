"""Every pair of act and state: allowed as the table says, refused in words otherwise."""

import re

import pytest

from tests.repo.tree import ROOT
from tumbuh.kernel.states import IllegalMove
from tumbuh.orders.rules import moves
from tumbuh.orders.rules.moves import (
    ACT_NAMES,
    APART,
    DISPOSITION_MOVES,
    ORDER_ACTS,
    ORDER_MOVES,
    REASON_NAMES,
    REASONS_OF,
    STATE_NAMES,
    Act,
    Actor,
    OwnAct,
    Reason,
    ReasonNeeded,
    State,
    acts_of,
    check_act,
    check_apart,
    check_reason,
)


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("act", Act)
def test_an_act_is_allowed_in_the_states_of_its_row_and_in_no_other(act, state):
    row = next(move for move in ORDER_ACTS if move.act is act)
    if state in row.starts:
        assert check_act(act, state=state) is row
    else:
        with pytest.raises(IllegalMove) as refused:
            check_act(act, state=state)
        assert ACT_NAMES[act] in refused.value.message


def test_each_act_has_one_row_a_name_and_where_needed_reasons():
    assert sorted(move.act for move in ORDER_ACTS) == sorted(Act)
    assert set(ACT_NAMES) == set(Act)
    assert set(STATE_NAMES) == set(State)
    assert set(REASON_NAMES) == set(Reason)
    assert {move.act for move in ORDER_ACTS if move.needs_reason} == set(REASONS_OF)
    assert all(Reason.OTHER in offered for offered in REASONS_OF.values())


def test_every_state_is_reached_and_left_or_an_end():
    reached = {State.PLACED} | {State(end) for ends in ORDER_MOVES.values() for end in ends}
    assert reached == set(State)
    assert {state for state in State if not ORDER_MOVES[state]} == moves.OVER
    assert set(DISPOSITION_MOVES) == set(moves.DispositionState)


def test_who_ordered_neither_receives_nor_pays_nor_confirms_the_debit():
    for act in (Act.RECEIVE, Act.REJECT, Act.PAY, Act.REQUEST_DEBIT, Act.CONFIRM_DEBIT, Act.CLOSE):
        with pytest.raises(OwnAct):
            check_apart(act, person=7, done=[("place", 7)])
        check_apart(act, person=8, done=[("place", 7)])
    with pytest.raises(OwnAct, match="Minta autodebet"):
        check_apart(Act.CONFIRM_DEBIT, person=7, done=[("request_debit", 7)])
    assert Act.CANCEL not in APART  # who ordered may take it back


def test_a_reason_is_of_the_list_and_other_needs_words():
    assert check_reason(Act.DECLINE, reason="capacity", words="") == "capacity"
    assert check_reason(Act.DECLINE, reason="other", words="Oven rusak.") == "other"
    for reason, words in (("", ""), ("event_moved", "x"), ("other", "  ")):
        with pytest.raises(ReasonNeeded):
            check_reason(Act.DECLINE, reason=reason, words=words)


def test_what_a_seller_can_do_is_told_by_state():
    assert acts_of(Actor.SELLER, State.PLACED) == [Act.CONFIRM, Act.CONFIRM_PART, Act.DECLINE]
    assert acts_of(Actor.COMMITMENT_OFFICER, State.DELIVERED) == [Act.RECEIVE, Act.REJECT]
    assert acts_of(Actor.TREASURER, State.CLOSED) == []


def test_the_manual_for_users_draws_the_table():
    page = (ROOT / "docs/panduan/e-order.md").read_text(encoding="utf-8")
    drawn = set(re.findall(r"(?m)^    (\w+) --> (\w+)$", page))
    assert drawn == {(str(start), str(end)) for start, ends in ORDER_MOVES.items() for end in ends}
    assert all(f"`{state}`" in page for state in State)
