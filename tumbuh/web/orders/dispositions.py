"""Pages of packages on their way: the budget owner disposes, the PPK prepares, the procurement officer takes up."""

import mimetypes
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from tumbuh.accounts.models import User
from tumbuh.accounts.permissions import Permission
from tumbuh.accounts.queries import person as person_of
from tumbuh.kernel.money import format_rupiah
from tumbuh.orders import seeing, services
from tumbuh.orders.models import Disposition
from tumbuh.orders.rules.moves import DISPOSITION_NAMES, DispositionState
from tumbuh.orders.storing import kept_bytes
from tumbuh.procurement.models import BudgetLine
from tumbuh.procurement.ordering import PackageToOrder, lines_to_order, package_to_order
from tumbuh.web.doors import door, person
from tumbuh.web.orders import asking, showing
from tumbuh.web.orders.parts import Money
from tumbuh.web.orders.track import track
from tumbuh.web.orders.words import moment_in_words
from tumbuh.web.procurement.figure_words import METHODS, said

PAGE_SIZE = 20


@door(Permission.ORDERS_DISPOSE)
def packages(request: HttpRequest) -> HttpResponse:
    """List the packages of the budget owner's units with what is left to dispose of."""
    form = asking.PackageFilter(request.GET)
    form.is_valid()
    found = seeing.packages_to_dispose(person(request), now=timezone.now(), words=form.cleaned_data.get("kata", ""))
    if form.cleaned_data.get("sisa") != "semua":
        found = [one for one in found if one.left_rupiah > 0]
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    rows = [
        {
            "name": one.name,
            "code": one.code,
            "unit": one.unit_name,
            "method": said(METHODS, one.method),
            "ceiling": format_rupiah(one.ceiling_rupiah),
            "disposed": format_rupiah(one.disposed_rupiah),
            "href": reverse("orders_dispose", args=[one.code]),
        }
        for one in page
    ]
    query = request.GET.copy()
    query.pop("page", None)
    context = {"form": form, "page": page, "packages": rows, "query": query.urlencode()}
    return render(request, "orders/packages.html", context)


@door(Permission.ORDERS_DISPOSE, methods=("GET", "POST"))
def dispose(request: HttpRequest, plan_code: str) -> HttpResponse:
    """Give one package to a PPK."""
    package = package_to_order(plan_code)
    lines, now = lines_to_order(package), timezone.now()
    disposed = seeing.disposed_of([package.code]).get(package.code, 0)
    officers = seeing.officers_of(package.unit_ref, Permission.ORDERS_PREPARE, now=now)
    form = asking.DisposeForm(
        request.POST or None,
        officers=_people(officers),
        lines=[(str(line.public_id), _line_words(line)) for line in lines],
        ceiling_rupiah=max(package.ceiling_rupiah - disposed, 0),
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        made = services.dispose(
            plan_code=package.code,
            budget_line_id=next(line.pk for line in lines if str(line.public_id) == given["line"]),
            ceiling_rupiah=given["ceiling"],
            commitment_officer=person_of(UUID(given["officer"])),
            note=given["note"],
            by=person(request),
            now=now,
        )
        told = _("Paket didisposisikan kepada %(name)s, paling banyak %(rupiah)s.")
        messages.success(
            request, told % {"name": made.commitment_officer, "rupiah": format_rupiah(made.ceiling_rupiah)}
        )
        return redirect("orders_desk")
    context: dict[str, Any] = {
        "form": form,
        "package": _package(package, disposed),
        "lines": [_line(line) for line in lines],
    }
    context["is_spent"] = package.ceiling_rupiah <= disposed
    return render(request, "orders/dispose.html", context)


@door(Permission.ORDERS_VIEW)
def disposition(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show one disposition: its documents, its money, its orders, and what is next."""
    found = _found(request, public_id)
    who, now = person(request), timezone.now()
    act = _act(found, who)
    officers = seeing.officers_of(found.unit_ref, Permission.ORDERS_PLACE, now=now) if act == "prepare" else []
    orders = seeing.orders_of_disposition(found)
    context: dict[str, Any] = {
        "one": {
            "public_id": found.public_id,
            "name": found.package_name or found.plan_code,
            "code": found.plan_code,
            "unit": seeing.unit_name(found.unit_ref),
            "free_words": _("Sisa yang boleh dipesan: %(rupiah)s.") % {"rupiah": format_rupiah(found.free_rupiah)},
        },
        "steps": track(None, moments(found)),
        "act": act,
        "wait": _wait(found),
        "prepare_form": asking.PrepareForm(officers=_people([one for one in officers if one != who])),
        "file_form": asking.FileForm(auto_id="more_%s"),
        "may_add_file": who.pk == found.commitment_officer_id and act != "prepare" and found.ended_at is None,
        "may_finish": who.pk == found.commitment_officer_id and found.state == DispositionState.TAKEN_UP,
        "files": [_file(found, file) for file in found.files.order_by("pk")],
        "orders": [showing.row(order, href=reverse("orders_order", args=[order.public_id])) for order in orders],
        "facts": _facts(found),
        "money": _money(found),
    }
    return render(request, "orders/disposition.html", context)


@door(Permission.ORDERS_PREPARE, methods=("POST",))
def prepare(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Put the document to a package, if one came, and hand it to a procurement officer."""
    found = _found(request, public_id)
    now, by = timezone.now(), person(request)
    officers = seeing.officers_of(found.unit_ref, Permission.ORDERS_PLACE, now=now)
    form = asking.PrepareForm(request.POST, request.FILES, officers=_people(officers))
    if not form.is_valid():
        return _again(request, public_id, form)
    officer, file = person_of(UUID(form.cleaned_data["officer"])), form.cleaned_data["file"]
    document = (file.name, file.read()) if file else None
    services.prepare(disposition_id=found.pk, procurement_officer=officer, by=by, now=now, document=document)
    messages.success(request, _("Paket diteruskan kepada %(name)s.") % {"name": officer})
    return redirect("orders_desk")


@door(Permission.ORDERS_PREPARE, methods=("POST",))
def add_file(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Put one more document to a package."""
    found = _found(request, public_id)
    form = asking.FileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _again(request, public_id, form)
    file = form.cleaned_data["file"]
    services.add_file(
        disposition_id=found.pk, name=file.name, content=file.read(), by=person(request), now=timezone.now()
    )
    messages.success(request, _("Dokumen tersimpan."))
    return redirect("orders_disposition", public_id)


@door(Permission.ORDERS_PLACE, methods=("POST",))
def take_up(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take a package up to order from it."""
    services.take_up(disposition_id=_found(request, public_id).pk, by=person(request), now=timezone.now())
    messages.success(request, _("Disposisi diterima. Sekarang pilih produknya di katalog."))
    return redirect("orders_disposition", public_id)


@door(Permission.ORDERS_VIEW, methods=("POST",))
def give_back(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Give a package back to the budget owner, for a reason."""
    services.return_disposition(
        disposition_id=_found(request, public_id).pk,
        reason=request.POST.get("reason", ""),
        by=person(request),
        now=timezone.now(),
    )
    messages.success(request, _("Paket dikembalikan kepada PA/KPA."))
    return redirect("orders_desk")


@door(Permission.ORDERS_PREPARE, methods=("POST",))
def finish(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """End a package whose orders are over; what is left of its ceiling can be disposed anew."""
    services.end_disposition(disposition_id=_found(request, public_id).pk, by=person(request), now=timezone.now())
    messages.success(request, _("Paket ditandai selesai; sisa pagunya dapat didisposisikan lagi."))
    return redirect("orders_disposition", public_id)


@door(Permission.ORDERS_VIEW)
def file(request: HttpRequest, public_id: UUID, file_id: UUID) -> HttpResponse:
    """Download one document of a package."""
    found = _found(request, public_id).files.filter(public_id=file_id).first()
    if found is None:
        raise Http404
    content_type = mimetypes.guess_type(found.file)[0] or "application/octet-stream"
    headers = {"Content-Disposition": content_disposition_header(True, found.name) or "attachment"}
    return HttpResponse(kept_bytes(found.file), content_type=content_type, headers=headers)


def moments(found: Disposition) -> dict[str, Any]:
    """Return the moments of a disposition by the stage that they end."""
    return {"disposed": found.disposed_at, "prepared": found.prepared_at, "taken_up": found.taken_up_at}


def _found(request: HttpRequest, public_id: UUID) -> Disposition:
    return seeing.disposition(public_id, user=person(request), now=timezone.now())


def _again(request: HttpRequest, public_id: UUID, form: Any) -> HttpResponse:
    """Go back to the page and say what was missing."""
    for errors in form.errors.values():
        messages.error(request, " ".join(map(str, errors)))
    return redirect("orders_disposition", public_id)


def _act(found: Disposition, who: User) -> str:
    if found.state == DispositionState.DISPOSED and who.pk == found.commitment_officer_id:
        return "prepare"
    if found.state == DispositionState.PREPARED and who.pk == found.procurement_officer_id:
        return "take_up"
    if found.state == DispositionState.TAKEN_UP and who.pk == found.procurement_officer_id:
        return "shop"
    return ""


def _wait(found: Disposition) -> dict[str, str]:
    state = DispositionState(found.state)
    waits = {
        DispositionState.DISPOSED: _("PPK %(name)s melengkapi dokumen.") % {"name": found.commitment_officer},
        DispositionState.PREPARED: _("Pejabat Pengadaan %(name)s menerima disposisi.")
        % {"name": found.procurement_officer},
        DispositionState.TAKEN_UP: _("Pejabat Pengadaan %(name)s memilih produk dan memesan.")
        % {"name": found.procurement_officer},
        DispositionState.DONE: _("Semua pesanan paket ini sudah berakhir."),
        DispositionState.RETURNED: found.return_reason,
    }
    return {"title": _(DISPOSITION_NAMES[state]), "text": waits[state]}


def _people(found: list[User]) -> list[tuple[str, str]]:
    return [(str(one.public_id), str(one)) for one in found]


def _package(package: PackageToOrder, disposed: int) -> dict[str, str]:
    return {
        "name": package.name or package.code,
        "unit": package.unit_name,
        "code": package.code,
        "method": said(METHODS, package.method),
        "ceiling": format_rupiah(package.ceiling_rupiah),
        "disposed": format_rupiah(disposed),
    }


def _line_words(line: BudgetLine) -> str:
    free = _("sisa %(rupiah)s") % {"rupiah": format_rupiah(line.free_rupiah)}
    return f"{line.account_name or line.account} ({line.sub_activity}) – {free}"


def _line(line: BudgetLine) -> dict[str, Any]:
    return {
        "name": line.account_name or line.account,
        "code": f"{line.sub_activity} · {line.account}",
        "money": [
            Money(_("Pagu"), format_rupiah(line.ceiling_rupiah)),
            Money(_("Ditahan"), format_rupiah(line.held_rupiah), "muted"),
            Money(_("Realisasi"), format_rupiah(line.realised_rupiah), "muted"),
            Money(_("Sisa"), format_rupiah(line.free_rupiah), "total"),
        ],
    }


def _file(found: Disposition, one: Any) -> dict[str, str]:
    about = _("%(name)s, %(at)s") % {"name": one.added_by, "at": moment_in_words(one.added_at)}
    return {
        "href": reverse("orders_disposition_file", args=[found.public_id, one.public_id]),
        "name": one.name,
        "about": about,
    }


def _facts(found: Disposition) -> list[tuple[str, str]]:
    line = found.budget_line
    told = [
        (_("Kode RUP"), found.plan_code),
        (_("Tahun anggaran"), str(found.year)),
        (_("Baris anggaran"), f"{line.account_name or line.account} · {line.sub_activity} · {line.account}"),
        (_("PA/KPA"), str(found.disposed_by)),
        (_("PPK"), str(found.commitment_officer)),
        (_("Pejabat Pengadaan"), str(found.procurement_officer or "")),
        (_("Catatan PA/KPA"), found.note),
    ]
    return [(label, text) for label, text in told if text]


def _money(found: Disposition) -> list[Money]:
    return [
        Money(_("Batas belanja paket"), format_rupiah(found.ceiling_rupiah)),
        Money(_("Sudah dipesan"), format_rupiah(-found.committed_rupiah)),
        Money(_("Sisa yang boleh dipesan"), format_rupiah(found.free_rupiah), "total"),
        Money(_("Sisa baris anggaran"), format_rupiah(found.budget_line.free_rupiah), "muted"),
    ]
