"""Who may act for the unit of a need, who for a seller, and who is told."""

from datetime import datetime

from tumbuh.accounts.models import User
from tumbuh.accounts.permissions import Permission
from tumbuh.accounts.queries import businesses_of, holders
from tumbuh.accounts.rules import Scope, ScopeKind
from tumbuh.accounts.services import require
from tumbuh.kernel.errors import NotAllowed
from tumbuh.kernel.periods import day_in_wib
from tumbuh.needs.models import Need
from tumbuh.notices import services as notices
from tumbuh.orders.access import may_for_unit, require_for_unit


def require_poster(by: User, need: Need, now: datetime) -> None:
    """Pass when the person states needs for the unit. Raises: NotAllowed."""
    require_for_unit(by, Permission.NEEDS_POST, need.unit_ref, now=now)


def require_opener(by: User, need: Need, now: datetime) -> None:
    """Pass when the person may open quotes: who states needs in the unit, or its PPK. Raises: NotAllowed."""
    if not may_for_unit(by, Permission.ORDERS_PREPARE, need.unit_ref, now=now):
        require_poster(by, need, now)


def require_seller(by: User, business_public_id: object, now: datetime) -> None:
    """Pass when the person quotes for the business. Raises: NotAllowed."""
    own = Scope(ScopeKind.BUSINESS, str(business_public_id))
    require(by, Permission.NEEDS_QUOTE, scope=own, on=day_in_wib(now))


def require_no_own_business(by: User, business_public_ids: list[str], now: datetime) -> None:
    """Pass when none of the businesses is the person's own: nobody chooses, or opens, their own quote."""
    if set(business_public_ids) & businesses_of(by, day_in_wib(now)):
        raise NotAllowed("Usaha Anda sendiri ikut menawar; mintalah rekan lain yang memutuskan.")


def tell_sellers(
    business_public_ids: list[str], *, event: str, title: str, body: str, path: str, key: str, now: datetime,
    urgent: bool = False,
) -> dict[str, int]:  # fmt: skip
    """Tell those who quote for each business, once per key; return how many people each has."""
    found = {}
    for public_id in business_public_ids:
        scope = Scope(ScopeKind.BUSINESS, public_id)
        people = holders(Permission.NEEDS_QUOTE, scope=scope, on=day_in_wib(now))
        notices.tell(people=people, event=event, title=title, body=body, path=path, key=key, now=now, urgent=urgent)
        found[public_id] = len(people)
    return found


def tell_poster(need: Need, *, event: str, title: str, body: str, key: str, now: datetime) -> None:
    """Tell who stated the need."""
    notices.tell(
        people=[need.posted_by_id], event=event, title=title, body=body, path=buyer_path(need), key=key, now=now
    )


def buyer_path(need: Need) -> str:
    """Return the page of a need for its unit."""
    return f"/kebutuhan/{need.public_id}/"


def seller_path(need: Need) -> str:
    """Return the page of a need for the sellers that were told of it."""
    return f"/jualan/penawaran/{need.public_id}/"
