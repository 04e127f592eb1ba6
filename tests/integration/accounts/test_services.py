from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from tumbuh.accounts import queries, services
from tumbuh.accounts.models import Membership, User
from tumbuh.accounts.permissions import Permission, Role
from tumbuh.accounts.rules import CITY, Scope, ScopeKind, ScopeNotForRole
from tumbuh.audit.models import AuditEvent
from tumbuh.kernel.errors import NotAllowed, Refused

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 3, 2, 5, 0, tzinfo=UTC)
TODAY = date(2026, 3, 2)
TOMORROW = date(2026, 3, 3)
YESTERDAY = date(2026, 3, 1)
PPKUKM = Scope(ScopeKind.AGENCY, "ppkukm")
NEVER = frozenset({Permission.PUBLIC, Permission.SIGNED_IN})


@pytest.fixture
def admin(make_person: Callable[..., Any]) -> Any:
    return make_person(Role.ADMINISTRATOR)


@pytest.fixture
def rina(make_person: Callable[..., Any]) -> Any:
    return make_person(username="rina")


@pytest.fixture
def events() -> Callable[[], list[tuple[Any, ...]]]:
    """Return the trail since the test began."""
    before = set(AuditEvent.objects.values_list("pk", flat=True))
    return lambda: list(
        AuditEvent.objects.exclude(pk__in=before).order_by("pk").values_list("event", "by__username", "target")
    )


def test_who_has_no_membership_may_do_nothing(rina: User) -> None:
    assert queries.permissions_of(rina, TODAY) == NEVER
    assert queries.permissions_of(None, TODAY) == {Permission.PUBLIC}
    for permission in set(Permission) - NEVER:
        with pytest.raises(NotAllowed, match=permission.value):
            services.require(rina, permission, on=TODAY)


def test_a_superuser_of_django_may_do_nothing_either(rina: User) -> None:
    User.objects.filter(pk=rina.pk).update(is_superuser=True, is_staff=True)
    rina.refresh_from_db()
    assert queries.permissions_of(rina, TODAY) == NEVER


def test_a_role_holds_from_its_first_to_its_last_day(rina: User) -> None:
    services.add_membership(user=rina, role=Role.INSPECTOR, from_on=TODAY, to_on=TOMORROW, by=None, now=NOON)
    held = [
        Permission.AUDIT_VIEW in queries.permissions_of(rina, TODAY + timedelta(days=offset)) for offset in range(-1, 3)
    ]
    assert held == [False, True, True, False]


def test_a_closed_account_may_only_see_what_is_public(rina: User, admin: User) -> None:
    services.add_membership(user=rina, role=Role.INSPECTOR, by=None, now=NOON)
    rina = services.deactivate_user(user_id=rina.pk, by=admin, now=NOON, reason="Pindah tugas")
    assert queries.permissions_of(rina, TOMORROW) == {Permission.PUBLIC}
    assert queries.scopes_of(rina, Permission.AUDIT_VIEW, TOMORROW) == frozenset()


def test_a_scoped_role_reaches_only_its_scope(rina: User) -> None:
    services.add_membership(user=rina, role=Role.INSPECTOR, scope_kind="agency", scope_code="ppkukm", by=None, now=NOON)
    services.require(rina, Permission.AUDIT_VIEW, on=TODAY)
    services.require(rina, Permission.AUDIT_VIEW, scope=PPKUKM, on=TODAY)
    for elsewhere in (CITY, Scope(ScopeKind.AGENCY, "kpkp"), Scope(ScopeKind.UNIT, "ppkukm")):
        with pytest.raises(NotAllowed):
            services.require(rina, Permission.AUDIT_VIEW, scope=elsewhere, on=TODAY)
    assert queries.scopes_of(rina, Permission.AUDIT_VIEW, TODAY) == {PPKUKM}
    assert queries.scopes_of(rina, Permission.ACCOUNTS_GRANT, TODAY) == frozenset()


def test_a_role_in_the_city_reaches_every_scope(admin: User) -> None:
    services.require(admin, Permission.ACCOUNTS_GRANT, scope=PPKUKM, on=TODAY)
    services.require(admin, Permission.ACCOUNTS_GRANT, scope=Scope(ScopeKind.BUSINESS, "x"), on=TODAY)


def test_an_owner_sees_the_own_business_only(rina: User) -> None:
    services.add_membership(user=rina, role=Role.OWNER, scope_kind="business", scope_code="warung", by=None, now=NOON)
    assert queries.businesses_of(rina, TODAY) == {"warung"}
    assert queries.businesses_of(rina, YESTERDAY) == frozenset()


def test_a_grant_is_traced(rina: User, admin: User, events: Callable[[], Any]) -> None:
    membership = services.add_membership(user=rina, role=Role.GOVERNOR, by=admin, now=NOON, reason="SK 12/2026")
    assert (membership.granted_by, membership.from_on, membership.to_on) == (admin, TODAY, None)
    assert events() == [("accounts.role_granted", "administrator", f"accounts.user:{rina.public_id}")]
    last = AuditEvent.objects.latest("pk")
    assert last.reason == "SK 12/2026"
    assert last.detail == {"role": "governor", "scope": "city", "from_on": "2026-03-02", "to_on": None}


def test_nobody_grants_to_themselves_nor_ends_their_own_role(admin: User, events: Callable[[], Any]) -> None:
    own = Membership.objects.get(user=admin)
    with pytest.raises(services.NotYourself):
        services.add_membership(user=admin, role=Role.GOVERNOR, by=admin, now=NOON)
    with pytest.raises(services.NotYourself):
        services.end_membership(membership_id=own.pk, by=admin, now=NOON, reason="")
    with pytest.raises(services.NotYourself):
        services.deactivate_user(user_id=admin.pk, by=admin, now=NOON, reason="")
    assert list(Membership.objects.all()) == [own]
    assert own.to_on is None
    assert events() == []


def test_the_database_refuses_a_self_grant_too(rina: User) -> None:
    with pytest.raises(DatabaseError, match="membership_not_self_granted"), transaction.atomic():
        Membership.objects.create(
            user=rina, role="governor", scope_kind="city", from_on=TODAY, granted_by=rina, scope_code=""
        )


@pytest.mark.parametrize("role", [role for role in Role if role not in {Role.ADMINISTRATOR, Role.OWNER}])
def test_only_an_administrator_grants(
    role: Role, make_person: Callable[..., Any], rina: User, events: Callable[[], Any]
) -> None:
    somebody = make_person(role)
    seen = len(events())
    with pytest.raises(NotAllowed):
        services.add_membership(user=rina, role=Role.INSPECTOR, by=somebody, now=NOON)
    with pytest.raises(NotAllowed):
        services.create_user(username="baru", password="rahasia-sekali-9", full_name="Baru", by=somebody, now=NOON)
    with pytest.raises(NotAllowed):
        services.reset_password(user_id=rina.pk, password="rahasia-sekali-9", by=somebody, now=NOON, reason="")
    assert not Membership.objects.filter(user=rina).exists()
    assert not User.objects.filter(username="baru").exists()
    assert len(events()) == seen


def test_an_agencys_administrator_grants_in_the_agency_only(make_person: Callable[..., Any], rina: User) -> None:
    local = make_person(username="lokal")
    services.add_membership(
        user=local, role=Role.ADMINISTRATOR, scope_kind="agency", scope_code="ppkukm", by=None, now=NOON
    )
    services.add_membership(
        user=rina, role=Role.INSPECTOR, scope_kind="agency", scope_code="ppkukm", by=local, now=NOON
    )
    with pytest.raises(NotAllowed):
        services.add_membership(user=rina, role=Role.GOVERNOR, by=local, now=NOON)
    assert [m.role for m in queries.memberships_of(rina, TODAY)] == ["inspector"]


def test_the_same_role_is_not_granted_twice(rina: User) -> None:
    services.add_membership(user=rina, role=Role.INSPECTOR, by=None, now=NOON)
    with pytest.raises(services.AlreadyMember):
        services.add_membership(user=rina, role=Role.INSPECTOR, by=None, now=NOON)
    assert Membership.objects.filter(user=rina).count() == 1


def test_a_role_in_the_wrong_scope_is_refused_by_the_service_and_by_the_database(rina: User) -> None:
    with pytest.raises(ScopeNotForRole):
        services.add_membership(user=rina, role=Role.OWNER, by=None, now=NOON)
    with pytest.raises(DatabaseError, match="membership_owner_of_one_business"), transaction.atomic():
        Membership.objects.create(user=rina, role="owner", scope_kind="city", scope_code="", from_on=TODAY)
    with pytest.raises(DatabaseError, match="membership_scope_whole"), transaction.atomic():
        Membership.objects.create(user=rina, role="inspector", scope_kind="agency", scope_code="", from_on=TODAY)


def test_a_role_taken_back_counts_no_more_from_that_moment(rina: User, admin: User, events: Callable[[], Any]) -> None:
    membership = services.add_membership(user=rina, role=Role.INSPECTOR, from_on=YESTERDAY, by=None, now=NOON)
    ended = services.end_membership(membership_id=membership.pk, by=admin, now=NOON, reason="Pindah tugas")
    assert (ended.to_on, ended.ended_at) == (TODAY, NOON)
    assert Permission.AUDIT_VIEW in queries.permissions_of(rina, YESTERDAY)
    assert Permission.AUDIT_VIEW not in queries.permissions_of(rina, TODAY)
    assert events()[-1] == ("accounts.role_ended", "administrator", f"accounts.user:{rina.public_id}")
    assert AuditEvent.objects.latest("pk").reason == "Pindah tugas"


def test_what_has_ended_is_granted_anew_and_not_ended_twice(rina: User, admin: User) -> None:
    first = services.add_membership(user=rina, role=Role.INSPECTOR, by=None, now=NOON)
    services.end_membership(membership_id=first.pk, by=admin, now=NOON, reason="Keliru")
    with pytest.raises(services.AlreadyEnded):
        services.end_membership(membership_id=first.pk, by=admin, now=NOON, reason="Lagi")
    second = services.add_membership(user=rina, role=Role.INSPECTOR, by=admin, now=NOON)
    assert list(queries.memberships_of(rina, TODAY)) == [second]
    assert list(queries.history_of(rina)) == [second, first]


def test_a_role_that_has_not_begun_can_be_taken_back(rina: User, admin: User) -> None:
    later = services.add_membership(user=rina, role=Role.INSPECTOR, from_on=TOMORROW, by=None, now=NOON)
    services.end_membership(membership_id=later.pk, by=admin, now=NOON, reason="Batal")
    assert not queries.memberships_of(rina, TOMORROW).exists()


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM accounts_membership",
        "DELETE FROM accounts_user",
        "UPDATE accounts_membership SET role = 'governor'",
        "UPDATE accounts_membership SET scope_kind = 'city', scope_code = ''",
        "UPDATE accounts_membership SET from_on = '2020-01-01'",
        "UPDATE accounts_membership SET granted_by_id = NULL",
        "UPDATE accounts_membership SET to_on = NULL, ended_at = NULL",
        "UPDATE accounts_membership SET to_on = '2099-01-01'",
    ],
)
def test_the_database_keeps_a_membership_as_it_was_granted(sql: str, rina: User, admin: User) -> None:
    granted = services.add_membership(
        user=rina, role=Role.INSPECTOR, scope_kind="agency", scope_code="ppkukm", by=admin, now=NOON
    )
    services.end_membership(membership_id=granted.pk, by=admin, now=NOON, reason="Selesai")
    before = Membership.objects.values().get(pk=granted.pk)
    with pytest.raises(DatabaseError, match="Cannot"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    assert Membership.objects.values().get(pk=granted.pk) == before


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"username": "RINA"}, services.UsernameTaken),
        ({"email": "Ada@Contoh.Test"}, services.EmailTaken),
        ({"password": "123"}, services.WeakPassword),
        ({"password": "password12"}, services.WeakPassword),
    ],
)
def test_an_account_that_cannot_be_made_leaves_no_trace(
    change: dict[str, str], error: type[Refused], rina: User, events: Callable[[], Any]
) -> None:
    User.objects.filter(pk=rina.pk).update(email="ada@contoh.test")
    given = {"username": "tono", "password": "rahasia-sekali-9", "full_name": "Tono S", "email": ""} | change
    with pytest.raises(error):
        services.create_user(**given, by=None, now=NOON)
    assert User.objects.count() == 1
    assert events() == []


def test_a_new_password_is_given_without_any_mail(rina: User, admin: User, events: Callable[[], Any]) -> None:
    services.reset_password(user_id=rina.pk, password="sama-sekali-baru", by=admin, now=NOON, reason="Lupa sandi")
    rina.refresh_from_db()
    assert rina.check_password("sama-sekali-baru")
    assert events() == [("accounts.password_reset", "administrator", f"accounts.user:{rina.public_id}")]


def test_a_new_account_has_a_name_and_no_rights(db: None, events: Callable[[], Any]) -> None:
    made = services.create_user(
        username="tono", password="rahasia-sekali-9", full_name="Tono S. Putra", by=None, now=NOON
    )
    assert (made.first_name, made.last_name, made.date_joined) == ("Tono", "S. Putra", NOON)
    assert made.check_password("rahasia-sekali-9")
    assert queries.permissions_of(made, TODAY) == NEVER
    assert events() == [("accounts.user_created", None, f"accounts.user:{made.public_id}")]


def test_the_nearest_people_who_may_act_are_the_ones_to_tell(make_person: Callable[..., Any]) -> None:
    unit, ward = Scope(ScopeKind.UNIT, "1.01"), Scope(ScopeKind.AREA, "31.74.01")
    everywhere = make_person(Role.TREASURER, username="kota")
    here, retired = make_person(username="sini"), make_person(username="bekas")
    for person, role, scope, to_on in (
        (here, Role.TREASURER, unit, None),
        (retired, Role.TREASURER, unit, YESTERDAY),
        (here, Role.CURATOR, Scope(ScopeKind.AREA, "31.74"), None),
    ):
        services.add_membership(
            user=person, role=role, scope_kind=scope.kind, scope_code=scope.code, from_on=date(2026, 1, 1), to_on=to_on,
            by=None, now=NOON,
        )  # fmt: skip
    assert queries.holders(Permission.ORDERS_PAY, scope=unit, on=TODAY) == {here.pk}
    assert queries.holders(Permission.ORDERS_PAY, scope=Scope(ScopeKind.UNIT, "2"), on=TODAY) == {everywhere.pk}
    assert queries.holders(Permission.CATALOGUE_CURATE, scope=ward, on=TODAY) == {here.pk}
    assert queries.holders(Permission.CATALOGUE_CURATE, scope=unit, on=TODAY) == frozenset()


def test_an_account_without_a_password_is_one_that_nobody_can_sign_in_to(db: None) -> None:
    made = services.create_user(username="tim", password=None, full_name="Tim Kurasi", by=None, now=NOON)
    made.refresh_from_db()
    assert not made.has_usable_password()
    assert not any(made.check_password(tried) for tried in ("", "None", made.password))
