"""The meetings behind a number of business matching, as a page and as a file; and its tables as files."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

import polars as pl
from django import forms
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tumbuh.accounts.permissions import Permission
from tumbuh.kernel.money import format_rupiah
from tumbuh.kernel.numbers import format_number
from tumbuh.kernel.periods import day_in_wib, format_day
from tumbuh.matching import seeing
from tumbuh.matching.chain import Asked, Link, Stage, links, sums
from tumbuh.matching.funnel import Funnel, ageing, ageing_by, funnels
from tumbuh.matching.rules.states import LOST_NAMES
from tumbuh.web.doors import door, permissions
from tumbuh.web.insight.row_files import Sheet, write_csv, write_xlsx
from tumbuh.web.matching import words
from tumbuh.web.orders.words import moment_in_words

PAGE_SIZE = 50
FILES = {
    "csv": (write_csv, "text/csv; charset=utf-8"),
    "xlsx": (write_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}
STAGES: Mapping[str, tuple[Stage, Any]] = {
    "": (Stage.BOOKED, gettext_lazy("Semua yang terjadwal")),
    "terlaksana": (Stage.HELD, gettext_lazy("Terlaksana")),
    "tidak-hadir": (Stage.MISSED, gettext_lazy("Tidak hadir")),
    "minat": (Stage.INTERESTED, gettext_lazy("Minat")),
    "penawaran": (Stage.QUOTED, gettext_lazy("Penawaran")),
    "dipesan": (Stage.ORDERED, gettext_lazy("Dipesan")),
    "dibayar": (Stage.PAID, gettext_lazy("Dibayar")),
}
# The parts of the results, by how an address names them.
PARTS = {"acara": "batch", "penjual": "exhibitor", "pembeli": "buyer"}


class RowFilter(forms.Form):
    """Which meetings: the number of a batch, a seller, a buyer, and the number that is opened."""

    tahap = forms.ChoiceField(
        label=gettext_lazy("Tahap"), required=False, choices=[(code, name) for code, (_stage, name) in STAGES.items()]
    )
    acara = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)
    penjual = forms.UUIDField(required=False, widget=forms.HiddenInput)
    pembeli = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def asked(self) -> Asked:
        """Return what is asked; what cannot be is not asked."""
        self.is_valid()
        given = self.cleaned_data
        batch: int | None = given.get("acara")
        exhibitor: UUID | None = given.get("penjual")
        buyer: UUID | None = given.get("pembeli")
        return Asked(batch, exhibitor, buyer, STAGES[given.get("tahap", "")][0])


def rows_url(**part: object) -> str:
    """Return the address of the meetings behind a number; `tahap`, `acara`, `penjual`, `pembeli` as in RowFilter."""
    query = urlencode({name: value for name, value in part.items() if value})
    return f"{reverse('matching_result_rows')}?{query}" if query else reverse("matching_result_rows")


@door(Permission.MATCHING_VIEW)
def rows(request: HttpRequest) -> HttpResponse:
    """Show the meetings behind a number; what they add up to is that number."""
    form = RowFilter(request.GET)
    asked = form.asked()
    found = links(asked)
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    may_open = Permission.MATCHING_ORGANISE in permissions(request)
    may_order = Permission.ORDERS_VIEW in permissions(request)
    context = {
        "form": form,
        "about": _about(asked, found),
        "rows": [_line(one, may_open=may_open, may_order=may_order) for one in page],
        "page": page,
        "count": format_number(len(found)),
        "sums": _sums(found),
        "query": query.urlencode(),
        "is_filtered": asked != Asked(),
        "is_organiser": may_open,
        "top": "results",
    }
    return render(request, "matching/result_rows.html", context)


@door(Permission.MATCHING_VIEW)
def rows_file(request: HttpRequest, kind: str) -> FileResponse:
    """Download the meetings behind a number."""
    asked = RowFilter(request.GET).asked()
    found = links(asked)
    return _file(kind, "temu-bisnis-pertemuan", _frame(found), _facts(_about(asked, found), timezone.now()))


@door(Permission.MATCHING_VIEW)
def part_file(request: HttpRequest, part: str, kind: str) -> FileResponse:
    """Download the results by batch, by seller or by buyer, of one event or of all."""
    if part not in PARTS:
        raise Http404
    now = timezone.now()
    number = request.GET.get("acara", "")
    event = seeing.event_numbered(int(number)) if number.isdigit() else None
    told = funnels(PARTS[part], event=event)
    waiting = {
        key: rows[0].days for key, rows in ageing_by(PARTS[part], ageing(on=day_in_wib(now), event=event)).items()
    }
    about = event.name if event is not None else _("Semua acara")
    return _file(kind, f"temu-bisnis-menurut-{part}", _part_frame(part, told, waiting), _facts(about, now))


def _file(kind: str, name: str, frame: pl.DataFrame, facts: Mapping[str, str]) -> FileResponse:
    if kind not in FILES:
        raise Http404
    write, content_type = FILES[kind]
    file = write(Sheet(frame.columns, [frame], facts, frame.height))
    return FileResponse(file, as_attachment=True, filename=f"{name}.{kind}", content_type=content_type)


def _about(asked: Asked, found: Sequence[Link]) -> str:
    """Say which meetings these are; the names are read from the meetings themselves."""
    told = [str(name) for stage, name in STAGES.values() if stage == asked.stage]
    if found:
        first = found[0].meeting
        told += [first.event.name] if asked.batch is not None else []
        told += [first.seller.name] if asked.exhibitor is not None else []
        told += [first.buyer.name] if asked.buyer is not None else []
    return " · ".join(told)


def _sums(found: Sequence[Link]) -> list[dict[str, str]]:
    """Return the four amounts, each by itself: there is no sum of two of them."""
    told = sums(found)
    return [
        {"label": label, "value": format_rupiah(amount.rupiah)}
        for label, amount in (
            (_("Minat (pernyataan)"), told.interest),
            (_("Penawaran"), told.offered),
            (_("Dipesan"), told.ordered),
            (_("Dibayar"), told.realised),
        )
    ]


def _line(one: Link, *, may_open: bool, may_order: bool) -> dict[str, Any]:
    meeting = one.meeting
    state = words.state("deal", one.deal.state) if one.deal else words.state("meeting", meeting.state)
    kind = words.DEAL_KINDS[one.deal.state] if one.deal else words.MEETING_KINDS[meeting.state]
    return {
        "href": reverse("matching_meeting", args=[meeting.public_id]) if may_open else "",
        "buyer": meeting.buyer.name,
        "seller": meeting.seller.name,
        "about": words.demand_in_words(meeting.demand),
        "event": meeting.event.name,
        "day": format_day(one.met_on),
        "state": state,
        "kind": kind,
        "reason": _(LOST_NAMES[one.deal.lost_code]) if one.deal and one.deal.lost_code else "",
        "interest": _rupiah(one.interest.rupiah),
        "quoted": _rupiah(one.offered.rupiah),
        "ordered": _rupiah(one.ordered.rupiah),
        "paid": _rupiah(one.realised.rupiah),
        "orders": [
            {"key": key, "href": reverse("orders_order", args=[key]) if source == "eorder" and may_order else ""}
            for source, key in one.orders
        ],
    }


def _rupiah(amount: int) -> str:
    return format_rupiah(amount) if amount else "–"


def _frame(found: Sequence[Link]) -> pl.DataFrame:
    told = [
        (
            one.meeting.event.number,
            one.meeting.event.name,
            one.met_on,
            one.meeting.buyer.name,
            one.meeting.seller.name,
            words.demand_in_words(one.meeting.demand),
            words.state("meeting", one.meeting.state),
            words.state("deal", one.deal.state) if one.deal else "",
            _(LOST_NAMES[one.deal.lost_code]) if one.deal and one.deal.lost_code else "",
            one.interest.rupiah,
            one.offered.rupiah,
            one.ordered.rupiah,
            one.realised.rupiah,
            ", ".join(key for _source, key in one.orders),
        )
        for one in found
    ]
    schema = {
        _("Acara ke"): pl.Int64, _("Acara"): pl.String, _("Hari"): pl.Date, _("Pembeli"): pl.String,
        _("Penjual"): pl.String, _("Kebutuhan"): pl.String, _("Pertemuan"): pl.String, _("Tahap"): pl.String,
        _("Sebab tidak berlanjut"): pl.String, _("Minat, pernyataan (Rp)"): pl.Int64,
        _("Penawaran (Rp)"): pl.Int64, _("Dipesan (Rp)"): pl.Int64, _("Dibayar (Rp)"): pl.Int64,
        _("Nomor pesanan"): pl.String,
    }  # fmt: skip
    return pl.DataFrame(told, schema=schema, orient="row")


def _part_frame(part: str, told: Sequence[Funnel], oldest: Mapping[str, int]) -> pl.DataFrame:
    rows = [
        (
            one.name, one.booked, one.held, one.missed, one.interested, one.quoted, one.ordered, one.paid,
            one.interest.rupiah, one.offered.rupiah, one.orders.rupiah, one.realised.rupiah, oldest.get(one.key),
        )
        for one in told
    ]  # fmt: skip
    names = {"acara": _("Acara"), "penjual": _("Penjual"), "pembeli": _("Pembeli")}
    schema = {
        names[part]: pl.String, _("Terjadwal"): pl.Int64, _("Terlaksana"): pl.Int64, _("Tidak hadir"): pl.Int64,
        _("Pasangan berminat"): pl.Int64, _("Pasangan ditawari"): pl.Int64, _("Pasangan memesan"): pl.Int64,
        _("Pasangan dibayar"): pl.Int64, _("Minat, pernyataan (Rp)"): pl.Int64, _("Penawaran (Rp)"): pl.Int64,
        _("Dipesan (Rp)"): pl.Int64, _("Dibayar (Rp)"): pl.Int64, _("Terlama berdiam (hari)"): pl.Int64,
    }  # fmt: skip
    return pl.DataFrame(rows, schema=schema, orient="row")


def _facts(about: str, now: datetime) -> dict[str, str]:
    """Return what the second sheet says: which rows, and what each column means."""
    return {
        _("Isi"): about,
        _("Dihitung"): moment_in_words(now),
        _("Terjadwal"): _("Pertemuan yang mendapat waktu dan meja; yang dibatalkan tidak dihitung."),
        _("Minat"): _("Pernyataan di meja pertemuan, bukan uang. Yang terakhir dikatakan berlaku."),
        _("Penawaran"): _("Nilai yang ditawarkan secara tertulis."),
        _("Dipesan"): _("Pesanan yang lahir dari pertemuan, dari e-Order atau belanja kota; yang batal tidak ikut."),
        _("Dibayar"): _("Yang sudah dibayar menurut pembukuan yang sama."),
        _("Penting"): _("Keempat rupiah itu berbeda jenis dan tidak boleh dijumlahkan satu dengan yang lain."),
        _("Terlama berdiam"): _("Hari sejak kesepakatan terlama yang belum selesai masuk ke tahapnya."),
        _("Sumber"): _("Pertemuan temu bisnis, e-Order, dan belanja kota"),
        _("Definisi"): "docs/reference/indicators/matching_chain.md",
    }
