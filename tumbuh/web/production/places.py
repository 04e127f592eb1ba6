"""Places of production, and noting on one of them."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from tumbuh.accounts.permissions import Permission
from tumbuh.kernel.errors import NotAllowed, Refused
from tumbuh.kernel.numbers import format_number
from tumbuh.kernel.periods import day_in_wib, format_day
from tumbuh.production import queries, services
from tumbuh.production.models import LogVersion, Site
from tumbuh.production.rules.kinds import SITE_KINDS
from tumbuh.production.rules.units import format_kg, format_quantity
from tumbuh.reference.areas import areas_by_code
from tumbuh.web.doors import door, permissions, person
from tumbuh.web.production.asking import seen
from tumbuh.web.production.forms import LogForm

PAGE_SIZE = 40


@door(Permission.PRODUCTION_VIEW)
def places(request: HttpRequest) -> HttpResponse:
    """List the places, those that were silent longest first."""
    text, kind = request.GET.get("q", "").strip(), request.GET.get("kind", "").strip()
    found = queries.sites(areas=seen(request), text=text, kind=kind)
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    areas = areas_by_code()
    rows = [
        {
            "site": site,
            "area": areas[site.area_code].name if site.area_code in areas else site.area_code,
            "last": format_day(site.last_on) if site.last_on else _("belum ada"),
            "logs": format_number(site.logs),
        }
        for site in page
    ]
    context = {
        "rows": rows, "page": page, "text": text, "kind": kind,
        "kinds": [(code, _(name)) for code, name in SITE_KINDS.items()],
        "query": f"q={text}&kind={kind}",
    }  # fmt: skip
    return render(request, "production/places.html", context)


@door(Permission.PRODUCTION_VIEW)
def place(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show one place with what was noted on it."""
    return _place(request, _site(request, public_id), LogForm(initial={"done_on": day_in_wib(timezone.now())}))


@door(Permission.PRODUCTION_MANAGE, methods=("POST",))
def note(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Note something on a place; a strange amount is asked about once."""
    site = _site(request, public_id)
    form = LogForm(request.POST)
    if not form.is_valid():
        return _place(request, site, form, status=400)
    try:
        log = services.record_log(
            client_id=_client_id(request), kind=form.cleaned_data["kind"], values=form.values(site.pk),
            by=person(request), now=timezone.now(),
        )  # fmt: skip
    except NotAllowed:
        raise
    except Refused as refused:
        form.add_error("reason" if isinstance(refused, services.AskFirst) else None, refused.message)
        return _place(request, site, form, status=400)
    messages.success(request, _("Tercatat."))
    return redirect("production_log", log.public_id)


def log_line(version: LogVersion) -> dict[str, Any]:
    """Return a version as a line of a table."""
    return {
        "version": version,
        "day": format_day(version.done_on),
        "said": f"{format_quantity(version.quantity_milli)} {version.unit}",
        "mass": f"{format_kg(version.mass_mg)} kg" if version.mass_mg is not None else "–",
        "waits": bool(version.question and not version.reason),
    }


def _place(request: HttpRequest, site: Site, form: LogForm, status: int = 200) -> HttpResponse:
    page = Paginator(queries.logs_of_site(site), PAGE_SIZE).get_page(request.GET.get("page"))
    area = areas_by_code().get(site.area_code)
    context = {
        "site": site,
        "area": area.name if area else site.area_code,
        "opened": format_day(site.opened_on),
        "closed": format_day(site.closed_on) if site.closed_on else "",
        "rows": [log_line(version) for version in page],
        "page": page,
        "form": form,
        "client_id": request.POST.get("client_id") or str(uuid4()),
        "may_manage": Permission.PRODUCTION_MANAGE in permissions(request),
    }
    return render(request, "production/place.html", context, status=status)


def _client_id(request: HttpRequest) -> UUID:
    """Return the key of the form that was sent, so that sending it twice notes it once."""
    try:
        return UUID(request.POST.get("client_id", ""))
    except ValueError:
        return uuid4()


def _site(request: HttpRequest, public_id: UUID) -> Site:
    try:
        return queries.site(public_id, areas=seen(request))
    except Site.DoesNotExist:
        raise Http404 from None
