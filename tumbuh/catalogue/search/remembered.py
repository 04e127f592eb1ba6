"""What a process remembers of the index: its words, and what was found for whom who asked the same a moment ago."""

import threading
from collections import OrderedDict
from collections.abc import Hashable
from datetime import datetime, timedelta
from typing import Any, TypeVar

from django.db import connection

from tumbuh import prepared
from tumbuh.catalogue.search.vocabulary import Vocabulary

KEPT = 2_000  # answers; one is about 6 kB
FRESH = timedelta(seconds=30)  # the longest that an answer is given again
WORDS_FRESH = timedelta(minutes=10)  # new words are known at once, their counts after so long
_SPAN = "SELECT coalesce(min(id), 0), coalesce(max(id), 0) FROM catalogue_searchword"
T = TypeVar("T")

_lock = threading.Lock()
_answers: OrderedDict[Hashable, tuple[object, datetime, Any]] = OrderedDict()
_words: tuple[tuple[int, int], datetime, Vocabulary] | None = None


def forget() -> None:
    """Forget everything; the next question is answered from the tables."""
    global _words  # noqa: PLW0603
    with _lock:
        _answers.clear()
        _words = None


def peek(key: Hashable, *, now: datetime) -> tuple[object, Any]:
    """Return the stamp that the index had and what was then found; (None, None) when it is unknown or not fresh."""
    with _lock:
        kept = _answers.get(key)
        if kept is None or abs(now - kept[1]) >= FRESH:
            return None, None
        _answers.move_to_end(key)
        return kept[0], kept[2]


def keep(key: Hashable, found: T, *, stamp: object, now: datetime) -> T:
    """Remember what was found while the index had a stamp; return it."""
    with _lock:
        _answers[key] = (stamp, now, found)
        while len(_answers) > KEPT:
            _answers.popitem(last=False)
    return found


def vocabulary(*, now: datetime) -> Vocabulary:
    """Return the words of the index; those that came since it was last asked are added."""
    global _words  # noqa: PLW0603
    [(first, last)] = prepared.rows(_SPAN, {})
    kept = _words
    fresh = kept is not None and abs(now - kept[1]) < WORDS_FRESH and kept[0][0] == first
    if kept and fresh and kept[0][1] == last:
        return kept[2]
    grows = kept is not None and fresh and kept[0][1] < last
    since = kept[0][1] if kept and grows else 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT term, offers FROM catalogue_searchword WHERE id > %s AND offers > 0", [since])
        counts = dict(cursor.fetchall())
    if kept and grows:
        found, at = kept[2].with_more(counts), kept[1]
    else:
        found, at = Vocabulary(counts, counts.get("*", 1)), now
    with _lock:
        _words = ((first, last), at, found)
    return found
