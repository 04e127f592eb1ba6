"""Processes of ours that live and end together: started, watched, stopped, and never left behind."""

import shutil
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Sequence
from types import FrameType
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

STOP_SECONDS = 20  # a worker ends the file it is reading before it goes
READY_SECONDS = 90
STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Stopped(SystemExit):
    """Somebody asked us to stop."""


def stop_when_told() -> None:
    """From now on let SIGTERM and SIGHUP end this process in order, as Ctrl-C does."""

    def stop(number: int, _frame: FrameType | None) -> None:
        raise Stopped(128 + number)

    for name in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(name, stop)


def start(command: Sequence[str]) -> subprocess.Popen[bytes]:
    """
    Start a process that is told to stop when we die, even when we are killed.

    It gets a session of its own: a Ctrl-C in the terminal reaches us alone, and we stop it in order.
    """
    setpriv = shutil.which("setpriv")  # of util-linux; without it a kill -9 of us leaves the process behind
    bound = [setpriv, "--pdeathsig", "TERM", *command] if setpriv else list(command)
    return subprocess.Popen(bound, start_new_session=True)


def wait(processes: Sequence[subprocess.Popen[bytes]]) -> int:
    """Wait until we are told to stop or one process ends, then stop all; return 0 when we were told to, else 1."""
    asked = threading.Event()
    for name in STOPPING:
        signal.signal(name, lambda *_: asked.set())
    while not asked.wait(0.3) and all(process.poll() is None for process in processes):
        pass
    stop(processes)
    return 0 if asked.is_set() else 1


def stop(processes: Sequence[subprocess.Popen[bytes]]) -> None:
    """Ask the processes to stop; kill those that do not."""
    for process in processes:
        if process.poll() is None:
            process.terminate()
    for process in processes:
        try:
            process.wait(timeout=STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def is_ready(url: str, processes: Sequence[subprocess.Popen[bytes]]) -> bool:
    """Wait for an address to answer; False when it does not, or when one of the processes ended."""
    until = time.monotonic() + READY_SECONDS
    while time.monotonic() < until and all(process.poll() is None for process in processes):
        try:
            with urlopen(url, timeout=5):  # noqa: S310 - our own address
                return True
        except HTTPError:
            return True  # an answer, if not a friendly one
        except (URLError, OSError):
            time.sleep(0.2)
    return False


def is_free(host: str, port: int) -> bool:
    """Return whether nobody listens on a port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True
