"""The figures of coaching once more, slow and obvious: loops over plain rows."""

from collections.abc import Sequence
from datetime import date
from statistics import median
from typing import Any

Row = dict[str, Any]


def coached_owners(rows: Sequence[Row], first: date, last: date) -> Row:
    """Count people, people on lists, and people ever."""
    people, on_lists, ever = set(), set(), set()
    for row in rows:
        if first <= row["given_on"] <= last:
            people.add(row["owner_id"])
            on_lists.add((row["agency"], row["owner_id"]))
        if row["given_on"] <= last:
            ever.add(row["owner_id"])
    return {"coached": len(people), "raw_list": len(on_lists), "cumulative": len(ever)}


def overlap(rows: Sequence[Row], first: date, last: date) -> dict[tuple[str, str], int]:
    """Count the people on both lists of each pair of agencies."""
    lists: dict[str, set[str]] = {}
    for row in rows:
        if first <= row["given_on"] <= last:
            lists.setdefault(row["agency"], set()).add(row["owner_id"])
    shared = {(one, other): len(lists[one] & lists[other]) for one in lists for other in lists}
    return {pair: count for pair, count in shared.items() if count}


def service_coverage(rows: Sequence[Row], day: date) -> dict[str, tuple[int, int, int]]:
    """Count per kind the members who have it, all members, and others who have it."""
    known = [row for row in rows if row["given_on"] <= day]
    members = {row["owner_id"] for row in known if row["kind"] == "registration"}
    answer = {}
    for kind in {row["kind"] for row in known}:
        having = {row["owner_id"] for row in known if row["kind"] == kind}
        answer[kind] = (len(having & members), len(members), len(having - members))
    return answer


def panel_outcomes(rows: Sequence[Row], before: date, after: date, index_before: int, index_after: int) -> Row:
    """Add up jobs and take the medians of incomes of who reported for both days."""
    jobs = [_latest(rows, day, _jobs) for day in (before, after)]
    both = jobs[0].keys() & jobs[1].keys()
    incomes = [_latest(rows, day, lambda row: row["income_rupiah"]) for day in (before, after)]
    earners = incomes[0].keys() & incomes[1].keys()
    earlier = [int(incomes[0][owner] * index_after / index_before) for owner in earners]
    return {
        "job_owners": len(both),
        "jobs_before": sum(jobs[0][owner] for owner in both),
        "jobs_after": sum(jobs[1][owner] for owner in both),
        "income_owners": len(earners),
        "income_before_rupiah": int(median(earlier)) if earners else None,
        "income_after_rupiah": int(median(incomes[1][owner] for owner in earners)) if earners else None,
    }


def _jobs(row: Row) -> int | None:
    known = [row[name] for name in ("paid_workers", "family_workers") if row[name] is not None]
    return sum(known) if known else None


def _latest(rows: Sequence[Row], day: date, value: Any) -> dict[str, int]:
    """Return of each owner the value of the latest month of the twelve that end with the day's."""
    last = day.replace(day=1)
    found: dict[str, tuple[date, int]] = {}
    for row in rows:
        months = 12 * (last.year - row["month_on"].year) + last.month - row["month_on"].month
        if 0 <= months < 12 and value(row) is not None:
            known = found.get(row["owner_id"])
            if known is None or known[0] < row["month_on"]:
                found[row["owner_id"]] = (row["month_on"], value(row))
    return {owner: amount for owner, (_month, amount) in found.items()}
