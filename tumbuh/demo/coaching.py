"""Who the agencies of the demo coached, on whose lists, and what truly came of two programmes. Pure."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import NormalDist

import polars as pl

from tumbuh.demo.budget import AGENCIES
from tumbuh.demo.chance import Chance
from tumbuh.demo.city import months_back

COACHED = 19_000  # distinct owners of a whole city, as the article of domain §4 tells; the demo has its share of them
TRUE_EFFECT, NO_EFFECT = 0.30, 0.0  # of the planted programmes on the logarithm of monthly income
MOST_SEATS, COMPARED_FOR_EACH = 100, 3
SESSIONS, _ABSENT_EACH, _MORE_THAN_SEATS = 4, 9, 8
_FIELD = "10"  # makers of food: the largest field, so that participants have owners like them
_NOISE, _BETWEEN = 0.14, 0.5  # standard deviations of the logarithm: of one month, and of owners
_BEFORE, _AFTER = (1, 3, 5), (1, 2, 3)  # months before the first day and after the last one that were asked about

# place in AGENCIES, what it is called, how much of the coached it has on its own list
OFFICES = (
    (16, "PPKUKM", 0.62), (10, "KPKP", 0.30), (9, "Nakertransgi", 0.22),
    (21, "Parekraf", 0.16), (8, "Sosial", 0.12), (13, "PPAPP", 0.10),
)  # fmt: skip
# kind of service, how often it is on a list
SERVICES = (
    ("training", 30), ("mentoring", 24), ("licensing", 16), ("marketing", 13), ("reporting", 10), ("capital", 7),
)  # fmt: skip
MEMBERS = 0.85  # of the coached whose registration (P1) is on a list; the others were served without one


@dataclass(frozen=True)
class Coachee:
    """An owner as an agency's list names him."""

    key: int
    name: str
    phone: str
    nik: str


@dataclass(frozen=True)
class Line:
    """One row of an agency's list."""

    office: int  # place in OFFICES
    who: Coachee
    kind: str
    day: date


@dataclass(frozen=True)
class Income:
    """What an owner said he earned in a month."""

    who: Coachee
    month: date
    rupiah: int


@dataclass(frozen=True)
class Course:
    """A programme with one finished cycle and its true effect."""

    name: str
    office: int
    starts_on: date
    ends_on: date
    true_effect: float
    people: Sequence[Coachee]  # in the order in which they applied

    @property
    def seated(self) -> Sequence[Coachee]:
        """Who has a seat: all but the last, who wait."""
        return self.people[: max(1, len(self.people) - _MORE_THAN_SEATS)]

    def there(self, number: int) -> Sequence[Coachee]:
        """Who is at a session, from 0 on: some miss every other one, and do not pass."""
        return [one for at, one in enumerate(self.seated) if at % _ABSENT_EACH or number % 2]


@dataclass(frozen=True)
class Plan:
    """All of the demo's coaching."""

    coached: Sequence[Coachee]
    lines: Sequence[Line]
    courses: Sequence[Course]
    incomes: Sequence[Income]


def agency_name(place: int) -> str:
    """Return the full name of an agency by its place in AGENCIES."""
    return AGENCIES[place]


def plan(register: pl.DataFrame, *, scale: float, today: date, chance: Chance) -> Plan:
    """Return the coaching of a city: who is coached is drawn from the enterprises that are open."""
    draws = chance.branch("coaching")
    starts_on, ends_on = months_back(today, 8) + timedelta(days=8), months_back(today, 5) - timedelta(days=3)
    fields, others = _people(register, before=months_back(starts_on, 6), draws=draws)
    wanted = max(4, round(COACHED * scale))
    seats = min(MOST_SEATS, wanted // 4, len(fields) // (2 * (1 + COMPARED_FOR_EACH)))
    taught, compared = fields[: 2 * seats], fields[2 * seats : 2 * seats * (1 + COMPARED_FOR_EACH)]
    rest = [*others, *fields[2 * seats * (1 + COMPARED_FOR_EACH) :]]
    mixed = draws.shuffle("rest", len(rest)).to_list()[: wanted - len(taught)]
    coached = [*taught, *(rest[at] for at in mixed)]
    courses = (
        Course("Naik Kelas Pangan Olahan", 0, starts_on, ends_on, TRUE_EFFECT, taught[:seats]),
        Course("Tertib Pembukuan", 1, starts_on, ends_on, NO_EFFECT, taught[seats:]),
    )
    lines = _lines(coached, first=months_back(today, 20), today=today, draws=draws)
    return Plan(coached, lines, courses, _incomes(courses, compared, draws))


def _people(register: pl.DataFrame, *, before: date, draws: Chance) -> tuple[list[Coachee], list[Coachee]]:
    """Return the owners with an open enterprise and a NIK, shuffled: those of the field, and all others."""
    owners = (
        register.sort("registered_on", maintain_order=True)
        .group_by("owner", maintain_order=True)
        .agg(
            pl.col("owner_name", "nik", "phone", "kbli", "registered_on").first(),
            closed=pl.col("closed_on").is_not_null().any(),
        )
        .filter(~pl.col("closed") & pl.col("nik").is_not_null() & (pl.col("registered_on") < before))
    )
    owners = owners.sort("owner")[draws.shuffle("who", owners.height)]
    inside = pl.col("kbli").str.starts_with(_FIELD)
    return _coachees(owners.filter(inside)), _coachees(owners.filter(~inside))


def _coachees(owners: pl.DataFrame) -> list[Coachee]:
    return [Coachee(*row) for row in owners.select("owner", "owner_name", "phone", "nik").iter_rows()]


def _lines(coached: Sequence[Coachee], *, first: date, today: date, draws: Chance) -> list[Line]:
    """Everyone is on at least one list, and many on several: the lists added up are longer than the people."""
    count, span = len(coached), (today - first).days - 30
    kinds, weights = [kind for kind, _ in SERVICES], [float(weight) for _, weight in SERVICES]
    main = draws.index("main list", count, [share for *_, share in OFFICES]).to_list()
    found = []
    for place, (_, short, share) in enumerate(OFFICES):
        part = draws.branch(short)
        also = part.below("also", count, share * 0.4).to_list()
        days = part.integers("day", count, 0, span).to_list()
        what = part.pick("kind", count, kinds, weights).to_list()
        found += [
            Line(place, who, what[at], first + timedelta(days=days[at]))
            for at, who in enumerate(coached)
            if main[at] == place or also[at]
        ]
    return sorted([*found, *_registrations(coached, main, found, draws)], key=lambda line: (line.day, line.who.key))


def _registrations(coached: Sequence[Coachee], main: Sequence[int], lines: Sequence[Line], draws: Chance) -> list[Line]:
    """Who is registered at all is registered by the main agency, on the day of the first service of any."""
    first: dict[int, date] = {}
    for line in lines:
        first[line.who.key] = min(line.day, first.get(line.who.key, date.max))
    member = draws.below("member", len(coached), MEMBERS).to_list()
    return [
        Line(place, who, "registration", first[who.key])
        for place, who, is_member in zip(main, coached, member, strict=True)
        if is_member
    ]


def _incomes(courses: Sequence[Course], compared: Sequence[Coachee], draws: Chance) -> list[Income]:
    groups = [(course.people, course.true_effect) for course in courses]
    one = courses[0]
    found = []
    for number, (people, effect) in enumerate([*groups, (compared, 0.0)]):
        part = draws.branch("income", number)
        level = _normal(part, "level", len(people))
        asked = [(months_back(one.starts_on, back), 0.0) for back in _BEFORE]
        asked += [(months_back(one.ends_on, -ahead), effect) for ahead in _AFTER]
        for month, grown in asked:
            noise = _normal(part, f"{month}", len(people))
            middle = sum(noise) / max(1, len(noise))  # taken out, so that the group's true effect is the planted one
            for at, who in enumerate(people):
                value = math.exp(15.0 + _BETWEEN * level[at] + _NOISE * (noise[at] - middle) + grown)
                found.append(Income(who, month, round(value / 10_000) * 10_000))
    return found


def _normal(draws: Chance, stream: str, size: int) -> list[float]:
    bell = NormalDist()
    return [bell.inv_cdf(min(max(one, 1e-9), 1 - 1e-9)) for one in draws.uniform(stream, size)]
