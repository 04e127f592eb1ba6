"""The queue of purchases that found no package which says what they are: opened, suggested for, closed by set."""

import json
import uuid
from collections import defaultdict
from datetime import datetime

import polars as pl
from django.db import connection

from tumbuh import bulk
from tumbuh.procurement.known import Known
from tumbuh.procurement.models import Unmatched
from tumbuh.procurement.rules import matching

SUGGESTED_AT_ONCE = 5_000  # by value; the rest get theirs when they are looked at
CLOSED_BY_FILE = "Cocok sendiri setelah berkas baru masuk."


def refresh(known: Known, *, now: datetime, plans_changed: bool = False) -> int:
    """
    Bring the queue of a year up to what is known now; return how many wait.

    A purchase that found its package is resolved, one that lost it waits again; one that a person dismissed stays so.
    With `plans_changed` those that wait already are suggested for again: the files may come in any order.
    """
    lone = known.purchases.filter((pl.col("state") == "realised") & (pl.col("unmatched_rupiah") > 0)).select(
        "purchase", "unit_ref", "unit", "name", "method", "plan_codes", "reason", value_rupiah="unmatched_rupiah"
    )
    bulk.stage("lone", lone.select("purchase", "unit_ref", "reason", "value_rupiah"))
    # Opened in bulk a moment ago, the queue is thought empty; then 5,000 rows were joined row by row, which took 30 s.
    bulk.analyze([Unmatched])
    with connection.cursor() as cursor:
        cursor.execute(_RESOLVE, {"year": known.year, "now": now, "why": CLOSED_BY_FILE})
        cursor.execute(_REOPEN, {"year": known.year})
    queued = bulk.read(
        "SELECT purchase_key FROM procurement_unmatched WHERE year = %(year)s",
        {"purchase": pl.String},
        {"year": known.year},
    )
    if plans_changed:
        _suggest_again(lone.join(queued, on="purchase", how="semi"), known)
    _open(lone.join(queued, on="purchase", how="anti"), known, now)
    return Unmatched.objects.filter(year=known.year, state="waiting").count()


_RESOLVE = """
UPDATE procurement_unmatched u SET state = 'resolved', closed_at = %(now)s, closing_reason = %(why)s
WHERE u.year = %(year)s AND u.state = 'waiting' AND NOT EXISTS (SELECT 1 FROM lone l WHERE l.purchase = u.purchase_key)
"""
_REOPEN = """
UPDATE procurement_unmatched u
SET state = CASE WHEN u.state = 'dismissed' THEN u.state ELSE 'waiting' END,
    closed_at = CASE WHEN u.state = 'dismissed' THEN u.closed_at END,
    closed_by_id = CASE WHEN u.state = 'dismissed' THEN u.closed_by_id END,
    closing_reason = CASE WHEN u.state = 'dismissed' THEN u.closing_reason ELSE '' END,
    reason = l.reason, value_rupiah = l.value_rupiah, unit_ref = l.unit_ref
FROM lone l
WHERE l.purchase = u.purchase_key AND u.year = %(year)s
    AND (u.state = 'resolved' OR u.reason <> l.reason OR u.value_rupiah <> l.value_rupiah OR u.unit_ref <> l.unit_ref)
"""


_SUGGEST = """
UPDATE procurement_unmatched u
SET suggested_code = s.code, suggestion_permyriad = s.score, suggestion_reasons = s.reasons::jsonb
FROM suggested s
WHERE s.purchase = u.purchase_key AND u.year = %(year)s AND u.state = 'waiting'
    AND (u.suggested_code <> s.code OR u.suggestion_permyriad IS DISTINCT FROM s.score)
"""


def _suggest_again(lone: pl.DataFrame, known: Known) -> None:
    """Bring the suggestions of purchases that wait up to the plans, also where there is none any more."""
    ranked = lone.sort("value_rupiah", "purchase", descending=[True, False]).head(SUGGESTED_AT_ONCE)
    if ranked.is_empty():
        return
    bulk.stage("suggested", ranked.select("purchase", *_suggested(ranked, known)))
    with connection.cursor() as cursor:
        cursor.execute(_SUGGEST, {"year": known.year})


def _suggested(ranked: pl.DataFrame, known: Known) -> list[pl.Series]:
    """Return code, score and reasons (JSON) of the likeliest package of each purchase, "" and null where none is."""
    found = suggestions(ranked.head(SUGGESTED_AT_ONCE), known)
    rows = [found.get(purchase) for purchase in ranked["purchase"]]
    return [
        pl.Series("code", [one.code if one else "" for one in rows], dtype=pl.String),
        pl.Series("score", [one.score_permyriad if one else None for one in rows], dtype=pl.Int64),
        pl.Series("reasons", [json.dumps(list(one.reasons) if one else []) for one in rows], dtype=pl.String),
    ]


def _open(lone: pl.DataFrame, known: Known, now: datetime) -> None:
    if lone.is_empty():
        return
    ranked = lone.sort("value_rupiah", "purchase", descending=[True, False])
    code, score, reasons = _suggested(ranked, known)
    made = ranked.select(
        "unit_ref",
        "reason",
        "value_rupiah",
        purchase_key="purchase",
        year=pl.lit(known.year),
        state=pl.lit("waiting"),
        closing_reason=pl.lit(""),
        opened_at=pl.lit(now.isoformat()),
    ).with_columns(
        code.alias("suggested_code"),
        score.alias("suggestion_permyriad"),
        reasons.alias("suggestion_reasons"),
        pl.Series("public_id", [str(uuid.uuid4()) for _ in range(ranked.height)], dtype=pl.String),
    )
    bulk.copy_in(bulk.table_name(Unmatched), made)


def suggestions(lone: pl.DataFrame, known: Known) -> dict[str, matching.Suggestion]:
    """Return the likeliest package of each of these purchases, of those that have one."""
    units = lone["unit"].unique()
    packages = known.packages.filter(pl.col("counted") & pl.col("unit").is_in(units.implode()))
    by_unit: dict[str, list[matching.Candidate]] = defaultdict(list)
    for code, name, unit, method, ceiling in packages.select(
        "code", "name", "unit", "method", "ceiling_rupiah"
    ).iter_rows():
        by_unit[unit].append(matching.Candidate(code, name, unit, method, ceiling))
    found = {}
    for row in lone.iter_rows(named=True):
        codes = tuple(code for code in row["plan_codes"].split(";") if code)
        one = matching.Lone(row["name"], row["unit"], row["method"], row["value_rupiah"], codes)
        best = matching.suggest(one, by_unit.get(row["unit"], []))
        if best is not None:
            found[row["purchase"]] = best
    return found
