"""The list of categories is what its file says."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tumbuh.audit.models import AuditEvent
from tumbuh.catalogue.models import Category
from tumbuh.catalogue.services import load_categories

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 1, 5, 5, 0, tzinfo=UTC)


def test_the_file_is_loaded_once_and_the_second_time_changes_nothing() -> None:
    assert load_categories(now=NOON) == Category.objects.count() >= 60
    assert load_categories(now=NOON) == 0
    assert AuditEvent.objects.filter(event="catalogue.categories_loaded").count() == 1
    box = Category.objects.get(code="nasi_kotak")
    assert (box.parent and box.parent.code, box.line_kind, box.food) == ("makanan_jadi", "catering", "meal")
    assert Category.objects.filter(parent=None, kbli_codes__len__gt=0).count() == 0


def test_a_changed_file_changes_names_and_retires_what_is_gone(tmp_path: Path) -> None:
    load_categories(now=NOON)
    small = tmp_path / "categories.toml"
    small.write_text(
        '[[category]]\ncode = "kriya"\nname = "Kriya"\n\n'
        '[[category]]\ncode = "kerajinan"\nname = "Kerajinan tangan"\nparent = "kriya"\nline_kind = "goods"\n'
    )
    load_categories(now=NOON, path=small)
    assert list(Category.objects.filter(retired_at=None).order_by("position").values_list("name", flat=True)) == [
        "Kriya",
        "Kerajinan tangan",
    ]
    load_categories(now=NOON)
    assert not Category.objects.exclude(retired_at=None).exists()
