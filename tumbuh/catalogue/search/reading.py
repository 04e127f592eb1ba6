"""Statements that are asked hundreds of times a second: planned once by the server and kept, instead of each time."""

from collections.abc import Mapping
from typing import Any

import psycopg
from django.db import connection


def rows(sql: str, params: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    """
    Return the rows of a SELECT, which the server prepares at its first use on a connection.

    Planning took four times as long as reading a page's rows. Django's own cursor puts the values into the text, which
    cannot be prepared; it is used where statements are counted, as in tests.
    """
    connection.ensure_connection()
    if connection.queries_logged:
        with connection.cursor() as cursor:
            cursor.execute(sql, dict(params))
            return list(cursor.fetchall())
    own: psycopg.Connection[Any] = connection.connection
    own.prepare_threshold = 0  # Django switches preparing off; we switch it on for this statement only
    try:
        with psycopg.Cursor(own) as bare:
            return list(bare.execute(sql, params, prepare=True).fetchall())
    finally:
        own.prepare_threshold = None
