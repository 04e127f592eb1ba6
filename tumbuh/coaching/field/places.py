"""Places of production in a person's own areas."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from tumbuh.accounts.models import User
from tumbuh.accounts.permissions import Permission
from tumbuh.kernel.errors import Refused
from tumbuh.kernel.periods import day_in_wib
from tumbuh.production import queries as production


class NoSuchSite(Refused):
    """There is no such place of production, or it is not in the person's areas."""

    code = "no_such_site"


def sites_of(user: User, *, now: datetime) -> QuerySet[Any]:
    """Return the open places of production of the areas in which a person notes production, by name."""
    areas = production.seen_areas(user, now, [Permission.PRODUCTION_RECORD])
    found = production.sites(areas=areas).filter(closed_on=None, opened_on__lte=day_in_wib(now))
    return found.order_by("name", "pk")


def site_of(public_id: UUID, *, user: User, now: datetime) -> Any:
    """Return one of them. Raises: NoSuchSite."""
    found = sites_of(user, now=now).filter(public_id=public_id).first()
    if found is None:
        raise NoSuchSite("Lokasi ini tidak ada di wilayah Anda; perbarui bekal hari ini.")
    return found
