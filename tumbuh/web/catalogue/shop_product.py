"""/katalog/<id>/: one offer with its pictures, price, proofs and licences, and when it can be had."""

from datetime import date, datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language, gettext

from tumbuh.accounts.permissions import Permission
from tumbuh.catalogue.queries import price_spread
from tumbuh.catalogue.rules import OriginLevel
from tumbuh.catalogue.rules.prices import LEAST_FOR_ADVICE
from tumbuh.catalogue.search import remembered
from tumbuh.catalogue.search.asking import Query
from tumbuh.catalogue.search.finding import find
from tumbuh.catalogue.search.product import NoSuchOffer, OfferShown, offer_shown, ready_at
from tumbuh.kernel.money import format_rupiah
from tumbuh.kernel.numbers import format_percent
from tumbuh.kernel.periods import day_in_wib
from tumbuh.web.catalogue import shop_words as words
from tumbuh.web.catalogue.shop import cards, shared
from tumbuh.web.doors import door, permissions

SIMILAR = 6
WINDOW_DAYS = 90  # in which what orders paid counts


@door(Permission.PUBLIC)
def product(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show one offer; one that is gone leads back to the shop."""
    now = timezone.now()
    try:
        shown = offer_shown(public_id, now=now)
    except NoSuchOffer as refused:
        return render(request, "catalogue/shop_gone.html", {"refused": refused}, status=404)
    today, ready = day_in_wib(now), ready_at(shown, now=now)
    context = {
        "offer": shown,
        "price": format_rupiah(shown.price_rupiah),
        "spread": _spread(shown, today),
        "district": words.area_name(shown.district_code),
        "areas": [words.area_name(code) for code in shown.delivers_to],
        "seller_type": words.SELLERS[shown.seller_type],
        "size_class": words.CLASSES.get(shown.seller.size_class, ""),
        "level": words.LEVELS[OriginLevel(_level(shown))],
        "proofs": [(words.PROOFS[one.kind], one, _share(one.share_permyriad)) for one in shown.proofs],
        "licences": [(words.LICENCES[kind], number, end) for kind, number, end in shown.seller.licences],
        "delivery": format_rupiah(shown.delivery_fee_rupiah) if shown.delivery_fee_rupiah else "",
        "packing": format_rupiah(shown.packing_fee_rupiah) if shown.packing_fee_rupiah else "",
        "stock": words.stock(shown.free),
        "soon": words.soon(shown.lead_hours),
        "ready": words.moment_words(ready, now=now) if ready else "",
        "days": [(one, words.weekday(one.day)) for one in shown.days],
        "today": today,
        "may_order": Permission.ORDERS_PLACE in permissions(request),
        "similar": _similar(shown, now),
    }
    return shared(request, "catalogue/shop_product.html", context)


def _spread(shown: OfferShown, today: date) -> str:
    """Return how the price stands among those of equals; "" while there are too few to say."""
    spread = price_spread(shown.master.id, on=today, days=WINDOW_DAYS) if shown.master else None
    if spread is None or spread.n < LEAST_FOR_ADVICE:
        return ""
    return gettext("%(n)s harga serupa: separuhnya %(median)s atau kurang (%(low)s – %(high)s)") % {
        "n": spread.n,
        "median": format_rupiah(spread.median),
        "low": format_rupiah(spread.q1),
        "high": format_rupiah(spread.q3),
    }


def _level(shown: OfferShown) -> int:
    levels = [one.level for one in shown.proofs]
    return -1 if -1 in levels else max(levels, default=0)


def _share(permyriad: int | None) -> str:
    return "" if permyriad is None else format_percent(permyriad, 10_000)


def _similar(shown: OfferShown, now: datetime) -> list[str]:
    """
    Return offers of the same category by others, as a list shows them.

    They are remembered as the index is (search.remembered): a change of an offer is seen at once, of stock in time.
    """
    code, language = shown.category[0], get_language() or ""
    key = ("similar", code, language)
    stamp, kept = remembered.peek(key, now=now)
    if kept is None or stamp != shown.index_at:
        page = find(Query(categories=(code,)), now=now)
        who = [(card.public_id, card.seller_public_id) for card in page.items]
        drawn = list(zip(who, cards(page), strict=True))
        kept = remembered.keep(key, drawn, stamp=shown.index_at, now=now)
    others = [(seller, html) for (offer, seller), html in kept if offer != shown.public_id]
    chosen = [html for seller, html in others if seller != shown.seller.public_id] or [html for _, html in others]
    return chosen[:SIMILAR]
