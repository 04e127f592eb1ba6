"""What stands above and below the contents of a page that everybody sees alike: drawn once, and kept."""

from dataclasses import dataclass
from functools import lru_cache
from types import SimpleNamespace
from urllib.parse import quote

from django.http import HttpRequest
from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from tumbuh.demo import services as demo
from tumbuh.web.navigation import Group, Link, groups

_HERE = "ALAMAT-HALAMAN-INI"  # stands in what is kept for the address to come back to


@dataclass(frozen=True)
class Frame:
    """The header and the foot as HTML."""

    before: SafeString
    after: SafeString


def frame(request: HttpRequest) -> Frame:
    """
    Return the frame of a page for somebody who is not signed in.

    Everything in it comes from the language, the menu with its current entry, and whether the city is a demo; by these
    it is kept. Only the address to come back to is the request's own.
    """
    menu = tuple((group.label, tuple(group.links)) for group in groups(request))
    urls = {link.url for _, links in menu for link in links}
    path = request.path if request.path in urls else ""
    drawn = _drawn(get_language() or "", menu, path, is_demo=demo.is_here())
    before = drawn.before.replace(_HERE, quote(request.get_full_path(), safe="/"))
    return Frame(mark_safe(before), drawn.after)  # noqa: S308 - a template's HTML with a quoted address in it


@lru_cache(maxsize=128)
def _drawn(language: str, menu: tuple[tuple[str, tuple[Link, ...]], ...], path: str, *, is_demo: bool) -> Frame:
    context = {
        "request": SimpleNamespace(path=path, get_full_path=_HERE), "is_shared": True, "demo": is_demo,
        "nav": [Group(label, list(links)) for label, links in menu], "user": SimpleNamespace(is_authenticated=False),
    }  # fmt: skip
    above = [get_template(f"layout/_{part}.html").render(context) for part in ("demo", "header")]
    below = [get_template(f"layout/_{part}.html").render(context) for part in ("footer", "phrases")]
    return Frame(SafeString("".join(above)), SafeString("".join(below)))
