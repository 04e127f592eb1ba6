"""Tests stand where the code stands, say what comes out, and never sleep or reach the net."""

import ast
import re
from pathlib import Path

import pytest

from tests.repo.tree import ROOT, modules, name_of, parsed

KINDS = {"unit", "integration", "spec", "functional", "repo", "golden", "factories"}
TESTS = [path for path in modules("tests") if path.name.startswith("test_")]
UNIT = [path for path in TESTS if path.is_relative_to(ROOT / "tests/unit")]
MIRRORED = [path for path in TESTS if path.relative_to(ROOT).parts[1] in {"unit", "integration"}]
# Packages without a folder of their own name in the code, with the reason.
ELSEWHERE = {"web/doors": "the module tumbuh/web/doors.py", "web/layout": "the base templates"}
# Unit tests of several modules at once, with the reason.
TOGETHER = {"tests/unit/kernel/identifiers/test_licences.py": "five small modules of one kind"}


def package_of(path: Path) -> Path:
    """Return the folder of the code that a test's folder stands for."""
    return ROOT / "tumbuh" / Path(*path.relative_to(ROOT).parts[2:-1])


def sleeps(tree: ast.Module) -> list[int]:
    """Return the lines that wait for a clock."""
    return [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in {"sleep", "wait_for_timeout"}
    ]


def mocks(tree: ast.Module) -> list[int]:
    """Return the lines that import a mocking library."""
    return [
        node.lineno
        for node in ast.walk(tree)
        if (isinstance(node, ast.ImportFrom) and (node.module or "").startswith(("unittest.mock", "unittest")))
        or (isinstance(node, ast.Import) and any(alias.name.startswith(("unittest", "mock")) for alias in node.names))
    ]


def test_only_kinds_that_we_know() -> None:
    found = {path.relative_to(ROOT / "tests").parts[0] for path in modules("tests") if path.parent != ROOT / "tests"}
    assert found <= KINDS


@pytest.mark.parametrize("path", MIRRORED, ids=name_of)
def test_a_test_stands_where_its_code_stands(path: Path) -> None:
    package = package_of(path)
    known = "/".join(package.relative_to(ROOT / "tumbuh").parts) in ELSEWHERE
    assert known or package.is_dir() or package.with_suffix(".py").is_file()


@pytest.mark.parametrize("path", UNIT, ids=name_of)
def test_a_unit_test_is_named_after_its_module(path: Path) -> None:
    code = package_of(path) / path.name.removeprefix("test_")
    known = name_of(path) in TOGETHER or code.is_file() or code.with_suffix("").is_dir()
    assert known, f"there is no {code.relative_to(ROOT)}"


@pytest.mark.parametrize("path", TESTS, ids=name_of)
def test_no_test_sleeps_or_mocks(path: Path) -> None:
    tree = parsed(path)
    assert sleeps(tree) == []
    assert mocks(tree) == []


def test_sleeping_and_mocking_would_be_found() -> None:
    tree = ast.parse("import time\nfrom unittest.mock import patch\ntime.sleep(1)\npage.wait_for_timeout(5)")
    assert (sleeps(tree), mocks(tree)) == ([3, 4], [2])


@pytest.mark.parametrize("path", TESTS, ids=name_of)
def test_the_name_of_a_test_is_a_sentence(path: Path) -> None:
    names = [node.name for node in ast.walk(parsed(path)) if isinstance(node, ast.FunctionDef)]
    short = [name for name in names if re.fullmatch(r"test_[a-z0-9]+(_[a-z0-9]+)?", name)]
    assert short == [], "say the outcome: test_approve_over_budget_leaves_no_trace"
