"""Tying an offer's product to the master that equals of other sellers share, and untying it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from tumbuh.accounts.permissions import Permission
from tumbuh.catalogue import judging, services
from tumbuh.catalogue.access import check_curator
from tumbuh.catalogue.models import Offer
from tumbuh.catalogue.rules.masters import pack_of
from tumbuh.kernel.errors import Refused
from tumbuh.web.doors import door, person

NEW = "new"


def likely(offer: Offer) -> list[dict[str, Any]]:
    """Return the masters that an offer may be one of, the likest first."""
    return [
        {
            "id": one.master.pk,
            "name": str(one.master),
            "unit": one.master.unit,
            "likeness": _("%(like)s %% mirip") % {"like": one.like},
        }
        for one in services.suggest_masters(offer)
    ]


@door(Permission.CATALOGUE_CURATE, methods=("POST",))
def link(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Tie the product of a judgement's offer to the master that was chosen, or to a new one."""
    found, now = judging.step(public_id), timezone.now()
    check_curator(person(request), found.area_code, found.level, now)
    offer, chosen = found.offer, request.POST.get("master", "")
    if chosen == NEW:
        new = services.NewMaster(
            offer.title, offer.category.code, offer.unit, pack_of(f"{offer.title} {offer.description}")
        )
        master_id = services.add_master(new=new, by=person(request), now=now).pk
    elif chosen.isdecimal() and int(chosen) in {one.master.pk for one in services.suggest_masters(offer)}:
        master_id = int(chosen)
    else:
        raise Refused("Pilih satu barang dari usul, atau jadikan barang induk baru.", code="no_master_chosen")
    services.link_masters(links=[(offer.product_id, master_id)], by=person(request), now=now)
    messages.success(request, _("Ditautkan. Harganya kini dapat dibandingkan."))
    return redirect("curation_step", public_id)


@door(Permission.CATALOGUE_CURATE, methods=("POST",))
def unlink(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Untie it again."""
    found, now = judging.step(public_id), timezone.now()
    check_curator(person(request), found.area_code, found.level, now)
    services.unlink_master(product_id=found.offer.product_id, by=person(request), now=now)
    messages.success(request, _("Tautan dilepas."))
    return redirect("curation_step", public_id)
