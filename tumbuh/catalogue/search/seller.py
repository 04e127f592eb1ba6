"""One seller as its page in the shop shows it: what the register and its own profile say, and nothing personal."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from tumbuh.catalogue.search.asking import DISTRICT
from tumbuh.kernel.errors import Refused
from tumbuh.kernel.periods import day_in_wib
from tumbuh.registry.facts import SellerFacts, seller_facts

_SQL = """
    SELECT r.seller_id, coalesce(s.seller_type, 'maker'), coalesce(s.maker_name, ''), coalesce(s.delivers_to, '{}'),
           coalesce(s.delivery_fee_rupiah, 0), coalesce(s.packing_fee_rupiah, 0), coalesce(s.collects_vat, false)
    FROM catalogue_searchrow r LEFT JOIN catalogue_sellerprofile s ON s.business_id = r.seller_id
    WHERE r.seller_public_id = %(public_id)s AND r.shown AND (s.banned_until_on IS NULL OR s.banned_until_on < %(on)s)
    LIMIT 1
"""


class NoSuchSeller(Refused):
    """Nobody who sells has this id."""

    code = "no_such_seller"


@dataclass(frozen=True)
class SellerShown:
    """A seller. `delivers_to`: codes of areas, none for everywhere; fees are an order's."""

    facts: SellerFacts
    seller_type: str
    maker_name: str
    delivers_to: tuple[str, ...]
    delivery_fee_rupiah: int
    packing_fee_rupiah: int
    collects_vat: bool

    @property
    def district_code(self) -> str:
        """The district of its place; "" when nobody knows."""
        return self.facts.area_code[:DISTRICT]


def seller_shown(public_id: UUID, *, now: datetime) -> SellerShown:
    """Return a seller of whom something is listed; two statements. Raises: NoSuchSeller."""
    on = day_in_wib(now)
    with connection.cursor() as cursor:
        cursor.execute(_SQL, {"public_id": public_id, "on": on})
        row = cursor.fetchone()
    facts = seller_facts([row[0]], on=on).get(row[0]) if row else None
    if facts is None or not facts.is_open:
        raise NoSuchSeller("Penjual ini tidak sedang menjual di katalog.")
    return SellerShown(facts, row[1], row[2], tuple(row[3]), *row[4:])
