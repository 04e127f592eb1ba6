"""What one unit of each commodity weighs, where and since when; setting it anew restates the logs it touches."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from tumbuh.accounts.permissions import Permission
from tumbuh.kernel.errors import NotAllowed, Refused
from tumbuh.kernel.numbers import format_number
from tumbuh.kernel.periods import day_in_wib, format_day
from tumbuh.production import queries, services
from tumbuh.reference.areas import all_areas, areas_by_code
from tumbuh.web.doors import door, permissions, person
from tumbuh.web.production.forms import FactorForm


@door(Permission.PRODUCTION_VIEW)
def factors(request: HttpRequest) -> HttpResponse:
    """List every factor with its source."""
    return _page(request, _form(None))


@door(Permission.PRODUCTION_MANAGE, methods=("POST",))
def set_factor(request: HttpRequest) -> HttpResponse:
    """Say what one unit weighs from a day on."""
    form = _form(request)
    if not form.is_valid():
        return _page(request, form, status=400)
    given = form.cleaned_data
    try:
        _factor, restated = services.set_factor(
            commodity_code=given["commodity"], unit=given["unit"], area_code=given["area"],
            grams_per_unit=given["grams"], valid_from=given["valid_from"], source=given["source"], by=person(request),
            now=timezone.now(),
        )  # fmt: skip
    except NotAllowed:
        raise
    except Refused as refused:
        form.add_error(None, refused.message)
        return _page(request, form, status=400)
    told = _("Faktor disimpan; catatan yang dihitung ulang: %(n)s.")
    messages.success(request, told % {"n": format_number(restated)})
    return redirect("production_factors")


def _form(request: HttpRequest | None) -> FactorForm:
    areas = [
        ("", _("Seluruh kota")),
        *((one.code, one.name) for one in all_areas() if one.level in ("city", "district")),
    ]
    if request is not None:
        return FactorForm(request.POST, areas=areas)
    return FactorForm(areas=areas, initial={"valid_from": day_in_wib(timezone.now())})


def _page(request: HttpRequest, form: FactorForm, status: int = 200) -> HttpResponse:
    areas = areas_by_code()
    rows = [
        {
            "factor": one,
            "grams": format_number(one.grams_per_unit),
            "area": areas[one.area_code].name if one.area_code in areas else _("Seluruh kota"),
            "since": format_day(one.valid_from),
        }
        for one in queries.factors()
    ]
    may = Permission.PRODUCTION_MANAGE in permissions(request)
    return render(request, "production/factors.html", {"rows": rows, "form": form if may else None}, status=status)
