"""One transaction for an act, and once more when the database chose it to give way in a deadlock."""

import functools
from collections.abc import Callable
from typing import ParamSpec, TypeVar

from django.db import OperationalError, connection, transaction

from tumbuh.kernel.errors import Refused

P = ParamSpec("P")
R = TypeVar("R")
ATTEMPTS = 5
# Serialization failure and deadlock: PostgreSQL asks to try again, and nothing of the act is left.
AGAIN = frozenset({"40001", "40P01"})


class TooBusy(Refused):
    """The act gave way to others several times in a row."""

    code = "too_busy"


def whole(act: Callable[P, R]) -> Callable[P, R]:
    """
    Run an act in one transaction; start it again when it was the victim of a deadlock, a few times.

    Inside a larger transaction it cannot be started again by itself: there it fails, and the larger one with it. The
    order of locks leaves no known ring; this is for those that nobody thought of. Raises: TooBusy.
    """

    @functools.wraps(act)
    def tried(*args: P.args, **kwargs: P.kwargs) -> R:
        if connection.in_atomic_block:
            with transaction.atomic():
                return act(*args, **kwargs)
        for _ in range(ATTEMPTS):
            try:
                with transaction.atomic():
                    return act(*args, **kwargs)
            except OperationalError as error:
                if getattr(error.__cause__, "sqlstate", None) not in AGAIN:
                    raise
        raise TooBusy("Sistem sedang sangat sibuk; ulangi sebentar lagi. Tidak ada yang tercatat dua kali.")

    return tried
