"""The owners behind each figure of coaching: one row for each unit that the figure counts."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import narwhals as nw
import polars as pl

from tumbuh.accounts.models import User
from tumbuh.accounts.permissions import Permission
from tumbuh.accounts.services import require
from tumbuh.analytics.measures import coached_owners, panel_outcomes, service_coverage
from tumbuh.audit import services as audit
from tumbuh.coaching import terms
from tumbuh.coaching.figures import PeriodOutOfOrder
from tumbuh.coaching.frames import outcomes_frame, services_frame
from tumbuh.kernel.errors import Refused
from tumbuh.kernel.periods import day_in_wib

PARTS = ("coached", "raw", "cumulative", "list", "both", "members", "service", "outside")
_OF_COVERAGE = {"members", "service", "outside"}


class UnknownRows(Refused):
    """There is no such part of the figures of coaching."""

    code = "unknown_coaching_rows"


@dataclass(frozen=True)
class Part:
    """Which figure. `agency` and `other`: short names, for "list" and "both"; `kind`: of "service" and "outside"."""

    first: date
    last: date
    part: str = "coached"
    agency: str = ""
    other: str = ""
    kind: str = ""


def owners_behind(asked: Part) -> pl.DataFrame:
    """
    Return owner_id, agencies, kinds, services, first_on and last_on: as many rows as the figure counts.

    A row is an owner, of the raw list an owner of one agency. Raises: UnknownRows, PeriodOutOfOrder.
    """
    if asked.part not in PARTS:
        raise UnknownRows(f"Bagian “{asked.part}” tidak ada; pilih dari halaman pembinaan.")
    if asked.first > asked.last:
        raise PeriodOutOfOrder("Hari awal tidak boleh sesudah hari akhir.")
    services = services_frame(until=asked.last)
    part = coached_owners.in_period(nw.from_native(services), asked.first, asked.last).to_native()
    if asked.part in _OF_COVERAGE:
        chosen = _of_coverage(services, asked)
    elif asked.part == "cumulative":
        chosen = services
    elif asked.part == "list":
        chosen = part.filter(pl.col("agency") == asked.agency)
    elif asked.part == "both":
        there = [set(part.filter(pl.col("agency") == one)["owner_id"]) for one in (asked.agency, asked.other)]
        chosen = part.filter(pl.col("owner_id").is_in(list(there[0] & there[1])))
    else:
        chosen = part
    keys = ["owner_id", "agency"] if asked.part == "raw" else ["owner_id"]
    return chosen.group_by(keys).agg(
        agencies=pl.col("agency").unique().sort().str.join(", "),
        kinds=pl.col("kind").unique().sort(),
        services=pl.len(),
        first_on=pl.col("given_on").min(),
        last_on=pl.col("given_on").max(),
    ).sort("last_on", *keys, descending=[True, *(False for _ in keys)])  # fmt: skip


def panel_rows(*, before: date, after: date, user: User, now: datetime) -> pl.DataFrame:
    """
    Return number, jobs_before, jobs_after, income_before and income_after of the panel, and note it in the trail.

    Personal finance: a row has a number of this page, and no name. The earlier income is in prices of the later day.
    Raises: NotAllowed, PeriodOutOfOrder.
    """
    require(user, Permission.INSIGHT_ROWS, on=day_in_wib(now))
    if before >= after:
        raise PeriodOutOfOrder("Hari awal harus sebelum hari akhir.")
    index = (terms.value("cpi_jakarta", before), terms.value("cpi_jakarta", after))
    reports = nw.from_native(outcomes_frame())
    days: dict[str, Any] = {"before": before, "after": after}
    jobs = panel_outcomes.panel(panel_outcomes.with_jobs(reports), **days, column="jobs").to_native()
    income = panel_outcomes.panel(reports, **days, column="income_rupiah").to_native()
    money = income.select(
        "owner_id",
        income_before=(pl.col("before") * index[1] / index[0]).cast(pl.Int64),
        income_after=pl.col("after"),
    )
    work = jobs.select("owner_id", jobs_before=pl.col("before"), jobs_after=pl.col("after"))
    both: pl.DataFrame = work.join(money, on="owner_id", how="full", coalesce=True).sort("owner_id")
    audit.record(
        "coaching.panel_read", by=user, at=now,
        detail={"before": before.isoformat(), "after": after.isoformat(), "rows": both.height},
    )  # fmt: skip
    return both.drop("owner_id").with_row_index("number", offset=1)


def _of_coverage(services: pl.DataFrame, asked: Part) -> pl.DataFrame:
    members = service_coverage.members(nw.from_native(services), asked.last).to_native()
    if asked.part == "members":
        return services.join(members, on="owner_id", how="semi").filter(pl.col("kind") == "registration")
    received = services.filter(pl.col("kind") == asked.kind)
    return received.join(members, on="owner_id", how="semi" if asked.part == "service" else "anti")
