"""Each figure once more, slow and obvious: one loop over plain rows. The figures must equal these on every engine."""

from collections.abc import Sequence
from datetime import date, datetime
from fractions import Fraction
from statistics import median
from typing import Any

from tests.spec.coaching_reference import coached_owners, panel_outcomes, service_coverage
from tumbuh.analytics.measures.domestic_sales import Step
from tumbuh.analytics.tables import SALES_KEY

__all__ = ["coached_owners", "panel_outcomes", "service_coverage"]
Row = dict[str, Any]
Answer = dict[tuple[Any, ...], Row]


def known(rows: Sequence[Row], moment: datetime | None) -> list[Row]:
    """Keep the versions that were known at a moment; None: that are known now."""
    kept = []
    for row in rows:
        if moment is None:
            if row["superseded_at"] is None:
                kept.append(row)
        elif row["recorded_at"] <= moment and (row["superseded_at"] is None or moment < row["superseded_at"]):
            kept.append(row)
    return kept


def part_of(row: Row, steps: Sequence[Step]) -> str:
    """Say what part of the sales a line is."""
    level = row["origin_level"] or 0
    if level < 0:
        return "foreign"
    begun = [step for step in steps if step.from_at <= row["ordered_at"]]
    if begun and level >= max(begun, key=lambda step: step.from_at).level:
        return "domestic"
    return "unknown"


def domestic_sales(rows: Sequence[Row], by: Sequence[str], steps: Sequence[Step]) -> Answer:
    """Add up the sold lines per group and part."""
    answer: Answer = {}
    for row in rows:
        if row["status"] not in {"completed", "received"}:
            continue
        sums = answer.setdefault(tuple(row[name] for name in by), no_sales())
        sums["total_rupiah"] += row["net_rupiah"]
        sums[f"{part_of(row, steps)}_rupiah"] += row["net_rupiah"]
        sums["lines"] += 1
    return answer


def no_sales() -> Row:
    """Start with nothing sold."""
    return dict.fromkeys(("total_rupiah", "domestic_rupiah", "foreign_rupiah", "unknown_rupiah", "lines"), 0)


def sales_changes(
    rows: Sequence[Row], before: datetime, after: datetime, part: str, steps: Sequence[Step]
) -> dict[tuple[Any, ...], tuple[int, int]]:
    """Say for each (month, line) of another value what it was worth in the part before and after."""

    def worth(moment: datetime) -> dict[tuple[Any, ...], int]:
        found = {}
        for row in known(rows, moment):
            counts = row["status"] in {"completed", "received"} and part in {"total", part_of(row, steps)}
            found[(row["month"], *(row[name] for name in SALES_KEY))] = row["net_rupiah"] if counts else 0
        return found

    old, new = worth(before), worth(after)
    both = {key: (old.get(key, 0), new.get(key, 0)) for key in {*old, *new}}
    return {key: pair for key, pair in both.items() if pair[0] != pair[1]}


def reporting_shops(rows: Sequence[Row], opened: dict[str, str], months: Sequence[str]) -> dict[str, tuple[int, int]]:
    """Count per month the shops with lines, and those that were there by then."""
    answer = {}
    for month in months:
        told = {row["shop"] for row in rows if row["month"] == month}
        there = {row["shop"] for row in rows if row["month"] <= month}
        there |= {shop for shop, since in opened.items() if since <= month}
        answer[month] = (len(told), len(there))
    return answer


def is_open(row: Row, day: date) -> bool:
    """Say whether a business was open on a day."""
    return row["registered_on"] <= day and (row["closed_on"] is None or row["closed_on"] > day)


def active_businesses(rows: Sequence[Row], day: date, by: Sequence[str]) -> dict[tuple[Any, ...], int]:
    """Count the open businesses per group."""
    answer: dict[tuple[Any, ...], int] = {}
    for row in rows:
        if is_open(row, day):
            key = tuple(row[name] for name in by)
            answer[key] = answer.get(key, 0) + 1
    return answer


def business_growth(rows: Sequence[Row], before: date, after: date) -> Row:
    """Count the open businesses on both days, and what moved between."""
    was = {row["business_id"] for row in rows if is_open(row, before)}
    is_ = {row["business_id"] for row in rows if is_open(row, after)}
    lost = {row["business_id"] for row in rows if row["city_code"] is None}
    return {
        "before_count": len(was),
        "after_count": len(is_),
        "opened": len(is_ - was),
        "closed": len(was - is_),
        "without_area": len(is_ & lost),
    }


def matching_chain(rows: Sequence[Row], by: Sequence[str]) -> Answer:
    """Count meetings and add up each kind of money by itself."""
    stages = {"interest": "interested", "quoted": "quoted", "ordered": "ordered", "realised": "paid"}
    answer: Answer = {}
    for row in rows:
        empty = dict.fromkeys(["booked", "held", "missed", *stages.values(), *(f"{one}_rupiah" for one in stages)], 0)
        sums = answer.setdefault(tuple(row[name] for name in by), empty)
        sums["booked"] += 1
        if row["state"] in {"held", "missed"}:
            sums[row["state"]] += 1
        for money, count in stages.items():
            rupiah = row[f"{money}_rupiah"] or 0
            sums[count] += rupiah > 0
            sums[f"{money}_rupiah"] += rupiah
    return answer


def days_to_pay(rows: Sequence[Row], day: date, by: Sequence[str]) -> Answer:
    """Count how long each paid order waited, one after the other in order of length; the unpaid by themselves."""
    waits: dict[tuple[Any, ...], list[int]] = {}
    answer: Answer = {}
    for row in rows:
        key = tuple(row[name] for name in by)
        empty = dict.fromkeys(["paid", "within_3", "within_7", "over_30", "unpaid", "late"], 0)
        counts, days = answer.setdefault(key, empty), waits.setdefault(key, [])
        if row["paid_on"] is None:
            counts["unpaid"] += 1
            counts["late"] += row["pay_by_on"] < day
        else:
            days.append((row["paid_on"] - row["received_on"]).days)
            counts["paid"] += 1
            counts["within_3"] += days[-1] <= 3
            counts["within_7"] += days[-1] <= 7
            counts["over_30"] += days[-1] > 30
    for key, days in waits.items():
        enough = [one for one in sorted(days) if 10 * sum(other <= one for other in days) >= 9 * len(days)]
        answer[key]["p90_days"] = enough[0] if days else None
        answer[key]["median_half_days"] = int(2 * Fraction(median(map(Fraction, days)))) if days else None
    return answer


def order_spread(rows: Sequence[Row]) -> Row:
    """Add up sellers, and compare every seller with every other for Gini's coefficient."""
    orders = [row["orders"] for row in rows]
    apart = sum(abs(one - other) for one in orders for other in orders)
    return {
        "sellers": len(rows),
        "listed": sum(row["is_listed"] for row in rows),
        "listed_with_orders": sum(row["is_listed"] and row["orders"] > 0 for row in rows),
        "orders": sum(orders),
        "top_orders": sum(sorted(orders, reverse=True)[:10]),
        "rupiah": sum(row["rupiah"] for row in rows),
        "top_rupiah": sum(sorted((row["rupiah"] for row in rows), reverse=True)[:10]),
        "gini": Fraction(apart, 2 * len(rows) * sum(orders)) if sum(orders) else None,
    }


def production(rows: Sequence[Row]) -> dict[tuple[Any, ...], int]:
    """Add up the mass of each quarter per kind and group; processed goods that were processed again come off."""
    answer: dict[tuple[Any, ...], int] = {}
    for row in rows:
        key = (row["measure_kind"], row["year"], row["quarter"], row["group"])
        mass = row["mass_mg"] - (row["used_mg"] if row["measure_kind"] == "processed" else 0)
        answer[key] = answer.get(key, 0) + mass
    return answer


def production_yield(rows: Sequence[Row]) -> dict[tuple[Any, ...], tuple[int, int, int]]:
    """Add up mass and area of the raw harvests with an area, and count those without."""
    answer: dict[tuple[Any, ...], tuple[int, int, int]] = {}
    for row in rows:
        if row["measure_kind"] == "raw":
            key = (row["year"], row["quarter"], row["commodity"])
            mass, area, without = answer.get(key, (0, 0, 0))
            if row["area_m2"] is None:
                answer[key] = (mass, area, without + 1)
            else:
                answer[key] = (mass + row["mass_mg"], area + row["area_m2"], without)
    return answer


def production_coverage(sites: Sequence[Row], rows: Sequence[Row], first: date, last: date) -> tuple[int, int]:
    """Count the places open on a day of the quarter, and those of them with a log of it."""
    open_ = {
        site["site"]
        for site in sites
        if site["opened_on"] <= last and (site["closed_on"] is None or site["closed_on"] >= first)
    }
    told = {row["site"] for row in rows if first <= row["done_on"] <= last}
    return len(open_ & told), len(open_)
