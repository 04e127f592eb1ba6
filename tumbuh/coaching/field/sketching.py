"""The sketch of who is registered around a person's areas, for the doorstep (rules.sketch)."""

import base64
import hmac
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.cache import caches

from tumbuh.accounts.models import User
from tumbuh.accounts.permissions import Permission
from tumbuh.accounts.queries import scopes_of
from tumbuh.accounts.rules import ScopeKind
from tumbuh.audit import services as audit
from tumbuh.coaching.models import FieldDevice
from tumbuh.coaching.rules.sketch import PROBES, digest_of, filter_of
from tumbuh.kernel.periods import day_in_wib
from tumbuh.reference.areas import areas_by_code
from tumbuh.registry.owners import identities_in

_KEPT_SECONDS = 86_400


def sketch_for(*, device: FieldDevice, by: User, now: datetime) -> dict[str, Any]:
    """Return the sketch of the cities (kota) around a person's areas, one filter for each of their districts."""
    on = day_in_wib(now)
    scopes = scopes_of(by, Permission.COACHING_RECORD, on)
    cities = sorted({scope.code[:5] for scope in scopes if scope.kind is ScopeKind.AREA})
    wanted = cities or sorted(code for code, area in areas_by_code().items() if area.level == "city")
    key = hmac.digest(settings.SECRET_KEY.encode(), f"field sketch {on:%Y-%m}".encode(), "sha256")
    districts = [one for city in wanted for one in _districts(city, key, on.isoformat())]
    audit.record("coaching.sketch_taken", by=by, at=now, target=device.reference, detail={"cities": wanted})
    return {"key": base64.b64encode(key).decode(), "probes": PROBES, "districts": districts}


def _districts(city: str, key: bytes, day: str) -> list[dict[str, Any]]:
    """Return the filters of a city's districts; made once a day, because opening 60,000 NIKs takes seconds."""
    cache = caches["figures"]
    name = f"field-sketch:{city}:{day}"
    known: list[dict[str, Any]] | None = cache.get(name)
    if known is None:
        known = [
            {"name": areas_by_code()[code].name, "size": made.size, "bits": base64.b64encode(made.bits).decode()}
            for code, people in sorted(identities_in(city).items())
            if code in areas_by_code()
            for made in [filter_of(digest_of(key, kind, text) for kind, text in people)]
        ]
        cache.set(name, known, _KEPT_SECONDS)
    return known
