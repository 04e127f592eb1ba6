"""Every developer command says in one line what it does, and the manual prints no command that is not there."""

import re

from tests.repo.tree import ROOT, name_of, tracked

MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
TARGETS = set(re.findall(r"(?m)^([a-z][a-z-]*):", MAKEFILE))


def test_every_target_has_a_line_of_help() -> None:
    helped = set(re.findall(r"(?m)^([a-z][a-z-]*):.*## \S", MAKEFILE))
    assert sorted(TARGETS - helped) == []


def test_every_target_is_phony() -> None:
    found = re.search(r"(?m)^\.PHONY: (.+)$", MAKEFILE)
    assert found is not None
    assert set(found.group(1).split()) == TARGETS


def test_contributing_tells_of_every_target() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert sorted(target for target in TARGETS if f"`make {target}`" not in text) == []


def test_every_target_that_is_printed_anywhere_exists() -> None:
    for path in tracked():
        if path.suffix in {".md", ".py", ".sh"} and "node_modules" not in path.parts:
            text = path.read_text(encoding="utf-8")
            printed = set(re.findall(r"(?m)(?:^|`)make ([a-z][a-z-]+)(?=[ `\n]|$)", text))
            assert printed <= TARGETS, f"{name_of(path)} prints make {sorted(printed - TARGETS)}"


def test_ci_runs_the_tests_and_the_checks() -> None:
    script = (ROOT / ".ci/run").read_text(encoding="utf-8")
    assert re.findall(r"(?m)^make (\w+)$", script) == ["check", "test"]
    assert "set -e" in script
