"""The one statement that a question becomes: which offers, in which order, and how many there are by each facet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tumbuh.catalogue.search.asking import BANDS, READY_HOURS, Query, Sort, hours_until, shuffler, turn_of_day
from tumbuh.catalogue.search.questions import Question
from tumbuh.kernel.periods import WIB, day_in_wib
from tumbuh.reference.holidays import is_day_off

WINDOW = 240  # offers whose order is asked for at once: ten pages
_WEIGHTS = "'{0.2,0.3,0.45,1.0}'::real[]"  # of what is said, around, kind and title; the judged set decided
_COVER = 0.6  # what a word that occurs at all counts beside where it occurs
ENOUGH = 0.2  # of the words' weight has to occur when not all of them do


def _bucket(column: str, bounds: Sequence[int]) -> str:
    """Return the number of the part of a column's values in which one lies; width_bucket takes three times as long."""
    parts = " ".join(f"WHEN {column} < {bound} THEN {number}" for number, bound in enumerate(bounds))
    return f"CASE {parts} ELSE {len(bounds)} END"


_BAND = _bucket("r.price_rupiah", BANDS)
_READY = _bucket("r.lead_hours", [hours + 1 for hours in READY_HOURS])
# Facet → what it is counted by; licences, of which an offer has several, apart.
FACETS: dict[str, str] = {
    "category": "category",
    "district": "district_code",
    "band": "band",
    "level": "origin_level",
    "size_class": "size_class",
    "ready": "ready",
}
LICENCE = "licence"
_SORTED_BY = {Sort.CHEAP: "r.price_rupiah, ", Sort.DEAR: "r.price_rupiah, ", Sort.NAME: "r.name_key, "}
_SORTS = {
    Sort.CHEAP: "price_rupiah, ",
    Sort.DEAR: "price_rupiah DESC, ",
    Sort.NAME: "name_key, ",
    Sort.BEST: "score DESC, ",
}


@dataclass(frozen=True)
class Statement:
    """SQL with its parameters."""

    sql: str
    params: Mapping[str, Any]


def statement(
    query: Query, question: Question | None, *, now: datetime, window: int = 0, loose: bool = False
) -> Statement:
    """
    Return the statement of a question.

    Its rows are (facet, value, number, offer ids): one row for each value of each facet, one of facet "total", and one
    of facet "ids" with the offers of the window in order. A facet that is filtered by is counted as if it were not.
    `loose`: not every word has to occur, see ENOUGH.
    """
    day = day_in_wib(now)
    params: dict[str, Any] = {"turn": turn_of_day(day), "shuffle": shuffler(day)}
    params |= {"window": WINDOW, "first": window * WINDOW, "near": query.near}
    asked = _relevance(question, params, loose=loose)
    filters = _filters(query, params, now=now)
    flags = "".join(f", coalesce({sql}, false) AS ok_{name}" for name, sql in filters.items())
    chosen = {name: f"ok_{name}" for name in filters}
    # What is asked for is a constant of the code or a parameter; no text of anybody's is put into the statement.
    sql = f"""
        WITH hit AS MATERIALIZED (
            SELECT r.offer_id, r.kinds[1] AS category, r.district_code, {_BAND} AS band,
                   r.origin_level, r.size_class, r.licences, {_READY} AS ready,
                   {_SORTED_BY.get(query.sort, "")}r.turn, r.turns, r.rotation_key, {asked.score} AS score{flags}
            FROM (SELECT r.*{asked.ranks} FROM catalogue_searchrow r
                  WHERE r.shown{asked.found}{_seller(query, params)} OFFSET 0) r {_more_tables(query)}
            WHERE {asked.enough}
        )
        {_counts(chosen)}
        UNION ALL SELECT 'ids', NULL, 0, ARRAY(
            SELECT offer_id FROM hit WHERE {_all(chosen)} ORDER BY {_order(query)} LIMIT %(window)s OFFSET %(first)s)
    """  # noqa: S608
    return Statement(sql, params)


@dataclass(frozen=True)
class _Asked:
    """
    What a question adds to the statement.

    `found`: the condition that the index answers; `ranks`: a column for each group, worked out once a row; `enough`:
    the condition on them; `score`: how relevant a row is, in hundredths so that equals are equal.
    """

    score: str = "0"
    found: str = ""
    ranks: str = ""
    enough: str = "true"


def _relevance(question: Question | None, params: dict[str, Any], *, loose: bool) -> _Asked:
    if question is None:
        return _Asked()
    if not question.groups:
        return _Asked(found=" AND false")
    required = question.required or question.groups
    for number, group in enumerate(question.groups):
        params[f"q{number}"] = group.as_tsquery()
    names = {group: f"q{number}" for number, group in enumerate(question.groups)}
    ranks = "".join(f", ts_rank({_WEIGHTS}, r.terms, %({name})s::tsquery) AS {name}" for name in names.values())
    # ts_rank divides by how many terms a group has; a group of which nothing occurs has the rank 0.
    parts = [f"{_weight(group.weight * len(group.terms))} * r.{names[group]}" for group in question.groups]
    cover = " + ".join(f"CASE WHEN r.{names[group]} > 0 THEN {_weight(group.weight)} ELSE 0 END" for group in required)
    mark = " | " if loose else " & "
    params["wanted"] = mark.join(f"({group.as_tsquery()})" for group in required)
    enough = "true"
    if loose:
        params["enough"] = ENOUGH * sum(group.weight for group in required)
        enough = f"{cover} >= %(enough)s::float8"
        parts.append(f"{_weight(_COVER)} * ({cover})")
    score = f"(100 * ({' + '.join(parts)}))::int"
    return _Asked(score, " AND r.terms @@ %(wanted)s::tsquery", ranks, enough)


def _weight(value: float) -> str:
    """Return a weight as a constant of eight bytes; without the cast it is a decimal, which is slow to reckon with."""
    return f"{value:.4f}::float8"


def _filters(query: Query, params: dict[str, Any], *, now: datetime) -> dict[str, str]:
    """Return the condition of each facet that is filtered by."""
    chosen: dict[str, tuple[Any, str]] = {
        "category": (list(query.categories), "r.kinds && %(category)s::varchar[]"),
        "district": (list(query.districts), "r.district_code = ANY(%(district)s)"),
        "level": (query.level, "r.origin_level >= %(level)s"),
        "size_class": (list(query.classes), "r.size_class = ANY(%(size_class)s)"),
        LICENCE: (list(query.licences), f"r.licences @> %({LICENCE})s::varchar[]"),
    }
    found = {name: sql for name, (value, sql) in chosen.items() if value}
    params |= {name: chosen[name][0] for name in found}
    if query.bands or query.least_rupiah is not None or query.most_rupiah is not None:
        found["band"] = _price(query, params)
    if query.ready_hours or query.deliver_at:
        found["ready"] = _ready(query, params, now=now)
    return found


def _price(query: Query, params: dict[str, Any]) -> str:
    params |= {"band": list(query.bands), "least": query.least_rupiah or 0, "most": query.most_rupiah}
    in_band = f"({_BAND}) = ANY(%(band)s) AND " if query.bands else ""
    return f"{in_band}r.price_rupiah >= %(least)s AND r.price_rupiah <= coalesce(%(most)s, r.price_rupiah)"


def _ready(query: Query, params: dict[str, Any], *, now: datetime) -> str:
    """Return that an offer can be had in time: enough hours, an open day with room left, or pieces in stock."""
    params["hours"] = query.ready_hours or 10_000
    in_time = "r.lead_hours <= %(hours)s"
    if query.deliver_at is None:
        return in_time
    day, today = day_in_wib(query.deliver_at), day_in_wib(now)
    params |= {"left": hours_until(query.deliver_at, now=now), "day": day, "weekday": day.weekday()}
    params["day_off"] = is_day_off(day)
    params |= {"clock": now.astimezone(WIB).time(), "soon": (day - today).days < 2}
    return f"""{in_time} AND r.lead_hours <= %(left)s AND CASE WHEN pool.id IS NULL THEN o.on_hand > o.reserved ELSE
        NOT %(weekday)s = ANY(pool.closed_weekdays) AND NOT (pool.closed_on_holidays AND %(day_off)s)
        AND (d.id IS NULL OR NOT d.closed AND d.taken < d."limit")
        AND (d.id IS NOT NULL OR pool.daily_limit > 0)
        AND NOT (%(soon)s AND coalesce(%(clock)s > pool.cutoff_time, false)) END"""


def _more_tables(query: Query) -> str:
    if query.deliver_at is None:
        return ""
    return """JOIN catalogue_offer o ON o.id = r.offer_id
        LEFT JOIN catalogue_capacitypool pool ON pool.id = o.pool_id
        LEFT JOIN catalogue_capacityday d ON d.pool_id = pool.id AND d.day_on = %(day)s"""


def _seller(query: Query, params: dict[str, Any]) -> str:
    if not query.seller:
        return ""
    params["seller"] = query.seller
    return " AND r.seller_public_id::text = %(seller)s"


def _counts(chosen: Mapping[str, str]) -> str:
    """Return the counting: facets that are not filtered by in one pass, each of the others in a pass of its own."""
    free = [name for name in FACETS if name not in chosen]
    sets = "".join(f"({FACETS[name]}), " for name in free)
    marks = "".join(f"WHEN grouping({FACETS[name]}) = 0 THEN '{name}' " for name in free)
    value = f"coalesce({', '.join(f'{FACETS[name]}::text' for name in free)})" if free else "NULL"
    facet = f"CASE {marks}ELSE 'total' END" if free else "'total'"
    parts = [_count(facet, value, _all(chosen), f"GROUPING SETS ({sets}())")]
    for name in (name for name in FACETS if name in chosen):
        others = _all({key: flag for key, flag in chosen.items() if key != name})
        parts.append(_count(f"'{name}'", f"{FACETS[name]}::text", others, FACETS[name]))
    # Few offers differ in all their licences: those are counted first, and taken apart after that.
    parts.append(
        f"SELECT '{LICENCE}', kind, sum(number)::bigint, NULL FROM ("  # noqa: S608 - put together from constants
        f"SELECT licences, count(*) AS number FROM hit WHERE {_all(chosen)} GROUP BY licences"
        ") held, unnest(licences) kind GROUP BY kind"
    )
    return " UNION ALL ".join(parts)


def _count(facet: str, value: str, condition: str, by: str) -> str:
    # All parts are constants of this module; values are parameters.
    return (
        f"SELECT {facet} AS facet, {value} AS value, count(*) AS number, NULL::bigint[] AS ids FROM hit "  # noqa: S608
        f"WHERE {condition} GROUP BY {by}"
    )


def _all(flags: Mapping[str, str]) -> str:
    return " AND ".join(flags.values()) or "true"


def _order(query: Query) -> str:
    """
    Return the order: the wish first, then the fair turn.

    The turn: of each seller one offer comes before anybody's second, another one each day; among those the keys of
    chance in the order of the day. So equals change places daily, and within a day a page stays as it was.
    """
    near = "CASE WHEN district_code = %(near)s THEN 0 WHEN left(district_code, 5) = left(%(near)s, 5) THEN 1 ELSE 2 END"
    return (
        (f"{near}, " if query.near else "")
        + _SORTS[query.sort]
        + "(turn + %(turn)s) %% turns, (rotation_key::bigint * %(shuffle)s) & 2147483647, offer_id"
    )
