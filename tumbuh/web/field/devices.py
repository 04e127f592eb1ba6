"""Taking a phone in use, and signing it out from any other."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from tumbuh.accounts.permissions import Permission
from tumbuh.coaching.field.devices import devices_seen_by, register_device, sign_out_device
from tumbuh.web.doors import door, person


@door(Permission.COACHING_RECORD, methods=("GET", "POST"))
def ready(request: HttpRequest) -> HttpResponse:
    """Say who is signed in, to the page that asks before it makes a safe; by POST make the phone's secret."""
    by = person(request)
    if request.method != "POST":
        return JsonResponse({"person": str(by), "csrf": get_token(request)})
    device, secret = register_device(
        name=request.POST.get("name", ""), session_key=request.session.session_key or "", by=by, now=timezone.now()
    )
    return JsonResponse({"device": str(device.public_id), "secret": secret})


@door(Permission.SIGNED_IN)
def devices(request: HttpRequest) -> HttpResponse:
    """List a person's phones; to who manages accounts, everybody's."""
    found = list(devices_seen_by(person(request), now=timezone.now())[:200])
    return render(request, "field/devices.html", {"devices": found})


@door(Permission.SIGNED_IN, methods=("POST",))
def sign_out(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Sign a phone out."""
    reason = request.POST.get("reason", "")
    sign_out_device(public_id=public_id, reason=reason, by=person(request), now=timezone.now())
    messages.success(request, _("Ponsel dikeluarkan. Datanya terhapus begitu ponsel itu mendapat sinyal."))
    return redirect("field_devices")
