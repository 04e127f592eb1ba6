import pytest

from tumbuh.accounts.permissions import ROLE_NAMES, ROLE_PERMISSIONS, Permission, Role
from tumbuh.accounts.rules import (
    CITY,
    Scope,
    ScopeKind,
    ScopeNotForRole,
    UnknownRole,
    UnknownScope,
    check_scope,
    covers,
    parse_role,
    parse_scope,
)

WARUNG, KEDAI = Scope(ScopeKind.BUSINESS, "warung"), Scope(ScopeKind.BUSINESS, "kedai")


def test_the_city_reaches_all_and_a_business_only_itself() -> None:
    assert covers({CITY}, WARUNG)
    assert covers({KEDAI, WARUNG}, WARUNG)
    assert not covers({KEDAI}, WARUNG)
    assert not covers({WARUNG}, CITY)
    assert not covers(set(), CITY)
    assert not covers({Scope(ScopeKind.UNIT, "warung")}, WARUNG)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.OWNER])
def test_only_an_owner_belongs_to_a_business(role: Role) -> None:
    check_scope(role, CITY)
    check_scope(role, Scope(ScopeKind.AGENCY, "ppkukm"))
    with pytest.raises(ScopeNotForRole):
        check_scope(role, WARUNG)


@pytest.mark.parametrize("scope", [CITY, Scope(ScopeKind.AGENCY, "ppkukm"), Scope(ScopeKind.UNIT, "sdn-1")])
def test_an_owner_belongs_to_nothing_wider_than_a_business(scope: Scope) -> None:
    check_scope(Role.OWNER, WARUNG)
    with pytest.raises(ScopeNotForRole):
        check_scope(Role.OWNER, scope)


@pytest.mark.parametrize("scope", [Scope(ScopeKind.CITY, "31"), Scope(ScopeKind.AGENCY), Scope(ScopeKind.UNIT)])
def test_a_scope_has_a_code_exactly_when_it_is_not_the_city(scope: Scope) -> None:
    with pytest.raises(ScopeNotForRole):
        check_scope(Role.INSPECTOR, scope)


def test_every_role_has_a_name_and_its_permissions() -> None:
    assert set(ROLE_PERMISSIONS) == set(ROLE_NAMES) == set(Role)


def test_every_permission_can_be_held_by_somebody() -> None:
    given = frozenset().union(*ROLE_PERMISSIONS.values()) | {Permission.PUBLIC, Permission.SIGNED_IN}
    assert given == set(Permission)


def test_who_gives_roles_does_nothing_else_with_them() -> None:
    granting = {role for role, held in ROLE_PERMISSIONS.items() if Permission.ACCOUNTS_GRANT in held}
    assert granting == {Role.ADMINISTRATOR}
    assert ROLE_PERMISSIONS[Role.ADMINISTRATOR] == {Permission.ACCOUNTS_GRANT, Permission.AUDIT_VIEW}


def test_no_role_is_given_public_or_signed_in_as_if_it_had_to_be() -> None:
    for held in ROLE_PERMISSIONS.values():
        assert not held & {Permission.PUBLIC, Permission.SIGNED_IN}


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("city", CITY),
        (" agency:ppkukm ", Scope(ScopeKind.AGENCY, "ppkukm")),
        ("unit: sdn-1", Scope(ScopeKind.UNIT, "sdn-1")),
        ("business:a:b", Scope(ScopeKind.BUSINESS, "a:b")),
    ],
)
def test_a_scope_is_read_as_it_is_typed(text: str, scope: Scope) -> None:
    assert parse_scope(text) == scope


@pytest.mark.parametrize("text", ["", "kota", "city:31", "agency", "agency:", "unit: "])
def test_what_names_no_scope_is_refused(text: str) -> None:
    with pytest.raises(UnknownScope):
        parse_scope(text)


def test_a_role_is_read_by_its_code_and_nothing_else() -> None:
    assert [parse_role(role.value) for role in Role] == list(Role)
    with pytest.raises(UnknownRole, match="inspector"):
        parse_role("Inspektur")
