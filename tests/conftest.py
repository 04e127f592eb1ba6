"""The database of the tests, and one person per role."""

import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import hypothesis
import pytest
from django.conf import settings
from django.db import connections
from django.db.backends.postgresql.operations import DatabaseOperations
from django.test import override_settings

from tests import database
from tumbuh.accounts.permissions import Role

NOON = datetime(2026, 1, 5, 5, 0, tzinfo=UTC)  # 12.00 WIB; well before the clock of whoever runs this
PASSWORD = "rahasia-sekali-9"

# How long an example takes says how busy the machine is: on two shared cores it failed tests that were right.
hypothesis.settings.register_profile("house", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.load_profile("house")

# Every trigger that looks at TRUNCATE (bit 32 of tgtype), with how it is enabled.
_TRUNCATE_TRIGGERS = """
SELECT quote_ident(relname), quote_ident(tgname), tgenabled::text
FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
WHERE NOT tgisinternal AND tgtype & 32 <> 0 AND tgenabled <> 'D'
"""
_ENABLE = {"O": "ENABLE", "A": "ENABLE ALWAYS", "R": "ENABLE REPLICA"}


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker: Any) -> Iterator[None]:
    """Give this run a database of its own, so that two runs on one machine do not pull each other's away."""
    name = f"test_tumbuh_{os.getpid()}"
    with django_db_blocker.unblock():
        before = database.make(name)
    yield
    with django_db_blocker.unblock():
        database.remove(name, before)


@pytest.fixture(scope="session", autouse=True)
def _settings_of_tests(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """
    Differ from production in three things only.

    The real hasher takes 0.2 s for each person that a test makes; pages find their files without `collectstatic`; and
    what is uploaded or mailed goes to a folder of this run.
    """
    folder = tmp_path_factory.mktemp("var")
    (folder / "static").mkdir()
    files = "django.contrib.staticfiles.storage.StaticFilesStorage"
    with override_settings(
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        STORAGES=settings.STORAGES | {"staticfiles": {"BACKEND": files}},
        STATIC_ROOT=folder / "static",
        SPOOL_DIR=folder / "spool",
        EMAIL_FILE_PATH=folder / "mail",
        MEDIA_ROOT=folder / "media",
    ):
        yield


@pytest.fixture(scope="session", autouse=True)
def _flush_reaches_append_only_tables() -> Iterator[None]:
    """
    Let the flush between transactional tests empty the append-only tables too.

    The owner of a table may switch its triggers off, which is what this does around Django's one TRUNCATE and nowhere
    else: a TRUNCATE inside a test is refused as in production.
    """
    flush = DatabaseOperations.execute_sql_flush

    def flush_without_triggers(self: DatabaseOperations, sql_list: list[str]) -> None:
        with connections[self.connection.alias].cursor() as cursor:
            cursor.execute(_TRUNCATE_TRIGGERS)
            found = cursor.fetchall()
        off = [f"ALTER TABLE {table} DISABLE TRIGGER {name}" for table, name, _ in found]
        on = [f"ALTER TABLE {table} {_ENABLE[state]} TRIGGER {name}" for table, name, state in found]
        flush(self, [*off, *sql_list, *on])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DatabaseOperations, "execute_sql_flush", flush_without_triggers)
        yield


@pytest.fixture
def now() -> datetime:
    return NOON


@pytest.fixture
def make_person(db: None) -> Callable[..., Any]:
    """Make a person with the given roles in the whole city; the user name is the first role's."""
    from tumbuh.accounts.services import add_membership, create_user

    def make(*roles: Role, username: str = "") -> Any:
        name = username or (roles[0].value if roles else "siapa_saja")
        user = create_user(username=name, password=PASSWORD, full_name=name.title(), by=None, now=NOON)
        for role in roles:
            add_membership(user=user, role=role, by=None, now=NOON)
        return user

    return make


@pytest.fixture
def signed_in(make_person: Callable[..., Any]) -> Callable[..., Any]:
    """Return a test client in which a person with the given roles is signed in."""
    from django.test import Client

    def make(*roles: Role, username: str = "") -> Client:
        client = Client()
        client.force_login(make_person(*roles, username=username))
        return client

    return make
