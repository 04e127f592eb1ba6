"""The list of categories: read from a file of the code, written to the table as the file has it."""

import tomllib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import transaction

from tumbuh.audit import services as audit
from tumbuh.catalogue.models import Category

FILE = Path(__file__).parent / "categories.toml"


@dataclass(frozen=True)
class CategoryEntry:
    """One category of the file; `parent` "" for a top one."""

    code: str
    name: str
    parent: str
    line_kind: str
    food: str
    kbli: tuple[str, ...]
    search_words: str


def read_categories(path: Path = FILE) -> tuple[CategoryEntry, ...]:
    """Return the categories of a file in its order. A top category has the line_kind of its first child."""
    rows = tomllib.loads(path.read_text(encoding="utf-8"))["category"]
    kinds = {row["parent"]: row["line_kind"] for row in reversed(rows) if "parent" in row}
    return tuple(
        CategoryEntry(
            row["code"],
            row["name"],
            row.get("parent", ""),
            row.get("line_kind") or kinds[row["code"]],
            row.get("food", ""),
            tuple(row.get("kbli", ())),
            row.get("search_words", ""),
        )
        for row in rows
    )


@transaction.atomic
def load_categories(*, now: datetime, path: Path = FILE) -> int:
    """
    Write the categories of the file: new ones, changed ones, and those that are gone as retired; return how many moved.

    The same file once more changes nothing and leaves no event.
    """
    entries = read_categories(path)
    known = {category.code: category for category in Category.objects.select_for_update().order_by("pk")}
    moved = 0
    for position, entry in enumerate(entries):  # a parent stands before its children
        values = {
            "name": entry.name,
            "parent_id": known[entry.parent].pk if entry.parent else None,
            "line_kind": entry.line_kind,
            "food": entry.food,
            "kbli_codes": list(entry.kbli),
            "search_words": entry.search_words,
            "position": position,
            "retired_at": None,
        }
        category = known.get(entry.code) or Category(code=entry.code)
        if category.pk is None or any(getattr(category, name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(category, name, value)
            category.save()
            known[entry.code] = category
            moved += 1
    gone = set(known) - {entry.code for entry in entries}
    moved += Category.objects.filter(code__in=gone, retired_at=None).update(retired_at=now)
    if moved:
        audit.record("catalogue.categories_loaded", by=None, at=now, detail={"categories": moved})
    return moved
