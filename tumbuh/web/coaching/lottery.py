"""The lottery of a cycle, as anyone may read and repeat it: numbers, never names."""

import shlex
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from tumbuh.accounts.permissions import Permission
from tumbuh.coaching import queries
from tumbuh.coaching.models import Lottery
from tumbuh.coaching.rules.states import CycleState
from tumbuh.kernel.numbers import format_number
from tumbuh.kernel.periods import format_day, format_moment
from tumbuh.web.doors import door


@door(Permission.PUBLIC)
def lottery(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show what was promised, and after the draw its seed, word, list and tickets, so that anyone repeats it."""
    cycle = queries.cycle(public_id)
    if cycle.allocation != "lottery" or cycle.state == CycleState.DRAFT:
        raise Http404
    found = queries.lottery(cycle)
    drawn = queries.public_list(cycle)
    context = {
        "cycle": cycle,
        "programme": cycle.programme,
        "lottery": found,
        "announced": format_moment(found.announced_at) if found else "",
        "drawn_at": format_moment(found.drawn_at) if found and found.drawn_at else "",
        "until": format_day(cycle.apply_until_on),
        "rows": drawn,
        "commands": _commands(found, drawn[0].number) if found and drawn else "",
        "seated": format_number(sum(one.seated for one in drawn)),
        "count": format_number(len(drawn)),
    }
    return render(request, "coaching/lottery.html", context)


def _commands(found: Lottery, number: int) -> str:
    """Return how anyone recomputes the promise and the ticket of one number."""
    pieces = (found.seed, f"{found.seed}|{found.word}|{number}")
    return "\n".join(f"printf '%s' {shlex.quote(piece)} | sha256sum" for piece in pieces)
