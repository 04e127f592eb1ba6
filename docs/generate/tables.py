"""The tables of the database: each field, its kind and how private it is."""

from collections.abc import Iterator
from importlib import import_module

from django.apps import AppConfig, apps
from django.db import models

from docs.generate.markdown import first_line, table

HEAD = """
Marks: **personal** tells who a person is, is masked on screen and never public; **sensitive** is personal finance and
the like (UU PDP 27/2022 art. 4); **internal** is for officers; **public** may be published as it is. They stand in each
app's `privacy.py`. The sale lines are not here: see [the sales ledger](sales-ledger.md).
"""


def tables_page() -> str:
    """Return every table of ours, by app."""
    return HEAD + "".join(_app(config) for config in _configs())


def _configs() -> Iterator[AppConfig]:
    for config in apps.get_app_configs():
        if config.name.startswith("tumbuh.") and list(config.get_models()):
            yield config


def _app(config: AppConfig) -> str:
    marks = import_module(f"{config.name}.privacy").FIELDS
    parts = [f"\n## {config.label}\n"]
    for model in config.get_models():
        rows = [_row(model, field, marks) for field in model._meta.local_fields]
        parts.append(f"\n### {model.__name__}\n\n{first_line(model.__doc__)}\n\n")
        parts.append(table(("Field", "Kind", "May be empty", "Mark"), rows))
    return "".join(parts)


def _row(model: type[models.Model], field: models.Field, marks: dict[str, object]) -> tuple[str, str, str, str]:  # type: ignore[type-arg]
    kind = field.get_internal_type()
    if field.related_model is not None and not isinstance(field.related_model, str):
        kind = f"→ {field.related_model._meta.label}"
    elif getattr(field, "max_length", None):
        kind = f"{kind}({field.max_length})"
    empty = "yes" if field.null else "blank" if field.blank else "–"
    return f"`{field.name}`", kind, empty, str(marks[f"{model.__name__}.{field.name}"])
