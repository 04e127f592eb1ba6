"""/katalog/: what the city's small businesses sell, searched, narrowed and ordered without JavaScript."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import get_template
from django.utils import timezone
from django.utils.translation import get_language

from tumbuh.accounts.permissions import Permission
from tumbuh.catalogue.rules import OriginLevel
from tumbuh.catalogue.search import kinds as kept_kinds
from tumbuh.catalogue.search.asking import Query, query_of
from tumbuh.catalogue.search.cards import Card
from tumbuh.catalogue.search.finding import Page, find
from tumbuh.catalogue.search.kinds import Kind
from tumbuh.catalogue.search.seller import NoSuchSeller, seller_shown
from tumbuh.kernel.money import format_rupiah
from tumbuh.kernel.periods import WIB
from tumbuh.orders.reputation import latest_reviews, reputation_of
from tumbuh.procurement.lookup import unit_names
from tumbuh.web.catalogue import shop_words as words
from tumbuh.web.catalogue.reputation import review_rows, told_of
from tumbuh.web.catalogue.shop_baskets import shopping, with_buttons
from tumbuh.web.catalogue.shop_facets import Facet, chosen, facets, without
from tumbuh.web.catalogue.shop_frame import frame
from tumbuh.web.doors import door

SHARED = "public, max-age=0, s-maxage=10"  # a cache between us and everybody may give a page again for so long


@dataclass(frozen=True)
class Turned:
    """Where the list stands, and the addresses of the pages beside it."""

    number: int
    last: int
    before: str
    after: str


@door(Permission.PUBLIC)
def shop(request: HttpRequest) -> HttpResponse:
    """Show the shop, or what was searched for in it."""
    return _listed(request, _asked(request))


@door(Permission.PUBLIC)
def kind(request: HttpRequest, code: str) -> HttpResponse:
    """Show the shop's page of one category."""
    found = kept_kinds.all_kinds(now=timezone.now()).get(code)
    if found is None:
        raise Http404
    asked = _asked(request)
    return _listed(request, replace(asked, categories=asked.categories or (code,)), kind=found)


@door(Permission.PUBLIC)
def seller(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show one seller with everything that it offers."""
    now = timezone.now()
    try:
        shown = seller_shown(public_id, now=now)
    except NoSuchSeller:
        raise Http404 from None
    page = find(replace(_asked(request), seller=str(public_id)), now=now)
    reviews = latest_reviews(shown.facts.id)
    context = {
        "seller": shown,
        "record": told_of(reputation_of(shown.facts.id)),
        "reviews": review_rows(reviews, unit_names({one.order.unit_ref for one in reviews})),
        "seller_type": words.SELLERS[shown.seller_type],
        "size_class": words.CLASSES.get(shown.facts.size_class, ""),
        "district": words.area_name(shown.district_code),
        "areas": [words.area_name(code) for code in shown.delivers_to],
        "licences": [(words.LICENCES[kind], number, end) for kind, number, end in shown.facts.licences],
        "page": page,
        "cards": cards(page),
        "turned": _turned(request, page),
    }
    return shared(request, "catalogue/shop_seller.html", context)


def cards(page: Page) -> list[str]:
    """Return the offers of a page as HTML."""
    language = get_language() or ""
    return [_card(card, language) for card in page.items]


@lru_cache(maxsize=4_096)
def _card(card: Card, language: str) -> str:
    """
    Return one offer as HTML in a language.

    Everything in it comes from the card, price and stock of this moment included: another price is another card, so
    that what is remembered here is never old.
    """
    context = {
        "card": card,
        "district": words.area_name(card.district_code),
        "proved": words.LEVELS[OriginLevel(card.origin_level)] if card.origin_level >= 3 else "",
        "foreign": words.LEVELS[OriginLevel.FOREIGN] if card.origin_level < 0 else "",
        "licences": [words.LICENCES[one] for one in card.licences if one in {"halal", "pirt", "bpom"}],
        "soon": words.soon(card.lead_hours),
        "stock": "" if card.made_to_order else words.stock(card.free),
        "price": format_rupiah(card.price_rupiah),
    }
    return get_template("catalogue/_shop_card.html").render(context)


@lru_cache(maxsize=512)
def _panel(found: tuple[Facet, ...], deliver_at: str, language: str) -> str:
    """Return the filters as HTML in a language; everything in it comes from what is given."""
    context = {"facets": found, "deliver_at": deliver_at}
    return get_template("catalogue/_shop_facets.html").render(context)


def _local(asked: Query) -> str:
    return f"{asked.deliver_at.astimezone(WIB):%Y-%m-%dT%H:%M}" if asked.deliver_at else ""


def _asked(request: HttpRequest) -> Query:
    return query_of(dict(request.GET.lists()))


def _listed(request: HttpRequest, asked: Query, *, kind: Kind | None = None) -> HttpResponse:
    now = timezone.now()
    all_kinds = kept_kinds.all_kinds(now=now)
    page = find(asked, now=now)
    context = {
        "asked": asked,
        "page": page,
        "kind": kind,
        "cards": cards(page),
        "panel": _panel(tuple(facets(page, all_kinds)), _local(asked), get_language() or ""),
        "chosen": [] if kind and not asked.is_narrowed else chosen(asked, request.GET, all_kinds),
        "sorts": words.SORTS.items(),
        "turned": _turned(request, page),
        "without_filters": f"?{_only_words(asked)}" if asked.is_narrowed else "",
        "tops": _tops(page, all_kinds) if not (asked.text or asked.is_narrowed or kind) else [],
    }
    return shared(request, "catalogue/shop.html", context)


def _only_words(asked: Query) -> str:
    return urlencode({"cari": asked.text}) if asked.text else ""


def _tops(page: Page, all_kinds: Mapping[str, Kind]) -> list[tuple[Kind, int]]:
    """Return the categories at the top that hold offers, the fullest first."""
    numbers: dict[str, int] = {}
    for code, number in page.facets.get("category", {}).items():
        at = all_kinds.get(code)
        while at is not None and at.parent_code in all_kinds:
            at = all_kinds[at.parent_code]
        if at is not None:
            numbers[at.code] = numbers.get(at.code, 0) + number
    return sorted(((all_kinds[code], number) for code, number in numbers.items()), key=lambda one: -one[1])


def _turned(request: HttpRequest, page: Page) -> Turned:
    number, base = page.query.page, without(request.GET, "halaman")
    join = "&" if len(base) > 1 else ""
    before = f"{base}{join}halaman={number - 1}" if number > 1 else ""
    after = f"{base}{join}halaman={number + 1}" if number < page.pages else ""
    return Turned(number, page.pages, before, after)


def shared(request: HttpRequest, template: str, context: Mapping[str, Any]) -> HttpResponse:
    """
    Return a page that caches may share, because everybody who is not signed in sees it alike.

    It has no form that changes anything: a token against forged requests would give everybody a cookie of their own.
    For somebody who is signed in the page is theirs alone, and a buyer finds the basket in it.
    """
    anonymous = not request.user.is_authenticated
    context = {**context, "is_shared": anonymous, "shopping": shopping(request)}
    if anonymous:
        context["frame"] = frame(request)
    elif context["shopping"] and "cards" in context:
        context["cards"] = with_buttons(context["cards"], context["page"].items)
    response = render(request, template, context)
    response.headers.setdefault("Cache-Control", SHARED if anonymous else "private, no-store")
    return response
