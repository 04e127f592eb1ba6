"""State machines as tables of moves."""

from collections.abc import Collection, Mapping

from tumbuh.kernel.errors import Refused

Moves = Mapping[str, Collection[str]]


class IllegalMove(Refused):
    """The move is not in the table."""

    code = "illegal_move"


def check_move(moves: Moves, from_: str, to: str) -> None:
    """Pass when `to` may follow `from_`. Raises: IllegalMove, also for a state that the table does not know."""
    if to not in moves.get(from_, ()):
        raise IllegalMove(f"Tidak dapat berpindah dari keadaan “{from_}” ke “{to}”.")
