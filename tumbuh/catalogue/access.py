"""Who may act on a business's offers and who may judge them; and who is told."""

from datetime import datetime

from tumbuh.accounts.models import User
from tumbuh.accounts.permissions import Permission
from tumbuh.accounts.queries import businesses_of, holders
from tumbuh.accounts.rules import CITY, Scope, ScopeKind
from tumbuh.accounts.services import require
from tumbuh.catalogue.models import Offer
from tumbuh.catalogue.rules.curation import area_of_level
from tumbuh.kernel.periods import day_in_wib
from tumbuh.notices.services import tell
from tumbuh.registry.models import Business


def check_seller(by: User | None, business: Business, now: datetime) -> None:
    """Pass when the person sells for this very business, or for a command on the machine (None). Raises: NotAllowed."""
    if by is not None:
        scope = Scope(ScopeKind.BUSINESS, str(business.public_id))
        require(by, Permission.CATALOGUE_SELL, scope=scope, on=day_in_wib(now))


def check_curator(by: User | None, area_code: str, level: str, now: datetime) -> None:
    """Pass when the person judges at this level where the seller is. Raises: NotAllowed."""
    if by is not None:
        require(by, Permission.CATALOGUE_CURATE, scope=judging_scope(area_code, level), on=day_in_wib(now))


def judging_scope(area_code: str, level: str) -> Scope:
    """Return where a judge of a level has to hold the permission; the whole city for a seller without a place."""
    code = area_of_level(area_code, level)
    return Scope(ScopeKind.AREA, code) if code else CITY


def owns(user: User, business: Business, now: datetime) -> bool:
    """Return whether a business is one of the person's own."""
    return str(business.public_id) in businesses_of(user, day_in_wib(now))


def tell_seller(offer: Offer, *, event: str, title: str, body: str, key: str, now: datetime) -> None:
    """Tell those who sell for the offer's business, once per key."""
    scope = Scope(ScopeKind.BUSINESS, str(offer.seller.public_id))
    people = holders(Permission.CATALOGUE_SELL, scope=scope, on=day_in_wib(now))
    path = f"/jualan/produk/{offer.public_id}/"
    tell(people=people, event=event, title=title, body=body, path=path, key=key, now=now)


def tell_curators(offer: Offer, *, area_code: str, level: str, title: str, body: str, key: str, now: datetime) -> None:
    """Tell those who judge at a level that something waits for them."""
    people = holders(Permission.CATALOGUE_CURATE, scope=judging_scope(area_code, level), on=day_in_wib(now))
    tell(people=people, event="catalogue.waiting", title=title, body=body, path="/kurasi/", key=key, now=now)
