"""What the address of a page of public buying asks for, checked against what there is and what may be seen."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Self

import polars as pl
from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from tumbuh.kernel.errors import Refused
from tumbuh.kernel.periods import Month, day_in_wib, end_of_day
from tumbuh.procurement import queries
from tumbuh.procurement.rules.methods import Method
from tumbuh.procurement.rules.states import BUDGET_VERSIONS
from tumbuh.web.doors import person
from tumbuh.web.insight.asking import Asked, day


class UnknownChoice(Refused):
    """The address asks for a year, unit, method, version or commitment that there is not."""

    code = "unknown_choice"


@dataclass(frozen=True)
class BuyingAsked(Asked):
    """Which part of a year's buying: empty means all. The fields are the parameters of the address."""

    year: int
    agency: str = ""
    unit: str = ""
    method: str = ""
    month: str = ""
    version: str = ""
    document: str = ""
    as_of: date | None = None

    @classmethod
    def of(cls, given: QueryDict, *, years: list[int], today: date) -> Self:
        """Return what is asked, of the latest year there is unless another is. Raises: UnknownChoice, NotADay."""
        texts = {name: given.get(name, "").strip() for name in _TEXTS}
        asked = cls(
            _year(given.get("year", ""), years, today), **texts, as_of=day(given.get("as_of", ""), latest=today)
        )
        if asked.method and asked.method not in set(Method):
            raise UnknownChoice(_("Metode “%(code)s” tidak dikenal; pilih dari daftarnya.") % {"code": asked.method})
        if asked.version and asked.version not in BUDGET_VERSIONS:
            names = ", ".join(BUDGET_VERSIONS.values())
            raise UnknownChoice(
                _("Versi anggaran “%(code)s” tidak ada; pilih salah satu: %(names)s.")
                % {"code": asked.version, "names": names}
            )
        if asked.month and Month.parse(asked.month).year != asked.year:
            raise UnknownChoice(
                _("Bulan %(month)s bukan bulan tahun %(year)s.") % {"month": asked.month, "year": asked.year}
            )
        if asked.document and asked.document not in queries.documents(asked.year):
            raise UnknownChoice(
                _("Tidak ada dokumen komitmen bernama “%(name)s” untuk tahun itu.") % {"name": asked.document}
            )
        return asked

    @property
    def known_at(self) -> datetime | None:
        """The moment at which the year is looked at; None: now."""
        return end_of_day(self.as_of) if self.as_of else None


_TEXTS = ("agency", "unit", "method", "month", "version", "document")


def _year(text: str, years: list[int], today: date) -> int:
    if not text.strip():
        return next((year for year in years if year <= today.year), years[0] if years else today.year)
    try:
        year = int(text)
    except ValueError:
        year = 0
    if year not in {*years, today.year}:
        known = ", ".join(map(str, years)) or _("belum ada")
        raise UnknownChoice(
            _("Tidak ada data belanja tahun “%(year)s”; yang ada: %(known)s.") % {"year": text, "known": known}
        )
    return year


@dataclass(frozen=True)
class Looked:
    """One look at the city's buying: what is asked, by whom, and the units that may be chosen from."""

    asked: BuyingAsked
    within: queries.Within | None
    units: pl.DataFrame
    years: list[int]
    today: date

    def chosen(self, *, known_at: datetime | None = None) -> queries.Chosen:
        """Return the filter of the rows, as known when it was asked or at another moment."""
        asked = self.asked
        return queries.Chosen(
            asked.year,
            agency=asked.agency,
            unit=asked.unit,
            method=asked.method,
            month=asked.month,
            version=asked.version or None,
            document=asked.document or None,
            known_at=known_at or asked.known_at,
            within=self.within,
        )

    @property
    def is_final(self) -> bool:
        """Whether the year is over."""
        return self.asked.year < self.today.year


def look(request: HttpRequest) -> Looked:
    """
    Return the look of a request: what it asks, kept to what the person may see.

    Raises: UnknownChoice, also for a unit or agency that is another's; NotADay, NotAPeriod, NotAllowed.
    """
    today = day_in_wib(timezone.now())
    within = queries.seen_by(person(request), on=today)
    years = queries.years()
    asked = BuyingAsked.of(request.GET, years=years, today=today)
    units = queries.units(asked.year, within=within)
    for name, code in (("agency", asked.agency), ("unit", asked.unit)):
        if code and code not in units[name]:
            raise UnknownChoice(
                _("Perangkat daerah atau unit berkode “%(code)s” tidak ada di antara yang dapat Anda lihat.")
                % {"code": code}
            )
    return Looked(asked, within, units, years, today)
