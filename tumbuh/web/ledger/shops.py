"""Pages of shops: find one, open one, give it a file."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from tumbuh.accounts.permissions import Permission
from tumbuh.channels import receiving, tasks
from tumbuh.kernel.errors import Refused
from tumbuh.kernel.periods import day_in_wib, format_day
from tumbuh.ledger import queries, services
from tumbuh.ledger.models import Shop
from tumbuh.registry import queries as registry
from tumbuh.web.doors import door, permissions, person
from tumbuh.web.ledger.batches import summary
from tumbuh.web.ledger.forms import SearchForm, ShopForm, UploadForm

PAGE_SIZE = 30
_RECENT = 10
_SHOWN_BUSINESSES = 20


@door(Permission.LEDGER_VIEW)
def shops(request: HttpRequest) -> HttpResponse:
    """List the shops that have the words asked for."""
    form = SearchForm(request.GET, label=_("Cari nama toko, ID, atau usaha"))
    page = Paginator(queries.find_shops(form.words()), PAGE_SIZE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "form": form,
        "page": page,
        "query": query.urlencode(),
        "is_filtered": bool(form.words()),
        "may_import": Permission.LEDGER_IMPORT in permissions(request),
    }
    return render(request, "ledger/shops.html", context)


@door(Permission.LEDGER_VIEW)
def shop(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show one shop: where to put its next file, and what came in before."""
    return _shop(request, queries.shop_by_id(public_id), UploadForm())


@door(Permission.LEDGER_IMPORT, methods=("POST",))
def upload(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take in a file of the shop's orders and go to its page, where it is seen being read."""
    found = queries.shop_by_id(public_id)
    form = UploadForm(request.POST, request.FILES)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            batch = receiving.queue_export(
                shop=found,
                pieces=file.chunks(),
                file_name=file.name or "",
                by=person(request),
                now=timezone.now(),
                defer=lambda batch_id: tasks.read_export.defer(batch_id=batch_id),
            )
        except Refused as refused:
            form.add_error("file", refused.message)
        else:
            return redirect("ledger_batch", batch.public_id)
    return _shop(request, found, form, status=HTTPStatus.BAD_REQUEST)


@door(Permission.LEDGER_IMPORT)
def open_shop(request: HttpRequest) -> HttpResponse:
    """Find the business whose shop it is; `open_for` does the rest."""
    form = SearchForm(request.GET, label=_("Cari nama usaha atau NIB"))
    chosen = registry.BusinessFilter(text=form.words())
    found = registry.businesses(chosen, on=day_in_wib(timezone.now())) if form.words() else None
    context = {"form": form, "businesses": found[:_SHOWN_BUSINESSES] if found is not None else None}
    return render(request, "ledger/open_shop.html", context)


@door(Permission.LEDGER_IMPORT, methods=("GET", "POST"))
def open_for(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Open a shop for a business."""
    business = registry.business_by_id(public_id)
    form = ShopForm(request.POST if request.method == "POST" else None, initial={"name": business.name})
    if request.method == "POST" and form.is_valid():
        try:
            made = services.open_shop(business=business, by=person(request), now=timezone.now(), **form.cleaned_data)
        except services.ShopTaken as refused:
            form.add_error("external_id", refused.message)
        else:
            messages.success(request, _("Toko siap menerima berkas."))
            return redirect("ledger_shop", made.public_id)
    status = HTTPStatus.BAD_REQUEST if form.errors else HTTPStatus.OK
    return render(request, "ledger/open_shop_for.html", {"form": form, "business": business}, status=status)


def _shop(request: HttpRequest, found: Shop, form: UploadForm, *, status: HTTPStatus = HTTPStatus.OK) -> HttpResponse:
    allowed = permissions(request)
    context: dict[str, Any] = {
        "shop": found,
        "form": form,
        "opened_on": format_day(day_in_wib(found.opened_at)),
        "rows": [summary(batch) for batch in queries.batches(found)[:_RECENT]],
        "waiting": queries.waiting_lines(shop=found).count(),
        "may_import": Permission.LEDGER_IMPORT in allowed,
        "may_see_business": Permission.REGISTRY_VIEW in allowed,
    }
    return render(request, "ledger/shop.html", context, status=status)
