"""The rows behind the sales: numerator and denominator on one page, their files, and what changed since a day."""

from collections.abc import Mapping

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from tumbuh.accounts.permissions import Permission
from tumbuh.analytics.catalogue import INDICATORS
from tumbuh.insight import queries, services
from tumbuh.kernel.money import format_rupiah
from tumbuh.kernel.numbers import format_number, format_percent
from tumbuh.kernel.periods import day_in_wib, format_day, format_moment
from tumbuh.web.doors import door, person
from tumbuh.web.insight import sales_lines, words
from tumbuh.web.insight.asking import SalesAsked
from tumbuh.web.insight.figures import sales_url
from tumbuh.web.insight.paging import page_of
from tumbuh.web.insight.parts import Part
from tumbuh.web.insight.row_files import Sheet, write_csv, write_xlsx

INDICATOR = INDICATORS["domestic_sales"]


@door(Permission.INSIGHT_ROWS)
def rows(request: HttpRequest) -> HttpResponse:
    """Show the rows of a part of the sales, and that they add up to the figure."""
    today = day_in_wib(timezone.now())
    asked = SalesAsked.of(request.GET, today=today)
    book, chosen = queries.open_book(asked.known_at), asked.chosen()
    shown = queries.overview(today=today, known_at=asked.known_at)
    figure = queries.sums_of(queries.figures(book, by=[], chosen=chosen))
    rupiah, count = queries.part_sum(book, chosen, part=asked.part)
    page = page_of(
        count,
        lambda first, size: sales_lines.page_lines(
            queries.part_rows(book, chosen, part=asked.part, first=first, size=size), asked
        ),
        request.GET.get("page"),
    )
    standing = shown.standings.get(asked.month)
    return render(
        request,
        "insight/sales.html",
        {
            "asked": asked,
            "indicator": INDICATOR,
            "parts": _parts(asked, figure),
            "part_name": words.SALES_PARTS[asked.part],
            "share": format_percent(figure.domestic_rupiah, figure.total_rupiah),
            "domestic": format_rupiah(figure.domestic_rupiah),
            "total": format_rupiah(figure.total_rupiah),
            "sum": format_rupiah(rupiah),
            "count": words.lines(count),
            "adds_up": rupiah == getattr(figure, f"{asked.part}_rupiah"),
            "page": page,
            "query": asked.query(),
            "title": _period(asked),
            "months": [(one, words.month(one)) for one in _months(shown, asked)],
            "channels": list(words.CHANNELS.items()),
            "shop_name": sales_lines.Names().shops([asked.shop])[asked.shop] if asked.shop else "",
            "without_shop": sales_url(asked, shop=""),
            "today": today.isoformat(),
            "as_of": format_day(asked.as_of) if asked.as_of else "",
            "now": sales_url(asked, as_of=None),
            "cut_off": format_moment(standing.cut_off_at) if standing and standing.cut_off_at else "",
            "completeness": words.shops_reported(standing.reported, standing.expected) if standing else "",
            "is_provisional": bool(standing and standing.is_provisional),
        },
    )


@door(Permission.INSIGHT_ROWS)
def download(request: HttpRequest, kind: str) -> FileResponse:
    """Give all rows of a part of the sales as CSV or XLSX; the trail notes who took what."""
    now = timezone.now()
    asked = SalesAsked.of(request.GET, today=day_in_wib(now))
    book, chosen = queries.open_book(asked.known_at), asked.chosen()
    rupiah, count = queries.part_sum(book, chosen, part=asked.part)
    sheet = Sheet(
        header=sales_lines.file_header(),
        batches=sales_lines.file_batches(queries.part_batches(book, chosen, part=asked.part)),
        facts=_facts(asked, rupiah, count, format_moment(now)),
        rows=count,
    )
    file = write_csv(sheet) if kind == "csv" else write_xlsx(sheet)
    services.note_download(figure=INDICATOR.id, query=asked.query(), kind=kind, rows=count, by=person(request), now=now)
    name = "-".join(filter(None, ("penjualan", asked.part, asked.month, asked.channel)))
    return FileResponse(file, as_attachment=True, filename=f"{name}.{kind}")


def _parts(asked: SalesAsked, figure: queries.Sums) -> list[Part]:
    roles: Mapping[str, str] = {"domestic": _("Pembilang"), "total": _("Penyebut")}
    return [
        Part(
            label=str(label),
            role=roles.get(part, _("Bagian penyebut")),
            amount=format_rupiah(getattr(figure, f"{part}_rupiah")),
            href=sales_url(asked, part=part),
            is_current=part == asked.part,
        )
        for part, label in words.SALES_PARTS.items()
    ]


def _months(shown: queries.Overview, asked: SalesAsked) -> list[str]:
    known = {*shown.months, asked.month} - {""}
    return sorted(known, reverse=True)


def _period(asked: SalesAsked) -> str:
    month = words.month(asked.month) if asked.month else _("Semua bulan")
    return f"{month} · {words.channel(asked.channel)}" if asked.channel else month


def _facts(asked: SalesAsked, rupiah: int, count: int, made: str) -> dict[str, str]:
    """Return what the second sheet says of the figure."""
    cut_off_at = queries.cut_off(asked.known_at)
    return {
        _("Angka"): f"{INDICATOR.title}, {_period(asked)}",
        _("Isi berkas"): str(words.SALES_PARTS[asked.part]),
        _("Jumlah penjualan bersih (Rp)"): format_number(rupiah),
        _("Jumlah baris"): format_number(count),
        _("Pembilang"): INDICATOR.numerator,
        _("Penyebut"): INDICATOR.denominator,
        _("Versi definisi"): str(INDICATOR.version),
        _("Dasar hukum"): INDICATOR.law,
        _("Sumber"): INDICATOR.source,
        _("Data sampai"): format_moment(cut_off_at) if cut_off_at else "–",
        _("Seperti diketahui pada"): format_day(asked.as_of) if asked.as_of else _("sekarang"),
        _("Bulan"): words.month(asked.month) if asked.month else _("semua"),
        _("Saluran"): words.channel(asked.channel) if asked.channel else _("semua"),
        _("Toko"): asked.shop or _("semua"),
        _("Dibuat"): made,
    }
