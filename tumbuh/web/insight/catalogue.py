"""The catalogue of figures: what each of them asks, counts and comes from."""

from collections.abc import Collection

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from tumbuh.accounts.permissions import Permission
from tumbuh.analytics.catalogue import INDICATORS
from tumbuh.procurement.queries import FIGURES
from tumbuh.web.doors import door, permissions

ROWS = {
    "domestic_sales": "insight_sales",
    "active_businesses": "insight_active",
    "business_growth": "insight_growth",
    "reporting_shops": "insight_completeness",
}

PRODUCTION_ROWS = {
    "production": "production_figures",
    "production_yield": "production_figures",
    "production_coverage": "production_coverage",
}

COACHING_ROWS = {
    "coached_owners": "coaching_figures",
    "service_coverage": "coaching_figures",
    "panel_outcomes": "coaching_outcomes",
}

ORDER_ROWS = {"days_to_pay": "orders_days_to_pay", "order_spread": "orders_spread"}

MATCHING_ROWS = {"matching_chain": "matching_all_results"}

PAGES = (
    (Permission.INSIGHT_ROWS, ROWS),
    (Permission.PRODUCTION_VIEW, PRODUCTION_ROWS),
    (Permission.COACHING_VIEW, COACHING_ROWS),
    (Permission.ORDERS_VIEW, ORDER_ROWS),
    (Permission.MATCHING_VIEW, MATCHING_ROWS),
)


@door(Permission.INSIGHT_VIEW)
def catalogue(request: HttpRequest) -> HttpResponse:
    """Show every figure with its definition, version and law, and the way to its rows."""
    allowed = permissions(request)
    indicators = [(indicator, rows_of(indicator.id, allowed)) for indicator in INDICATORS.values()]
    return render(request, "insight/catalogue.html", {"indicators": indicators})


def rows_of(figure: str, allowed: Collection[Permission]) -> str:
    """Return the address of a figure's rows; "" when it has none, or none that the person may open."""
    for permission, pages in PAGES:
        if permission in allowed and figure in pages:
            return reverse(pages[figure])
    if Permission.PROCUREMENT_VIEW in allowed and figure in FIGURES:
        return reverse("procurement_rows", args=[figure, "numerator"])
    if Permission.PROCUREMENT_VIEW in allowed and figure == "p3dn_bridge":
        return reverse("procurement_bridge")
    return ""
