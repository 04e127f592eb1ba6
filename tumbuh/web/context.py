"""What the layout of every page needs."""

from typing import Any

from django.http import HttpRequest

from tumbuh.web.look.views import chosen_scheme
from tumbuh.web.navigation import links


def layout(request: HttpRequest) -> dict[str, Any]:
    """
    Return the menu and the scheme that the person chose ("" when the device decides).

    Before it is known who is there (a middleware refused the request) there is no menu: a page that says what went
    wrong must not go wrong itself.
    """
    return {"nav": links(request) if hasattr(request, "user") else [], "scheme": chosen_scheme(request)}
