"""What a buyer looks for and what a seller offers: drafted, corrected, consented to, withdrawn."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tumbuh.accounts.permissions import Permission
from tumbuh.kernel.money import format_rupiah
from tumbuh.kernel.periods import day_in_wib, format_day
from tumbuh.matching import access, seeing, services
from tumbuh.matching.joining import events_to_ask_at
from tumbuh.matching.models import Demand, SupplyProfile
from tumbuh.matching.offering import events_still_on
from tumbuh.matching.rules.states import ProfileState
from tumbuh.registry.models import Business
from tumbuh.web.catalogue.sellers import shelf
from tumbuh.web.doors import door, person
from tumbuh.web.matching import words
from tumbuh.web.matching.asking import DemandForm, SupplyForm
from tumbuh.web.matching.directory import field_name
from tumbuh.web.matching.suggestions import joint, pair
from tumbuh.web.orders.words import moment_in_words

_TAKE_PART = Permission.MATCHING_TAKE_PART
_MOST_SUGGESTED = 10


@door(_TAKE_PART, methods=("GET", "POST"))
def new_demand(request: HttpRequest) -> HttpResponse:
    """Write a demand by hand, for one of the buyers that the person speaks for."""
    now, who = timezone.now(), person(request)
    buyers = seeing.buyers_of(who, now=now)
    if not buyers:
        raise seeing.NoSuchThing("Anda belum terdaftar sebagai wakil pembeli; hubungi penyelenggara temu bisnis.")
    form = DemandForm(request.POST or None)
    chosen = request.POST.get("buyer", "")
    buyer = next((one for one in buyers if str(one.public_id) == chosen), buyers[0])
    if request.method == "POST" and form.is_valid():
        made = services.state_demand(buyer=buyer, values=form.values(), by=who, now=now)
        messages.success(request, _("Tersimpan sebagai rancangan. Setujui tampil supaya penjual dapat melihatnya."))
        return redirect("matching_demand", made.public_id)
    context = {"form": form, "buyers": buyers, "buyer": buyer}
    return render(request, "matching/demand_new.html", context, status=400 if form.is_bound else 200)


@door(_TAKE_PART, methods=("POST",))
def draft_demands(request: HttpRequest) -> HttpResponse:
    """Draft the demands of one's own unit from its plan."""
    now, who = timezone.now(), person(request)
    units = [one for one in seeing.buyers_of(who, now=now) if one.unit_ref]
    made = [one for unit in units for one in services.draft_demands(unit_ref=unit.unit_ref, by=who, now=now)]
    told = ngettext("%(n)s kebutuhan disusun dari rencana.", "%(n)s kebutuhan disusun dari rencana.", len(made))
    messages.success(request, told % {"n": len(made)})
    return redirect("matching_own")


@door(Permission.SIGNED_IN, methods=("GET", "POST"))
def demand(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show one demand to its buyer, who corrects it, and to organisers, who read it."""
    now, who = timezone.now(), person(request)
    found = seeing.demand_seen(public_id, user=who, now=now)
    may_change = access.may_buy_for(who, found.buyer, now=now)
    form = DemandForm(request.POST or None, initial=_values(found)) if may_change else None
    if form is not None and request.method == "POST" and form.is_valid():
        services.change_demand(demand_id=found.pk, values=form.values(), by=who, now=now)
        messages.success(request, _("Perubahan tersimpan."))
        return redirect("matching_demand", public_id)
    context = {
        "demand": found,
        "form": form,
        "state": words.state("profile", found.state),
        "kind": words.PROFILE_KINDS[found.state],
        "amount": words.amount(found),
        "budget": words.budget(found),
        "day": format_day(found.needed_on),
        "told": _told(found.drafted_from),
        "is_late": found.needed_on < day_in_wib(now),
        "is_shown": found.state == ProfileState.SHARED,
        "may_change": may_change,
        "joint": joint(found),
        "joint_events": [(one.event.pk, one.event.name) for one in events_to_ask_at(found)] if may_change else [],
        "suggested": [pair(one) for one in seeing.suggested_for(found, most=_MOST_SUGGESTED)],
        "consented": moment_in_words(found.consented_at) if found.consented_at else "",
    }
    return render(request, "matching/demand.html", context, status=400 if form is not None and form.is_bound else 200)


@door(_TAKE_PART, methods=("POST",))
def show_demand(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Consent to showing a demand, or take the consent back."""
    now, who = timezone.now(), person(request)
    found = seeing.demand_seen(public_id, user=who, now=now)
    if request.POST.get("show") == "tarik":
        services.withdraw_demand(demand_id=found.pk, by=who, now=now)
        messages.success(request, _("Ditarik; sejak sekarang tidak tampil dan tidak ikut dalam saran."))
    else:
        services.share_demand(demand_id=found.pk, by=who, now=now)
        messages.success(request, _("Tampil di direktori; penyelenggara dapat mengundang Anda."))
    return redirect("matching_demand", public_id)


@door(_TAKE_PART, methods=("POST",))
def ask_jointly(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Ask all members of a joint offer for meetings at an event."""
    now, who = timezone.now(), person(request)
    found = seeing.demand_seen(public_id, user=who, now=now)
    at = {str(one.event.pk): one.event.pk for one in events_to_ask_at(found)}
    chosen = at.get(request.POST.get("event", ""))
    if chosen is None:
        raise seeing.NoSuchThing("Anda belum menyatakan hadir pada acara itu, atau acaranya sudah berakhir.")
    made = services.request_joint(event_id=chosen, demand=found, by=who, now=now)
    told = ngettext(
        "%(n)s permintaan pertemuan terkirim, masing-masing dengan bagiannya.",
        "%(n)s permintaan pertemuan terkirim, masing-masing dengan bagiannya.",
        len(made),
    )
    messages.success(request, told % {"n": len(made)})
    return redirect("matching_demand", public_id)


@door(_TAKE_PART, methods=("GET", "POST"))
def supply(request: HttpRequest) -> HttpResponse:
    """Show what a business offers, drafted from its catalogue; its owner corrects it."""
    now, who = timezone.now(), person(request)
    business = own_business(request)
    profile = seeing.supply_of(business)
    if profile is None:
        profile = _unsaved(business, now) if request.method == "GET" else None
    form = SupplyForm(request.POST or None, initial=_offer(profile), served=profile.serves if profile else ())
    if request.method == "POST" and request.POST.get("act") == "draft":
        services.draft_supply(business=business, by=who, now=now)
        messages.success(request, _("Disusun dari katalog. Periksa dan betulkan, lalu setujui tampil."))
        return _back(business)
    if request.method == "POST" and form.is_valid():
        services.change_supply(business=business, values=form.values(), by=who, now=now)
        messages.success(request, _("Profil tersimpan."))
        return _back(business)
    saved = profile is not None and profile.pk is not None
    context = {
        "business": business,
        "form": form,
        "profile": profile if saved else None,
        "state": words.state("profile", profile.state) if saved and profile else "",
        "kind": words.PROFILE_KINDS[profile.state] if saved and profile else "",
        "told": _told(profile.drafted_from) if saved and profile else [],
        "is_shown": saved and profile is not None and profile.state == ProfileState.SHARED,
        "is_whole": saved
        and profile is not None
        and bool(profile.categories and profile.capacity and profile.unit_price_rupiah),
        "consented": moment_in_words(profile.consented_at) if saved and profile and profile.consented_at else "",
        "still_on": events_still_on(business),
        **business_switch(request, business),
    }
    return render(request, "matching/supply.html", context, status=400 if form.is_bound else 200)


@door(_TAKE_PART, methods=("POST",))
def show_supply(request: HttpRequest) -> HttpResponse:
    """Consent to being shown, or take the consent back."""
    now, who, business = timezone.now(), person(request), own_business(request)
    if request.POST.get("show") == "tarik":
        services.withdraw_supply(business=business, by=who, now=now)
        messages.success(request, _("Ditarik; sejak sekarang usaha Anda tidak tampil dan tidak ikut dalam saran."))
    else:
        services.share_supply(business=business, by=who, now=now)
        messages.success(request, _("Usaha Anda tampil bagi pembeli dan dapat diundang."))
    return _back(business)


def _back(business: Business) -> HttpResponse:
    return redirect(f"{reverse('matching_supply')}{which_business(business)}")


def own_business(request: HttpRequest) -> Business:
    """Return the business that the person owns. Raises: NoSuchThing for who owns none."""
    found = {str(one.public_id): one for one in seeing.businesses_of(person(request), now=timezone.now())}
    if not found:
        raise seeing.NoSuchThing("Halaman ini untuk pemilik usaha.")
    asked = request.GET.get("usaha", "")
    if asked and asked not in found:
        raise seeing.NoSuchThing("Usaha ini tidak ditemukan, atau bukan milik Anda.")
    return found[asked or str(shelf(request).business.public_id)]


def which_business(one: Business) -> str:
    """Return what an address says of which business of a person it is about."""
    return f"?usaha={one.public_id}"


def business_switch(request: HttpRequest, here: Business) -> dict[str, Any]:
    """Return what a page of one business shows of the person's others; nothing for who has one."""
    found = seeing.businesses_of(person(request), now=timezone.now())
    if len(found) < 2:
        return {"business_query": "", "business_others": []}
    others = [(which_business(one), one.name) for one in found if one.pk != here.pk]
    return {"business_query": which_business(here), "business_others": others}


def _unsaved(business: Business, now: Any) -> SupplyProfile:
    """Return an empty profile to fill in; reading a page writes nothing."""
    return SupplyProfile(business=business, capacity=0, unit="", unit_price_rupiah=0, drafted_at=now, changed_at=now)


def _told(drafted_from: dict[str, str]) -> list[tuple[str, str]]:
    return [(field_name(field), text) for field, text in drafted_from.items()]


def _values(one: Demand) -> dict[str, Any]:
    return {
        "title": one.title,
        "category": one.category.code,
        "quantity": one.quantity,
        "unit": one.unit,
        "unit_budget": format_rupiah(one.unit_budget_rupiah) if one.unit_budget_rupiah else "",
        "total_budget": format_rupiah(one.total_budget_rupiah) if one.total_budget_rupiah else "",
        "needed_on": one.needed_on,
        "area": one.area_code[:8],
        "certificates": one.certificates,
        "size_classes": one.size_classes,
    }


def _offer(one: SupplyProfile | None) -> dict[str, Any]:
    if one is None:
        return {}
    return {
        "description": one.description,
        "categories": one.categories,
        "capacity": one.capacity or None,
        "unit": one.unit,
        "unit_price": format_rupiah(one.unit_price_rupiah) if one.unit_price_rupiah else "",
        "lead_days": one.lead_days,
        "serves": one.serves,
    }
