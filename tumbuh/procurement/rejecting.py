"""Rows that could not be read: kept without anything personal, and closed when their key comes in well."""

import hashlib
import json
from datetime import datetime

import polars as pl

from tumbuh.procurement.cells import ERROR_SCHEMA
from tumbuh.procurement.datasets.shapes import DataSet
from tumbuh.procurement.models import ImportBatch, RejectedRow
from tumbuh.procurement.waiting import CLOSED_BY_FILE


def kept_errors(part: pl.DataFrame, errors: pl.DataFrame, dataset: DataSet) -> pl.DataFrame:
    """Return the errors, one per row, with the row's cells as JSON; personal cells are left out."""
    if errors.is_empty():
        return pl.DataFrame(schema={**ERROR_SCHEMA, "kept": pl.String, "key": pl.String})
    first = errors.sort("row", "column", "reason").unique("row", keep="first", maintain_order=True)
    personal = {*dataset.personal, "npwp", "nip_ppk", "nama_ppk"}
    shown = [name for name in part.columns if name not in personal and name != "row"]
    hidden = {column.names[0] for column in dataset.columns if column.field in personal}
    rows = part.filter(pl.col("row").is_in(first["row"].implode()))
    cells = {row.pop("row"): row for row in rows.select("row", *shown).iter_rows(named=True)}
    return first.with_columns(
        pl.Series("kept", [json.dumps(cells[row], ensure_ascii=False) for row in first["row"]], dtype=pl.String),
        pl.Series("key", [_key_of(dataset, cells[row]) for row in first["row"]], dtype=pl.String),
        value=pl.when(pl.col("column").is_in(list(hidden))).then(pl.lit("")).otherwise("value"),
    )


def _key_of(dataset: DataSet, cells: dict[str, str | None]) -> str:
    """Return what a person finds the row by: its first required cell that is filled."""
    return next((text for name in dataset.required() if (text := cells.get(name))), "")[:300]


def reject(batch: ImportBatch, rejected: pl.DataFrame) -> int:
    """Keep the rows that wait; one that waits already with the same cells and reason is not kept twice."""
    if rejected.is_empty():
        return 0
    prints = [
        hashlib.blake2b("\x1f".join(texts).encode(), digest_size=16).hexdigest()
        for texts in rejected.select(pl.col("reason", "column", "value", "kept", "key").fill_null("")).iter_rows()
    ]
    RejectedRow.objects.bulk_create(
        (
            RejectedRow(
                batch=batch,
                dataset=batch.dataset,
                row=row["row"],
                key=row["key"],
                reason=row["reason"],
                column=row["column"][:80],
                value=row["value"] or "",
                message=row["message"],
                kept=json.loads(row["kept"]),
                fingerprint=fingerprint,
            )
            for row, fingerprint in zip(rejected.iter_rows(named=True), prints, strict=True)
        ),
        ignore_conflicts=True,
        batch_size=2_000,
    )
    return rejected.height


def resolve_rejected(batch: ImportBatch, touched: pl.Series, now: datetime) -> None:
    """Close rows that waited and whose key has now come in well."""
    waiting_ = RejectedRow.objects.filter(dataset=batch.dataset, state="waiting").exclude(batch=batch)
    rows = pl.DataFrame(
        list(waiting_.values_list("pk", "key")), schema={"id": pl.Int64, "key": pl.String}, orient="row"
    )
    if rows.is_empty():
        return
    plain = touched.str.replace(r"^[a-z0-9_]+:", "")
    come = rows.filter(pl.col("key").is_in(touched.implode()) | pl.col("key").is_in(plain.implode()))
    RejectedRow.objects.filter(pk__in=come["id"].to_list()).update(
        state="resolved", closed_at=now, closing_reason=CLOSED_BY_FILE
    )
