"""The clock is read at the doors only; whatever decides or writes is told what time it is."""

import ast
from pathlib import Path

import pytest

from tests.repo.tree import modules, name_of, parsed

DOORS = ("tumbuh/web/", "tumbuh/api/", "tumbuh/cli/", "tumbuh/config/")
# Elsewhere, with the reason.
ALLOWED = {
    "tumbuh/accounts/services.py": "require(): the day on which the act is done, unless it is told another",
    "tumbuh/accounts/sign_in.py": "answers signals of signing in, which carry no time",
    "tumbuh/audit/tasks.py": "a worker's door",
    "tumbuh/catalogue/tasks.py": "a worker's door",
    "tumbuh/coaching/tasks.py": "a worker's door",
    "tumbuh/channels/tasks.py": "a worker's door",
    "tumbuh/notices/tasks.py": "a worker's door",
    "tumbuh/matching/tasks.py": "a worker's door",
    "tumbuh/needs/tasks.py": "a worker's door",
    "tumbuh/orders/tasks.py": "a worker's door",
    "tumbuh/procurement/tasks.py": "a worker's door",
    "tumbuh/registry/tasks.py": "a worker's door",
}
CLOCKS = {"timezone.now", "datetime.now", "datetime.utcnow", "date.today", "datetime.today", "time.time"}


def readings(tree: ast.Module) -> list[str]:
    """Return the calls of a clock in a module."""
    called = (ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call))
    return sorted({call for call in called if ".".join(call.split(".")[-2:]) in CLOCKS})


@pytest.mark.parametrize("path", list(modules("tumbuh")), ids=name_of)
def test_only_a_door_reads_the_clock(path: Path) -> None:
    name = name_of(path)
    if not name.startswith(DOORS) and name not in ALLOWED:
        assert readings(parsed(path)) == []


def test_no_exception_has_outlived_its_reason() -> None:
    used = {name_of(path) for path in modules("tumbuh") if readings(parsed(path))}
    assert set(ALLOWED) <= used


def test_a_clock_would_be_found() -> None:
    tree = ast.parse("import datetime\na = datetime.datetime.now()\nb = timezone.now()\nc = now()")
    assert readings(tree) == ["datetime.datetime.now", "timezone.now"]
