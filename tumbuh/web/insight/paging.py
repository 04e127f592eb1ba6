"""Pages over rows that an engine cuts out, for Django's paginator."""

from collections.abc import Callable, Sequence
from typing import Any

from django.core.paginator import Page, Paginator

SIZE = 50


class Cut(Sequence[Any]):
    """Rows of a known number, of which only the asked ones are ever read."""

    def __init__(self, count: int, fetch: Callable[[int, int], Sequence[Any]]) -> None:
        self._count, self._fetch = count, fetch

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, asked: Any) -> Any:
        """Return a slice of the rows. Raises: TypeError for a single index."""
        if not isinstance(asked, slice):
            raise TypeError("rows are read a page at a time")
        first, last, _step = asked.indices(self._count)
        return self._fetch(first, last - first)


def page_of(
    count: int, fetch: Callable[[int, int], Sequence[Any]], number: str | None, *, size: int = SIZE
) -> Page[Any]:
    """Return a page of `size` rows; `fetch(first, size)` reads them. What is no page becomes the first or the last."""
    return Paginator(Cut(count, fetch), size).get_page(number)
