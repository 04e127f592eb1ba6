"""Asking the index: which offers, in a fair order, with the counts of every facet; and their price and stock of now."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Any

from django.db import connection

from tumbuh import prepared
from tumbuh.catalogue.search import remembered
from tumbuh.catalogue.search.asking import PAGE_SIZE, Query
from tumbuh.catalogue.search.cards import Card, cards
from tumbuh.catalogue.search.questions import Question, understand
from tumbuh.catalogue.search.statements import WINDOW, Statement, statement

FEW = 10  # fewer than these that hold every word: then also what holds most of them


@dataclass(frozen=True)
class Found:
    """What the index says: ids in order (one window of them), how many in all, the counts by facet and value."""

    ids: tuple[int, ...]
    total: int
    facets: Mapping[str, Mapping[str, int]]
    question: Question | None
    exact: int  # how many of `total` hold every word


@dataclass(frozen=True)
class Page:
    """
    One page of answers.

    `total` and `facets` (facet → value → number) are of the index, at most `remembered.FRESH` old; price, stock and
    whether it is for sale in `items` are of now. `exact`: how many of `total` hold every word; these come first.
    `meant`: the text as it was read, when words were corrected; `unknown`: words that nothing resembles.
    """

    query: Query
    items: tuple[Card, ...]
    total: int
    facets: Mapping[str, Mapping[str, int]]
    exact: int = 0
    meant: str = ""
    unknown: tuple[str, ...] = ()

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return -(-self.total // PAGE_SIZE)


def find(query: Query, *, now: datetime) -> Page:
    """
    Return a page of the shop: two statements, one when the same was asked a moment ago.

    What left the shop since the index was asked is left out of the page, which may then hold fewer offers.
    """
    window, at = divmod((query.page - 1) * PAGE_SIZE, WINDOW)
    key = (replace(query, page=1), window, now.date(), now.hour)
    stamp, kept = remembered.peek(key, now=now)
    if kept is None:
        stamp = _stamp()
        kept = remembered.keep(key, _ask(query, window=window, now=now), stamp=stamp, now=now)
    wanted = kept.ids[at : at + PAGE_SIZE]
    live, items = cards(wanted, now=now)
    if live != stamp:  # something of the index changed since: ask it again
        kept = remembered.keep(key, _ask(query, window=window, now=now), stamp=live, now=now)
        _live, items = cards(kept.ids[at : at + PAGE_SIZE], now=now)
    question = kept.question
    return Page(
        query=query,
        items=items,
        total=kept.total,
        facets=kept.facets,
        exact=kept.exact,
        meant=question.read if question and question.was_corrected else "",
        unknown=question.unknown if question else (),
    )


def _stamp() -> object:
    [(stamp,)] = prepared.rows("SELECT max(refreshed_at) FROM catalogue_searchrow", {})
    return stamp


def _ask(query: Query, *, window: int, now: datetime) -> Found:
    question = understand(query.text, remembered.vocabulary(now=now)) if query.text else None
    asked = partial(statement, query, question, now=now, window=window)
    found = _read(asked(), question)
    if question is not None and found.total < FEW and len(question.required) > 1:
        return replace(_read(asked(loose=True), question), exact=found.total)
    return found


def _read(asked: Statement, question: Question | None) -> Found:
    facets: dict[str, dict[str, int]] = defaultdict(dict)
    ids: tuple[int, ...] = ()
    total = 0
    with connection.cursor() as cursor:
        # By the usual cost of a page, that of a turning disk, the server would read the index row by row rather than by
        # its words, which takes twice as long. Sent as one, they are one transaction: inside a longer one, the cost
        # stays until that one ends, which changes the way to the rows of other statements and never the rows.
        cursor.execute(f"SET LOCAL random_page_cost = 1.1; {asked.sql}", dict(asked.params))
        cursor.nextset()
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    for facet, value, number, some in rows:
        if facet == "ids":
            ids = tuple(some)
        elif facet == "total":
            total = number
        else:
            facets[facet][value] = number
    return Found(ids, total, dict(facets), question, total)
