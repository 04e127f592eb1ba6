"""Who the agencies of the demo coached, on whose lists, and what truly came of two programmes. Pure."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import NormalDist

import polars as pl

from tumbuh.demo.budget import AGENCIES
from tumbuh.demo.chance import Chance
from tumbuh.demo.coaching_courses import (
    COMPARED_FOR_EACH,
    Coachee,
    Course,
    coached_of,
    course_days,
    finished,
    running,
    seats_of,
)
from tumbuh.demo.coaching_online import OnlineGroups
from tumbuh.demo.months import months_back

MENTORED_AREA, MOST_MENTORED = "31.74.01", 20  # Tebet, where the demo's mentor works, and how many he looks after
_FIELD = "10"  # makers of food: the largest field, so that participants have owners like them
_NOISE, _BETWEEN = 0.14, 0.5  # standard deviations of the logarithm: of one month, and of owners
_HIRES, _HIRES_HELPED = 0.08, 0.30  # of the owners take on one more worker; of those whom a programme helped
_BEFORE, _AFTER = (1, 3, 5), (1, 2, 3)  # months before the first day and after the last one that were asked about
_OF_OWNER = (pl.col("owner_name", "nik", "phone", "gender", "ward_code").first(),)
_STRANGERS = 3  # on each of the two longest lists that the register does not know

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
# days ago, days until the next visit that was promised, what for, what was noted
_VISITS = (
    (12, 12, "Memperpanjang P-IRT", "Berkas sudah lengkap, tinggal diajukan. Hari ini diambil tanda terimanya."),
    (40, 33, "Mencatat penjualan harian", "Buku kas baru terisi dua minggu. Dijanjikan kembali minggu lalu."),
    (75, None, "Menata dapur produksi", "Rak bahan dan rak jadi sudah dipisah. Foto lama masih dipakai di katalog."),
    (3, 10, "Menghitung harga jual", "Biaya kemasan belum masuk hitungan. Hitung ulang bersama pekan depan."),
)


@dataclass(frozen=True)
class Line:
    """One row of an agency's list."""

    office: int  # place in OFFICES
    who: Coachee
    kind: str
    day: date


@dataclass(frozen=True)
class Report:
    """What an owner said of a month: what he earned, and who works with him."""

    who: Coachee
    month: date
    income_rupiah: int
    paid: int
    family: int


@dataclass(frozen=True)
class PlannedVisit:
    """One visit of the demo's mentor."""

    who: Coachee
    day: date
    next_on: date | None
    purpose: str
    note: str


@dataclass(frozen=True)
class Plan:
    """All of the demo's coaching. `strangers` are on the lists of the first two offices and in no register."""

    coached: Sequence[Coachee]
    lines: Sequence[Line]
    strangers: Sequence[Line]
    courses: Sequence[Course]
    reports: Sequence[Report]
    mentored: Sequence[Coachee]
    visits: Sequence[PlannedVisit]


def agency_name(place: int) -> str:
    """Return the full name of an agency by its place in AGENCIES."""
    return AGENCIES[place]


def plan(register: pl.DataFrame, *, online: OnlineGroups, scale: float, today: date, chance: Chance) -> Plan:
    """
    Return the coaching of a city: who is coached is drawn from the owners whose enterprises are open.

    The sellers of `online` who took no course are never coached, so that they can be compared with.
    """
    draws = chance.branch("coaching")
    helped, idle = _owners_of(register, online.helped), _owners_of(register, online.idle)
    sellers = {one.key for one in [*helped, *idle, *_owners_of(register, online.others)]}
    before = months_back(course_days(today)[0], 6)
    fields, others = _people(register, sellers, before=before, draws=draws)
    wanted = coached_of(scale)
    seats = min(seats_of(scale), len(fields) // (2 * (1 + COMPARED_FOR_EACH)))
    cut = 2 * seats * (1 + COMPARED_FOR_EACH)
    taught, compared, rest = fields[: 2 * seats], fields[2 * seats : cut], [*others, *fields[cut:]]
    known = [*helped, *idle, *taught]
    chosen = _near(rest, draws)[: max(0, wanted - len(known))]
    coached = [*known, *chosen]
    courses = finished(taught, helped, idle, today=today)
    mentored = [one for one in chosen if one.ward.startswith(MENTORED_AREA)][: min(MOST_MENTORED, wanted // 10)]
    lines = _lines(coached, first=months_back(today, 20), today=today, draws=draws)
    return Plan(
        coached, lines, _strangers(lines), (*courses, *running(chosen, mentored, today=today)),
        _reports(courses, compared, draws), mentored, _visits(mentored, today),
    )  # fmt: skip


def _people(
    register: pl.DataFrame, sellers: set[int], *, before: date, draws: Chance
) -> tuple[list[Coachee], list[Coachee]]:
    """Return owners with an open enterprise and a NIK who are no sellers, shuffled: those of the field, all others."""
    owners = (
        register.sort("registered_on", maintain_order=True)
        .group_by("owner", maintain_order=True)
        .agg(*_OF_OWNER, pl.col("kbli", "registered_on").first(), closed=pl.col("closed_on").is_not_null().any())
        .filter(~pl.col("closed") & pl.col("nik").is_not_null() & (pl.col("registered_on") < before))
        .filter(~pl.col("owner").is_in(sorted(sellers)))
    )
    owners = owners.sort("owner")[draws.shuffle("who", owners.height)]
    inside = pl.col("kbli").str.starts_with(_FIELD)
    return _coachees(owners.filter(inside)), _coachees(owners.filter(~inside))


def _owners_of(register: pl.DataFrame, nibs: Sequence[str]) -> list[Coachee]:
    """Return the owners of the businesses, in the order of `nibs`."""
    order = pl.DataFrame({"nib": nibs}, schema={"nib": pl.String})
    return _coachees(order.join(register, on="nib", how="left", maintain_order="left"))


def _coachees(owners: pl.DataFrame) -> list[Coachee]:
    columns = owners.select(
        "owner", "owner_name", "phone", pl.col("nik").fill_null(""), "gender", pl.col("ward_code").fill_null("")
    )
    return [Coachee(*row) for row in columns.iter_rows()]


def _near(rest: Sequence[Coachee], draws: Chance) -> list[Coachee]:
    """Return people in random order, but some of the mentor's area first, so that a small city has them, too."""
    mixed = [rest[at] for at in draws.shuffle("rest", len(rest))]
    near = [one for one in mixed if one.ward.startswith(MENTORED_AREA)][:MOST_MENTORED]
    taken = {one.key for one in near}
    return [*near, *(one for one in mixed if one.key not in taken)]


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


def _strangers(lines: Sequence[Line]) -> list[Line]:
    """Return rows of people who are in no register: like a row of the list, but of another NIK and telephone."""
    found = []
    for place in range(2):
        mine = [line for line in lines if line.office == place and line.who.nik][:_STRANGERS]
        for at, line in enumerate(mine):
            who = Coachee(-1, line.who.name, f"0891{at + 10 * place:08}", f"{line.who.nik[:12]}9999", "", "")
            found.append(Line(place, who, line.kind, line.day))
    return found


def _visits(mentored: Sequence[Coachee], today: date) -> list[PlannedVisit]:
    """Half of the mentor's people were seen: some a while ago, some with a promise for today, some late."""
    found = []
    for at, who in enumerate(mentored[::2]):
        ago, ahead, purpose, note = _VISITS[at % len(_VISITS)]
        day = today - timedelta(days=ago)
        found.append(PlannedVisit(who, day, None if ahead is None else day + timedelta(days=ahead), purpose, note))
    return found


def _reports(courses: Sequence[Course], compared: Sequence[Coachee], draws: Chance) -> list[Report]:
    groups = [(course.people, course.true_effect) for course in courses if course.true_effect is not None]
    one = courses[0]
    found = []
    for number, (people, effect) in enumerate([*groups, (compared, 0.0)]):
        part = draws.branch("income", number)
        level, paid, family = _normal(part, "level", len(people)), *_workers(part, len(people), effect)
        asked = [(months_back(one.starts_on, back), 0.0) for back in _BEFORE]
        asked += [(months_back(one.ends_on, -ahead), effect) for ahead in _AFTER]
        for month, grown in asked:
            noise = _normal(part, f"{month}", len(people))
            middle = sum(noise) / max(1, len(noise))  # taken out, so that the group's true effect is the planted one
            for at, who in enumerate(people):
                value = math.exp(15.0 + _BETWEEN * level[at] + _NOISE * (noise[at] - middle) + grown)
                hired = paid[at][month > one.ends_on]
                found.append(Report(who, month, round(value / 10_000) * 10_000, hired, family[at]))
    return found


def _workers(part: Chance, size: int, effect: float) -> tuple[list[tuple[int, int]], list[int]]:
    """Return (paid before, paid after) and the family's hands of each; who earns more hires more often."""
    paid = part.integers("paid", size, 0, 3).to_list()
    hires = part.below("hires", size, _HIRES_HELPED if effect else _HIRES).to_list()
    family = part.integers("family", size, 1, 2).to_list()
    return [(before, before + one_more) for before, one_more in zip(paid, hires, strict=True)], family


def _normal(draws: Chance, stream: str, size: int) -> list[float]:
    bell = NormalDist()
    return [bell.inv_cdf(min(max(one, 1e-9), 1 - 1e-9)) for one in draws.uniform(stream, size)]
