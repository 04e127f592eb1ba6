"""A seller's book of sales through all channels: by month, down to its rows, as a file, and on one sheet for a bank."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

import polars as pl
from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tumbuh.accounts.permissions import Permission
from tumbuh.insight import income as book
from tumbuh.insight import statements
from tumbuh.insight.income import Income
from tumbuh.kernel.errors import Refused
from tumbuh.kernel.money import format_rupiah
from tumbuh.kernel.numbers import format_number
from tumbuh.kernel.periods import Month, day_in_wib, format_day, format_moment
from tumbuh.web.catalogue.sellers import shelf
from tumbuh.web.catalogue.selling_years import channel_name, turned, year_asked
from tumbuh.web.doors import door, person
from tumbuh.web.insight import sales_lines, words
from tumbuh.web.insight.paging import page_of
from tumbuh.web.insight.row_files import Sheet, write_csv

_PAGE_SIZE = 20
_OF_A_FILE = ("business", "shop")  # columns that say the same on every row of one's own book


@dataclass(frozen=True)
class Asked:
    """Which part of the year's book is looked at; "" means all months, all channels."""

    year: int
    month: str = ""
    channel: str = ""

    @property
    def query(self) -> str:
        """The question as it stands in an address."""
        chosen = {"tahun": str(self.year), "bulan": self.month, "kanal": self.channel}
        return urlencode({name: value for name, value in chosen.items() if value})


@door(Permission.ORDERS_FULFIL)
def sales(request: HttpRequest) -> HttpResponse:
    """Show a year's sales by month and channel, what of it is free of tax, and the statements that were made."""
    here, now = shelf(request), timezone.now()
    year = year_asked(request, now)
    told = book.income(here.business, year=year)
    context = turned(year, now) | {
        "shelf": here,
        "channels": [channel_name(one) for one in told.channels],
        "months": [_month(told, one) for one in told.months],
        "totals": [_cell(told, channel=one) for one in told.channels],
        "total": _cell(told),
        "cut_off": format_moment(told.cut_off_at) if told.cut_off_at else "",
        "allowance": _allowance(told, now) if told.cells else None,
        "csv": _url("selling_sales_file", Asked(year)),
        "statements": [_statement(one) for one in statements.statements_of(here.business)],
    }
    return render(request, "catalogue/selling_sales.html", context)


@door(Permission.ORDERS_FULFIL)
def rows(request: HttpRequest) -> HttpResponse:
    """Show the rows behind a channel's sum, and how many there are."""
    told, asked = _asked(request)
    if not asked.channel:
        return redirect(_url("selling_sales", asked))
    page = page_of(
        told.lines(month=asked.month, channel=asked.channel),
        lambda first, size: _lines(told, asked, first, size),
        request.GET.get("page"),
        size=_PAGE_SIZE,
    )
    context = {
        "title": Month.parse(asked.month).label if asked.month else str(asked.year),
        "channel": channel_name(asked.channel),
        "total": format_rupiah(told.net(month=asked.month, channel=asked.channel)),
        "count": words.lines(told.lines(month=asked.month, channel=asked.channel)),
        "page": page,
        "query": asked.query,
        "csv": _url("selling_sales_file", asked),
        "back": _url("selling_sales", Asked(asked.year)),
    }
    return render(request, "catalogue/selling_sales_rows.html", context)


@door(Permission.ORDERS_FULFIL)
def file(request: HttpRequest) -> FileResponse:
    """Give all rows behind a sum of the book as CSV."""
    told, asked = _asked(request)
    frames = book.income_batches(told, month=asked.month, channel=asked.channel)
    chosen = [name for name in sales_lines.COLUMNS if name not in _OF_A_FILE]
    sheet = Sheet(
        [str(sales_lines.COLUMNS[name]) for name in chosen],
        (_named(one).select(chosen) for one in sales_lines.file_batches(frames)),
        {},
        told.lines(month=asked.month, channel=asked.channel),
    )
    name = "-".join(one for one in ("penjualan", asked.month or str(asked.year), asked.channel) if one)
    return FileResponse(write_csv(sheet), as_attachment=True, filename=f"{name}.csv", content_type="text/csv")


@door(Permission.ORDERS_FULFIL, methods=("POST",))
def make_statement(request: HttpRequest) -> HttpResponse:
    """Put the year's sales on one sheet for a bank."""
    here, now = shelf(request), timezone.now()
    year = year_asked(request, now)
    try:
        paper = statements.state_income(business=here.business, year=year, by=person(request), now=now)
    except Refused as refused:
        messages.error(request, refused.message)
    else:
        messages.success(request, _("Ringkasan %(number)s siap: buka, cetak, atau kirim.") % {"number": paper.number})
    return redirect(_url("selling_sales", Asked(year)) + "#statement")


@door(Permission.ORDERS_FULFIL, methods=("POST",))
def take_back(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Declare a statement void."""
    paper = statements.take_back(
        business=shelf(request).business, public_id=public_id, by=person(request), now=timezone.now()
    )
    messages.success(request, _("Ringkasan %(number)s dicabut.") % {"number": paper.number})
    return redirect(reverse("selling_sales") + "#statement")


def _named(frame: pl.DataFrame) -> pl.DataFrame:
    """Return rows of a file in which the city's orders have their name where a shop has its own."""
    is_city = pl.col("shop").str.starts_with(f"{book.CITY}:")
    return frame.with_columns(
        pl.when(is_city).then(pl.lit(channel_name(book.CITY))).otherwise(pl.col("shop_name")).alias("shop_name")
    )


def _url(name: str, asked: Asked) -> str:
    return f"{reverse(name)}?{asked.query}"


def _asked(request: HttpRequest) -> tuple[Income, Asked]:
    """Return the book of a year and which part of it is asked for; what has no sales is left aside."""
    year = year_asked(request, timezone.now())
    told = book.income(shelf(request).business, year=year)
    month, channel = request.GET.get("bulan", ""), request.GET.get("kanal", "")
    return told, Asked(year, month if month in told.months else "", channel if channel in told.channels else "")


def _month(told: Income, month: str) -> dict[str, Any]:
    return {
        "label": Month.parse(month).label,
        "cells": [_cell(told, month=month, channel=one) for one in told.channels],
        "total": _cell(told, month=month),
    }


def _cell(told: Income, *, month: str = "", channel: str = "") -> dict[str, str]:
    asked = Asked(told.year, month, channel)
    sold = told.lines(month=month, channel=channel)
    return {
        "label": channel_name(channel) if channel else "",
        "rupiah": format_rupiah(told.net(month=month, channel=channel)) if sold else "",
        "href": _url("selling_sales_rows", asked),
    }


def _allowance(told: Income, now: datetime) -> dict[str, Any]:
    found = book.tax_allowance(told, on=day_in_wib(now))
    return {
        "turnover": format_rupiah(found.turnover_rupiah),
        "free": format_rupiah(found.free_rupiah),
        "left": format_rupiah(found.left_rupiah) if found.left_rupiah else "",
        "above": format_rupiah(found.above_rupiah),
        "tax": format_rupiah(found.tax_rupiah),
        "value": min(found.turnover_rupiah, found.free_rupiah),
        "most": found.free_rupiah,
    }


def _lines(told: Income, asked: Asked, first: int, size: int) -> list[dict[str, Any]]:
    found = book.income_rows(told, month=asked.month, channel=asked.channel, first=first, size=size)
    return [
        {
            "product": row["product_name"] or row["sku"] or "–",
            "variation": row["variation"] or "",
            "order": row["order_id"],
            "href": reverse("orders_selling_order", args=[row["order_id"]]) if row["channel"] == book.CITY else "",
            "on": format_day(day_in_wib(row["ordered_at"])),
            "quantity": format_number(row["quantity"] - row["returned_quantity"]),
            "net": format_rupiah(row["net_rupiah"]),
        }
        for row in found.iter_rows(named=True)
    ]


def _statement(paper: Any) -> dict[str, Any]:
    return {
        "public_id": paper.public_id,
        "number": paper.number,
        "on": format_day(paper.issued_on),
        "total": format_rupiah(paper.total_rupiah),
        "is_void": paper.is_void,
    }
