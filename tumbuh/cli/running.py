"""`tumbuh migrate`, `serve`, `worker` and `run`: bring the database up to date, serve pages, do background work."""

import os
import signal
import socket
import subprocess
import sys
import threading
from typing import Annotated

import typer

from tumbuh.cli.doors import EXIT_REFUSED, command, err, out

WSGI = "tumbuh.config.wsgi:application"
Port = Annotated[int, typer.Option(envvar="PORT", help="Nomor port halaman.")]
Host = Annotated[str, typer.Option(help="Alamat yang didengarkan.")]
Workers = Annotated[int, typer.Option(help="Banyaknya proses yang melayani halaman.")]
Scale = Annotated[float, typer.Option(help="Besar kota contoh bila belum ada; 1 = seukuran Jakarta.")]
DEFAULT_PORT = 8000


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("migrate", epilog="Contoh: `tumbuh migrate`")(migrate)
    app.command("serve", epilog="Contoh: `tumbuh serve --port 8080 --workers 2`")(serve)
    app.command("worker", epilog="Contoh: `tumbuh worker`")(worker)
    app.command("run", epilog="Contoh: `PORT=8080 tumbuh run`")(run)


@command
def migrate() -> None:
    """Siapkan atau perbarui tabel-tabel basis data; aman diulang."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    out.print("Basis data siap.")


@command
def serve(port: Port = DEFAULT_PORT, host: Host = "127.0.0.1", workers: Workers = 1) -> None:
    """Layani halaman (Granian). Pekerjaan latar dijalankan `tumbuh worker`; keduanya sekaligus: `tumbuh run`."""
    _collect_static()
    raise SystemExit(subprocess.call(_granian(host, port, workers)))


@command
def worker() -> None:
    """Kerjakan tugas latar (membaca berkas besar). Boleh lebih dari satu; berhenti rapi dengan Ctrl-C."""
    from tumbuh.channels import background

    background.work()


@command
def run(port: Port = DEFAULT_PORT, host: Host = "127.0.0.1", scale: Scale = 0.02) -> None:
    """Jalankan semuanya: basis data, kota contoh bila belum ada, halaman dan pekerja. Ctrl-C menghentikan."""
    from django.core.management import call_command

    from tumbuh.cli import demo

    port = _free_port(host, port)
    call_command("migrate", verbosity=0)
    _collect_static()
    demo.demo(scale=scale, if_missing=True)
    demo.print_people()
    processes = [
        subprocess.Popen(_granian(host, port, 1)),
        subprocess.Popen([sys.executable, "-m", "tumbuh.cli.main", "worker"]),
    ]
    out.print(f"\n[bold green]Tumbuh siap:[/] http://{host}:{port}/   (Ctrl-C untuk berhenti)\n")
    raise SystemExit(_wait(processes))


def _wait(processes: list[subprocess.Popen[bytes]]) -> int:
    """Wait until we are told to stop or one process ends, then stop all; return 0 when we were told to."""
    asked = threading.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: asked.set())
    while not asked.wait(0.5) and all(process.poll() is None for process in processes):
        pass
    for process in processes:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
    for process in processes:
        try:
            process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            process.kill()
    out.print("Tumbuh berhenti.")
    return 0 if asked.is_set() else 1


def _granian(host: str, port: int, workers: int) -> list[str]:
    return [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port),
        "--workers", str(workers), "--blocking-threads", "4", "--no-ws", "--log-level", "warning", WSGI,
    ]  # fmt: skip


def _collect_static() -> None:
    from django.core.management import call_command

    call_command("collectstatic", interactive=False, verbosity=0)


def _free_port(host: str, port: int) -> int:
    """Return the port when it is free; the next free one when nobody asked for a certain one; else refuse."""
    if _is_free(host, port):
        return port
    if "PORT" in os.environ or port != DEFAULT_PORT:
        err.print(f"[bold red]Port {port} sedang dipakai.[/] Pilih yang lain: make run PORT={port + 1}")
        raise typer.Exit(EXIT_REFUSED)
    chosen = next(p for p in range(port + 1, port + 200) if _is_free(host, p))
    err.print(f"Port {port} sedang dipakai; memakai {chosen}.")
    return chosen


def _is_free(host: str, port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True
