"""Pages of the register: businesses found, one business, an id shown for a purpose."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from tumbuh.accounts.permissions import Permission
from tumbuh.catalogue import queries as catalogue
from tumbuh.kernel.money import format_rupiah
from tumbuh.kernel.numbers import format_number
from tumbuh.kernel.periods import day_in_wib, format_day
from tumbuh.reference import areas
from tumbuh.registry import queries, services
from tumbuh.registry.models import ClassAssessment, Owner, Ownership
from tumbuh.registry.rules import next_check_on
from tumbuh.web.doors import door, permissions, person
from tumbuh.web.registry.forms import FilterForm

PAGE_SIZE = 50
CLASS_NAMES = dict(ClassAssessment.CLASSES)


@door(Permission.REGISTRY_VIEW)
def businesses(request: HttpRequest) -> HttpResponse:
    """List the businesses of the register that pass the filters."""
    today = day_in_wib(timezone.now())
    known = areas.all_areas(today)
    names = {area.code: area.name for area in known}
    form = FilterForm(request.GET or None, known_areas=known)
    chosen = form.chosen() if request.GET else queries.BusinessFilter()
    page = Paginator(queries.businesses(chosen, on=today), PAGE_SIZE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    rows = [
        {
            "business": business,
            "area": names.get(business.area_code or "", ""),
            "size_class": _(CLASS_NAMES[business.size_class]) if business.size_class else "",
            "registered_on": format_day(business.registered_on),
            "is_closed": business.closed_on is not None and business.closed_on <= today,
        }
        for business in page
    ]
    context = {
        "form": form,
        "rows": rows,
        "page": page,
        "total": format_number(page.paginator.count),
        "query": query.urlencode(),
        "is_filtered": bool(query),
        "may_import": Permission.REGISTRY_IMPORT in permissions(request),
    }
    template = "registry/_businesses.html" if request.headers.get("HX-Request") else "registry/businesses.html"
    return render(request, template, context)


@door(Permission.REGISTRY_VIEW)
def business(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show one business with its owners, sites, licences, classes and products."""
    today = day_in_wib(timezone.now())
    detail = queries.business_detail(public_id)
    names = {area.code: area.name for area in areas.all_areas(today)}
    context = {
        "detail": detail,
        "business": detail.business,
        "registered_on": format_day(detail.business.registered_on),
        "closed_on": _day(detail.business.closed_on),
        "owners": [_owner_row(row) for row in detail.owners],
        "licences": [(row, _day(row.valid_to)) for row in detail.licences],
        "sites": [{"row": site, "area": _place(site.area_code, names)} for site in detail.sites],
        "classes": [_class_row(row) for row in detail.assessments],
        "products": catalogue.products_of([detail.business.pk]),
        "may_reveal": Permission.REGISTRY_REVEAL_ID in permissions(request),
    }
    return render(request, "registry/business.html", context)


@door(Permission.REGISTRY_REVEAL_ID, methods=("POST",))
def reveal(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show an owner's NIK in full, once, for the purpose that was written down."""
    nik = services.reveal_nik(
        owner_id=public_id, purpose=request.POST.get("purpose", ""), by=person(request), now=timezone.now()
    )
    template = "registry/_nik.html" if request.headers.get("HX-Request") else "registry/nik.html"
    return render(request, template, {"nik": nik})


@dataclass(frozen=True)
class ClassRow:
    """One assessment as the page shows it."""

    name: str
    basis: str
    as_of: str
    next_check: str
    capital: str
    sales: str
    note: str
    source: str


def _class_row(row: ClassAssessment) -> ClassRow:
    note = ""
    if row.disagrees:
        by = {"capital": _(CLASS_NAMES[row.class_by_capital]), "sales": _(CLASS_NAMES[row.class_by_sales])}
        note = _("Menurut modal %(capital)s, menurut penjualan %(sales)s.") % by
    return ClassRow(
        name=_(row.get_size_class_display()),
        basis=_(row.get_basis_display()),
        as_of=format_day(row.as_of),
        next_check=format_day(next_check_on(row.as_of)),
        capital=format_rupiah(row.capital_rupiah),
        sales=format_rupiah(row.yearly_sales_rupiah),
        note=note,
        source=row.policy_source,
    )


def _place(code: str | None, names: dict[str, str]) -> str:
    """Return "Gambir, Gambir, Kota …": the area and what it lies in; "" without an area."""
    if not code:
        return ""
    chain = [code[:length] for length in (13, 8, 5) if len(code) >= length]
    return ", ".join(names.get(one, one) for one in chain)


def _owner_row(row: Ownership) -> dict[str, Any]:
    """Return an owner as the page shows it: ids and phone masked."""
    return {
        "row": row,
        "nik": queries.masked_nik(row.owner),
        "phone": _masked_phone(row.owner),
        "from_on": format_day(row.from_on),
        "to_on": _day(row.to_on),
    }


def _day(day: date | None) -> str:
    return format_day(day) if day else ""


def _masked_phone(owner: Owner) -> str:
    return f"{owner.phone[:6]}••••{owner.phone[-2:]}" if owner.phone else ""
