"""Reading the e-order: what other apps ask of it."""

from tumbuh.kernel.errors import Refused
from tumbuh.orders.justifying import reasons_before
from tumbuh.orders.models import Disposition
from tumbuh.orders.railing import justified, rail, similar_orders

__all__ = [
    "NoSuchDisposition",
    "disposition_to_buy_from",
    "justified",
    "rail",
    "reasons_before",
    "similar_orders",
]


class NoSuchDisposition(Refused):
    """There is no such package on its way."""

    code = "no_such_disposition"


def disposition_to_buy_from(disposition_id: int) -> Disposition:
    """Return a package on its way with its budget line; who may buy from it now is for `basketing.check_officer`."""
    found = Disposition.objects.select_related("budget_line").filter(pk=disposition_id).first()
    if found is None:
        raise NoSuchDisposition("Paket ini tidak ada; pilih paket dari daftar.")
    return found
