"""The shell of the page, its service worker and its manifest: open to all, because they hold nobody's data."""

import hashlib
from functools import cache
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _

from tumbuh.accounts.permissions import Permission
from tumbuh.web.doors import door

# The scripts import each other by these names, so that a page and its scripts are always of one version.
SCRIPTS = ("app.js", "forms.js", "vault.js", "sync.js", "sketch.js")
_HASHED = (
    "vendor/site.css",
    "vendor/plus-jakarta-sans/latin.woff2",
    "site/mark.svg",
    "site/field/field.css",
    "site/field/app.js",
)


@door(Permission.PUBLIC)
def home(request: HttpRequest) -> HttpResponse:
    """Show the shell; what is in it comes from the phone."""
    return render(request, "field/home.html")


@door(Permission.PUBLIC)
def worker(request: HttpRequest) -> HttpResponse:
    """Return the service worker; another version of any file of the shell makes it another worker."""
    plain = [f"{settings.STATIC_URL}site/field/{name}" for name in SCRIPTS]
    files = [reverse("field_home"), *dict.fromkeys([*map(static, _HASHED), *plain])]
    context = {"version": _version(settings.WEB_DIR), "home": reverse("field_home"), "files": files}
    response = render(request, "field/sw.js", context, content_type="text/javascript")
    response.headers["Cache-Control"] = "no-cache"
    return response


@door(Permission.PUBLIC)
def manifest(request: HttpRequest) -> HttpResponse:
    """Return by what a phone installs the page."""
    icons = [
        {"src": static(f"site/field/icon-{size}.png"), "sizes": f"{size}x{size}", "type": "image/png", "purpose": use}
        for size in (192, 512)
        for use in ("any", "maskable")
    ]
    home_at = reverse("field_home")
    shown = {
        "id": home_at, "name": _("Tumbuh Lapangan"), "short_name": _("Lapangan"), "start_url": home_at,
        "scope": home_at, "display": "standalone", "lang": "id", "theme_color": "#0a6b4b",
        "background_color": "#f5f7f4", "icons": icons,
    }  # fmt: skip
    return JsonResponse(shown, content_type="application/manifest+json")


@cache
def _version(web: Path) -> str:
    """Return a digest of all that the shell is made of."""
    parts = [*sorted((web / "static/site/field").glob("*")), *sorted((web / "templates/field").glob("*"))]
    parts += [web / "templates/base.html", web / "static/vendor/site.css"]
    return hashlib.sha256(b"".join(path.read_bytes() for path in parts)).hexdigest()[:16]
