"""The one place that picks the embedded or the served database, the ledger's store and its engine."""

import os
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from tumbuh.config.embedded import embedded_url

ROOT = Path(__file__).resolve().parents[2]
VAR = ROOT / "var"


@cache
def database_url() -> str:
    """
    Return the URL of the PostgreSQL server; start our own under `var/postgres` when `DATABASE_URL` is unset.

    The embedded server is shared by all our processes on this machine and stops with the last of them.
    """
    return os.environ.get("DATABASE_URL", "").strip() or embedded_url(VAR / "postgres")


def database_settings(url: str) -> dict[str, Any]:
    """Return Django's settings for one PostgreSQL URL, e.g. postgresql://user:secret@host:5432/name."""
    parts = urlsplit(url)
    if parts.scheme not in {"postgresql", "postgres"}:
        raise ValueError(f"DATABASE_URL must start with postgresql://, not {parts.scheme or 'nothing'}://")
    options: dict[str, Any] = dict(parse_qsl(parts.query))
    host = options.pop("host", None) or parts.hostname or ""
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")) or "postgres",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(options.pop("port", None) or parts.port or ""),
        "OPTIONS": {**options, "pool": {"min_size": 1, "max_size": 8, "timeout": 10}},
    }


def ledger_url() -> str:
    """Return where the Delta table of sale lines lives: a folder or an object store's URL."""
    return os.environ.get("LEDGER_URL", "").strip() or str(VAR / "ledger")


def ledger_engine() -> str:
    """Return the engine of the ledger's figures: `duckdb`, `spark://…` or Spark Connect `sc://…`."""
    return os.environ.get("LEDGER_ENGINE", "").strip() or "duckdb"
