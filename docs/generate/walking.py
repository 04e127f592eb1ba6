"""Our modules, imported and as syntax trees."""

import ast
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).resolve().parents[2]
_NEVER_IMPORTED = {"tumbuh.config.wsgi"}  # starts the application


def sources() -> Iterator[tuple[str, Path]]:
    """Yield (module name, file) of every module of ours, migrations left out."""
    for path in sorted((ROOT / "tumbuh").rglob("*.py")):
        if "migrations" not in path.parts:
            name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
            yield name, path


def trees() -> Iterator[tuple[str, ast.Module]]:
    """Yield (module name, syntax tree)."""
    for name, path in sources():
        yield name, ast.parse(path.read_text(encoding="utf-8"))


def loaded(word: str) -> Iterator[ModuleType]:
    """Yield the modules whose text has a word, imported."""
    for name, path in sources():
        if name not in _NEVER_IMPORTED and word in path.read_text(encoding="utf-8"):
            yield import_module(name)
