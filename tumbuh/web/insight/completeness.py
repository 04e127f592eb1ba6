"""Which shops reported a month, and which did not: the rows behind a figure's completeness."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from tumbuh.accounts.permissions import Permission
from tumbuh.insight import queries
from tumbuh.kernel.periods import day_in_wib
from tumbuh.ledger import queries as ledger
from tumbuh.web.doors import door
from tumbuh.web.insight import words
from tumbuh.web.insight.asking import SalesAsked
from tumbuh.web.insight.home import default_month
from tumbuh.web.insight.paging import page_of


@door(Permission.INSIGHT_ROWS)
def completeness(request: HttpRequest) -> HttpResponse:
    """Show per month how many shops reported it, and the shops that are missing from one."""
    today = day_in_wib(timezone.now())
    asked = SalesAsked.of(request.GET, today=today)
    shown = queries.overview(today=today, known_at=asked.known_at)
    month = asked.month or default_month(shown, today)
    missing = list(queries.missing_shops(shown.book, month=month)) if month else []
    page = page_of(
        len(missing),
        lambda first, size: list(ledger.shops_by_key(missing[first : first + size]).values()),
        request.GET.get("page"),
    )
    months = [
        {
            "code": one,
            "name": words.month(one),
            "told": words.shops_reported(standing.reported, standing.expected),
            "is_provisional": standing.is_provisional,
        }
        for one, standing in reversed(list(shown.standings.items()))
    ]
    context = {"page": page, "months": months, "month": words.month(month) if month else "", "query": f"month={month}"}
    return render(request, "insight/completeness.html", context)
