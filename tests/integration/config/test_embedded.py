"""The embedded PostgreSQL is shared by our processes and ends with the last of them, whatever became of the others."""

import json
import os
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

import psycopg
import pytest

from tumbuh.config import embedded

ROOT = Path(embedded.__file__).resolve().parents[2]
USER = """
import sys
from pathlib import Path
from tumbuh.config.embedded import embedded_url
print(embedded_url(Path(sys.argv[1])), flush=True)
sys.stdin.readline()
"""


def _user(folder: Path) -> tuple[subprocess.Popen[str], str]:
    """Start a process that uses the server until a line comes in; return it with the server's URL."""
    started = subprocess.Popen(
        [sys.executable, "-c", USER, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert started.stdout is not None
    return started, started.stdout.readline().strip()


def _leave(process: subprocess.Popen[str]) -> None:
    process.communicate("done\n", timeout=60)


def _answers(url: str) -> bool:
    try:
        with psycopg.connect(url, connect_timeout=5) as there:
            return there.execute("SELECT 1").fetchone() == (1,)
    except psycopg.OperationalError:
        return False


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data of one server, made once for these tests."""
    return tmp_path_factory.mktemp("pg") / "postgres"


def test_the_last_of_its_users_stops_it(folder: Path) -> None:
    first, url = _user(folder)
    second, same = _user(folder)
    assert (url, _answers(url)) == (same, True)

    _leave(first)
    assert _answers(url)
    _leave(second)
    assert not _answers(url)


def test_a_user_that_was_killed_does_not_keep_it_running(folder: Path) -> None:
    killed, url = _user(folder)
    killed.kill()
    killed.communicate()
    assert _answers(url)

    last, _ = _user(folder)
    _leave(last)

    assert not _answers(url)
    assert json.loads((folder / ".handle_pids.json").read_text()) == []


def test_a_server_that_was_killed_starts_again_with_its_data(folder: Path) -> None:
    first, url = _user(folder)
    with psycopg.connect(url) as there:
        there.execute("CREATE TABLE kept AS SELECT 7 AS n")
    os.kill(int((folder / "postmaster.pid").read_text().split("\n")[0]), 9)
    first.kill()
    first.communicate()

    second, again = _user(folder)
    with psycopg.connect(again) as there:
        assert there.execute("SELECT n FROM kept").fetchone() == (7,)
    _leave(second)


def test_the_number_of_another_program_is_not_taken_for_the_server(tmp_path: Path) -> None:
    data = tmp_path / "postgres"
    data.mkdir()
    (data / "postmaster.pid").write_text(f"{os.getpid()}\n/elsewhere\n")  # after a restart of the machine
    (data / ".handle_pids.json").write_text(json.dumps([os.getpid(), 2**22 + 1]))

    embedded._forget_the_dead(data)

    assert not (data / "postmaster.pid").exists()
    assert json.loads((data / ".handle_pids.json").read_text()) == [os.getpid()]


def test_a_socket_beside_a_long_path_lies_where_only_we_can_enter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    folder = embedded._private_folder()

    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    folder.chmod(0o755)
    with pytest.raises(embedded.EmbeddedError, match="bukan folder pribadi"):
        embedded._private_folder()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root starts the server as somebody else")
def test_root_in_a_folder_with_too_long_a_name_is_told_so(tmp_path: Path) -> None:
    with pytest.raises(embedded.EmbeddedError, match="terlalu panjang"):
        embedded.embedded_url(tmp_path / ("x" * 90) / "postgres")
