"""Permissions and roles, and the addresses that they open."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

from docs.generate.markdown import codes, table
from tumbuh.accounts.permissions import PERMISSION_NAMES, ROLE_NAMES, ROLE_PERMISSIONS, Permission, Role

PERMISSIONS_HEAD = """
Access is denied unless a role grants it. A role is held in a scope (the whole city, an agency, a unit or one business)
from a first day to a last one. Nobody gives a role to themselves, and one that is taken back counts no more at once.
`is_superuser` and Django's groups count for nothing. Why: [ADR 4](../adr/0004-permissions-in-code.md).

"""
ADDRESSES_HEAD = """
Every address of the pages and the permission that its door asks for. Who has which: [permissions](permissions.md).

"""
_EVERYBODY = {Permission.PUBLIC: "everybody", Permission.SIGNED_IN: "everybody with an account"}


def permissions_page() -> str:
    """Return what each permission opens and who has it, then each role's permissions."""
    opens = [(f"`{one}`", PERMISSION_NAMES[one], _holders(one)) for one in Permission]
    holds = [
        (f"`{role}`", ROLE_NAMES[role], codes(one for one in Permission if one in ROLE_PERMISSIONS[role]))
        for role in Role
    ]
    return (
        PERMISSIONS_HEAD
        + "## Permissions\n\n"
        + table(("Permission", "What it opens", "Roles that have it"), opens)
        + "\n## Roles\n\n"
        + table(("Role", "Name", "Permissions"), holds)
    )


def _holders(permission: Permission) -> str:
    roles = [f"{ROLE_NAMES[role]} (`{role}`)" for role in Role if permission in ROLE_PERMISSIONS[role]]
    return _EVERYBODY.get(permission) or ", ".join(roles) or "–"


def addresses_page() -> str:
    """Return every address with its name and permission."""
    rows = [
        (f"`/{route}`", f"`{name}`", f"`{permission}`")
        for route, name, permission in sorted(_addresses(get_resolver()))
    ]
    return ADDRESSES_HEAD + table(("Address", "Name", "Permission"), rows)


def _addresses(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, str, str]]:
    for entry in resolver.url_patterns:
        route = prefix + str(entry.pattern).lstrip("^").rstrip("$")
        if isinstance(entry, URLPattern):
            yield route, str(entry.name), str(getattr(entry.callback, "permission", "–"))
        else:
            yield from _addresses(entry, route if str(entry.pattern) != "^/" else prefix)
