"""What the layout of every page needs."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from tumbuh.accounts.models import User
from tumbuh.demo import services as demo
from tumbuh.demo.people import PEOPLE
from tumbuh.notices.queries import unread_count
from tumbuh.web.look.views import chosen_scheme
from tumbuh.web.navigation import groups


def layout(request: HttpRequest) -> dict[str, Any]:
    """
    Return the menu, the scheme that the person chose ("" when the device decides) and whether this is a demo city.

    Before it is known who is there (a middleware refused the request) there is no menu: a page that says what went
    wrong must not go wrong itself. Whether it is a demo is asked only by pages that say so.
    """
    return {
        "nav": SimpleLazyObject(lambda: groups(request) if hasattr(request, "user") else []),
        "scheme": chosen_scheme(request),
        "demo": SimpleLazyObject(demo.is_here),
        "demo_people": PEOPLE,
        "unread": SimpleLazyObject(lambda: _unread(request)),
    }


def _unread(request: HttpRequest) -> int:
    """Return how many notices the person has not read; nobody is asked for who is not signed in."""
    user = getattr(request, "user", None)
    return unread_count(user) if isinstance(user, User) else 0
