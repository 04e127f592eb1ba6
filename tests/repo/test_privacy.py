"""Every field of every table carries a mark of how private it is, and no mark is for a field that is gone."""

from collections.abc import Mapping, Sequence
from importlib import import_module

import pytest
from django.apps import AppConfig, apps
from django.db import models

from tumbuh.kernel.privacy import Mark

OURS = [config for config in apps.get_app_configs() if config.name.startswith("tumbuh.")]
WITH_TABLES = [config for config in OURS if list(config.get_models())]


def compare(found: Sequence[type[models.Model]], marks: Mapping[str, Mark]) -> tuple[list[str], list[str]]:
    """Return (fields without a mark, marks without a field)."""
    fields = {f"{model.__name__}.{field.name}" for model in found for field in model._meta.local_fields}
    fields |= {f"{model.__name__}.{field.name}" for model in found for field in model._meta.local_many_to_many}
    return sorted(fields - set(marks)), sorted(set(marks) - fields)


@pytest.mark.parametrize("config", WITH_TABLES, ids=lambda config: config.label)
def test_the_marks_of_an_app_are_exactly_its_fields(config: AppConfig) -> None:
    marks = import_module(f"{config.name}.privacy").FIELDS
    missing, stale = compare(list(config.get_models()), marks)
    assert missing == [], f"mark these in {config.name}/privacy.py"
    assert stale == [], f"these fields are gone; take them out of {config.name}/privacy.py"
    assert {type(mark) for mark in marks.values()} == {Mark}


def test_a_field_without_a_mark_and_a_stale_mark_would_be_found() -> None:
    model = next(iter(WITH_TABLES[0].get_models()))
    names = [f"{model.__name__}.{field.name}" for field in model._meta.local_fields]
    marks = dict.fromkeys([*names[1:], f"{model.__name__}.gone"], Mark.PUBLIC)
    assert compare([model], marks) == ([names[0]], [f"{model.__name__}.gone"])


def test_there_are_tables_to_look_at() -> None:
    assert {"accounts", "audit", "registry", "catalogue", "ledger"} <= {config.label for config in WITH_TABLES}
