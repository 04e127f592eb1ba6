"""
Jobs and income of owners, before and after, on the same panel.

Question: do owners have more work to give, and a better income? The panel: owners with a report within twelve months of
both days; of each, the latest counts. Jobs: paid workers and unpaid family workers. Income: the median of the owners'
net income of a month, the earlier one in prices of the later day (consumer prices). Who reports only once is in neither
side, so that a change of who reports is no change of the figure. Source: domain §7 indicator 16.
"""

from datetime import date
from typing import Any

import narwhals as nw

ID = "panel_outcomes"
VERSION = 1
MONTHS = 12


def latest(reports: Any, day: date, column: str) -> Any:
    """Return owner_id and `column` of each owner's latest report of the 12 months that end with the day's month."""
    last = day.replace(day=1)
    first = last.replace(year=last.year - 1)
    known = reports.filter((nw.col("month_on") <= last) & (nw.col("month_on") > first) & ~nw.col(column).is_null())
    newest = known.group_by("owner_id").agg(month_on=nw.col("month_on").max())
    return known.join(newest, on=["owner_id", "month_on"], how="inner").select("owner_id", column)


def panel(reports: Any, *, before: date, after: date, column: str) -> Any:
    """Return owner_id, before and after of the owners who reported the column for both days."""
    sides = [
        latest(reports, day, column).select("owner_id", **{name: nw.col(column)})
        for name, day in (("before", before), ("after", after))
    ]
    return sides[0].join(sides[1], on="owner_id", how="inner")


def with_jobs(reports: Any) -> Any:
    """Return the reports with `jobs`; null where neither kind of worker was reported."""
    paid, family = nw.col("paid_workers"), nw.col("family_workers")
    known = ~(paid.is_null() & family.is_null())
    return reports.with_columns(jobs=nw.when(known).then(paid.fill_null(0) + family.fill_null(0)))


def measure(reports: Any, *, before: date, after: date, index_before: int, index_after: int) -> Any:
    """
    Return one row: job_owners, jobs_before, jobs_after, income_owners, income_before_rupiah, income_after_rupiah.

    The incomes are medians in whole rupiah, cut off towards zero, null while the panel is empty; income_before_rupiah
    is each owner's income · index_after / index_before, cut off likewise. The input is any Narwhals frame with
    OUTCOME_SCHEMA. Raises: ValueError when the days are not in order.
    """
    if before >= after:
        raise ValueError("the day before has to lie before the day after")
    jobs = panel(with_jobs(reports), before=before, after=after, column="jobs")
    work = jobs.select(job_owners=nw.len(), jobs_before=nw.col("before").sum(), jobs_after=nw.col("after").sum())
    income = panel(reports, before=before, after=after, column="income_rupiah")
    real = income.with_columns(before=(nw.col("before") * index_after / index_before).cast(nw.Int64))
    money = real.select(
        income_owners=nw.len(),
        income_before_rupiah=nw.col("before").median().cast(nw.Int64),
        income_after_rupiah=nw.col("after").median().cast(nw.Int64),
    )
    key = nw.lit(0)
    joined = work.with_columns(_key=key).join(money.with_columns(_key=key), on="_key", how="inner")
    return joined.drop("_key")
