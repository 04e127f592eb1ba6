"""Whose shelf a person is at: the business that they chose, of those that are theirs."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone

from tumbuh.accounts.permissions import Permission
from tumbuh.accounts.queries import businesses_of
from tumbuh.kernel.errors import NotAllowed
from tumbuh.kernel.periods import day_in_wib
from tumbuh.registry import queries as registry
from tumbuh.registry.models import Business
from tumbuh.web.doors import person

SELL = Permission.CATALOGUE_SELL
_CHOSEN = "selling_business"


@dataclass(frozen=True)
class Shelf:
    """The business at hand, and all businesses of the person by public id."""

    business: Business
    own: frozenset[str]

    @property
    def has_others(self) -> bool:
        """Whether the person may change to another business."""
        return len(self.own) > 1


def own_businesses(request: HttpRequest) -> frozenset[str]:
    """Return the public ids of the person's businesses today."""
    return businesses_of(person(request), day_in_wib(timezone.now()))


def shelf(request: HttpRequest) -> Shelf:
    """Return the business that was chosen last, else the first by name. Raises: NotAllowed for who has none."""
    own = own_businesses(request)
    if not own:
        raise NotAllowed("Akun Anda belum terhubung dengan usaha. Minta pengelola akun menghubungkannya.")
    chosen = request.session.get(_CHOSEN, "")
    if chosen not in own:
        names = registry.names_of(own)
        chosen = min(own, key=lambda one: (names.get(one, ""), one))
    return Shelf(registry.business_by_id(UUID(chosen)), own)


def choose(request: HttpRequest, public_id: str) -> None:
    """Remember which business the person is at. Raises: NotAllowed for somebody else's."""
    if public_id not in own_businesses(request):
        raise NotAllowed("Usaha ini bukan milik Anda.")
    request.session[_CHOSEN] = public_id
