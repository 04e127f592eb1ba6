"""The choice: the cheapest way over one or several sellers, who gets what and why, and what each loser is told."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from uuid import uuid4, uuid5

from django.db import transaction

from tumbuh.accounts.models import User
from tumbuh.audit import services as audit
from tumbuh.catalogue.supplying import SupplyRow, supplies
from tumbuh.kernel.errors import Refused
from tumbuh.kernel.money import format_rupiah
from tumbuh.kernel.numbers import format_number
from tumbuh.kernel.periods import day_in_wib
from tumbuh.kernel.states import check_move
from tumbuh.needs import access, terms
from tumbuh.needs.models import Award, Invitation, Need, Quote
from tumbuh.needs.posting import locked
from tumbuh.needs.quoting import QuoteValues, landed
from tumbuh.needs.rules.ranking import REASONS, Bid, Ranked, check_reason, fix_price, why_not
from tumbuh.needs.rules.sharing import Share, share_out
from tumbuh.needs.rules.states import MOVES, State
from tumbuh.orders.placing import Terms, Wanted
from tumbuh.orders.services import place_awarded

_TAX_SCALE = 120_000  # every tax of the law is a whole number of these parts of the price


class NotAsNeeded(Refused):
    """The chosen quantities are not what the need asks for, or not what was quoted."""

    code = "not_as_needed"


@dataclass(frozen=True)
class Proposal:
    """The cheapest way to meet a need: how much of which quote, and what that costs landed."""

    quantities: Mapping[int, int]  # quote → quantity
    total_rupiah: int


def propose(need: Need, *, now: datetime) -> Proposal:
    """Return the cheapest way within the need's number of sellers and the fair share. Raises: NotEnoughOffered."""
    today = day_in_wib(now)
    quotes = _eligible(need)
    rows = _rows(need, list(quotes.values()), now)
    turns = dict(Invitation.objects.filter(need=need).values_list("seller", "turn"))
    least = max(1, -(-need.quantity * terms.value("least_share", today) // 10_000))
    shares = [
        Share(
            id=f"{quote.pk:012}",
            unit_scaled=(quote.unit_price_rupiah or 0) * _taxed(quote, rows),
            fixed_scaled=((quote.packing_rupiah or 0) + (quote.delivery_rupiah or 0)) * _taxed(quote, rows),
            least=min(least, quote.quantity or 0),
            most=quote.quantity or 0,
            turn=turns.get(quote.seller_id, 0),
        )
        for quote in quotes.values()
    ]
    cap = terms.value("fair_share", today) if need.most_sellers > 1 else 10_000
    plan = share_out(shares, quantity=need.quantity, sellers=need.most_sellers, share_permyriad=cap)
    given = {int(name): amount for name, amount in plan.quantities.items()}
    return Proposal(given, sum(cost(quotes[key], amount, rows, now) for key, amount in given.items()))


@transaction.atomic
def award(
    *, need_id: int, quantities: Mapping[int, int], reason: str, reason_text: str, by: User, now: datetime
) -> list[Award]:
    """
    Choose quotes (key → quantity), order from each seller, and tell everybody rank, gap and reason.

    Raises: NotAllowed, IllegalMove, NotAsNeeded, ReasonMissing, and whatever refuses an order; nothing is then written.
    """
    need = locked(need_id)
    access.require_poster(by, need, now)
    check_move(MOVES, need.state, State.AWARDED)
    quotes = _eligible(need)
    access.require_no_own_business(by, [str(one.seller.public_id) for one in quotes.values()], now)
    chosen = {key: amount for key, amount in sorted(quantities.items()) if amount}
    _check_amounts(need, chosen, quotes)
    rows = _rows(need, list(quotes.values()), now)
    total = sum(cost(quotes[key], amount, rows, now) for key, amount in chosen.items())
    best = propose(need, now=now)
    is_cheapest = total <= best.total_rupiah
    check_reason(reason, reason_text, is_cheapest=is_cheapest)
    code = "cheapest" if is_cheapest else reason
    awards = [
        Award(
            public_id=uuid4(), need=need, quote=quotes[key], quantity=amount, reason=code,
            total_rupiah=cost(quotes[key], amount, rows, now), reason_text=reason_text.strip(), decided_by=by,
            decided_at=now,
        )
        for key, amount in chosen.items()
    ]  # fmt: skip
    for one in sorted(awards, key=lambda one: one.quote.offer_id):  # stock is locked by offer, in this order always
        one.order_reference = _order(need, one, several=len(awards) > 1, by=by, now=now)
    Award.objects.bulk_create(awards)
    need.state, need.ended_at = State.AWARDED.value, now
    need.save(update_fields=["state", "ended_at"])
    _tell(need, chosen, code, rows, now)
    detail = {"sellers": len(chosen), "total_rupiah": total, "cheapest_rupiah": best.total_rupiah, "reason": code}
    audit.record("needs.awarded", by=by, at=now, target=need.reference, reason=reason_text.strip(), detail=detail)
    return awards


def cost(quote: Quote, quantity: int, rows: Mapping[int, SupplyRow], now: datetime) -> int:
    """Return what a part of a quote costs landed: its price times the part, its fees whole, the tax of the day."""
    if quantity == quote.quantity:
        return quote.total_rupiah or 0
    return landed(rows[quote.offer_id], _values(quote, quantity), on=day_in_wib(now)).totals.total_rupiah


def _values(quote: Quote, quantity: int, price: int | None = None) -> QuoteValues:
    return QuoteValues(
        offer_id=quote.offer_id,
        quantity=quantity,
        unit_price_rupiah=quote.unit_price_rupiah or 0 if price is None else price,
        packing_rupiah=quote.packing_rupiah or 0,
        delivery_rupiah=quote.delivery_rupiah or 0,
    )


def _eligible(need: Need) -> dict[int, Quote]:
    quotes = Quote.objects.select_related("seller").filter(need=need, opened_at__isnull=False, closing_exclusions=[])
    return {quote.pk: quote for quote in quotes.order_by("rank", "pk")}


def _rows(need: Need, quotes: list[Quote], now: datetime) -> dict[int, SupplyRow]:
    day = day_in_wib(need.deliver_by_at)
    found = supplies(
        [need.category.code], day=day, today=day_in_wib(now), seller_ids=[quote.seller_id for quote in quotes]
    )
    return {row.offer_id: row for row in found}


def _taxed(quote: Quote, rows: Mapping[int, SupplyRow]) -> int:
    """Return the price with its tax in parts of _TAX_SCALE, exact: the tax of a large round price."""
    row = rows[quote.offer_id]
    probe = QuoteValues(offer_id=quote.offer_id, quantity=1, unit_price_rupiah=_TAX_SCALE)
    return landed(row, probe, on=day_in_wib(quote.sent_at)).totals.total_rupiah


def _check_amounts(need: Need, chosen: Mapping[int, int], quotes: Mapping[int, Quote]) -> None:
    if not chosen or set(chosen) - set(quotes):
        raise NotAsNeeded("Pilih penawaran yang ikut diperingkat.")
    if sum(chosen.values()) != need.quantity:
        raise NotAsNeeded(
            f"Jumlah yang dipilih {format_number(sum(chosen.values()))}, "
            f"yang dibutuhkan {format_number(need.quantity)}."
        )
    if len(chosen) > need.most_sellers:
        raise NotAsNeeded(f"Kebutuhan ini dibagi paling banyak kepada {need.most_sellers} penjual.")
    for key, amount in chosen.items():
        if amount > (quotes[key].quantity or 0):
            raise NotAsNeeded(f"{quotes[key].seller} menawarkan {quotes[key].quantity}, yang dipilih {amount}.")


def _order(need: Need, award_: Award, *, several: bool, by: User, now: datetime) -> str:
    """Order what one quote has won, at its price and fees; return the reference of the order."""
    quote = award_.quote
    [placed] = place_awarded(
        disposition_id=need.disposition_id,
        wanted={quote.offer_id: Wanted(quantity=award_.quantity, price_rupiah=quote.unit_price_rupiah)},
        terms=Terms(
            address=need.address,
            area=need.area_code,
            deliver_by_at=need.deliver_by_at,
            group_id=uuid5(need.public_id, "orders") if several else None,  # one receipt screen for all of them
            source="award",
            source_reference=f"needs.award:{award_.public_id}",
            fees={quote.seller_id: (quote.packing_rupiah or 0, quote.delivery_rupiah or 0)},
        ),
        by=by,
        now=now,
    )
    return f"orders.order:{placed.public_id}"


def _tell(need: Need, chosen: Mapping[int, int], reason: str, rows: Mapping[int, SupplyRow], now: datetime) -> None:
    """Write down and tell what came of each quote: won how much, or rank, gap and the cheapest fix."""
    quotes = list(Quote.objects.select_related("seller").filter(need=need, superseded_at=None).order_by("rank", "pk"))
    of = sum(quote.rank is not None for quote in quotes)
    for quote in quotes:
        if quote.pk in chosen:
            quote.outcome = f"Penawaran Anda dipilih untuk {format_number(chosen[quote.pk])} {need.unit}."
        else:
            price = Fraction(quote.evaluated_rupiah or 0)
            bid = Bid(str(quote.pk), quote.quantity or 0, quote.total_rupiah or 0, price)
            one = Ranked(bid, quote.rank, quote.gap_rupiah)
            quote.outcome = why_not(one, of=of, first=REASONS[reason], fix=_fix(quote, quotes, rows, now))
    Quote.objects.bulk_update(quotes, ["outcome"])
    for quote in quotes:
        won = quote.pk in chosen
        access.tell_sellers(
            [str(quote.seller.public_id)], event="needs.won" if won else "needs.lost",
            title=f"{'Dipilih' if won else 'Tidak dipilih'}: {need.title}", body=quote.outcome,
            path=access.seller_path(need), key=f"{need.reference}:result", now=now,
        )  # fmt: skip


def _fix(quote: Quote, quotes: list[Quote], rows: Mapping[int, SupplyRow], now: datetime) -> str:
    """Return the cheapest thing that would have put a quote first."""
    if quote.closing_exclusions:
        return " ".join(f"{one['text']} {one['fix']}" for one in quote.closing_exclusions)
    first = next((one for one in quotes if one.rank == 1 and one.pk != quote.pk), None)
    if first is None or quote.rank == 1 or quote.offer_id not in rows:
        return ""
    part = quote.quantity or 0
    limit = -(-(first.total_rupiah or 0) * part // (first.quantity or 1))

    def total(price: int) -> int:
        return landed(rows[quote.offer_id], _values(quote, part, price), on=day_in_wib(now)).totals.total_rupiah

    price = fix_price(price_rupiah=quote.unit_price_rupiah or 0, limit_rupiah=limit, landed=total)
    if price is None:
        return "Ongkos kemas dan antar saja sudah melebihi total yang termurah; di situlah yang perlu diturunkan."
    return f"Dengan harga satuan {format_rupiah(price)} (ongkos tetap) Anda di peringkat pertama."
