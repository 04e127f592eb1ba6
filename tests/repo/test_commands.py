"""Commands that the manual or a message prints exist with their options, and each teaches by an example."""

import re
import shlex

import pytest

from docs.generate.commands import commands
from tests.repo.tree import name_of, tracked

KNOWN = dict(commands())
OPTIONS = {path: {"--help", *(one for p in command.params for one in p.opts)} for path, command in KNOWN.items()}
PRINTED = re.compile(r"(?m)(?:^|`)((?:[A-Z_]+=\S+ )*(?:\.venv/bin/)?tumbuh [a-z][^`\n#]*)")


def printed(text: str) -> list[str]:
    """Return the commands that a text prints, in code or on a line of their own inside a block."""
    blocks = "\n".join(re.findall(r"```\w*\n(.*?)```", text, flags=re.DOTALL))
    inline = re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", text, flags=re.DOTALL))
    return [found for line in [*blocks.splitlines(), *inline] for found in PRINTED.findall(line.strip())]


def wrong(line: str) -> str | None:
    """Return what is wrong with a printed command; None when it could be run."""
    words = shlex.split(line.split(" … ", maxsplit=1)[0])
    words = words[next(n for n, word in enumerate(words) if word.endswith("tumbuh")) :]
    words[0] = "tumbuh"
    for length in (4, 3, 2):
        path = " ".join(words[:length])
        if path in KNOWN:
            named = {word.split("=")[0] for word in words[length:] if word.startswith("--")}
            return f"{path} has no {sorted(named - OPTIONS[path])}" if named - OPTIONS[path] else None
        if any(known.startswith(f"{path} ") for known in KNOWN) and len(words) == length:
            return None  # a group named by itself, like `tumbuh registry`
    return f"there is no {line}"


def test_every_command_that_the_manual_prints_exists() -> None:
    found = {}
    for path in tracked():
        if path.suffix == ".md":
            bad = [said for line in printed(path.read_text(encoding="utf-8")) if (said := wrong(line))]
            if bad:
                found[name_of(path)] = bad
    assert found == {}


def test_a_command_that_is_gone_would_be_found() -> None:
    text = "`tumbuh fly` and\n```\ntumbuh ledger figures --by month --sky blue\ntumbuh run\n```\n"
    assert [wrong(line) for line in printed(text)] == [
        "tumbuh ledger figures has no ['--sky']",
        None,
        "there is no tumbuh fly",
    ]


@pytest.mark.parametrize("path", KNOWN)
def test_a_command_says_what_it_does_and_shows_an_example(path: str) -> None:
    assert (KNOWN[path].help or "").strip().endswith(".")
    examples = printed(KNOWN[path].epilog or "")
    assert examples, f"{path} has no example"
    assert [wrong(line) for line in examples if wrong(line)] == []
    assert any(f"{path} " in f"{line} " for line in examples)


@pytest.mark.parametrize("path", KNOWN)
def test_every_option_has_a_line_of_help(path: str) -> None:
    assert [p.name for p in KNOWN[path].params if not (getattr(p, "help", "") or "").strip()] == []
