"""The door of a device: its secret stands where others have a token, and says for whom it speaks."""

import functools

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from tumbuh.accounts.permissions import PERMISSION_NAMES, Permission
from tumbuh.api.doors import Endpoint
from tumbuh.api.problems import refusal
from tumbuh.coaching.field.devices import DeviceSignedOut, holder_of
from tumbuh.kernel.errors import NotAllowed, Refused


def device_door(permission: Permission) -> "functools.partial[Endpoint]":
    """Open an endpoint to devices whose person has the permission. One that was signed out is told so: it erases."""
    return functools.partial(_wrap, permission)


def _wrap(permission: Permission, endpoint: Endpoint) -> Endpoint:
    @functools.wraps(endpoint)
    def opened(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        try:
            scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
            if scheme.lower() != "bearer" or not secret.strip():
                raise DeviceSignedOut("Perangkat belum disiapkan; buka halaman Lapangan lalu siapkan ponsel ini.")
            holder = holder_of(secret.strip(), now=timezone.now())
            if permission not in holder.permissions:
                name = PERMISSION_NAMES[permission]
                raise NotAllowed(f"Anda belum memiliki izin “{name}”. Hubungi pengelola akun.")
            request.holder = holder  # type: ignore[attr-defined]
            response = endpoint(request, *args, **kwargs)
        except Refused as refused:
            return refusal(request, refused)
        response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    opened.permission = permission  # type: ignore[attr-defined]
    return opened
