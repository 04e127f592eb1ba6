"""What everybody may see of the city's buying: the percentages, with both numbers and what they mean; no rows."""

from dataclasses import dataclass, replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from tumbuh.accounts.permissions import Permission
from tumbuh.analytics.catalogue import INDICATORS
from tumbuh.analytics.indicator import Indicator
from tumbuh.kernel.periods import day_in_wib
from tumbuh.procurement import queries
from tumbuh.web.doors import door
from tumbuh.web.procurement.asking import BuyingAsked, Looked
from tumbuh.web.procurement.figures import SMALL
from tumbuh.web.procurement.percentages import Percentage, percentages


@dataclass(frozen=True)
class Told:
    """A percentage with its definition beside it."""

    one: Percentage
    told: Indicator


@door(Permission.PUBLIC)
def summary(request: HttpRequest) -> HttpResponse:
    """Show the city's percentages of a year; nothing smaller than the city, and no name of anybody."""
    today = day_in_wib(timezone.now())
    years = queries.years()
    given = request.GET.copy()
    for name in set(given) - {"year"}:
        del given[name]
    asked = BuyingAsked.of(given, years=years, today=today)
    has_buying = asked.year in years
    looked = Looked(asked, None, queries.units(asked.year).clear(), years, today)
    domestic, small = (_told(looked, ids) if has_buying else [] for ids in (queries.P3DN, SMALL))
    context = {
        "asked": asked,
        "years": years,
        "has_buying": has_buying,
        "domestic": domestic,
        "small": small,
        "definitions": [domestic, small],
    }
    return render(request, "procurement/public.html", context)


def _told(looked: Looked, ids: tuple[str, ...]) -> list[Told]:
    """Return figures without ways to their rows, which are not everybody's."""
    return [
        Told(replace(one, numerator_href="", denominator_href="", card=replace(one.card, about="")), INDICATORS[one.id])
        for one in percentages(looked, ids)
    ]
