"""The class of many businesses at once: the rule of `rules.umkm_class`, with the limits in force on each day."""

from datetime import date
from functools import cache

import polars as pl

from tumbuh import bulk
from tumbuh.kernel.policy import NoRuleInForce
from tumbuh.reference.policies import policy
from tumbuh.registry.journal import Journal
from tumbuh.registry.models import ClassAssessment
from tumbuh.registry.row_errors import error, no_errors
from tumbuh.registry.rules import ClassLimits, SizeClass, umkm_class

_FIGURES = {"capital_rupiah": pl.Int64, "yearly_sales_rupiah": pl.Int64}
_JUDGED = {
    "size_class": pl.String, "basis": pl.String, "class_by_capital": pl.String, "class_by_sales": pl.String,
    "policy_source": pl.String,
}  # fmt: skip


@cache
def limits_on(on: date) -> ClassLimits:
    """Return the limits of the classes in force on a day. Raises: NoRuleInForce. Source: policies/umkm_class.toml."""
    capital = policy("umkm_class", "capital_limits", on=on)
    sales = policy("umkm_class", "sales_limits", on=on)
    until = policy("umkm_class", "existing_until", on=on)
    return ClassLimits(tuple(capital.value), tuple(sales.value), until.value, capital.source)


def without_rule(rows: pl.DataFrame, *, column: str) -> pl.DataFrame:
    """Return the errors of rows whose figures are of a day for which no limits are known."""
    figures = pl.any_horizontal(pl.col("capital", "yearly_sales").is_not_null())
    judged = rows.filter(pl.col("as_of").is_not_null() & figures)
    wrong = [no_errors()]
    for day in judged["as_of"].unique():
        try:
            limits_on(day)
        except NoRuleInForce:
            message = "Batas kelas usaha untuk tanggal data ini belum dimuat (PP 7/2021 berlaku sejak 2 Februari 2021)."
            of_day = judged.filter(pl.col("as_of") == day)
            wrong.append(error(of_day, code=NoRuleInForce.code, column=column, value="as_of", message=message))
    return pl.concat(wrong)


def write_classes(said: pl.DataFrame, *, journal: Journal, today: date) -> pl.Series:
    """
    Note what the file says about the class of businesses; return the keys of the businesses with something new.

    `said`: business_id, registered_on, capital_rupiah, yearly_sales_rupiah, declared, as_of (null: as of today).
    The same figures as on that day, or as the latest when no day is given, are nothing new. A declaration never
    replaces a class that was judged by figures.
    """
    said = said.filter(pl.any_horizontal(pl.col("capital_rupiah", "yearly_sales_rupiah", "declared").is_not_null()))
    if said.is_empty():
        return pl.Series("business_id", [], dtype=pl.Int64)
    new = _what_is_new(said, _known(said), today)
    judged = _judged(new.with_columns(pl.col("as_of").fill_null(today)))
    known_day = pl.col("same_id").is_not_null()
    kept = ["as_of", *_FIGURES, *_JUDGED]
    journal.change(ClassAssessment, judged.filter(known_day).select(pl.col("same_id").alias("id"), *kept))
    journal.make(ClassAssessment, judged.filter(~known_day).select("business_id", *kept))
    return judged["business_id"]


def _known(said: pl.DataFrame) -> pl.DataFrame:
    """Return the live assessments of these businesses."""
    bulk.stage("assessed", said.select("business_id").unique())
    columns = {"id": pl.Int64, "business_id": pl.Int64, "as_of": pl.Date, "size_class": pl.String, "basis": pl.String}
    chosen = ", ".join(f"a.{name}" for name in columns | _FIGURES)
    return bulk.read(
        f"SELECT {chosen} FROM registry_classassessment a JOIN assessed USING (business_id) "  # noqa: S608
        "WHERE a.withdrawn_at IS NULL",
        columns | _FIGURES,
    )


def _what_is_new(said: pl.DataFrame, known: pl.DataFrame, today: date) -> pl.DataFrame:
    """Return what differs from the assessment it stands beside, with `same_id`, the one of its own day (null: none)."""
    latest = known.filter(pl.col("as_of") <= today).sort("as_of").group_by("business_id").last()
    same_day = known.rename({"id": "same_id"})
    by_day = said.filter(pl.col("as_of").is_not_null()).join(
        same_day, on=["business_id", "as_of"], how="left", suffix="_old"
    )
    by_latest = said.filter(pl.col("as_of").is_null()).join(
        latest.rename({"as_of": "latest_on", "id": "latest_id"}), on="business_id", how="left", suffix="_old"
    )
    same_id = pl.when(pl.col("latest_on") == today).then("latest_id")
    beside = pl.concat([by_day, by_latest.with_columns(same_id=same_id)], how="diagonal")
    figures = pl.any_horizontal(pl.col(*_FIGURES).is_not_null())
    new_figure = pl.any_horizontal(
        pl.col(name).is_not_null() & pl.col(name).ne_missing(pl.col(f"{name}_old")) for name in _FIGURES
    )
    declared = pl.col("basis").is_null() | (
        (pl.col("basis") == "declared") & (pl.col("declared") != pl.col("size_class"))
    )
    new = beside.filter(pl.when(figures).then(new_figure).otherwise(declared))
    return new.with_columns(
        pl.when(pl.col("same_id").is_not_null()).then(pl.coalesce(name, f"{name}_old")).otherwise(name).alias(name)
        for name in _FIGURES
    ).select("business_id", "registered_on", "as_of", "declared", "same_id", *_FIGURES)


def _judged(rows: pl.DataFrame) -> pl.DataFrame:
    """Add what the law says to each row."""
    answers = []
    for row in rows.iter_rows(named=True):
        limits = limits_on(row["as_of"])
        answer = umkm_class(
            capital_rupiah=row["capital_rupiah"],
            yearly_sales_rupiah=row["yearly_sales_rupiah"],
            registered_on=row["registered_on"],
            limits=limits,
            declared=SizeClass(row["declared"]) if row["declared"] else None,
        )
        if answer is None:
            raise ValueError("a row without figure and declaration was to be left out")
        source = "" if answer.basis == "declared" else limits.source
        answers.append(
            (answer.size_class.value, answer.basis.value, answer.by_capital or "", answer.by_sales or "", source)
        )
    return rows.hstack(pl.DataFrame(answers, schema=_JUDGED, orient="row"))
