"""Tables keep the habits: whole rupiah, moments end in _at, days in _on, no default order, nothing can be deleted."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import connection, models

OURS = [model for model in apps.get_models() if model.__module__.startswith("tumbuh.")]
# Fields of Django's own base classes and the trail's one moment; pairs of days are named by what they bound.
NAMED_OTHERWISE = {"User.date_joined", "User.last_login", "AuditEvent.at"}
BOUNDS = ("valid_from", "valid_to", "as_of", "first_day", "last_day", "starts_on", "ends_on")
# Tables from which rows may be removed, with the reason.
MAY_BE_DELETED = {"RegisterImportRow": "what a check found, which wrote nothing, gives way to the next check"}


def own_fields() -> Iterator[tuple[str, models.Field]]:
    for model in OURS:
        for field in model._meta.local_fields:
            yield f"{model.__name__}.{field.name}", field


def test_no_number_of_a_table_is_a_fraction() -> None:
    assert [name for name, field in own_fields() if isinstance(field, models.FloatField | models.DecimalField)] == []


def test_moments_end_in_at_and_days_in_on() -> None:
    wrong = []
    for name, field in own_fields():
        if name in NAMED_OTHERWISE or name.endswith(BOUNDS):
            continue
        wanted = "_at" if isinstance(field, models.DateTimeField) else "_on"
        if isinstance(field, models.DateField) and not name.endswith(wanted):
            wrong.append(name)
    assert wrong == []


def test_no_table_has_an_order_of_its_own() -> None:
    assert [model.__name__ for model in OURS if model._meta.ordering] == []


def test_no_foreign_key_takes_rows_away_with_it() -> None:
    cascading = [
        name
        for name, field in own_fields()
        if isinstance(field, models.ForeignKey) and field.remote_field.on_delete is models.CASCADE
    ]
    assert cascading == []


@pytest.mark.django_db
@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_the_database_refuses_to_delete(model: type[models.Model]) -> None:
    if model.__name__ in MAY_BE_DELETED:
        pytest.skip(MAY_BE_DELETED[model.__name__])
    with connection.cursor() as cursor:  # bit 8 of tgtype: the trigger fires on DELETE
        cursor.execute(
            "SELECT count(*) FROM pg_trigger WHERE tgrelid = %s::regclass AND NOT tgisinternal AND tgtype & 8 <> 0",
            [connection.ops.quote_name(model._meta.db_table)],
        )
        assert cursor.fetchone()[0] >= 1, "invariant 6: nothing is deleted; protect the table or list it with a reason"
