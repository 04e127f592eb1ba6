"""What would move the percentages of a unit: packages that small business could supply, under assumptions to change."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tumbuh.accounts.permissions import Permission
from tumbuh.analytics.catalogue import INDICATORS
from tumbuh.kernel.money import format_rupiah, parse_rupiah
from tumbuh.kernel.numbers import format_number, format_percent
from tumbuh.procurement import queries
from tumbuh.procurement.rules.supply import FULL, GOODS, Assumptions
from tumbuh.reference.areas import areas_by_code
from tumbuh.web.doors import door
from tumbuh.web.insight.figures import points
from tumbuh.web.insight.paging import page_of
from tumbuh.web.procurement import addresses, figure_words
from tumbuh.web.procurement.asking import UnknownChoice, look
from tumbuh.web.procurement.figures import choices

NAMES = {
    "meals": gettext_lazy("Makanan dan minuman"),
    "stationery": gettext_lazy("Alat tulis kantor"),
    "printing": gettext_lazy("Cetakan"),
    "souvenirs": gettext_lazy("Cendera mata"),
    "computing": gettext_lazy("Bahan komputer"),
}
CITY_LENGTH = 5


@door(Permission.PROCUREMENT_VIEW)
def moving(request: HttpRequest) -> HttpResponse:
    """Show the packages, what they would add to each percentage, and the assumptions as fields of a form."""
    looked = look(request)
    assumed = assumptions(request.GET)
    chosen = looked.chosen()
    found = queries.moving(chosen, assumed, on=looked.asked.as_of or looked.today)
    page = page_of(found.packages.height, lambda first, size: _lines(found, first, size), request.GET.get("page"))
    context = choices(looked) | {
        "now": addresses.page("procurement_moving", looked.asked, as_of=None),
        "moves": [_move(one, *found.added[one.id]) for one in queries.figures(chosen, ids=tuple(found.added))],
        "goods": [
            {
                "id": one.id,
                "name": NAMES[one.id],
                "kbli": ", ".join(assumed.kbli[one.id]),
                "businesses": format_number(found.businesses[one.id]),
                "is_enough": found.businesses[one.id] >= assumed.least_businesses,
            }
            for one in GOODS
        ],
        "assumed": assumed,
        "most": format_rupiah(assumed.most_rupiah),
        "cities": _cities(),
        "page": page,
        "count": format_number(found.packages.height),
        "ceiling": format_rupiah(found.could.ceiling_rupiah),
        "bought": format_rupiah(found.could.bought_rupiah),
        "query": _query(request),
        "figures": addresses.page("procurement_figures", looked.asked),
    }
    return render(request, "procurement/moving.html", context)


def assumptions(given: QueryDict) -> Assumptions:
    """Return the assumptions of an address, each as usual unless it says so. Raises: UnknownChoice, NotRupiah."""
    usual = Assumptions()
    kbli = {
        one.id: tuple(
            part.strip() for part in given.get(f"kbli_{one.id}", ", ".join(one.kbli)).split(",") if part.strip()
        )
        for one in GOODS
    }
    for code in (code for codes in kbli.values() for code in codes):
        if not (code.isdecimal() and code.isascii() and len(code) <= CITY_LENGTH):
            raise UnknownChoice(
                _("“%(code)s” bukan awal kode KBLI; tulis dua sampai lima angka, misalnya 56 atau 56210.")
                % {"code": code}
            )
    city = given.get("city", "").strip()
    if city and city not in dict(_cities()):
        raise UnknownChoice(_("Tidak ada kota berkode “%(code)s”; pilih dari daftarnya.") % {"code": city})
    most = parse_rupiah(given.get("most", ""))
    return Assumptions(
        kbli=kbli,
        least_businesses=_whole(given.get("least", ""), usual.least_businesses, highest=10_000),
        most_rupiah=usual.most_rupiah if most is None else most,
        part_percent=_whole(given.get("part", ""), usual.part_percent, highest=FULL),
        city_code=city,
    )


def _whole(text: str, usual: int, *, highest: int) -> int:
    text = text.strip()
    if not text:
        return usual
    if not (text.isdecimal() and text.isascii() and len(text) < 6 and 1 <= int(text) <= highest):
        raise UnknownChoice(
            _("“%(text)s” tidak dapat dipakai; tulis bilangan bulat dari 1 sampai %(highest)s.")
            % {"text": text, "highest": format_number(highest)}
        )
    return int(text)


def _cities() -> list[tuple[str, str]]:
    found = [(code, area.name) for code, area in areas_by_code().items() if len(code) == CITY_LENGTH]
    return sorted(found)


@dataclass(frozen=True)
class Move:
    """One figure before and after, in words."""

    name: str
    before: str
    added_above: str
    added_below: str
    after: str
    change: str


def _move(one: queries.Figure, above: int, below: int) -> Move:
    before = (one.numerator_rupiah, one.denominator_rupiah)
    after = (before[0] + above, before[1] + below)
    has_both = one.answers and before[1] > 0
    return Move(
        name=_(INDICATORS[one.id].title),
        before=one.percent,
        added_above=format_rupiah(above),
        added_below=format_rupiah(below),
        after=format_percent(*after) if has_both else "–",
        change=points(after, before)[0] if has_both else "",
    )


def _lines(found: queries.Moving, first: int, size: int) -> list[dict[str, Any]]:
    yes, no = _("ya"), _("belum")
    return [
        {
            "code": row["code"],
            "name": row["name"],
            "unit": row["unit_name"] or row["unit"],
            "goods": NAMES[row["goods"]],
            "method": figure_words.said(figure_words.METHODS, row["method"]),
            "tags": (yes if row["domestic"] else no, yes if row["micro_small"] else no),
            "ceiling": format_rupiah(row["rupiah"]),
            "businesses": format_number(found.businesses[row["goods"]]),
        }
        for row in found.packages.slice(first, size).iter_rows(named=True)
    ]


def _query(request: HttpRequest) -> str:
    given = request.GET.copy()
    given.pop("page", None)
    return given.urlencode()
