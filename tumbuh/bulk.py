"""Frames in and out of PostgreSQL by COPY: the only fast road for tables of 10⁵ to 10⁶ rows."""

import io
from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl
from django.db import connection, models
from psycopg import sql

_TYPES: dict[Any, str] = {
    pl.String: "text", pl.Int64: "bigint", pl.UInt32: "bigint", pl.Int32: "integer", pl.Date: "date",
    pl.Boolean: "boolean",
}  # fmt: skip
_SHAPES: dict[str, Any] = {
    "BigAutoField": pl.Int64, "BigIntegerField": pl.Int64, "ForeignKey": pl.Int64, "DateField": pl.Date,
}  # fmt: skip


def table_name(model: type[models.Model]) -> str:
    """Return the model's table."""
    return model._meta.db_table


def column_name(field: "models.Field[Any, Any]") -> str:
    """Return the column of a concrete field."""
    if field.column is None:
        raise ValueError(f"{field.name} has no column")
    return field.column


def read(query: str, schema: Mapping[str, Any], params: Mapping[str, Any] | None = None) -> pl.DataFrame:
    """Return the rows of a SELECT, whose columns are in the schema's order. An empty text stays an empty text."""
    buffer = io.BytesIO()
    statement = f"COPY ({query}) TO STDOUT (FORMAT csv)"
    # psycopg's own cursor: the one that Django puts around it under DEBUG takes no parameters.
    with connection.cursor() as cursor, cursor.cursor.copy(statement, params) as copy:
        for piece in copy:
            buffer.write(piece)
    if buffer.tell() == 0:
        return pl.DataFrame(schema=dict(schema))
    buffer.seek(0)
    return pl.read_csv(buffer, has_header=False, new_columns=list(schema), schema=dict(schema))


def stage(name: str, frame: pl.DataFrame) -> None:
    """Put a frame into a temporary table of this transaction, and let the planner know its size."""
    columns = sql.SQL(", ").join(
        sql.SQL("{} {}").format(sql.Identifier(column), sql.SQL(_TYPES[kind.base_type()]))
        for column, kind in frame.schema.items()
    )
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("DROP TABLE IF EXISTS {}").format(sql.Identifier(name)))
        cursor.execute(sql.SQL("CREATE TEMP TABLE {} ({}) ON COMMIT DROP").format(sql.Identifier(name), columns))
    copy_in(name, frame)
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("ANALYZE {}").format(sql.Identifier(name)))


def copy_in(table: str, frame: pl.DataFrame) -> None:
    """Append a frame to a table by COPY; its columns are the table's."""
    if frame.is_empty():
        return
    statement = sql.SQL("COPY {} ({}) FROM STDIN (FORMAT csv)").format(
        sql.Identifier(table), sql.SQL(", ").join(sql.Identifier(column) for column in frame.columns)
    )
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for piece in frame.iter_slices(50_000):
            copy.write(piece.write_csv(include_header=False).encode())


def analyze(models_: Sequence[type[models.Model]]) -> None:
    """Let the planner know these tables. Without it a join of 250,000 rows was planned for 1,000 and took 92 s."""
    with connection.cursor() as cursor:
        for model in models_:
            cursor.execute(sql.SQL("ANALYZE {}").format(sql.Identifier(table_name(model))))


def analyze_all() -> None:
    """Let the planner know every table, after much was written in one transaction: autovacuum sees none of it yet."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def new_ids(model: type[models.Model], count: int) -> pl.Series:
    """Return `count` fresh keys of a table, taken from its sequence."""
    return read(
        "SELECT nextval(s.name) FROM (SELECT pg_get_serial_sequence(%(table)s, 'id')::regclass AS name OFFSET 0) s, "
        "generate_series(1, %(count)s)",
        {"id": pl.Int64},
        {"table": table_name(model), "count": count},
    )["id"]


def existing(model: type[models.Model], ids: pl.Series, columns: Sequence[str]) -> pl.DataFrame:
    """Return id and the given columns of the rows with these keys."""
    schema = {"id": pl.Int64} | {name: _shape(model, name) for name in columns}
    stage("wanted_ids", pl.DataFrame({"id": ids.drop_nulls().unique()}, schema={"id": pl.Int64}))
    chosen = ", ".join(f't."{name}"' for name in schema)
    return read(f'SELECT {chosen} FROM "{table_name(model)}" t JOIN wanted_ids w USING (id)', schema)  # noqa: S608


def _shape(model: type[models.Model], column: str) -> Any:
    for field in model._meta.concrete_fields:
        if field.column == column:
            return _SHAPES.get(field.get_internal_type(), pl.String)
    raise ValueError(f"{model.__name__} has no column {column}")
