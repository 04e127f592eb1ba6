"""Every address passes the door and names its permission; what is open to everybody is listed here by name."""

from collections.abc import Iterator

import pytest
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver, path

from tumbuh.accounts.permissions import PERMISSION_NAMES, Permission
from tumbuh.web.doors import door

# Open to who is not signed in. Adding a name here is a decision that somebody reviews.
OPEN_TO_ALL = {
    "account_inactive",
    "account_login",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "api_catalogue",
    "api_catalogue_kinds",
    "api_catalogue_product",
    "api_nowhere",
    "api_schema",
    "catalogue_photo",
    "coaching_lottery",
    "field_home",
    "field_manifest",
    "field_worker",
    "look_scheme",
    "mfa_authenticate",
    "mfa_login_webauthn",
    "papers_ask",
    "papers_check",
    "public_buying",
    "set_language",
    "shop",
    "shop_kind",
    "shop_product",
    "shop_seller",
}


def patterns(resolver: URLResolver | None = None) -> Iterator[URLPattern]:
    """Yield every address, however deep it is included."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from patterns(entry)
        else:
            yield entry


def without_door(found: Iterator[URLPattern]) -> list[str]:
    """Return the addresses whose view names no permission."""
    return [str(one.pattern) for one in found if not isinstance(getattr(one.callback, "permission", None), Permission)]


def test_every_address_names_its_permission() -> None:
    assert without_door(patterns()) == []


def test_an_address_without_a_door_would_be_found() -> None:
    def bare(request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    guarded = door(Permission.SIGNED_IN)(bare)
    assert without_door(iter([path("a/", bare), path("b/", guarded)])) == ["a/"]


def test_what_is_open_to_everybody_is_listed_by_name() -> None:
    found = {str(one.name) for one in patterns() if one.callback.permission is Permission.PUBLIC}  # type: ignore[attr-defined]
    assert found == OPEN_TO_ALL


def test_every_address_has_a_name_of_its_own() -> None:
    names = [one.name for one in patterns()]
    assert None not in names
    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize("permission", Permission)
def test_every_permission_has_a_name_for_people(permission: Permission) -> None:
    assert PERMISSION_NAMES[permission].strip()
