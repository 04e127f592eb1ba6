"""The files of photos, for everybody; a name never gets another content, so a browser asks once."""

from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse

from tumbuh.accounts.permissions import Permission
from tumbuh.catalogue.photos import found_by_name
from tumbuh.web.doors import door

_TYPES = {".webp": "image/webp", ".jpg": "image/jpeg"}
_FOR_EVER = "public, max-age=31536000, immutable"


@door(Permission.PUBLIC)
def photo(request: HttpRequest, name: str) -> HttpResponse:
    """Return the photo of "<sha256>-<size>.<kind>", e.g. …-320.webp."""
    path = found_by_name(name, folder=Path(settings.MEDIA_ROOT))
    if path is None:
        raise Http404
    headers = {"Cache-Control": _FOR_EVER, "Content-Disposition": "inline", "X-Content-Type-Options": "nosniff"}
    return HttpResponse(path.read_bytes(), content_type=_TYPES[path.suffix], headers=headers)
