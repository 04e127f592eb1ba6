"""All pages: each room lists its own addresses, in full, in `web/<room>/urls.py`."""

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path

ROOMS = (
    "accounts",
    "audit",
    "catalogue",
    "coaching",
    "field",
    "insight",
    "ledger",
    "look",
    "matching",
    "needs",
    "notices",
    "orders",
    "papers",
    "procurement",
    "production",
    "registry",
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include(f"tumbuh.web.{room}.urls"))
    for room in ROOMS
    if find_spec(f"tumbuh.web.{room}") and find_spec(f"tumbuh.web.{room}.urls")
]
