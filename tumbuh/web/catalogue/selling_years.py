"""The year that a seller's book is opened at, and what its channels are called."""

from datetime import datetime

from django.http import HttpRequest
from django.utils.translation import gettext as _

from tumbuh.insight.income import CITY
from tumbuh.kernel.periods import WIB
from tumbuh.web.insight import words

EARLIEST = 2020  # no order is older


def year_asked(request: HttpRequest, now: datetime) -> int:
    """Return the year that an address or a form asks for; what is none is the year of now."""
    text = request.POST.get("tahun", "") or request.GET.get("tahun", "")
    this_year = now.astimezone(WIB).year
    return int(text) if text.isdecimal() and EARLIEST <= int(text) <= this_year else this_year


def turned(year: int, now: datetime) -> dict[str, int | None]:
    """Return a year and those beside it, for turning."""
    this_year = now.astimezone(WIB).year
    return {
        "year": year,
        "earlier": year - 1 if year > EARLIEST else None,
        "later": year + 1 if year < this_year else None,
    }


def channel_name(code: str) -> str:
    """Return what a seller calls a channel: the e-order is simply the city's orders."""
    return _("Pesanan kota") if code == CITY else words.channel(code)
