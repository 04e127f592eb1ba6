"""State machines, drawn from the tables of moves that the code obeys."""

from collections.abc import Iterator, Mapping

from docs.generate.markdown import codes, table
from docs.generate.walking import loaded

HEAD = """
Each is a table in the rules of an app that the services check before they write; a move that is not in it is refused
with the code `illegal_move`.
"""


def states_page() -> str:
    """Return a drawing and a table of every state machine."""
    return HEAD + "".join(_drawn(name, moves) for name, moves in machines())


def machines() -> Iterator[tuple[str, Mapping[str, object]]]:
    """Yield (dotted name, moves) of every table whose name ends in MOVES."""
    for module in loaded("MOVES"):
        for name in sorted(vars(module)):
            if name.endswith("MOVES") and ".rules" in module.__name__:
                yield f"{module.__name__}.{name}", getattr(module, name)


def _drawn(name: str, moves: Mapping[str, object]) -> str:
    pairs = [(str(start), str(end)) for start, ends in moves.items() for end in sorted(map(str, ends))]  # type: ignore[call-overload]
    reached = {end for start, end in pairs if start != end}
    arrows = [f"    [*] --> {state}" for state in map(str, moves) if state not in reached]
    arrows += [f"    {start} --> {end}" for start, end in pairs]
    arrows += [f"    {state} --> [*]" for state in map(str, moves) if not moves[state]]
    rows = [(f"`{state}`", codes(sorted(map(str, ends)))) for state, ends in moves.items()]  # type: ignore[call-overload]
    drawing = "\n".join(["```mermaid", "stateDiagram-v2", *arrows, "```"])
    return f"\n## `{name}`\n\n{drawing}\n\n" + table(("From", "To"), rows)
