"""The office's look at the notes of the field: choosing between two values, and what became nothing."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from tumbuh.accounts.permissions import Permission
from tumbuh.coaching.field import desk as notes
from tumbuh.web.doors import door, person


@door(Permission.SIGNED_IN)
def desk(request: HttpRequest) -> HttpResponse:
    """List the cards about which two wrote differently, and the notes that became nothing yet."""
    by, now = person(request), timezone.now()
    shown = {"differing": notes.differing(by=by, now=now), "stuck": notes.stuck(by=by, now=now), "most": notes.MOST}
    return render(request, "field/desk.html", shown)


@door(Permission.SIGNED_IN, methods=("GET", "POST"))
def note(request: HttpRequest, entity: UUID) -> HttpResponse:
    """Show every value of one note; by POST say which value of a card is right."""
    by, now = person(request), timezone.now()
    if request.method != "POST":
        return render(request, "field/note.html", {"note": notes.note(entity, by=by, now=now)})
    given = request.POST
    value = given.get("other", "").strip() or given.get("value")
    notes.choose(entity=entity, field=given.get("field", ""), value=value, seen=given.getlist("seen"), by=by, now=now)
    messages.success(request, _("Dipilih. Tulisan yang lain tetap ada di riwayat."))
    return redirect("field_note", entity=entity)
