"""How a business sells to the city: its type, where it delivers, what that costs."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tumbuh.catalogue import queries as catalogue
from tumbuh.catalogue import services
from tumbuh.catalogue.models import SellerProfile
from tumbuh.kernel.errors import Refused
from tumbuh.reference.areas import all_areas
from tumbuh.web.catalogue.sellers import SELL, shelf
from tumbuh.web.catalogue.selling_forms import ProfileForm
from tumbuh.web.catalogue.selling_rooms import rooms
from tumbuh.web.doors import door, person


@door(SELL, methods=("GET", "POST"))
def profile(request: HttpRequest) -> HttpResponse:
    """Show and write the profile."""
    here = shelf(request)
    cities = [(area.code, area.name) for area in all_areas() if area.level == "city"]
    first = _first_values(catalogue.profile_of(here.business.pk))
    form = ProfileForm(request.POST if request.method == "POST" else None, areas=cities, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            services.set_profile(business=here.business, values=form.values(), by=person(request), now=timezone.now())
        except Refused as refused:
            form.add_error(None, refused.message)
        else:
            messages.success(request, _("Profil usaha tersimpan."))
            return redirect("selling_home")
    context = {
        "heading": _("Profil usaha"),
        "lead": here.business.name,
        "rooms": rooms(request),
        "form": form,
        "back": reverse("selling_home"),
    }
    status = HTTPStatus.BAD_REQUEST if form.errors else HTTPStatus.OK
    return render(request, "catalogue/selling_form.html", context, status=status)


def _first_values(known: SellerProfile | None) -> dict[str, object]:
    if known is None:
        return {"seller_type": "maker", "consented": True}
    return {
        "seller_type": known.seller_type,
        "maker_name": known.maker_name,
        "phone": known.phone,
        "delivers_to": known.delivers_to,
        "delivery_fee": str(known.delivery_fee_rupiah),
        "packing_fee": str(known.packing_fee_rupiah),
        "collects_vat": known.collects_vat,
        "consented": known.consented_at is not None,
    }
