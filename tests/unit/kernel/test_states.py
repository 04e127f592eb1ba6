import pytest

from tumbuh.kernel.errors import Refused
from tumbuh.kernel.states import IllegalMove, check_move

MOVES = {"draft": {"placed"}, "placed": {"approved", "cancelled"}, "approved": set(), "cancelled": set()}


@pytest.mark.parametrize("from_", MOVES)
@pytest.mark.parametrize("to", MOVES)
def test_exactly_the_moves_of_the_table_pass(from_, to):
    if to in MOVES[from_]:
        check_move(MOVES, from_, to)
    else:
        with pytest.raises(IllegalMove) as refused:
            check_move(MOVES, from_, to)
        assert refused.value.code == "illegal_move"


def test_a_state_that_the_table_does_not_know_leads_nowhere():
    with pytest.raises(Refused):
        check_move(MOVES, "lost", "draft")
