"""The organiser's directory: demands drafted from the plans of units, sellers, and who consented to be shown."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tumbuh.accounts.permissions import Permission
from tumbuh.kernel.money import format_rupiah
from tumbuh.kernel.numbers import format_number
from tumbuh.kernel.periods import day_in_wib, format_day
from tumbuh.matching import seeing, services
from tumbuh.matching.models import Demand, SupplyProfile
from tumbuh.matching.rules.states import PROFILE_NAMES
from tumbuh.procurement.queries import units
from tumbuh.web.doors import door, person
from tumbuh.web.matching import words

PAGE_SIZE = 25


class DirectoryFilter(forms.Form):
    """A part of the directory."""

    kata = forms.CharField(label=gettext_lazy("Cari nama"), required=False)
    keadaan = forms.ChoiceField(
        label=gettext_lazy("Keadaan"),
        required=False,
        choices=[
            ("", gettext_lazy("Semua")),
            *((state.value, gettext_lazy(name)) for state, name in PROFILE_NAMES.items()),
        ],
    )


class UnitForm(forms.Form):
    """Whose plan is read."""

    unit = forms.ChoiceField(
        label=gettext_lazy("Unit kota"),
        help_text=gettext_lazy("Paket yang masih dibelanjakan dibaca; setiap paket disusun sekali."),
    )

    def __init__(self, *args: Any, year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = units(year).select("unit", "name").sort("name").iter_rows()
        self.fields["unit"].choices = [("", _("Pilih unit")), *known]  # type: ignore[attr-defined]


@door(Permission.MATCHING_ORGANISE, methods=("GET", "POST"))
def demands(request: HttpRequest) -> HttpResponse:
    """List demands with their state, and draft those of a unit from its plan."""
    now = timezone.now()
    form = UnitForm(request.POST or None, year=day_in_wib(now).year)
    if request.method == "POST" and form.is_valid():
        made = services.draft_demands(unit_ref=form.cleaned_data["unit"], by=person(request), now=now)
        told = ngettext(
            "%(n)s kebutuhan disusun dari rencana. Unitnya memeriksa, lalu menyetujui tampil.",
            "%(n)s kebutuhan disusun dari rencana. Unitnya memeriksa, lalu menyetujui tampil.",
            len(made),
        )
        if made:
            messages.success(request, told % {"n": len(made)})
        else:
            messages.info(
                request,
                _("Tidak ada paket baru: sudah disusun, lewat harinya, atau tidak menyebut jenis barang."),
            )
        return redirect("matching_demands")
    chosen = DirectoryFilter(request.GET or None)
    given = chosen.cleaned_data if chosen.is_bound and chosen.is_valid() else {}
    found = seeing.demands(on=day_in_wib(now), words=given.get("kata", ""), state=given.get("keadaan", ""))
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    run = seeing.newest_directory_run()
    context = {
        "top": "demands",
        "filter": chosen,
        "page": page,
        "demands": [demand_row(one) | {"is_past": one.is_past} for one in page],  # type: ignore[attr-defined]
        "form": form,
        "run": run,
        "run_day": format_day(day_in_wib(run.ran_at)) if run else "",
        "is_filtered": bool(given.get("kata") or given.get("keadaan")),
        "query": query_without_page(request),
    }
    return render(request, "matching/demands.html", context, status=400 if form.is_bound else 200)


@door(Permission.MATCHING_ORGANISE, methods=("POST",))
def match_all(request: HttpRequest) -> HttpResponse:
    """Judge the whole directory, without an event; buyers see the best sellers on the pages of their demands."""
    made = services.match_directory(by=person(request), now=timezone.now())
    if made is None:
        messages.info(request, _("Direktori ini besar: dinilai di latar belakang. Anda diberi kabar begitu selesai."))
        return redirect("matching_demands")
    told = ngettext(
        "%(n)s pasangan boleh bertemu; penjual yang cocok berdiri di halaman setiap kebutuhan.",
        "%(n)s pasangan boleh bertemu; penjual yang cocok berdiri di halaman setiap kebutuhan.",
        made.pairs,
    )
    messages.success(request, told % {"n": format_number(made.pairs)})
    return redirect("matching_demands")


@door(Permission.MATCHING_ORGANISE)
def supplies(request: HttpRequest) -> HttpResponse:
    """List what sellers offer, and whether they consented to be shown."""
    chosen = DirectoryFilter(request.GET or None)
    given = chosen.cleaned_data if chosen.is_bound and chosen.is_valid() else {}
    found = seeing.supplies(words=given.get("kata", ""), state=given.get("keadaan", ""))
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    names = seeing.category_names()
    context = {
        "top": "supplies",
        "filter": chosen,
        "page": page,
        "supplies": [supply_row(one, names) for one in page],
        "query": query_without_page(request),
    }
    return render(request, "matching/supplies.html", context)


def demand_row(one: Demand) -> dict[str, Any]:
    """Return a demand as a line of a list."""
    return {
        "id": one.public_id,
        "title": one.title,
        "buyer": one.buyer.name,
        "buyer_kind": one.buyer.get_kind_display(),
        "category": one.category.name,
        "amount": words.amount(one),
        "budget": words.budget(one),
        "day": format_day(one.needed_on),
        "source": one.get_source_display(),
        "told": [(field_name(field), text) for field, text in one.drafted_from.items()],
        "state": words.state("profile", one.state),
        "kind": words.PROFILE_KINDS[one.state],
    }


def supply_row(one: SupplyProfile, names: dict[str, str]) -> dict[str, Any]:
    """Return a seller as a line of a list."""
    return {
        "id": one.public_id,
        "name": one.business.name,
        "categories": ", ".join(names.get(code, code) for code in one.categories) or "–",
        "capacity": f"{format_number(one.capacity)} {one.unit}",
        "price": format_rupiah(one.unit_price_rupiah),
        "state": words.state("profile", one.state),
        "kind": words.PROFILE_KINDS[one.state],
    }


def field_name(field: str) -> str:
    """Return what a drafted field is called."""
    names = {
        "category": _("Jenis"),
        "categories": _("Jenis"),
        "quantity": _("Jumlah"),
        "budget": _("Anggaran"),
        "needed_on": _("Hari"),
        "area": _("Wilayah"),
        "capacity": _("Kapasitas"),
        "serves": _("Wilayah antar"),
        "unit_price_rupiah": _("Harga"),
    }
    return names.get(field, field)


def query_without_page(request: HttpRequest) -> str:
    """Return the filters of a list for its other pages."""
    kept = request.GET.copy()
    kept.pop("page", None)
    return kept.urlencode()
