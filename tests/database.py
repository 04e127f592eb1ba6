"""
The database of a test run, copied from one that is migrated once.

Migrating takes 20 to 40 seconds of CPU, copying half a second; and each of xdist's workers, and each run of one who
works on a test, needs a database of its own. The one that is copied bears the digest of the migrations in its name: a
changed migration makes a new one.
"""

import hashlib
from contextlib import suppress
from importlib import import_module, metadata
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.backends.utils import CursorWrapper

PREFIX = "test_tumbuh_migrated_"
_LOCK = 0x74756D627568  # "tumbuh"; held while the migrated database is made
_BUILDS_ON = ("django", "django-pgtrigger", "procrastinate")


def migrations_digest() -> str:
    """Return what the schema comes from, in 16 hex digits: every migration of every app, and who runs them."""
    digest = hashlib.sha256()
    for name in _BUILDS_ON:
        digest.update(f"{name} {metadata.version(name)}\n".encode())
    for config in sorted(apps.get_app_configs(), key=lambda one: one.label):
        with suppress(ModuleNotFoundError):
            folder = Path(str(import_module(f"{config.name}.migrations").__file__)).parent
            for path in sorted(folder.glob("*.py")):
                digest.update(f"{config.label}/{path.name}\n".encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def make(name: str) -> str:
    """Make the database of this run and connect to it. Return the name of the one that was connected to before."""
    before = str(connection.settings_dict["NAME"])
    migrated = PREFIX + migrations_digest()
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
        if migrated not in _databases(cursor):
            _drop(cursor, [old for old in _databases(cursor) if old.startswith(PREFIX)])
            _migrate(cursor, migrated)
        _drop(cursor, [name])
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{migrated}"')
        cursor.execute("SELECT pg_advisory_unlock(%s)", [_LOCK])
    _connect(name)
    return before


def remove(name: str, before: str) -> None:
    """Remove the database of this run and connect to the one before."""
    _connect(before)
    with connection._nodb_cursor() as cursor:
        _drop(cursor, [name])


def _migrate(cursor: CursorWrapper, migrated: str) -> None:
    """Make the database under another name first: one that was interrupted is never copied."""
    half = f"{migrated}_half"
    test: dict[str, Any] = connection.settings_dict["TEST"]
    test["NAME"] = half
    before = str(connection.settings_dict["NAME"])
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    _connect(before)
    cursor.execute(f'ALTER DATABASE "{half}" RENAME TO "{migrated}"')


def _connect(name: str) -> None:
    connection.close()
    connection.close_pool()  # type: ignore[attr-defined]  # PostgreSQL has it
    connection.settings_dict["NAME"] = name


def _databases(cursor: CursorWrapper) -> list[str]:
    cursor.execute("SELECT datname FROM pg_database")
    return [str(name) for (name,) in cursor.fetchall()]


def _drop(cursor: CursorWrapper, names: list[str]) -> None:
    for name in names:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
