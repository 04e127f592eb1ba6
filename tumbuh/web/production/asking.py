"""What the address of a page of production asks for, kept to what the person may see."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from tumbuh.accounts.permissions import Permission
from tumbuh.kernel.errors import Refused
from tumbuh.kernel.periods import Quarter, day_in_wib, end_of_day
from tumbuh.production import queries
from tumbuh.reference.areas import Area, UnknownArea, all_areas, areas_by_code
from tumbuh.web.doors import person
from tumbuh.web.insight.asking import Asked, day

FIRST_YEAR = 2018  # the city's grand design of urban farming begins


class UnknownQuarter(Refused):
    """The address asks for a quarter that is none, or yet to come."""

    code = "unknown_quarter"


@dataclass(frozen=True)
class ProductionAsked(Asked):
    """Which production. The fields are the parameters of the address; `period` is "2023-2", a year and its quarter."""

    period: str
    area: str = ""
    as_of: date | None = None
    kind: str = ""
    group: str = ""
    part: str = ""

    @property
    def quarter(self) -> Quarter:
        """The quarter of `period`."""
        year, number = self.period.split("-")
        return Quarter(int(year), int(number))


@dataclass(frozen=True)
class Looked:
    """One look at the city's production: what is asked, by whom, as known when, and which areas may be chosen."""

    asked: ProductionAsked
    areas: tuple[str, ...] | None  # within which the person sees anything; None: the city
    known_at: datetime
    today: date

    def of(self, quarter: Quarter | None = None) -> queries.Asked:
        """Return what the queries are asked."""
        return queries.Asked(quarter or self.asked.quarter, self.known_at, self.asked.area)

    def choices(self) -> list[Area]:
        """Return the areas that may be chosen: cities and districts."""
        found = [area for area in all_areas() if area.level in ("city", "district")]
        return [area for area in found if _reaches(self.areas, area.code)]

    def periods(self) -> list[tuple[str, str]]:
        """Return the quarters that may be chosen, newest first."""
        quarter = current(self.today)
        found = []
        while quarter.year >= self.today.year - 5:
            found.append((period_of(quarter), quarter.label))
            quarter = quarter.previous()
        return found


def look(request: HttpRequest) -> Looked:
    """Return the look of a request. Raises: UnknownQuarter, UnknownArea, NotADay."""
    now = timezone.now()
    today = day_in_wib(now)
    as_of = day(request.GET.get("as_of", ""), latest=today)
    text = {name: request.GET.get(name, "").strip() for name in ("area", "kind", "group", "part")}
    period = request.GET.get("period", "").strip() or period_of(current(today).previous())
    asked = ProductionAsked(_checked(period, today), as_of=as_of, **text)
    areas = seen(request)
    if asked.area and (asked.area not in areas_by_code() or not _reaches(areas, asked.area)):
        raise UnknownArea(_("Wilayah “%(code)s” tidak ada di antara yang dapat Anda lihat.") % {"code": asked.area})
    if areas is not None and not asked.area:
        asked = replace(asked, area=areas[0] if areas else "-")
    return Looked(asked, areas, end_of_day(as_of) if as_of and as_of < today else now, today)


def seen(request: HttpRequest) -> tuple[str, ...] | None:
    """Return the areas within which the person sees production; None for the whole city."""
    return queries.seen_areas(person(request), timezone.now(), (Permission.PRODUCTION_VIEW,))


def current(today: date) -> Quarter:
    """Return the quarter of a day."""
    return Quarter(today.year, (today.month + 2) // 3)


def period_of(quarter: Quarter) -> str:
    """Return a quarter as the address names it."""
    return f"{quarter.year}-{quarter.quarter}"


def _checked(text: str, today: date) -> str:
    year, _dash, number = text.partition("-")
    if not (year.isdecimal() and number in ("1", "2", "3", "4") and FIRST_YEAR <= int(year) <= today.year):
        raise UnknownQuarter(_("Triwulan “%(text)s” tidak ada; pilih dari daftarnya.") % {"text": text})
    if Quarter(int(year), int(number)) > current(today):
        raise UnknownQuarter(_("Triwulan itu belum dimulai; pilih dari daftarnya."))
    return text


def _reaches(areas: tuple[str, ...] | None, code: str) -> bool:
    return areas is None or any(code == one or code.startswith(f"{one}.") for one in areas)
