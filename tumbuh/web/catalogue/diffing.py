"""Two texts side by side, with what differs marked word by word."""

import difflib
import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Part:
    """A piece of a text; `changed`: the other text has not got it."""

    text: str
    changed: bool


def side_by_side(before: str, after: str) -> tuple[list[Part], list[Part]]:
    """Return both texts in parts; joined again they are the texts. Nothing is marked when one of them is empty."""
    old, new = (re.findall(r"\s+|[^\s]+", text) for text in (before, after))
    if not old or not new:
        return [Part(before, changed=False)] if old else [], [Part(after, changed=False)] if new else []
    left, right = [], []
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    for what, a, b, c, d in matcher.get_opcodes():
        if b > a:
            left.append(Part("".join(old[a:b]), what != "equal"))
        if d > c:
            right.append(Part("".join(new[c:d]), what != "equal"))
    return left, right
