"""Statements that are asked hundreds of times a second: planned once by the server and kept, instead of each time."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

import psycopg
from django.db import connection, models
from psycopg.types.numeric import Int8

M = TypeVar("M", bound=models.Model)


def columns(model: type[models.Model], alias: str) -> str:
    """Return the columns of a model as a statement names them, in the order in which `instance` reads them."""
    return ", ".join(f'{alias}."{field.column}"' for field in model._meta.concrete_fields)


def instance(model: type[M], row: Sequence[Any]) -> M:
    """Return the object of a row that begins with the model's columns. Not for fields that Django converts (JSON)."""
    return model.from_db("default", [field.attname for field in model._meta.concrete_fields], row)


def width(model: type[models.Model]) -> int:
    """Return how many columns a model has."""
    return len(model._meta.concrete_fields)


def rows(sql: str, params: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    """
    Return the rows of a statement, which the server prepares at its first use on a connection.

    Planning took four times as long as reading a page's rows, and as long as writing an order. Django's own cursor puts
    the values into the text, which cannot be prepared; it is used where statements are counted, as in tests. A value
    whose type its place does not tell (a NULL in a list of columns) wants a cast. Raises: as Django's cursor.
    """
    connection.ensure_connection()
    if connection.queries_logged:
        with connection.cursor() as cursor:
            cursor.execute(sql, dict(params))
            return list(cursor.fetchall())
    own: psycopg.Connection[Any] = connection.connection
    own.prepare_threshold = 0  # Django switches preparing off; we switch it on for this statement only
    try:
        with connection.wrap_database_errors, psycopg.Cursor(own) as bare:
            return list(bare.execute(sql, {name: _wide(one) for name, one in params.items()}, prepare=True).fetchall())
    finally:
        own.prepare_threshold = None


def _wide(value: Any) -> Any:
    """Return whole numbers as eight bytes always: by their size they would have three types, each a plan of its own."""
    if type(value) is int:
        return Int8(value)
    if type(value) is list and value and type(value[0]) is int:
        return [Int8(one) for one in value]
    return value
