"""Every code with which something is refused."""

import ast
from collections import defaultdict
from collections.abc import Iterator

from docs.generate.markdown import codes, first_line, table
from docs.generate.walking import loaded, trees
from tumbuh.kernel.errors import Refused

HEAD = """
A refusal is an answer: a stable `code` for programs and a sentence in Bahasa Indonesia for people. Pages answer 403 for
`not_allowed`, 409 for `illegal_move`, else 400; commands end with 2, and with `--json` print
`{"refused": code, "message": …}`. Anything else that goes wrong is a bug and answers 500. The codes of single rows of a
register: see [register import](register-import.md).

## Kinds of refusal

"""
SINGLE = """
## Codes given where the refusal is raised

"""


def refusals_page() -> str:
    """Return the classes of refusal with their codes, then the codes that are given on the spot."""
    kinds = [
        (f"`{one.code}`", f"`{one.__name__}`", first_line(one.__doc__), f"`{one.__module__}`") for one in classes()
    ]
    single = [(f"`{code}`", codes(sorted(names))) for code, names in sorted(spot().items())]
    return HEAD + table(("Code", "Class", "Meaning", "Module"), kinds) + SINGLE + table(("Code", "Module"), single)


def classes() -> list[type[Refused]]:
    """Return every class of refusal."""
    for _ in loaded("Refused"):
        pass
    return sorted({Refused, *_below(Refused)}, key=lambda one: (one.code, one.__module__))


def _below(base: type[Refused]) -> Iterator[type[Refused]]:
    for one in base.__subclasses__():
        if one.__module__.startswith("tumbuh."):
            yield one
        yield from _below(one)


def spot() -> dict[str, set[str]]:
    """Return {code: modules} of the codes in `raise Something(…, code="…")`."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for name, tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
                for keyword in node.exc.keywords:
                    if keyword.arg == "code" and isinstance(keyword.value, ast.Constant):
                        found[str(keyword.value.value)].add(name)
    return dict(found)
