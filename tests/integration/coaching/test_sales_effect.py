"""From lines of the ledger to the effect on sales: the planted truth of one programme, and none of the other."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import polars as pl
import pytest
from django.test import override_settings

from benchmarks.coaching_effect import DEMANDS
from benchmarks.coaching_effect import city as planted
from tests.integration.coaching.city import NOON, CoachingCity
from tumbuh.analytics.tables import SALES_KEY, SALES_SCHEMA
from tumbuh.coaching.models import Cycle, Enrolment, ServiceGiven
from tumbuh.coaching.outcomes import effect_of
from tumbuh.coaching.rules.effect import Unit, estimate
from tumbuh.ledger.commits import store
from tumbuh.registry.models import Business, ClassAssessment, Owner, Ownership, Site

LATER = datetime(2026, 12, 1, 5, 0, tzinfo=UTC)
STARTS_ON = date(2026, 4, 13)
EARLIER, BEFORE, AFTER = ("2025-10", "2025-11", "2025-12"), ("2026-01", "2026-02", "2026-03"), ("2026-07", "2026-09")
TRUTH = math.log(1.25)


@pytest.fixture
def lake(tmp_path: Path) -> Iterator[None]:
    with override_settings(LEDGER_URL=str(tmp_path / "lake")):
        yield


def registered_on(unit: Unit) -> date:
    return STARTS_ON - timedelta(days=round(30 * math.exp(unit.known[2])))


def register(units: Sequence[Unit]) -> list[tuple[Owner, Business]]:
    """Write an owner with one business for each; the kind of business is the planted stratum."""
    owners = [Owner(name=f"Orang {n}", name_key=f"orang {n}", created_at=NOON) for n in range(len(units))]
    businesses = [
        Business(
            name=f"Usaha {n}", name_key=f"usaha {n}", kbli_version="2020", kbli_code=f"{10 + int(unit.stratum)}101",
            registered_on=registered_on(unit), created_at=NOON,
        )
        for n, unit in enumerate(units)
    ]  # fmt: skip
    Owner.objects.bulk_create(owners)
    Business.objects.bulk_create(businesses)
    pairs = list(zip(owners, businesses, strict=True))
    Ownership.objects.bulk_create(
        Ownership(owner=who, business=what, from_on=what.registered_on, created_at=NOON) for who, what in pairs
    )
    Site.objects.bulk_create(
        Site(business=what, kind="main", area_code="31.75.01.1001", created_at=NOON) for _who, what in pairs
    )
    ClassAssessment.objects.bulk_create(
        ClassAssessment(business=what, size_class="micro", basis="declared", as_of=STARTS_ON, created_at=NOON)
        for _who, what in pairs
    )
    return pairs


def write_ledger(units: Sequence[Unit], businesses: Sequence[Business]) -> None:
    """Write each window's sum in two or three lines, and lines that are no sales of anybody."""
    rows = []
    for unit, business in zip(units, businesses, strict=True):
        before, trend, _age = unit.known
        for months, log in ((EARLIER, before - trend), (BEFORE, before), (AFTER, unit.after)):
            whole = round(math.exp(log))
            parts = [whole // len(months)] * (len(months) - 1)
            for month, rupiah in zip(months, [*parts, whole - sum(parts)], strict=True):
                rows.append((month, str(business.public_id), "completed", rupiah))
        rows.append((AFTER[0], str(business.public_id), "cancelled", 10**9))
    rows.append((AFTER[0], None, "completed", 10**9))
    known = pl.DataFrame(rows, schema=["month", "business_id", "status", "net_rupiah"], orient="row")
    lines = known.with_row_index("n").select(
        *(_column(name) for name in SALES_SCHEMA),
    )
    store().commit(
        opening=[part for _month, part in sorted(lines.partition_by("month", as_dict=True).items())],
        closing=pl.DataFrame(schema={name: SALES_SCHEMA[name] for name in (*SALES_KEY, "month")}),
        recorded_at=NOON, batch_id=1, counts={},
    )  # fmt: skip


def _column(name: str) -> pl.Expr:
    given = {
        "month": pl.col("month"), "business_id": pl.col("business_id"), "status": pl.col("status"),
        "net_rupiah": pl.col("net_rupiah"), "order_id": pl.col("n").cast(pl.String), "shop": pl.lit("shopee:1"),
        "channel": pl.lit("shopee"), "line_id": pl.lit("1"), "ordered_at": pl.lit(NOON), "batch_id": pl.lit(1),
    }  # fmt: skip
    return given.get(name, pl.lit(None)).cast(SALES_SCHEMA[name]).alias(name)


def enrol(cycle: Cycle, owners: Sequence[Owner]) -> None:
    Enrolment.objects.bulk_create(
        Enrolment(cycle=cycle, owner=who, number=n, state="completed", seated_at=NOON, applied_at=NOON, ended_at=NOON)
        for n, who in enumerate(owners)
    )
    ServiceGiven.objects.bulk_create(
        ServiceGiven(
            agency=cycle.programme.agency, owner=who, kind="training", given_on=date(2026, 5, 4), cycle=cycle,
            recorded_at=NOON,
        )
        for who in owners
    )  # fmt: skip


def test_the_sales_of_the_ledger_hold_the_planted_truth_of_each_programme(city: CoachingCity, lake: None) -> None:
    drawn = planted(3, owners=700, wanted=140, effect=TRUTH)
    treated = [at for at, unit in enumerate(drawn) if unit.treated]
    helped, idle = set(treated[::2]), set(treated[1::2])
    units = [replace(unit, after=unit.after - TRUTH) if at in idle else unit for at, unit in enumerate(drawn)]
    pairs = register(units)
    write_ledger(units, [business for _owner, business in pairs])
    cycles = {}
    for name, chosen in (("Jualan Daring", helped), ("Seminar", idle)):
        cycles[name] = city.cycle(seats=len(chosen), called=name)
        enrol(cycles[name], [pairs[at][0] for at in sorted(chosen)])

    found, nothing = (
        effect_of(cycles[name].programme, outcome="sales", user=city.officer, now=LATER)
        for name in ("Jualan Daring", "Seminar")
    )
    assert found.low_percent < 25 < found.high_percent
    assert found.low_percent > 0
    assert nothing.low_percent < 0 < nothing.high_percent
    assert (found.took_part, found.found.treated, found.found.candidates) == (70, 70, 700 - 140)
    pure = [
        replace(unit, treated=at in helped, id=f"{pairs[at][0].pk:012}", known=(*unit.known[:2], _log_age(unit)))
        for at, unit in enumerate(units)
        if at not in idle
    ]
    expected = estimate(pure, ("a", "b", "c"), DEMANDS)
    assert found.found.effect == pytest.approx(expected.effect, abs=1e-5)
    assert (found.found.pairs, nothing.found.treated) == (expected.pairs, 70)


def _log_age(unit: Unit) -> float:
    return math.log(max(30, (STARTS_ON - registered_on(unit)).days))
