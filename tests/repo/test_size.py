"""A function fits a screen, a module a sitting; and nothing is called utils."""

import ast
from pathlib import Path

from tests.repo.tree import ROOT, modules, name_of, parsed

MODULE_LINES = 400
FUNCTION_LINES = 60
PARAMETERS = 8  # of functions that are not keyword-only; the habit is five
VAGUE = {"utils", "util", "helpers", "helper", "common", "misc", "tools", "lib"}
# Module, or module::function → reason.
TOO_LONG_ON_PURPOSE: dict[str, str] = {
    "tumbuh/demo/exports/shopee.py::table": "one line for each column of the real export",
}

CODE = ("tumbuh", "tests", "benchmarks", "scripts", "docs")


def long_functions(name: str, tree: ast.Module) -> list[str]:
    """Return the functions of a module that are longer than a screen and a half."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > FUNCTION_LINES and f"{name}::{node.name}" not in TOO_LONG_ON_PURPOSE:
                found.append(f"{name}::{node.name} has {lines} lines")
    return found


def wide_functions(name: str, tree: ast.Module) -> list[str]:
    """Return the functions with more positional parameters than anyone can call right."""
    return [
        f"{name}::{node.name}"
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and len(node.args.args) > PARAMETERS
    ]


def test_no_module_is_longer_than_a_sitting() -> None:
    lengths = {name_of(path): len(path.read_text(encoding="utf-8").splitlines()) for path in modules(*CODE)}
    too_long = {name: n for name, n in lengths.items() if n > MODULE_LINES and name not in TOO_LONG_ON_PURPOSE}
    assert too_long == {}


def test_no_exception_has_outlived_its_reason() -> None:
    for name in TOO_LONG_ON_PURPOSE:
        path, _, function = name.partition("::")
        tree = parsed(ROOT / path)
        if function:
            [node] = [one for one in ast.walk(tree) if isinstance(one, ast.FunctionDef) and one.name == function]
            assert (node.end_lineno or 0) - node.lineno + 1 > FUNCTION_LINES, name
        else:
            assert len((ROOT / path).read_text(encoding="utf-8").splitlines()) > MODULE_LINES, name


def test_no_function_is_longer_than_a_screen_and_a_half() -> None:
    assert [found for path in modules(*CODE) for found in long_functions(name_of(path), parsed(path))] == []


def test_no_function_takes_more_parameters_than_anyone_can_order() -> None:
    assert [found for path in modules(*CODE) for found in wide_functions(name_of(path), parsed(path))] == []


def test_a_long_and_a_wide_function_would_be_found() -> None:
    body = "\n".join("    x = 1" for _ in range(FUNCTION_LINES))
    tree = ast.parse(f"def f(a, b, c, d, e, g, h, i, j):\n{body}\n")
    assert long_functions("m.py", tree) == ["m.py::f has 61 lines"]
    assert wide_functions("m.py", tree) == ["m.py::f"]


def test_nothing_is_called_utils() -> None:
    named = [name_of(path) for path in modules(*CODE) if {Path(part).stem for part in path.parts[1:]} & VAGUE]
    assert named == []
