"""What an owner asks: which purchases of the city come up near me, and why was I not chosen."""

from collections.abc import Mapping
from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from tumbuh.accounts.permissions import Permission
from tumbuh.kernel.money import format_rupiah
from tumbuh.kernel.numbers import format_number
from tumbuh.kernel.periods import day_in_wib, format_day
from tumbuh.matching import seeing, terms
from tumbuh.matching.nearby import Standing, reachable_rupiah, standings
from tumbuh.matching.planned import ComingPurchase, Opening, Outlook, outlook
from tumbuh.matching.rules.states import ProfileState
from tumbuh.web.doors import door
from tumbuh.web.matching import words
from tumbuh.web.matching.own_profile import business_switch, own_business

_TAKE_PART = Permission.MATCHING_TAKE_PART
_MOST_ROWS = 20  # 90 days of a whole city may hold thousands; a phone shows the soonest, the nearest and the largest


@door(_TAKE_PART)
def near_me(request: HttpRequest) -> HttpResponse:
    """Show the planned purchases of one's kinds by month, those near marked, and what other kinds would open."""
    today, business = day_in_wib(timezone.now()), own_business(request)
    profile = seeing.supply_of(business)
    found, names = outlook(business, on=today), seeing.category_names()
    months = [
        {
            "name": _("Sedang berjalan") if rows[0].is_running else format_day(rows[0].starts_on).split(" ", 1)[1],
            "rows": [_coming(one, found) for one in rows],
        }
        for _month, group in groupby(found.coming[:_MOST_ROWS], key=_month_of)
        for rows in [list(group)]
    ]
    context = {
        "has_profile": profile is not None and bool(profile.categories),
        "days": terms.value("ahead", today),
        "months": months,
        "figures": _figures(found),
        "more": max(len(found.coming) - _MOST_ROWS, 0),
        "openings": [_opening(one, names) for one in found.openings],
        "business": business,
        **business_switch(request, business),
    }
    return render(request, "matching/near_me.html", context)


@door(_TAKE_PART)
def why_not(request: HttpRequest) -> HttpResponse:
    """Show for each demand of one's kind what excluded one, or the rank, and what would help most."""
    today, business = day_in_wib(timezone.now()), own_business(request)
    profile = seeing.supply_of(business)
    found = standings(business, on=today)
    reachable = reachable_rupiah(found)
    context = {
        "is_shown": profile is not None and profile.state == ProfileState.SHARED,
        "rows": [_standing(one) for one in found],
        "reachable": format_rupiah(reachable) if reachable else "",
        "business": business,
        **business_switch(request, business),
    }
    return render(request, "matching/why_not.html", context)


def _month_of(one: ComingPurchase) -> tuple[bool, int, int]:
    """Return by what packages stand together: what is running as one, the rest by month."""
    return (True, 0, 0) if one.is_running else (False, one.starts_on.year, one.starts_on.month)


def _figures(found: Outlook) -> list[tuple[str, str]]:
    """Return how much there is near and in the whole city, each the sum of its packages."""
    parts = [(_("Di seluruh Jakarta"), found.coming)]
    if found.near - {found.home}:
        parts.insert(0, (_("Di wilayah antar Anda"), [one for one in found.coming if found.is_near(one)]))
    if found.home:
        at_home = [one for one in found.coming if one.district == found.home]
        parts.insert(0, (_("Di kecamatan Anda, %(name)s") % {"name": found.home}, at_home))
    told = _("%(n)s paket, %(left)s")
    return [
        (
            label,
            told % {"n": format_number(len(rows)), "left": format_rupiah(sum(one.left_rupiah for one in rows))},
        )
        for label, rows in parts
    ]


def _opening(one: Opening, names: Mapping[str, str]) -> dict[str, Any]:
    return {
        "name": names.get(one.category, one.category),
        "packages": format_number(one.packages),
        "left": format_rupiah(one.left_rupiah),
        "is_kindred": one.is_kindred,
    }


def _coming(one: ComingPurchase, found: Outlook) -> dict[str, Any]:
    return {
        "name": one.name,
        "unit_name": one.unit_name,
        "day": _("sampai %(day)s") % {"day": format_day(one.ends_on)}
        if one.is_running and one.ends_on
        else format_day(one.starts_on),
        "amount": f"{format_number(one.quantity)} {one.unit}",
        "ceiling": format_rupiah(one.ceiling_rupiah),
        "left": format_rupiah(one.left_rupiah) if one.left_rupiah < one.ceiling_rupiah else "",
        "district": one.district,
        "is_home": one.district != "" and one.district == found.home,
        "is_near": found.is_near(one),
    }


def _standing(one: Standing) -> dict[str, Any]:
    if one.is_chosen:
        kind, status = "good", _("Anda dipilih")
    elif one.rank is None:
        kind, status = "bad", _("Tersingkir")
    elif one.beyond:
        kind, status = "warn", _("Di luar %(best)s terbaik dari %(of)s") % {"best": one.beyond, "of": one.of}
    else:
        kind, status = "warn", _("Peringkat %(rank)s dari %(of)s") % {"rank": one.rank, "of": one.of}
    gap = _("Kurang %(points)s poin.") % {"points": words.hundredths(one.gap)} if one.gap and one.rank else ""
    return {
        "title": one.demand.title,
        "buyer": one.demand.buyer.name,
        "amount": words.amount(one.demand),
        "budget": words.budget(one.demand),
        "day": format_day(one.demand.needed_on),
        "kind": kind,
        "status": status,
        "gap": gap,
        "is_chosen": one.is_chosen,
        "reasons": [each.sentence for each in one.told.exclusions],
        "fixes": [each.sentence for each in one.fixes],
        "points": words.points([vars(each) for each in one.told.parts]) if one.told.may_meet else [],
    }
