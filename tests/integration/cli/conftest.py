"""The command run inside this process, on the test database; and run as a process of its own beside it."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import connection
from django.test import override_settings
from typer.testing import CliRunner

from tumbuh.cli.main import application


@dataclass(frozen=True)
class Answer:
    """What a command said, and its exit code."""

    exit_code: int
    out: str

    @property
    def data(self) -> Any:
        """The JSON that was printed."""
        return json.loads(self.out)


@pytest.fixture
def tumbuh(db: None) -> Callable[..., Answer]:
    """Run the command in this process: it sees what the test wrote and is rolled back with it."""

    def run(*arguments: str) -> Answer:
        result = CliRunner().invoke(application(), list(arguments))
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Answer(result.exit_code, result.output)

    return run


@pytest.fixture
def installation(tmp_path: Path) -> Iterator[Path]:
    """Give the test the places of an installation of its own."""
    folder = tmp_path / "var"
    (folder / "secrets").mkdir(parents=True, mode=0o700)
    for name in ("secret_key", "field_key", "seal_key"):
        (folder / "secrets" / name).write_text("x")
        (folder / "secrets" / name).chmod(0o600)
    places = {"VAR_DIR": folder, "LEDGER_URL": str(folder / "ledger"), "SPOOL_DIR": folder / "spool"}
    with override_settings(**places):
        yield folder


def server_url(name: str) -> str:
    """Return the URL of a database on the server of the tests."""
    where = connection.settings_dict
    host = quote(where["HOST"], safe="")
    port = f"&port={where['PORT']}" if where["PORT"] else ""
    secret = f":{quote(where['PASSWORD'])}" if where["PASSWORD"] else ""
    return f"postgresql://{where['USER']}{secret}@/{name}?host={host}{port}"


def process(*arguments: str, **environment: str) -> subprocess.Popen[str]:
    """Start the command as a process of its own, with some of its environment changed."""
    root = str(Path(settings.BASE_DIR))
    values = os.environ | {"PYTHONPATH": root, "COLUMNS": "200"} | environment
    command = [sys.executable, "-m", "tumbuh.cli.main", *arguments]
    return subprocess.Popen(command, env=values, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
