"""What the layout of every page needs."""

from typing import Any

from django.http import HttpRequest

from tumbuh.web.look.views import chosen_scheme
from tumbuh.web.navigation import links


def layout(request: HttpRequest) -> dict[str, Any]:
    """Return the menu and the scheme that the person chose ("" when the device decides)."""
    return {"nav": links(request), "scheme": chosen_scheme(request)}
