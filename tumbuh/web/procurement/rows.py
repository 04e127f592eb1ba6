"""The rows behind a number of public buying, as a page and as a file; they add up to it."""

from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from tumbuh.accounts.permissions import Permission
from tumbuh.kernel.money import format_rupiah
from tumbuh.procurement import queries, services
from tumbuh.web.doors import door, person
from tumbuh.web.insight import words
from tumbuh.web.insight.paging import page_of
from tumbuh.web.insight.row_files import write_csv, write_xlsx
from tumbuh.web.procurement import addresses, figure_words, row_lines
from tumbuh.web.procurement.asking import Looked, look
from tumbuh.web.procurement.figures import choices
from tumbuh.web.procurement.percentages import NAMES
from tumbuh.web.procurement.piles import Pile, bar_pile, filters, side_pile


@door(Permission.PROCUREMENT_VIEW)
def side_rows(request: HttpRequest, figure: str, side: str) -> HttpResponse:
    """Show the rows of one side of a figure, and that they add up to it."""
    looked = look(request)
    pile = side_pile(looked, figure, side)
    told = queries.figures(looked.chosen(), ids=(figure,))[0]
    context = {
        "percent": told.percent,
        "numerator": format_rupiah(told.numerator_rupiah),
        "denominator": format_rupiah(told.denominator_rupiah),
        "sides": [
            {
                "label": NAMES[figure][index],
                "role": figure_words.SIDES[code],
                "amount": format_rupiah(told.numerator_rupiah if index == 0 else told.denominator_rupiah),
                "href": addresses.side(figure, code, looked.asked),
                "is_current": code == side,
            }
            for index, code in enumerate(queries.SIDES)
        ],
        "files": [reverse("procurement_rows_file", args=[figure, side, kind]) for kind in ("csv", "xlsx")],
        "figure_id": figure,
    }
    return _page(request, looked, pile, context)


@door(Permission.PROCUREMENT_VIEW)
def side_file(request: HttpRequest, figure: str, side: str, kind: str) -> FileResponse:
    """Give all rows of one side of a figure as CSV or XLSX; the trail notes who took what."""
    looked = look(request)
    return _file(request, looked, side_pile(looked, figure, side), kind)


@door(Permission.PROCUREMENT_VIEW)
def bar_rows(request: HttpRequest, bar: str) -> HttpResponse:
    """Show the rows of one bar of the bridge, and that they add up to it."""
    looked = look(request)
    files = [reverse("procurement_bar_file", args=[bar, kind]) for kind in ("csv", "xlsx")]
    return _page(request, looked, bar_pile(looked, bar), {"files": files, "bar_id": bar})


@door(Permission.PROCUREMENT_VIEW)
def bar_file(request: HttpRequest, bar: str, kind: str) -> FileResponse:
    """Give all rows of a bar of the bridge as CSV or XLSX; the trail notes who took what."""
    looked = look(request)
    return _file(request, looked, bar_pile(looked, bar), kind)


def _page(request: HttpRequest, looked: Looked, pile: Pile, context: dict[str, Any]) -> HttpResponse:
    page = page_of(
        pile.frame.height,
        lambda first, size: row_lines.page_lines(pile.frame.slice(first, size)),
        request.GET.get("page"),
    )
    context |= choices(looked) | {
        "pile": pile,
        "sum": format_rupiah(pile.rupiah),
        "shown": format_rupiah(pile.shown_rupiah),
        "count": words.lines(pile.frame.height),
        "header": row_lines.page_header(pile.frame),
        "page": page,
        "query": looked.asked.query(),
        "filters": {name: text for name, text in filters(looked).items() if text},
        "figures": addresses.page("procurement_figures", looked.asked),
        "bridge": addresses.page("procurement_bridge", looked.asked),
    }
    return render(request, "procurement/rows.html", context)


def _file(request: HttpRequest, looked: Looked, pile: Pile, kind: str) -> FileResponse:
    now = timezone.now()
    sheet = pile.sheet(looked, made=now)
    file = write_csv(sheet) if kind == "csv" else write_xlsx(sheet)
    services.note_download(
        what=pile.id, query=looked.asked.query(), kind=kind, rows=sheet.rows, by=person(request), now=now
    )
    name = "-".join(filter(None, ("belanja", pile.id.replace(".", "-"), str(looked.asked.year), looked.asked.unit)))
    return FileResponse(file, as_attachment=True, filename=f"{name}.{kind}")
