"""`tumbuh migrate`, `serve`, `worker` and `run`: bring the database up to date, serve pages, do background work."""

import os
import sys
from typing import Annotated

import typer

from tumbuh.cli import processes
from tumbuh.cli.doors import EXIT_REFUSED, command, err, now, out

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
    """Siapkan atau perbarui tabel-tabel basis data dan daftar kategori katalog; aman diulang."""
    _bring_up_to_date()
    out.print("Basis data siap.")


@command
def serve(port: Port = DEFAULT_PORT, host: Host = "127.0.0.1", workers: Workers = 1) -> None:
    """Layani halaman (Granian). Pekerjaan latar dijalankan `tumbuh worker`; keduanya sekaligus: `tumbuh run`."""
    _collect_static()
    raise typer.Exit(processes.wait([processes.start(_granian(host, port, workers))]))


@command
def worker() -> None:
    """Kerjakan tugas latar (membaca berkas besar). Boleh lebih dari satu; berhenti rapi dengan Ctrl-C."""
    from tumbuh.channels import background

    background.work()


@command
def run(port: Port = DEFAULT_PORT, host: Host = "127.0.0.1", scale: Scale = 0.02) -> None:
    """
    Jalankan semuanya: basis data, kota contoh bila belum ada, halaman dan pekerja. Ctrl-C menghentikan.

    Kode keluar 0: dihentikan dengan Ctrl-C atau SIGTERM; 1: salah satu proses berhenti sendiri; 2: ditolak.
    """
    from tumbuh.cli import demo

    port = _free_port(host, port)
    _bring_up_to_date()
    _collect_static()
    demo.ensure(scale)
    running = [
        processes.start(_granian(host, port, 1)),
        processes.start([sys.executable, "-m", "tumbuh.cli.main", "worker"]),
    ]
    url = f"http://{'127.0.0.1' if host == '0.0.0.0' else host}:{port}/"  # noqa: S104 - only shown
    try:
        if processes.is_ready(url, running):
            demo.print_welcome()
            out.print(f"\n[bold green]Tumbuh siap:[/] {url}   (Ctrl-C untuk berhenti)\n")
        ended = processes.wait(running)
    finally:
        processes.stop(running)
    out.print(
        "Tumbuh berhenti." if ended == 0 else "Tumbuh berhenti karena salah satu prosesnya berhenti; lihat di atas."
    )
    raise typer.Exit(ended)


def _bring_up_to_date() -> None:
    from django.core.management import call_command

    from tumbuh.catalogue import services as catalogue
    from tumbuh.production import services as production

    call_command("migrate", verbosity=0)
    catalogue.load_categories(now=now())
    production.load_commodities(now=now())


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
    if processes.is_free(host, port):
        return port
    if "PORT" in os.environ or port != DEFAULT_PORT:
        err.print(f"[bold red]Port {port} sedang dipakai.[/] Pilih yang lain: make run PORT={port + 1}")
        raise typer.Exit(EXIT_REFUSED)
    chosen = next(p for p in range(port + 1, port + 200) if processes.is_free(host, p))
    err.print(f"Port {port} sedang dipakai; memakai {chosen}.")
    return chosen
