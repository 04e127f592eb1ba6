"""Rows made and rows changed by an import, each with what is needed to undo it. All of it set-based."""

import uuid
from collections.abc import Sequence
from datetime import datetime

import polars as pl
from django.db import connection, models
from psycopg import sql

from tumbuh import bulk
from tumbuh.registry.models import Owner, RegisterChange, RegisterImport, Traced

# Ids that were there are left out: an import fills them but never changes them, and a copy would keep an old key alive.
_BEFORE_OWNER = """
    to_jsonb(t)
    - CASE WHEN t.nik_hash > '' THEN ARRAY['nik_cipher', 'nik_hash'] ELSE ARRAY[]::text[] END
    - CASE WHEN t.npwp_hash > '' THEN ARRAY['npwp_cipher', 'npwp_hash'] ELSE ARRAY[]::text[] END
    - CASE WHEN t.key_tag > '' THEN ARRAY['key_tag'] ELSE ARRAY[]::text[] END
"""


class Journal:
    """Writes rows for one import and remembers how many. Use inside its transaction."""

    def __init__(self, register_import: RegisterImport, now: datetime) -> None:
        self._import_id = register_import.pk
        self._now = now
        self.counts: dict[str, dict[str, int]] = {}

    def make(self, model: type[Traced], frame: pl.DataFrame) -> pl.DataFrame:
        """Add rows with fresh keys and return the frame with its `id`; what is left out gets the model's default."""
        frame = frame.with_columns(bulk.new_ids(model, frame.height))
        written = frame.with_columns(
            created_in_id=pl.lit(self._import_id),
            written_in_id=pl.lit(self._import_id),
            created_at=pl.lit(self._now.isoformat()),
            **_defaults(model, frame),
        )
        names = [field.column for field in model._meta.concrete_fields if field.column in written.columns]
        bulk.copy_in(bulk.table_name(model), written.select(names))
        self._count(model, "created", frame.height)
        return frame

    def change(self, model: type[Traced], frame: pl.DataFrame) -> pl.Series:
        """
        Change rows to what `frame` says (`id` and columns; null says nothing) and return the keys that did change.

        How each was before is kept in RegisterChange.
        """
        columns = [name for name in frame.columns if name != "id"]
        if frame.is_empty() or not columns:
            return pl.Series("id", [], dtype=pl.Int64)
        bulk.stage("said", frame)
        differs = _differs(model, columns)
        changed = bulk.read(differs.as_string(), {"id": pl.Int64})
        if changed.height:
            bulk.stage("changed", changed)
            self._keep_before(model)
            self._update(model, columns)
        self._count(model, "updated", changed.height)
        return changed["id"]

    def _keep_before(self, model: type[Traced]) -> None:
        statement = sql.SQL(
            "INSERT INTO {journal} (register_import_id, {table_column}, row_id, before) "
            "SELECT %s, %s, t.id, {before} FROM {table} t JOIN changed USING (id) "
            "WHERE t.created_in_id IS DISTINCT FROM %s ON CONFLICT DO NOTHING"
        ).format(
            journal=sql.Identifier(bulk.table_name(RegisterChange)),
            table_column=sql.Identifier("table"),
            before=sql.SQL(_BEFORE_OWNER if model is Owner else "to_jsonb(t)"),
            table=sql.Identifier(bulk.table_name(model)),
        )
        with connection.cursor() as cursor:
            cursor.execute(statement, [self._import_id, bulk.table_name(model), self._import_id])

    def _update(self, model: type[Traced], columns: Sequence[str]) -> None:
        sets = sql.SQL(", ").join(
            sql.SQL("{0} = COALESCE(s.{0}, t.{0})").format(sql.Identifier(column)) for column in columns
        )
        statement = sql.SQL(
            "UPDATE {} t SET {}, written_in_id = %s FROM said s JOIN changed USING (id) WHERE s.id = t.id"
        ).format(sql.Identifier(bulk.table_name(model)), sets)
        with connection.cursor() as cursor:
            cursor.execute(statement, [self._import_id])

    def _count(self, model: type[Traced], what: str, number: int) -> None:
        counts = self.counts.setdefault(model._meta.model_name or "", {"created": 0, "updated": 0})
        counts[what] += number


def _differs(model: type[Traced], columns: Sequence[str]) -> sql.Composed:
    different = sql.SQL(" OR ").join(
        sql.SQL("(s.{0} IS NOT NULL AND s.{0} IS DISTINCT FROM t.{0})").format(sql.Identifier(column))
        for column in columns
    )
    table = sql.Identifier(bulk.table_name(model))
    return sql.SQL("SELECT t.id FROM {} t JOIN said s USING (id) WHERE {}").format(table, different)


def _defaults(model: type[Traced], frame: pl.DataFrame) -> dict[str, pl.Expr | pl.Series]:
    """Return the values of the columns that the frame leaves out: fresh public ids, blanks and plain defaults."""
    filled: dict[str, pl.Expr | pl.Series] = {}
    for field in model._meta.concrete_fields:
        name = bulk.column_name(field)
        if isinstance(field, models.UUIDField):
            filled[name] = pl.Series([str(uuid.uuid4()) for _ in range(frame.height)], dtype=pl.String)
        elif isinstance(field, models.CharField | models.TextField) and not field.null:
            default = pl.lit(field.default if isinstance(field.default, str) else "")
            blank = name not in frame.columns
            filled[name] = default if blank else pl.col(name).fill_null(default)
    return filled
