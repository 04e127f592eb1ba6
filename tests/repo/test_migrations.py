"""Migrations stand alone: none imports our code, and none is missing."""

import ast
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.repo.tree import name_of, parsed, tracked


def imports_of_ours(tree: ast.Module) -> list[str]:
    """Return what a migration imports of our code."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            found.append("." * node.level + (node.module or ""))
    return [name for name in found if name.split(".")[0] in {"tumbuh", ""}]


MIGRATIONS = [path for path in tracked() if path.parent.name == "migrations" and path.name[0].isdigit()]


@pytest.mark.parametrize("path", MIGRATIONS, ids=name_of)
def test_a_migration_imports_nothing_of_ours(path: object) -> None:
    assert imports_of_ours(parsed(path)) == []


def test_such_an_import_would_be_found() -> None:
    bad = "import tumbuh.registry.models\nfrom tumbuh.kernel import money\nfrom . import other\nimport django.db"
    assert imports_of_ours(ast.parse(bad)) == ["tumbuh.registry.models", "tumbuh.kernel", "."]


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    said = StringIO()
    try:
        call_command("makemigrations", "--check", "--dry-run", stdout=said, stderr=said)
    except (SystemExit, CommandError):
        pytest.fail(f"a model changed without a migration:\n{said.getvalue()}")
