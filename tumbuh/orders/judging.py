"""The legality rail when an order is placed: what stops is refused; what asks is answered, and the answer is kept."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from tumbuh import prepared
from tumbuh.catalogue.market import MARKET
from tumbuh.catalogue.queries import OfferToOrder
from tumbuh.catalogue.rules.origin import OriginLevel
from tumbuh.kernel.errors import Refused
from tumbuh.kernel.periods import day_in_wib, end_of_day
from tumbuh.orders.models import Basket, Disposition
from tumbuh.orders.railing import justified, of_value, rail
from tumbuh.orders.rules.moves import State
from tumbuh.orders.rules.rail import Verdict
from tumbuh.orders.terms import number
from tumbuh.procurement.queries import law
from tumbuh.reference.policies import policy


class NotLegal(Refused):
    """The law does not let this basket be ordered in this way."""

    code = "rail_stops"


class RailUnanswered(Refused):
    """The rail asked something that was not answered."""

    code = "rail_unanswered"


_MAY_ASK = f"""
WITH {MARKET}
SELECT market.certified, market.cheaper, coalesce((
    SELECT sum(o.total_rupiah) FROM orders_order o JOIN procurement_budgetline b ON b.id = o.budget_line_id
    JOIN procurement_budgetline own ON own.id = %(line)s
    WHERE o.unit_ref = %(unit)s AND o.placed_at > %(split_since)s AND b.account = own.account
        AND NOT o.state = ANY(%(gone)s)
), 0)::bigint FROM market
"""  # noqa: S608 - put together from constants


def check_value(offers: Sequence[OfferToOrder], total_rupiah: int, now: datetime) -> None:
    """Pass when so much may be ordered by this method and without a tender. Raises: NotLegal."""
    for step in of_value(total_rupiah, offers, day_in_wib(now)):
        if step.verdict is Verdict.STOP:
            raise NotLegal(f"{step.title}: {step.sentence} Kurangi keranjang, atau pakai metode pengadaan lain.")


def answered(
    basket: Basket,
    offers: Sequence[OfferToOrder],
    total_rupiah: int,
    *,
    reasons: Sequence[Mapping[str, str]],
    now: datetime,
) -> list[dict[str, str]]:
    """
    Return what the rail asks about a basket with the reasons given, as its orders keep it; others are left out.

    One statement finds out whether it may ask at all; only then is the rail read whole. `reasons`: rule and words of
    each. Raises: RailUnanswered.
    """
    if not _may_ask(basket.disposition, offers, total_rupiah, now):
        return []
    whole = rail(basket, now=now)
    words = {one["rule"]: one["words"] for one in reasons}
    for step in whole.warnings:
        if not words.get(step.check, "").strip():
            raise RailUnanswered(
                f"{step.title}: {step.sentence} Tulis alasan mengapa tetap dipesan, lalu pesan lagi; belum ada yang "
                "dipesan."
            )
    return justified(whole, words)


def _may_ask(found: Disposition, offers: Sequence[OfferToOrder], total_rupiah: int, now: datetime) -> bool:
    on = day_in_wib(now)
    if total_rupiah > policy("eorder", "one_price_up_to", on=on).value:
        return True
    if any(one.origin_level == OriginLevel.FOREIGN for one in offers):
        return True
    named = [(one.master_id, one.price_rupiah) for one in offers if one.master_id is not None]
    values: dict[str, Any] = {
        "categories": sorted({one.category_code for one in offers}), "masters": [master for master, _ in named],
        "prices": [price for _, price in named], "since": on - timedelta(days=number("price_days", on)),
        "unit": found.unit_ref, "line": found.budget_line_id,
        "split_since": end_of_day(on - timedelta(days=number("split_days", on))),
        "gone": [State.DECLINED.value, State.CANCELLED.value],
    }  # fmt: skip
    [(certified, cheaper, before)] = prepared.rows(_MAY_ASK, values)
    least = law(on).limits.local_content_permyriad
    # Article 66 allows every product of at least this content whatever else there is.
    ordered = certified and any((one.tkdn_permyriad or 0) < least for one in offers)
    return bool(ordered or cheaper or before + total_rupiah > number("order_most", on))
