"""Pages of SKUs: what sells without a product, which product it is, and what proves that product's origin."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

import polars as pl
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tumbuh.accounts.permissions import Permission
from tumbuh.catalogue import queries as catalogue
from tumbuh.catalogue.models import Product
from tumbuh.kernel.errors import Refused
from tumbuh.kernel.money import format_rupiah
from tumbuh.kernel.numbers import format_number
from tumbuh.kernel.periods import Month, format_day
from tumbuh.ledger import queries, services
from tumbuh.ledger.models import Shop
from tumbuh.web.doors import door, permissions, person
from tumbuh.web.ledger.forms import NEW, MapForm, ProofForm
from tumbuh.web.ledger.words import LEVELS

SHOWN = 100


@door(Permission.LEDGER_VIEW)
def unmapped(request: HttpRequest) -> HttpResponse:
    """List the SKUs that sell without a product, the largest first; of one shop when it is named."""
    shop = queries.shop_by_id(_uuid(request.GET["toko"])) if request.GET.get("toko") else None
    found = queries.unmapped_skus(shop=shop, limit=SHOWN)
    shops = queries.shops_by_key(found["shop"].unique().to_list())
    context = {
        "rows": [_row(row, shops[row["shop"]]) for row in found.iter_rows(named=True)],
        "shop": shop,
        "is_cut": found.height == SHOWN,
        "may_map": Permission.LEDGER_MAP_SKU in permissions(request),
    }
    return render(request, "ledger/skus.html", context)


@door(Permission.LEDGER_MAP_SKU, methods=("GET", "POST"))
def map_sku(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Say which product a SKU of a shop is, seeing what that restates."""
    shop = queries.shop_by_id(public_id)
    sku, variation = request.GET.get("sku", ""), request.GET.get("variasi", "")
    products = list(catalogue.products_of([shop.business_id]))
    choices = [(str(product.public_id), _named(product)) for product in products]
    name = request.GET.get("nama", "")[:200]
    # Nothing is chosen for the person unless the names agree: a hasty click would prove the wrong goods.
    alike = [str(product.public_id) for product in products if product.name.casefold() == name.casefold()]
    first = {"product": alike[0] if alike else None if products else NEW, "name": name}
    form = MapForm(_sent(request), products=choices, initial=first | {"all_variations": not variation})
    if request.method == "POST" and form.is_valid():
        try:
            restated = _save(form, shop=shop, sku=sku, variation=variation, request=request)
        except Refused as refused:
            form.add_error(None, refused.message)
        else:
            said = _("SKU dipasangkan; %(number)s baris penjualan dinyatakan ulang.")
            messages.success(request, said % {"number": format_number(restated)})
            return redirect("ledger_skus")
    context = {
        "shop": shop,
        "sku": sku,
        "variation": variation,
        "form": form,
        "months": _months(queries.months_of_sku(shop, sku, "")),
        "months_of_variation": _months(queries.months_of_sku(shop, sku, variation)) if variation else None,
    }
    return render(request, "ledger/map_sku.html", context, status=_status(form))


@door(Permission.LEDGER_VIEW)
def product(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show a product: which SKUs it is, and what proves its origin."""
    return _product(request, catalogue.product_by_public_id(str(public_id)), ProofForm())


@door(Permission.LEDGER_MAP_SKU, methods=("POST",))
def prove(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Add a proof of the product's origin."""
    found, form = catalogue.product_by_public_id(str(public_id)), ProofForm(request.POST)
    if form.is_valid():
        try:
            restated = services.prove_origin(
                product=found, proof=form.proof_given(), by=person(request), now=timezone.now()
            )
        except Refused as refused:
            form.add_error(None, refused.message)
        else:
            _say_restated(request, restated)
            return redirect("ledger_product", found.public_id)
    return _product(request, found, form)


@door(Permission.LEDGER_MAP_SKU, methods=("POST",))
def withdraw(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Withdraw a proof of the product's origin, with a reason."""
    found = catalogue.product_by_public_id(str(public_id))
    chosen = request.POST.get("proof", "")
    proof = found.evidence.filter(pk=chosen, withdrawn_at=None).first() if chosen.isdigit() else None
    if proof is None:
        raise Http404
    restated = services.withdraw_proof(
        evidence=proof, by=person(request), now=timezone.now(), reason=request.POST.get("reason", "")
    )
    _say_restated(request, restated)
    return redirect("ledger_product", found.public_id)


def _save(form: MapForm, *, shop: Shop, sku: str, variation: str, request: HttpRequest) -> int:
    given, of = form.cleaned_data, "" if form.cleaned_data["all_variations"] else variation
    who: dict[str, Any] = {"by": person(request), "now": timezone.now()}
    if form.is_new():
        return services.map_to_new_product(
            shop=shop, sku=sku, variation=of, name=given["name"], kind=given["kind"] or "maker",
            proof=form.proof_of_new(), **who,
        )  # fmt: skip
    chosen = catalogue.product_by_public_id(given["product"])
    return services.map_sku(shop=shop, sku=sku, variation=of, product=chosen, **who)


def _product(request: HttpRequest, found: Product, form: ProofForm) -> HttpResponse:
    proofs = found.evidence.filter(withdrawn_at=None).order_by("-level", "valid_from")
    context = {
        "product": found,
        "skus": queries.mappings(found),
        "proofs": [
            {
                "row": proof,
                "level": LEVELS[proof.level][0],
                "kind": LEVELS[proof.level][1],
                "from": format_day(proof.valid_from),
                "to": format_day(proof.valid_to) if proof.valid_to else "",
            }
            for proof in proofs
        ],
        "form": form,
        "may_map": Permission.LEDGER_MAP_SKU in permissions(request),
    }
    return render(request, "ledger/product.html", context, status=_status(form))


def _say_restated(request: HttpRequest, restated: int) -> None:
    said = _("Tersimpan; %(number)s baris penjualan dinyatakan ulang.") % {"number": format_number(restated)}
    messages.success(request, said)


def _row(row: dict[str, Any], shop: Shop) -> dict[str, Any]:
    query = QueryDict(mutable=True)
    query.update({"sku": row["sku"], "variasi": row["variation"] or "", "nama": row["product_name"] or ""})
    return row | {
        "shop": shop,
        "rupiah": format_rupiah(row["rupiah"]),
        "lines": format_number(row["lines"]),
        "href": f"{reverse('ledger_map_sku', args=[shop.public_id])}?{query.urlencode()}",
    }


def _named(product: Product) -> str:
    best = max((proof.level for proof in product.proofs), default=0)  # type: ignore[attr-defined]
    worst = min((proof.level for proof in product.proofs), default=0)  # type: ignore[attr-defined]
    return f"{product.name} · {LEVELS[worst if worst < 0 else best][0]}"


def _months(found: pl.DataFrame) -> dict[str, Any]:
    return {
        "lines": format_number(int(found["lines"].sum())),
        "rupiah": format_rupiah(int(found["rupiah"].sum())),
        "rows": [
            (Month.parse(month).label, format_number(lines), format_rupiah(rupiah))
            for month, lines, rupiah in found.select("month", "lines", "rupiah").iter_rows()
        ],
    }


def _sent(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _status(form: ProofForm) -> HTTPStatus:
    return HTTPStatus.BAD_REQUEST if form.errors else HTTPStatus.OK


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Http404 from None
