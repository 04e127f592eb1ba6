"""The list of candidates of a basket as a file: evidence of choice, locked by a hash in the trail."""

import io
from datetime import datetime
from pathlib import Path
from typing import Any

import polars as pl
from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tumbuh.accounts.permissions import Permission
from tumbuh.kernel.money import format_rupiah
from tumbuh.kernel.numbers import format_number
from tumbuh.kernel.periods import day_in_wib, format_moment
from tumbuh.orders import evidence
from tumbuh.orders.evidence import Candidate
from tumbuh.orders.models import Disposition
from tumbuh.papers.typesetting import pdf
from tumbuh.web.doors import door, person
from tumbuh.web.insight.row_files import Sheet, write_csv
from tumbuh.web.insight.words import CLASSES
from tumbuh.web.orders.basket import open_of
from tumbuh.web.orders.showing import rate

_TEMPLATE = Path(__file__).with_name("candidates.typ")


@door(Permission.ORDERS_PLACE)
def candidates(request: HttpRequest, kind: str) -> HttpResponseBase:
    """Download what could have been chosen and what was, as CSV or PDF, with its hash."""
    if kind not in {"csv", "pdf"}:
        raise Http404
    now = timezone.now()
    basket, chosen = open_of(request)
    found = evidence.candidates(basket, on=day_in_wib(now))
    sha256 = evidence.lock(basket=basket, found=found, by=person(request), now=now)
    name = f"calon-{chosen.plan_code}-{sha256[:8]}.{kind}"
    if kind == "csv":
        frame = _frame(found, sha256, now)
        file = write_csv(Sheet(frame.columns, [frame], {}, frame.height))
        return FileResponse(file, as_attachment=True, filename=name, content_type="text/csv; charset=utf-8")
    made = pdf(_TEMPLATE, _page(found, chosen, sha256, str(person(request)), now), made_at=now)
    return FileResponse(io.BytesIO(made), as_attachment=True, filename=name, content_type="application/pdf")


def _frame(found: list[Candidate], sha256: str, now: datetime) -> pl.DataFrame:
    rows = [
        (
            one.instead_of,
            _("dipilih") if one.chosen else _("calon"),
            one.title,
            one.seller_name,
            one.unit,
            one.price_rupiah,
            one.fees_rupiah,
            one.quantity,
            _class(one),
            one.origin_level,
            one.tkdn_permyriad,
            one.public_id,
            format_moment(now),
            sha256,
        )
        for one in found
    ]
    schema = {
        _("Dibandingkan dengan"): pl.String, _("Pilihan"): pl.String, _("Produk"): pl.String, _("Penjual"): pl.String,
        _("Satuan"): pl.String, _("Harga (Rp)"): pl.Int64, _("Kemasan dan kirim (Rp)"): pl.Int64,
        _("Jumlah"): pl.Int64, _("Skala usaha"): pl.String, _("Tingkat bukti asal"): pl.Int64,
        _("TKDN (per sepuluh ribu)"): pl.Int64, _("Id produk"): pl.String, _("Dikunci pada"): pl.String,
        _("SHA-256"): pl.String,
    }  # fmt: skip
    return pl.DataFrame(rows, schema=schema, orient="row")


def _page(found: list[Candidate], chosen: Disposition, sha256: str, who: str, now: datetime) -> dict[str, Any]:
    told = _("Dikunci %(at)s oleh %(who)s. SHA-256 %(hash)s tercatat dalam jejak audit.")
    return {
        "title": _("Daftar calon dan pilihan"),
        "lang": get_language() or "id",
        "footer": told % {"at": format_moment(now), "who": who, "hash": sha256},
        "facts": [
            [_("Paket RUP"), f"{chosen.plan_code} {chosen.package_name}".strip()],
            [_("Yang tercetak tebal"), _("dipilih; di bawahnya produk sejenis dari penjual lain, termurah dahulu")],
            [_("Calon"), format_number(len(found))],
        ],
        "header": [
            _("Pilihan"), _("Produk"), _("Penjual"), _("Satuan"), _("Harga"), _("Kemasan dan kirim"), _("Skala usaha"),
            _("Bukti asal"),
        ],
        "rows": [
            {
                "chosen": one.chosen,
                "cells": [
                    _("dipilih") if one.chosen else _("calon"), one.title, one.seller_name, one.unit,
                    format_rupiah(one.price_rupiah), format_rupiah(one.fees_rupiah), _class(one), _proof(one),
                ],
            }
            for one in found
        ],
    }  # fmt: skip


def _class(one: Candidate) -> str:
    return str(CLASSES.get(one.size_class, _("belum diketahui")))


def _proof(one: Candidate) -> str:
    if one.tkdn_permyriad is not None:
        return _("TKDN %(share)s") % {"share": rate(one.tkdn_permyriad)}
    return _("tingkat %(level)s") % {"level": one.origin_level}
