"""The figures of coaching with their raw lists, overlaps and panels; small cells are left out where anyone may read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import narwhals as nw
import polars as pl

from tumbuh.analytics.measures import coached_owners, panel_outcomes, service_coverage
from tumbuh.coaching import terms
from tumbuh.coaching.frames import outcomes_frame, services_frame
from tumbuh.coaching.models import Agency
from tumbuh.coaching.rules.kinds import ServiceKind
from tumbuh.kernel.errors import Refused


class PeriodOutOfOrder(Refused):
    """A period of coaching ends before it begins."""

    code = "coaching_period_order"


@dataclass(frozen=True)
class Coached:
    """How many owners were coached in a period, on which lists, and how these overlap. None: too few to show."""

    first: date
    last: date
    coached: int | None
    raw_list: int | None
    cumulative: int | None
    lists: Mapping[str, int | None]  # agency → owners on its own list, the longest first
    overlap: Mapping[tuple[str, str], int | None]  # both ways, without the diagonal

    @property
    def counted_twice(self) -> int | None:
        """How much larger the lists are than the people on them."""
        return None if self.raw_list is None or self.coached is None else self.raw_list - self.coached


@dataclass(frozen=True)
class Coverage:
    """How many members received a service. None: too few to show."""

    kind: str
    received: int | None
    members: int | None
    outside: int | None


@dataclass(frozen=True)
class Panel:
    """Jobs and median incomes of the same owners on two days, the earlier income in prices of the later day."""

    before: date
    after: date
    job_owners: int | None
    jobs_before: int | None
    jobs_after: int | None
    income_owners: int | None
    income_before_rupiah: int | None
    income_after_rupiah: int | None
    index_before: int
    index_after: int
    index_verified: bool  # both indices were read in their source


def coached(*, first: date, last: date, public: bool = False) -> Coached:
    """
    Return the coached owners of a period. `public`: cells below the policy's size are None.

    So is the raw list when it would tell the one list that is left out. Raises: PeriodOutOfOrder.
    """
    if first > last:
        raise PeriodOutOfOrder("Hari awal tidak boleh sesudah hari akhir.")
    services = nw.from_native(services_frame(until=last))
    total = coached_owners.measure(services, first=first, last=last).to_native().row(0, named=True)
    own = dict(coached_owners.lists(services, first=first, last=last).to_native().rows())
    pairs = {
        (one, other): n for one, other, n in coached_owners.overlap(services, first=first, last=last).to_native().rows()
    }
    names = sorted(
        set(Agency.objects.values_list("short_name", flat=True)) | set(own), key=lambda name: (-own.get(name, 0), name)
    )
    least = terms.value("least_cell", last) if public else 0
    shown = {name: _shown(own.get(name, 0), least) for name in names}
    shared = {
        (one, other): _shown(pairs.get((one, other), 0), least) for one in names for other in names if one != other
    }
    tells = sum(count is None for count in shown.values()) == 1
    return Coached(
        first, last, _shown(total["coached"], least), None if tells else _shown(total["raw_list"], least),
        _shown(total["cumulative"], least), shown, shared,
    )  # fmt: skip


def coached_rows(*, first: date, last: date) -> pl.DataFrame:
    """Return owner_id and agency: the rows of the raw list of a period, for officers."""
    services = nw.from_native(services_frame(until=last))
    found: pl.DataFrame = coached_owners.rows(services, first=first, last=last).to_native()
    return found.sort("owner_id", "agency")


def coverage(*, day: date, public: bool = False) -> Sequence[Coverage]:
    """Return each service's coverage in their usual order, also of a service that nobody received."""
    services = nw.from_native(services_frame(until=day))
    found = {row["kind"]: row for row in service_coverage.measure(services, day=day).to_native().to_dicts()}
    members = service_coverage.members(services, day).to_native().height
    least = terms.value("least_cell", day) if public else 0
    return [
        Coverage(
            kind.value,
            _shown(found.get(kind.value, {}).get("numerator", 0), least),
            _shown(members, least),
            _shown(found.get(kind.value, {}).get("outside", 0), least),
        )
        for kind in ServiceKind
    ]


def panel(*, before: date, after: date, public: bool = False) -> Panel:
    """Return jobs and incomes on the panel of two days. Raises: PeriodOutOfOrder."""
    if before >= after:
        raise PeriodOutOfOrder("Hari awal harus sebelum hari akhir.")
    index = (terms.value("cpi_jakarta", before), terms.value("cpi_jakarta", after))
    reports = nw.from_native(outcomes_frame())
    row = panel_outcomes.measure(reports, before=before, after=after, index_before=index[0], index_after=index[1])
    found = row.to_native().row(0, named=True)
    least = terms.value("least_cell", after) if public else 0
    jobs = ("job_owners", "jobs_before", "jobs_after")
    money = ("income_owners", "income_before_rupiah", "income_after_rupiah")
    for owners, *names in (jobs, money):
        if found[owners] < least:  # a sum or a median of few people tells of each of them
            found |= dict.fromkeys([owners, *names])
    verified = all(terms.is_verified("cpi_jakarta", day) for day in (before, after))
    return Panel(
        before, after, **found, index_before=index[0], index_after=index[1], index_verified=verified
    )  # fmt: skip


def _shown(count: int, least: int) -> int | None:
    """Nobody is a fact that names nobody; a few may be recognised."""
    return count if count == 0 or count >= least else None
