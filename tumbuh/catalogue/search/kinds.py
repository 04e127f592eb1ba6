"""The categories by their codes, which hardly ever change and are asked for on every page."""

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from tumbuh.catalogue.models import Category

FRESH = timedelta(seconds=60)  # a new category is seen after so long at the latest
_lock = threading.Lock()
_kept: tuple[datetime, Mapping[str, "Kind"]] | None = None


@dataclass(frozen=True)
class Kind:
    """A category; `parent_code` "" for one at the top."""

    code: str
    name: str
    parent_code: str
    line_kind: str


def all_kinds(*, now: datetime) -> Mapping[str, Kind]:
    """Return the categories in use by code, in their order."""
    global _kept  # noqa: PLW0603
    kept = _kept
    if kept and abs(now - kept[0]) < FRESH:
        return kept[1]
    rows = Category.objects.filter(retired_at=None).order_by("position", "name")
    found = {
        code: Kind(code, name, parent or "", line_kind)
        for code, name, parent, line_kind in rows.values_list("code", "name", "parent__code", "line_kind")
    }
    with _lock:
        _kept = (now, found)
    return found


def forget() -> None:
    """Forget them; they are read again when next asked for."""
    global _kept  # noqa: PLW0603
    with _lock:
        _kept = None
