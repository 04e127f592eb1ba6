"""The trail as a page: who did what, when and why, and whether the trail is whole."""

import json

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tumbuh.accounts.permissions import Permission
from tumbuh.audit import queries
from tumbuh.kernel.numbers import format_number
from tumbuh.kernel.periods import format_moment
from tumbuh.web.audit.forms import FilterForm
from tumbuh.web.doors import door

PAGE_SIZE = 100


@door(Permission.AUDIT_VIEW)
def trail(request: HttpRequest) -> HttpResponse:
    """List the events that pass the filter, newest first; `?periksa=1` proves the seals again."""
    form = FilterForm(request.GET, names=queries.event_names())
    page = Paginator(queries.events(**form.chosen()), PAGE_SIZE).get_page(request.GET.get("page"))
    kept = request.GET.copy()
    for name in ("page", "periksa"):
        kept.pop(name, None)
    seal = queries.last_seal()
    rows = [
        {
            "event": event,
            "at": format_moment(event.at),
            "detail": [(key, _shown(value)) for key, value in sorted(event.detail.items())],
        }
        for event in page
    ]
    context = {
        "form": form,
        "rows": rows,
        "page": page,
        "total": format_number(page.paginator.count),
        "query": kept.urlencode(),
        "seal": seal,
        "sealed_at": format_moment(seal.sealed_at) if seal else "",
        "proof": queries.check_seals() if request.GET.get("periksa") else None,
    }
    return render(request, "audit/trail.html", context)


def _shown(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
