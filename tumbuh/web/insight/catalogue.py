"""The catalogue of figures: what each of them asks, counts and comes from."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from tumbuh.accounts.permissions import Permission
from tumbuh.analytics.catalogue import INDICATORS
from tumbuh.web.doors import door, permissions

ROWS = {
    "domestic_sales": "insight_sales",
    "active_businesses": "insight_active",
    "business_growth": "insight_growth",
    "reporting_shops": "insight_completeness",
}


@door(Permission.INSIGHT_VIEW)
def catalogue(request: HttpRequest) -> HttpResponse:
    """Show every figure with its definition, version and law, and the way to its rows."""
    indicators = [
        (indicator, reverse(ROWS[indicator.id]) if indicator.id in ROWS else "") for indicator in INDICATORS.values()
    ]
    context = {"indicators": indicators, "may_open_rows": Permission.INSIGHT_ROWS in permissions(request)}
    return render(request, "insight/catalogue.html", context)
