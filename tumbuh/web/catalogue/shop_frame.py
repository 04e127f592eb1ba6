"""What stands above and below the contents of a page that everybody sees alike: drawn once, and kept."""

from dataclasses import dataclass
from functools import lru_cache
from types import SimpleNamespace

from django.http import HttpRequest
from django.template.loader import get_template
from django.utils.translation import get_language

from tumbuh.demo import services as demo
from tumbuh.web.navigation import Group, Link, groups


@dataclass(frozen=True)
class Frame:
    """The header, without its link that comes back to this page, and the foot as HTML."""

    before: str
    between: str
    after: str


def frame(request: HttpRequest) -> Frame:
    """
    Return the frame of a page for somebody who is not signed in.

    Everything in it comes from the language, the menu with its current entry, and whether the city is a demo; by these
    it is kept, so that it is never old.
    """
    menu = tuple((group.label, tuple(group.links)) for group in groups(request))
    urls = {link.url for _, links in menu for link in links}
    path = request.path if request.path in urls else ""
    return _drawn(get_language() or "", menu, path, is_demo=demo.is_here())


@lru_cache(maxsize=128)
def _drawn(language: str, menu: tuple[tuple[str, tuple[Link, ...]], ...], path: str, *, is_demo: bool) -> Frame:
    context = {
        "request": SimpleNamespace(path=path), "demo": is_demo, "user": SimpleNamespace(is_authenticated=False),
        "nav": [Group(label, list(links)) for label, links in menu],
    }  # fmt: skip
    names = ("demo", "header_begin", "header_end", "footer", "phrases")
    bar, begin, end, foot, phrases = (get_template(f"layout/_{name}.html").render(context) for name in names)
    return Frame(bar + begin, end, foot + phrases)
