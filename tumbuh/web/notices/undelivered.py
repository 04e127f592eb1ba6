"""What could not be sent outside, for the administrator: never what it says, only that it failed and why."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from tumbuh.accounts.permissions import Permission
from tumbuh.kernel.periods import format_moment
from tumbuh.notices import queries, services
from tumbuh.notices.rules import CHANNEL_NAMES, Channel
from tumbuh.web.doors import door, person

PAGE_SIZE = 50


@door(Permission.ACCOUNTS_GRANT)
def show(request: HttpRequest) -> HttpResponse:
    """List what waits for a person, newest first."""
    page = Paginator(queries.undelivered(), PAGE_SIZE).get_page(request.GET.get("page"))
    rows = [
        {
            "row": one,
            "at": format_moment(one.changed_at),
            "channel": _(CHANNEL_NAMES[Channel(one.channel)]),
            "event": one.notice.event,
            "person": one.notice.person.username,
        }
        for one in page
    ]
    return render(request, "notices/undelivered.html", {"rows": rows, "page": page})


@door(Permission.ACCOUNTS_GRANT, methods=("POST",))
def again(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Queue one once more."""
    services.try_again(public_id=public_id, by=person(request), now=timezone.now())
    messages.success(request, _("Kabar dimasukkan lagi ke antrean kirim."))
    return redirect("notices_undelivered")
