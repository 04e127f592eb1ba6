"""
Figures that were computed once are kept until what they were computed from changes.

The key names everything a figure depends on: its formula's version, the ledger's commit or the register's state, the
law and the question. A change of any of them is another key, so nothing needs to be cleared and nothing old is shown.
"""

import hashlib
from collections.abc import Callable
from typing import TypeVar, cast

from django.core.cache import caches

T = TypeVar("T")
KEPT_SECONDS = 86_400
_MISSING = object()


def remembered(figure: str, *of: object, compute: Callable[[], T]) -> T:
    """
    Return what `compute` returns, from the cache when the same was asked before.

    `of`: everything that the answer depends on, each with a `repr` that tells it whole.
    """
    digest = hashlib.sha256(repr(of).encode()).hexdigest()
    key, cache = f"{figure}:{digest}", caches["figures"]
    found = cache.get(key, _MISSING)
    if found is not _MISSING:
        return cast("T", found)
    answer = compute()
    cache.set(key, answer, KEPT_SECONDS)
    return answer
