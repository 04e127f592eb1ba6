"""What has to follow when something that buyers see of an offer changed."""

from collections.abc import Collection
from datetime import datetime

from tumbuh.catalogue.search import index


def shown_changed(offer_ids: Collection[int], *, now: datetime) -> None:
    """Let the search find offers as they are now; the last act of the transaction that changed them."""
    index.refresh(offer_ids, now=now)
