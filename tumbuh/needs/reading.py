"""The only way to what a sealed quote says. Each reading is written down in the same transaction."""

from datetime import datetime
from typing import Any

from django.db import transaction

from tumbuh.accounts.models import User
from tumbuh.kernel.errors import Refused
from tumbuh.needs import access
from tumbuh.needs.models import Need, Quote, SealReading
from tumbuh.needs.rules.states import State
from tumbuh.needs.sealing import unseal


class StillSealed(Refused):
    """The quotes are closed to everybody until the moment of closing."""

    code = "quotes_still_sealed"


@transaction.atomic
def read_own(*, quote: Quote, by: User, now: datetime) -> dict[str, Any]:
    """Return what a seller's own quote says, for changing it. Raises: NotAllowed."""
    access.require_seller(by, quote.seller.public_id, now)
    return _read(quote, purpose="own", by=by, now=now)


def read_for_opening(quote: Quote, need: Need, *, by: User, now: datetime) -> dict[str, Any]:
    """Return what a quote says when its need is opened, inside that act. Raises: StillSealed."""
    if need.state != State.CLOSED or need.closes_at is None or now < need.closes_at:
        raise StillSealed("Penawaran masih tertutup. Penawaran dapat dibuka sesudah waktu penutupan, tidak sebelumnya.")
    return _read(quote, purpose="opening", by=by, now=now)


def _read(quote: Quote, *, purpose: str, by: User, now: datetime) -> dict[str, Any]:
    SealReading.objects.create(quote=quote, purpose=purpose, read_by=by, read_at=now)
    return unseal(quote.sealed, fingerprint=quote.fingerprint, need=str(quote.need.public_id))
