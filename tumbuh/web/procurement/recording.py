"""Pages of the treasurer: what was paid and is recorded nowhere, by how much recording it would move the figure."""

from typing import Any

import polars as pl
from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from tumbuh.accounts.permissions import Permission
from tumbuh.kernel.errors import Refused
from tumbuh.kernel.money import format_rupiah
from tumbuh.kernel.numbers import NOTHING, format_number, format_percent
from tumbuh.kernel.periods import format_day
from tumbuh.procurement import queries, services
from tumbuh.procurement.matches import PartAboveValue
from tumbuh.procurement.unrecorded import to_record
from tumbuh.web.doors import door, permissions, person
from tumbuh.web.insight.paging import page_of
from tumbuh.web.insight.row_files import Sheet
from tumbuh.web.procurement import addresses
from tumbuh.web.procurement.asking import Looked, look
from tumbuh.web.procurement.figures import choices
from tumbuh.web.procurement.forms import RecordForm
from tumbuh.web.procurement.waiting import FILES

UNITS_SHOWN = 20


@door(Permission.PROCUREMENT_VIEW)
def to_do(request: HttpRequest) -> HttpResponse:
    """List the units and payments without a record, those that would move P3DN C the most first."""
    looked = look(request)
    chosen = _chosen(looked)
    frame, units = to_record(chosen), queries.gap_queue(chosen)
    gaps = units.filter(pl.col("gap_rupiah") > 0)
    context = choices(looked) | {
        "gap": format_rupiah(int(gaps["gap_rupiah"].sum())),
        "most": _points(int(gaps["gap_rupiah"].sum()), int(units["paid_rupiah"].sum())),
        "units_left": [_unit(row, looked) for row in gaps.head(UNITS_SHOWN).iter_rows(named=True)],
        "is_cut": gaps.height > UNITS_SHOWN,
        "count": format_number(frame.height),
        "sum": format_rupiah(int(frame["rupiah"].sum())),
        "page": page_of(
            frame.height,
            lambda first, size: [_payment(row) for row in frame.slice(first, size).iter_rows(named=True)],
            request.GET.get("page"),
        ),
        "query": looked.asked.query(),
        "may_record": Permission.PROCUREMENT_RECORD in permissions(request),
    }
    return render(request, "procurement/recording.html", context)


@door(Permission.PROCUREMENT_VIEW)
def download(request: HttpRequest, kind: str) -> HttpResponseBase:
    """Download the payments without a record, as chosen; the trail notes who took them."""
    if kind not in FILES:
        raise Http404
    looked, now = look(request), timezone.now()
    frame = to_record(_chosen(looked))
    write, content_type = FILES[kind]
    file = write(_sheet(frame, looked))
    services.note_download(
        what="to_record", query=looked.asked.query(), kind=kind, rows=frame.height, by=person(request), now=now
    )
    name = f"belum-tercatat-{looked.asked.year}.{kind}"
    return FileResponse(file, as_attachment=True, filename=name, content_type=content_type)


@door(Permission.PROCUREMENT_RECORD, methods=("GET", "POST"))
def record(request: HttpRequest) -> HttpResponse:
    """Record the purchase behind one payment, with the reason why it was made outside the systems."""
    looked = look(request)
    key = request.GET.get("payment", "")
    found = to_record(_chosen(looked)).filter(pl.col("payment") == key)
    if found.is_empty():
        raise Refused(_("Pembayaran ini sudah tercatat, atau bukan milik unit Anda."), code="no_such_payment")
    payment = found.row(0, named=True)
    form = RecordForm(
        request.POST or None, rupiah=payment["rupiah"], initial={"value": payment["rupiah"], "on": payment["paid_on"]}
    )
    if request.method == "POST" and form.is_valid():
        try:
            services.record_purchase(unit=payment["unit"], **form.told(), by=person(request), now=timezone.now())
        except PartAboveValue as refused:
            form.add_error(None, refused.message)
        else:
            messages.success(
                request,
                _("Belanja senilai %(rupiah)s tercatat.") % {"rupiah": format_rupiah(form.cleaned_data["value"])},
            )
            return redirect(addresses.page("procurement_to_record", looked.asked))
    back = addresses.page("procurement_to_record", looked.asked)
    context = {"form": form, "payment": _payment(payment), "back": back}
    return render(request, "procurement/record.html", context, status=400 if form.errors else 200)


def _chosen(looked: Looked) -> queries.Chosen:
    """Return the filter of this page: payments know no method, and a purchase may be of an earlier month."""
    asked = looked.asked
    return queries.Chosen(
        asked.year, agency=asked.agency, unit=asked.unit, known_at=asked.known_at, within=looked.within
    )


def _unit(row: dict[str, Any], looked: Looked) -> dict[str, Any]:
    return {
        "name": row["unit_name"] or row["unit"],
        "href": addresses.page("procurement_to_record", looked.asked, unit=row["unit"]),
        "paid": format_rupiah(row["paid_rupiah"]),
        "recorded": format_rupiah(row["recorded_rupiah"]),
        "gap": format_rupiah(row["gap_rupiah"]),
        "most": _move(row["most_permyriad"]),
        "expected": _move(row["expected_permyriad"]),
    }


def _payment(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "key": row["payment"],
        "document": row["document"],
        "unit": row["unit_name"],
        "paid_on": format_day(row["paid_on"]) if row["paid_on"] else NOTHING,
        "account": f"{row['account']} {row['account_name'].replace(row['account'], '').strip()}".strip(),
        "rupiah": format_rupiah(row["rupiah"]),
        "most": _move(row["most_permyriad"]),
    }


def _move(permyriad: int | None) -> str:
    """Return by how many points the percentage would move, in words."""
    if permyriad is None:
        return NOTHING
    if permyriad == 0:
        return _("kurang dari 0,01 poin")
    return _("%(points)s poin") % {"points": format_percent(permyriad, 10_000).removesuffix(" %")}


def _points(rupiah: int, paid_rupiah: int) -> str:
    return _move(rupiah * 10_000 // paid_rupiah if paid_rupiah else 0)


def _sheet(frame: pl.DataFrame, looked: Looked) -> Sheet:
    names = {
        "document": _("SP2D"), "unit_name": _("Unit"), "unit": _("Kode unit"), "paid_on": _("Tanggal"),
        "account": _("Akun"), "account_name": _("Nama akun"), "rupiah": _("Dibayar (Rp)"),
    }  # fmt: skip
    facts = {
        _("Isi"): _("Pembayaran pengadaan yang tidak berpasangan dengan belanja tercatat unit itu senilai sama"),
        _("Tahun anggaran"): str(looked.asked.year),
        _("Jumlah rupiah"): format_rupiah(int(frame["rupiah"].sum())),
        _("Batasnya"): _("Satu pembayaran untuk beberapa belanja, atau sebaliknya, ikut terdaftar; periksa dahulu."),
    }
    rows = frame.select(*names).rename(names)
    return Sheet(rows.columns, [rows], facts, rows.height)
