"""The effect of a programme on the sales and the income of who took part, from the ledger and from reports."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import narwhals as nw
import polars as pl

from tumbuh.accounts.models import User
from tumbuh.accounts.permissions import Permission
from tumbuh.accounts.services import require
from tumbuh.analytics.measures import domestic_sales
from tumbuh.audit import services as audit
from tumbuh.coaching import terms
from tumbuh.coaching.access import is_oneself, require_about
from tumbuh.coaching.frames import outcomes_frame
from tumbuh.coaching.models import Cycle, Enrolment, OutcomeReport, Programme, ServiceGiven
from tumbuh.coaching.rules.effect import Demands, Effect, Unit, estimate
from tumbuh.coaching.rules.kinds import ServiceKind
from tumbuh.coaching.rules.states import EnrolmentState
from tumbuh.kernel.errors import Refused
from tumbuh.kernel.periods import Month, day_in_wib
from tumbuh.ledger.queries import sales
from tumbuh.registry.owners import OwnerProfile, business_keys_of_owners, profiles

KNOWN_BEFORE = {
    "sales": ("penjualan sebelum", "tren sebelum", "lama terdaftar"),
    "income": ("penghasilan sebelum", "lama terdaftar"),
}
_TOOK_PART = (EnrolmentState.ENROLLED.value, EnrolmentState.COMPLETED.value, EnrolmentState.DROPPED.value)
_PERMYRIAD = 10_000


class TooEarly(Refused):
    """The months after the programme are not over yet."""

    code = "effect_too_early"


class UnknownOutcome(Refused):
    """The effect on this is not measured."""

    code = "unknown_outcome"


@dataclass(frozen=True)
class Windows:
    """The months that are compared: as many before a cycle, twice, and after its last day."""

    earlier: tuple[Month, ...]
    before: tuple[Month, ...]
    after: tuple[Month, ...]


@dataclass(frozen=True)
class ProgrammeEffect:
    """The effect of a programme on one outcome, in percent, with what it rests on."""

    outcome: str  # "sales" or "income"
    percent: float
    low_percent: float
    high_percent: float
    found: Effect
    cycles: int
    took_part: int  # all who had a seat, whether or not their figures are known


def effect_of(programme: Programme, *, outcome: str, user: User | None, now: datetime) -> ProgrammeEffect:
    """
    Return the effect of a programme on "sales" (of the ledger) or "income" (as reported, in equal prices).

    All cycles whose months after are over; each participant is compared within his own cycle. Who had a seat counts,
    also who dropped out: leaving out who gave up would flatter the programme. `user` is None for a command on the
    machine.
    Raises: NotAllowed, TooEarly, PanelTooSmall, NotComparable.
    """
    on = day_in_wib(now)
    if user is not None:
        require(user, Permission.COACHING_VIEW, on=on)
    if outcome not in KNOWN_BEFORE:
        raise UnknownOutcome(f"Hasil “{outcome}” tidak diukur; pilih sales atau income.")
    months = terms.value("effect_months", on)
    cycles = [one for one in Cycle.objects.filter(programme=programme) if windows_of(one, months).after[-1].end_on < on]
    if not cycles:
        raise TooEarly(f"Belum ada siklus yang sudah {months} bulan berakhir; dampak belum dapat diukur.")
    values = _sales_by_month() if outcome == "sales" else _income_by_month()
    units: list[Unit] = []
    took_part = 0
    for cycle in cycles:
        found, seats = _units_of(cycle, values, outcome=outcome, months=months)
        units, took_part = units + found, took_part + seats
    demands = Demands(
        terms.value("least_panel", on),
        terms.value("caliper", on) / _PERMYRIAD,
        terms.value("most_difference", on) / _PERMYRIAD,
    )
    effect = estimate(units, KNOWN_BEFORE[outcome], demands)
    audit.record(
        "coaching.effect_read", by=user, at=now, target=f"coaching.programme:{programme.public_id}",
        detail={"outcome": outcome, "pairs": effect.pairs},
    )  # fmt: skip
    return ProgrammeEffect(
        outcome,
        100 * math.expm1(effect.effect),
        100 * math.expm1(effect.low),
        100 * math.expm1(effect.high),
        effect,
        len(cycles),
        took_part,
    )


def windows_of(cycle: Cycle, months: int) -> Windows:
    """Return the months of a cycle: `months` before it began, those before these, and those after it ended."""
    back = []
    month = Month.of(cycle.starts_on)
    for _ in range(2 * months):
        month = month.previous()
        back.append(month)
    forward = []
    month = Month.of(cycle.ends_on)
    for _ in range(months):
        month = month.next()
        forward.append(month)
    return Windows(tuple(back[: months - 1 : -1]), tuple(back[months - 1 :: -1]), tuple(forward))


def reports_of(owner_id: int, *, user: User, now: datetime) -> list[OutcomeReport]:
    """Return the reports of one owner, newest month first; that they were read is in the trail. Raises: NotAllowed."""
    if not is_oneself(user, owner_id, on=day_in_wib(now)):
        require_about(user, owner_id, now=now)
        audit.record("coaching.outcomes_read", by=user, at=now, target=f"registry.owner:{_public_id(owner_id, now)}")
    rows = OutcomeReport.objects.filter(owner=owner_id, superseded_at=None).select_related("recorded_by")
    return list(rows.order_by("-month_on"))


def _public_id(owner_id: int, now: datetime) -> str:
    return str(profiles([owner_id], on=day_in_wib(now))[owner_id].public_id)


def _units_of(cycle: Cycle, values: pl.DataFrame, *, outcome: str, months: int) -> tuple[list[Unit], int]:
    """Return participants and possible comparisons of a cycle with figures in all its windows, and its seats."""
    windows = windows_of(cycle, months)
    seats = Enrolment.objects.filter(cycle=cycle, state__in=_TOOK_PART, seated_at__isnull=False)
    seated = set(seats.values_list("owner_id", flat=True))
    coached = ServiceGiven.objects.filter(
        withdrawn_at=None, given_on__gte=windows.earlier[0].start_on, given_on__lte=windows.after[-1].end_on
    ).exclude(kind=ServiceKind.REGISTRATION.value)
    not_alike = set(coached.values_list("owner_id", flat=True)) - seated
    means = (_window_sales if outcome == "sales" else _window_income)(values, windows)
    found = {owner: logs for owner, *logs in means.sort("owner_id").iter_rows() if owner not in not_alike}
    about = profiles(found.keys(), on=cycle.starts_on)
    units = [
        _unit(cycle, about[owner], owner in seated, logs)
        for owner, logs in found.items()
        if owner in about and about[owner].businesses
    ]
    return units, len(seated)


def _unit(cycle: Cycle, about: OwnerProfile, treated: bool, logs: list[float]) -> Unit:
    """Return an owner with what was known before: `logs` are those of the windows, the earliest first."""
    main = min(about.businesses, key=lambda one: (one.registered_on, one.id))
    age = max(30, (cycle.starts_on - main.registered_on).days)
    stratum = f"{cycle.pk}|{main.size_class}|{main.kbli_code[:2]}|{(main.area_code or '')[:5]}"
    *earlier, before, after = logs
    trend = [before - one for one in earlier]
    return Unit(f"{cycle.pk}:{about.id:012}", treated, stratum, (before, *trend, math.log(age)), before, after)


def _sales_by_month() -> pl.DataFrame:
    """Return owner_id, month and value: the sold rupiah of all of an owner's businesses, as the ledger knows it now."""
    book = sales()
    sold = domestic_sales.sold(book.lines).filter(~nw.col("business_id").is_null())
    totals = book.collect(sold.group_by("business_id", "month").agg(value=nw.col("net_rupiah").sum()))
    owners = [
        (business, owner) for business, found in business_keys_of_owners(None, on=date.max).items() for owner in found
    ]
    pairs = pl.DataFrame(owners, schema={"business_id": pl.String, "owner_id": pl.Int64}, orient="row")
    joined = totals.join(pairs, on="business_id")
    return joined.group_by("owner_id", "month").agg(pl.col("value").sum().cast(pl.Float64))


def _income_by_month() -> pl.DataFrame:
    """Return owner_id, month and value: the reported net income in prices of the base of the index."""
    rows = outcomes_frame().filter(pl.col("income_rupiah").is_not_null())
    levels = [(month, terms.value("cpi_jakarta", month) / 10_000) for month in rows["month_on"].unique()]
    prices = pl.DataFrame(levels, schema={"month_on": pl.Date, "level": pl.Float64}, orient="row")
    return rows.join(prices, on="month_on").select(
        pl.col("owner_id").cast(pl.Int64),
        pl.col("month_on").dt.strftime("%Y-%m").alias("month"),
        (pl.col("income_rupiah") / pl.col("level")).alias("value"),
    )


def _window_sales(values: pl.DataFrame, windows: Windows) -> pl.DataFrame:
    """Return owner_id and the logarithms of the three windows' sums; a month without a sale is a month of zero."""
    return _logs(values, [windows.earlier, windows.before, windows.after], pl.col("value").sum())


def _window_income(values: pl.DataFrame, windows: Windows) -> pl.DataFrame:
    """Return owner_id and the logarithms of the mean of the reports before and after; a missing report is no zero."""
    return _logs(values, [(*windows.earlier, *windows.before), windows.after], pl.col("value").mean())


def _logs(values: pl.DataFrame, parts: Sequence[Sequence[Month]], together: pl.Expr) -> pl.DataFrame:
    """Only who is above zero in all windows is in: a logarithm knows no zero and no loss."""
    found: pl.DataFrame | None = None
    for at, part in enumerate(parts):
        one = values.filter(pl.col("month").is_in([str(month) for month in part]))
        one = one.group_by("owner_id").agg(together.alias(f"w{at}")).filter(pl.col(f"w{at}") > 0)
        one = one.with_columns(pl.col(f"w{at}").log())
        found = one if found is None else found.join(one, on="owner_id")
    if found is None:
        raise ValueError("there are no windows")
    return found
