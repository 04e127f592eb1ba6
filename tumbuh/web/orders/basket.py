"""The basket: what is chosen for one package, what it costs landed, what the law says, and the click that orders."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tumbuh.accounts.permissions import Permission
from tumbuh.catalogue.ordering import OfferToOrder, offer_to_order
from tumbuh.catalogue.stock import NotForSale
from tumbuh.kernel.money import format_rupiah
from tumbuh.kernel.numbers import format_number
from tumbuh.kernel.periods import WIB, day_in_wib
from tumbuh.orders import seeing, services
from tumbuh.orders.models import Basket, Disposition
from tumbuh.orders.previewing import Preview, PreviewLine, SellerPart, preview
from tumbuh.orders.rules.moves import DispositionState
from tumbuh.orders.rules.totals import Totals
from tumbuh.reference import areas
from tumbuh.web.doors import door, person
from tumbuh.web.orders import asking, rails, showing
from tumbuh.web.orders.parts import BasketLine, Money

_LONG = 10  # digits: no basket holds a billion of anything, and no column does
CHOSEN = "orders_package"  # in the session: for which package the person shops


@door(Permission.ORDERS_PLACE)
def basket(request: HttpRequest) -> HttpResponse:
    """Show the basket of the package that the person shops for."""
    own = packages_of(request)
    chosen = chosen_of(request, own)
    if chosen is None:
        return render(request, "orders/basket.html", {"basket": None})
    found = seeing.open_basket(person(request), chosen)
    now = timezone.now()
    shown = preview(found, on=day_in_wib(now)) if found else Preview()
    context: dict[str, Any] = {
        "basket": _basket(chosen),
        "others": [(str(one.public_id), one.package_name or one.plan_code) for one in own] if len(own) > 1 else [],
        "sellers": [_seller(one) for one in shown.sellers],
        "gone": [{"offer": line.offer.public_id, "title": line.offer.title} for line in shown.gone],
    }
    if found is not None and (shown.sellers or shown.gone):
        context |= _sums(shown, chosen) | rails.of_basket(found, shown, now=now)
        context["delivery_form"] = asking.DeliveryForm(initial=_delivery(found))
        context["place_words"] = _place_words(shown)
    return render(request, "orders/basket.html", context)


@door(Permission.ORDERS_PLACE, methods=("POST",))
def shop_for(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Choose the package that is shopped for, and go to the catalogue."""
    found = seeing.disposition(public_id, user=person(request), now=timezone.now())
    request.session[CHOSEN] = str(found.public_id)
    messages.info(request, _("Anda berbelanja untuk paket %(name)s.") % {"name": found.package_name or found.plan_code})
    return redirect("/katalog/")


@door(Permission.ORDERS_PLACE, methods=("POST",))
def add(request: HttpRequest) -> HttpResponse:
    """Put a product of the catalogue into the basket; without a package of one's own, say how to get one."""
    chosen = chosen_of(request, packages_of(request))
    if chosen is None:
        messages.warning(request, _("Terima dahulu disposisi paket; setiap pesanan menempel pada paket RUP."))
        return redirect("orders_desk")
    now = timezone.now()
    offer = _offer(request.POST.get("offer", ""), now)
    services.put_in_basket(
        disposition_id=chosen.pk,
        offer_id=offer.id,
        quantity=_number(request.POST.get("quantity", ""), offer.min_quantity),
        note=request.POST.get("note", ""),
        by=person(request),
        now=now,
    )
    messages.success(request, _("%(title)s masuk keranjang.") % {"title": offer.title})
    return redirect(_back(request) or "orders_basket")


@door(Permission.ORDERS_PLACE, methods=("POST",))
def change(request: HttpRequest) -> HttpResponse:
    """Change how many of a product are in the basket, or take it out."""
    found, chosen = open_of(request)
    key = request.POST.get("offer", "")
    line = next((one for one in found.lines.select_related("offer") if str(one.offer.public_id) == key), None)
    if line is not None:
        out = bool(request.POST.get("remove"))
        services.put_in_basket(
            disposition_id=chosen.pk,
            offer_id=line.offer_id,
            quantity=0 if out else _number(request.POST.get("quantity", ""), line.quantity),
            note=request.POST.get("note", line.note),
            by=person(request),
            now=timezone.now(),
        )
        told = _("%(title)s dikeluarkan dari keranjang.") if out else _("%(title)s diubah.")
        messages.success(request, told % {"title": line.offer.title})
    return redirect("orders_basket")


@door(Permission.ORDERS_PLACE, methods=("POST",))
def delivery(request: HttpRequest) -> HttpResponse:
    """Say where and when everything in the basket is to be delivered."""
    found, _chosen = open_of(request)
    form = asking.DeliveryForm(request.POST)
    if not form.is_valid():
        for name, errors in form.errors.items():
            messages.error(request, f"{form.fields[name].label}: {' '.join(map(str, errors))}")
        return redirect("orders_basket")
    services.set_delivery(
        basket_id=found.pk,
        address=form.cleaned_data["address"],
        area=form.cleaned_data["area"],
        deliver_by_at=form.moment(),
        by=person(request),
        now=timezone.now(),
    )
    messages.success(request, _("Alamat dan waktu pengantaran tersimpan."))
    return redirect("orders_basket")


@door(Permission.ORDERS_PLACE, methods=("POST",))
def place(request: HttpRequest) -> HttpResponse:
    """Turn the basket into orders, one for each seller."""
    found, _chosen = open_of(request)
    now = timezone.now()
    reasons = rails.answered(request.POST)
    placed = services.place(basket_id=found.pk, by=person(request), now=now, warnings=reasons)
    told = ngettext("%(n)s pesanan dibuat.", "%(n)s pesanan dibuat.", len(placed)) % {"n": len(placed)}
    after = _("Sisa baris anggaran %(rupiah)s.") % {"rupiah": format_rupiah(placed[-1].balance_after_rupiah)}
    messages.success(request, f"{told} {after}")
    if len(placed) == 1:
        return redirect("orders_order", placed[0].public_id)
    return redirect("orders_list")


def packages_of(request: HttpRequest) -> list[Disposition]:
    """Return the packages that the person may order from now, newest first."""
    return list(seeing.dispositions_of_officer(person(request), state=DispositionState.TAKEN_UP))


def chosen_of(request: HttpRequest, own: list[Disposition]) -> Disposition | None:
    """Return the package that is shopped for: as asked, as chosen before, else the newest."""
    asked = request.POST.get("paket") or request.GET.get("paket") or request.session.get(CHOSEN, "")
    found = next((one for one in own if str(one.public_id) == asked), own[0] if own else None)
    if found is not None and request.session.get(CHOSEN) != str(found.public_id):
        request.session[CHOSEN] = str(found.public_id)
    return found


def open_of(request: HttpRequest) -> tuple[Basket, Disposition]:
    """Return the open basket of the package that is shopped for. Raises: NoSuchOrder."""
    chosen = chosen_of(request, packages_of(request))
    found = seeing.open_basket(person(request), chosen) if chosen else None
    if chosen is None or found is None:
        raise seeing.NoSuchOrder(_("Keranjang ini sudah dipesan atau kosong; mulai lagi dari katalog."))
    return found, chosen


def _back(request: HttpRequest) -> str:
    """Return the page of the shop that the product was taken from; "" for none, and for a page that is not ours."""
    asked = request.POST.get("next", "")
    return asked if asked.startswith("/") and url_has_allowed_host_and_scheme(asked, None) else ""


def _offer(text: str, now: datetime) -> OfferToOrder:
    try:
        found = offer_to_order(UUID(text), on=day_in_wib(now))
    except ValueError:
        raise Http404 from None
    if found is None:
        raise NotForSale(_("Produk ini sedang tidak dijual; pilih yang lain."))
    return found


def _number(text: str, otherwise: int) -> int:
    digits = text.strip().replace(".", "")
    return int(digits) if digits.isdecimal() and len(digits) < _LONG else otherwise


def _basket(chosen: Disposition) -> dict[str, str]:
    line = chosen.budget_line
    return {
        "disposition_id": str(chosen.public_id),
        "package": chosen.package_name or chosen.plan_code,
        "free": format_rupiah(chosen.free_rupiah),
        "line": f"{line.account_name or line.account} · {line.sub_activity} · {line.account}",
    }


def _delivery(found: Basket) -> dict[str, Any]:
    at = found.deliver_by_at.astimezone(WIB) if found.deliver_by_at else None
    return {
        "address": found.delivery_address,
        "area": found.delivery_area,
        "day": at.date() if at else None,
        "time": at.time() if at else None,
    }


def _seller(part: SellerPart) -> dict[str, Any]:
    place = areas.areas_by_code().get(part.seller_area[:8])
    return {
        "name": part.seller_name,
        "place": place.name if place else "",
        "lines": [_line(line) for line in part.lines],
        "money": _money(part.totals, _("Harga sampai di tempat")),
    }


def _line(line: PreviewLine) -> BasketLine:
    offer = line.offer
    return BasketLine(
        offer=offer.public_id,
        href=f"/katalog/{offer.public_id}/",
        title=offer.title,
        rupiah=format_rupiah(line.rupiah),
        price=format_rupiah(offer.price_rupiah),
        unit=offer.unit,
        quantity=line.quantity,
        note=line.note,
        limits=_limits(offer),
        problem=line.problem,
    )


def _limits(offer: OfferToOrder) -> str:
    told = []
    if offer.min_quantity > 1:
        told.append(_("paling sedikit %(n)s") % {"n": format_number(offer.min_quantity)})
    if not offer.made_to_order:
        told.append(_("stok %(n)s") % {"n": format_number(offer.free)})
    if offer.lead_hours:
        told.append(_("dipesan %(n)s jam sebelumnya") % {"n": format_number(offer.lead_hours)})
    return " · ".join(told)


def _money(sums: Totals, last: str) -> list[Money]:
    rows = [
        Money(_("Harga barang"), format_rupiah(sums.goods_rupiah)),
        Money(_("Kemasan"), format_rupiah(sums.packing_rupiah)),
        Money(_("Ongkos kirim"), format_rupiah(sums.delivery_rupiah)),
        Money(_("Pajak yang ditambahkan penjual"), format_rupiah(sums.tax_rupiah)),
    ]
    return [*rows, Money(last, format_rupiah(sums.total_rupiah), "total")]


def _sums(shown: Preview, chosen: Disposition) -> dict[str, Any]:
    parts = [one.totals for one in shown.sellers]
    whole = Totals(
        sum(one.goods_rupiah for one in parts),
        sum(one.packing_rupiah for one in parts),
        sum(one.delivery_rupiah for one in parts),
        sum(one.tax_rupiah for one in parts),
    )
    line = chosen.budget_line
    return {
        "money": [
            *_money(whole, _("Jumlah sampai di tempat")),
            Money(_("Sisa paket sebelum pesanan"), format_rupiah(chosen.free_rupiah), "muted"),
        ],
        "balance": showing.balance(
            ceiling_rupiah=line.ceiling_rupiah, before_rupiah=line.free_rupiah, asked_rupiah=whole.total_rupiah
        ),
    }


def _place_words(shown: Preview) -> str:
    n, rupiah = len(shown.sellers), format_rupiah(shown.total_rupiah)
    if n == 1:
        return _("Pesan sekarang, %(rupiah)s") % {"rupiah": rupiah}
    return _("Buat %(n)s pesanan, %(rupiah)s") % {"n": n, "rupiah": rupiah}
