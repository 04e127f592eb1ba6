"""How the stages of a deal look."""

import pytest

from tumbuh.web.matching.meeting import stage_states


@pytest.mark.parametrize(
    ("reached", "lost", "expected"),
    [
        ((True, False, False, False), False, ["done", "now", "todo", "todo"]),
        ((True, True, False, False), False, ["done", "done", "now", "todo"]),
        ((True, False, True, False), False, ["done", "skipped", "done", "now"]),
        ((True, False, True, True), False, ["done", "skipped", "done", "done"]),
        ((True, False, False, False), True, ["stopped", "todo", "todo", "todo"]),
        ((True, False, True, False), True, ["done", "skipped", "stopped", "todo"]),
    ],
)
def test_a_stage_that_was_passed_over_is_skipped_and_not_done(
    reached: tuple[bool, ...], lost: bool, expected: list[str]
) -> None:
    assert stage_states(reached, lost=lost) == expected
