"""The legality rail of a basket: the facts of the day put before the rules."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from tumbuh.catalogue.alternatives import alternatives
from tumbuh.catalogue.queries import OfferToOrder, price_spread
from tumbuh.catalogue.rules.origin import OriginLevel
from tumbuh.kernel.periods import day_in_wib, end_of_day
from tumbuh.orders.models import Basket, Disposition, Order
from tumbuh.orders.previewing import Preview, preview
from tumbuh.orders.rules import rail as rules
from tumbuh.orders.rules.moves import State
from tumbuh.orders.rules.rail import Check, OtherOrder, PriceSeen, Rail, Step
from tumbuh.orders.terms import number
from tumbuh.procurement.queries import law
from tumbuh.procurement.rules.certificates import Certificate
from tumbuh.procurement.rules.methods import ways
from tumbuh.procurement.rules.pdn_order import Candidate, Decision, decide
from tumbuh.procurement.rules.preference import Kind
from tumbuh.reference.policies import policy

_BUDGET_LAW = "UU 1/2004 art. 3(3): no commitment without a budget"
_BUDGET_SINCE = date(2004, 1, 14)
_GONE = (State.DECLINED.value, State.CANCELLED.value)


def rail(basket: Basket, *, now: datetime, shown: Preview | None = None) -> Rail:
    """Return the rail of a basket as things stand. Reads some ten statements; placing does not wait for it."""
    on = day_in_wib(now)
    seen = shown or preview(basket, on=on)
    offers = [line.offer for part in seen.sellers for line in part.lines]
    whole, found = seen.total_rupiah, basket.disposition
    others = similar_orders(found, {offer.category_code for offer in offers}, on=on)
    equal = alternatives({offer.category_code for offer in offers}, on=on) if offers else []
    method, preference = of_value(whole, offers, on)
    return Rail((
        method,
        rules.quotes_step(
            total_rupiah=whole, compared=len({one.seller_id for one in equal}),
            one_price_up_to=policy("eorder", "one_price_up_to", on=on), prices_above=number("prices_above", on),
        ),
        rules.domestic_step(
            _decided(offers, equal, on), [(offer.public_id, offer.title) for offer in offers],
            rule=policy("procurement", "local_content_least", on=on),
        ),
        preference,
        rules.price_step(
            _prices(offers, on), least=number("price_least_sample", on), rule=policy("eorder", "price_days", on=on)
        ),
        rules.split_step(
            others, total_rupiah=whole, limit_rupiah=number("order_most", on), days=number("split_days", on),
            rule=policy("eorder", "split_days", on=on),
        ),
        *_balances(found, whole),
        rules.limit_step(
            [(part.seller_name, part.totals.total_rupiah) for part in seen.sellers],
            most=policy("eorder", "order_most", on=on),
        ),
        rules.lead_step(
            [(offer.title, offer.lead_hours) for offer in offers], now=now, deliver_by_at=basket.deliver_by_at,
            rule=policy("eorder", "lead_hours", on=on),
        ),
    ))  # fmt: skip


def of_value(whole: int, offers: Sequence[OfferToOrder], on: date) -> tuple[Step, Step]:
    """Return the steps that follow from the value alone: the method, and the price preference."""
    above = policy("procurement", "preference_above", on=on)
    return _method(whole, offers, on), rules.preference_step(total_rupiah=whole, above=above)


def similar_orders(found: Disposition, categories: set[str], *, on: date) -> list[OtherOrder]:
    """Return the orders of the same unit, account and category of the last days that were not cancelled."""
    since = end_of_day(on - timedelta(days=number("split_days", on)))
    orders = (
        Order.objects.filter(
            unit_ref=found.unit_ref, budget_line__account=found.budget_line.account, placed_at__gt=since,
            lines__category_code__in=categories,
        )
        .exclude(state__in=_GONE)
        .distinct()
        .order_by("-placed_at", "-pk")
    )  # fmt: skip
    return [
        OtherOrder(str(one.public_id), day_in_wib(one.placed_at), one.seller_name, one.total_rupiah) for one in orders
    ]


def justified(rail_: Rail, words: Mapping[str, str]) -> list[dict[str, str]]:
    """Return the warnings of a rail with the reasons given, as an order keeps them; without a reason, none."""
    return [_kept(step, words[step.check].strip()) for step in rail_.warnings if words.get(step.check, "").strip()]


def _kept(step: Step, words: str) -> dict[str, str]:
    return {
        "rule": step.check.value, "title": step.title, "sentence": step.sentence, "source": step.source,
        "since": step.since.isoformat(), "words": words,
    }  # fmt: skip


def _method(whole: int, offers: Sequence[OfferToOrder], on: date) -> Step:
    goods = all(offer.line_kind == "goods" for offer in offers)
    kind = Kind.GOODS if goods else Kind.OTHER_SERVICES
    way = ways(kind=kind, value_rupiah=whole, in_catalogue=True, terms=law(on).methods)[0]
    return rules.method_step(way, total_rupiah=whole, officer_most=policy("procurement", "officer_most", on=on))


def _decided(offers: Sequence[OfferToOrder], equal: Sequence[OfferToOrder], on: date) -> Decision | None:
    """Judge article 66 among what was chosen and what else there is; None when nobody has a certificate."""
    known = {one.public_id: one for one in (*equal, *offers)}
    if not any(one.tkdn_permyriad is not None for one in known.values()):
        imported = [one for one in offers if one.origin_level == OriginLevel.FOREIGN]
        if not imported:
            return None
    candidates = [
        Candidate(
            one.public_id, one.title, certificate=_certificate(one, on),
            in_siinas=one.origin_level > OriginLevel.UNKNOWN,
        )
        for one in known.values()
    ]  # fmt: skip
    return decide(candidates, on=on, limits=law(on).limits)


def _certificate(offer: OfferToOrder, on: date) -> Certificate | None:
    if offer.tkdn_permyriad is None:
        return None
    return Certificate(
        number="", local_content_permyriad=offer.tkdn_permyriad, benefit_permyriad=offer.bmp_permyriad or 0,
        valid_from=on, valid_to=on,
    )  # fmt: skip


def _prices(offers: Sequence[OfferToOrder], on: date) -> list[PriceSeen]:
    found = []
    for offer in offers:
        spread = price_spread(offer.master_id, on=on, days=number("price_days", on)) if offer.master_id else None
        known = (spread.n, spread.q1, spread.median, spread.q3) if spread else (0, 0, 0, 0)
        found.append(PriceSeen(offer.title, offer.unit, offer.price_rupiah, *known))
    return found


def _balances(found: Disposition, whole: int) -> tuple[Step, Step]:
    return (
        rules.balance_step(
            Check.BUDGET, free_rupiah=found.budget_line.free_rupiah, total_rupiah=whole, source=_BUDGET_LAW,
            since=_BUDGET_SINCE,
        ),
        rules.balance_step(
            Check.PACKAGE, free_rupiah=found.free_rupiah, total_rupiah=whole,
            source="Perpres 16/2018 art. 22: orders within the announced package", since=date(2018, 3, 22),
        ),
    )  # fmt: skip
