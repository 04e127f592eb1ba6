import pytest

from tumbuh.kernel.states import IllegalMove, check_move
from tumbuh.procurement.rules.states import IMPORT_MOVES, WAIT_MOVES, ImportState, WaitState

ALLOWED = {
    ("received", "running"), ("received", "refused"), ("running", "running"), ("running", "done"),
    ("running", "refused"), ("running", "failed"), ("failed", "running"),
}  # fmt: skip
WAITS = {("waiting", "resolved"), ("waiting", "dismissed"), ("resolved", "waiting"), ("dismissed", "waiting")}


@pytest.mark.parametrize(
    ("moves", "states", "allowed"), [(IMPORT_MOVES, ImportState, ALLOWED), (WAIT_MOVES, WaitState, WAITS)]
)
def test_every_pair_of_states_is_allowed_or_refused(moves, states, allowed):
    for from_ in states:
        for to in states:
            if (from_.value, to.value) in allowed:
                check_move(moves, from_, to)
            else:
                with pytest.raises(IllegalMove):
                    check_move(moves, from_, to)
