"""Every refusal has a code of its own, for programs, and a message for people."""

import re
from collections import Counter
from collections.abc import Iterator
from importlib import import_module

import pytest

from tests.repo.tree import ROOT, modules
from tumbuh.kernel.errors import Refused


def refusals() -> list[type[Refused]]:
    """Return every refusal of the code, wherever it is declared."""
    for path in modules("tumbuh"):
        name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        if name != "tumbuh.config.wsgi" and "Refused" in path.read_text(encoding="utf-8"):
            import_module(name)
    return sorted(set(below(Refused)), key=lambda one: one.__qualname__)


def below(base: type[Refused]) -> Iterator[type[Refused]]:
    """Yield the subclasses of ours, and theirs."""
    for one in base.__subclasses__():
        if one.__module__.startswith("tumbuh."):
            yield one
        yield from below(one)


ALL = refusals()


@pytest.mark.parametrize("refusal", ALL, ids=lambda one: one.__qualname__)
def test_a_refusal_has_its_own_code_and_says_what_it_is(refusal: type[Refused]) -> None:
    assert refusal.code != Refused.code, "a refusal without a code cannot be told apart by a program"
    assert re.fullmatch(r"[a-z][a-z0-9_]+", refusal.code)
    assert (refusal.__doc__ or "").strip()


def test_no_two_refusals_share_a_code_but_by_inheriting_it() -> None:
    counted = Counter(refusal.code for refusal in ALL if "code" in vars(refusal))
    assert [code for code, n in counted.items() if n > 1] == []
    assert Refused.code not in counted


def test_there_are_refusals_to_look_at() -> None:
    assert {"NotAllowed", "IllegalMove", "NoEvidence", "ShopTaken"} <= {refusal.__name__ for refusal in ALL}
