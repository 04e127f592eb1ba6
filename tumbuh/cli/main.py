"""The `tumbuh` command. Each command parses, makes one call and prints; `--help` of each teaches with an example."""

import os
from functools import cache

import typer

from tumbuh import __version__
from tumbuh.cli import processes

EPILOG = (
    "Coba dulu: `tumbuh run` (semuanya sekaligus), atau `tumbuh migrate`, `tumbuh demo`, `tumbuh serve`. "
    "Ada yang salah? `tumbuh doctor`. Panduan: docs/. "
    "Kode keluar: 0 berhasil, 1 pemasangan bermasalah, 2 ditolak, 130 dihentikan."
)
app = typer.Typer(
    name="tumbuh",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="markdown",
    help="Tumbuh: satu register UMKM, satu buku penjualan, angka yang dapat dibuka sampai ke barisnya.",
    epilog=EPILOG,
)


def _version(value: bool) -> None:
    if value:
        typer.echo(__version__)
        raise typer.Exit


@app.callback()
def _root(
    version: bool = typer.Option(False, "--version", callback=_version, is_eager=True, help="Cetak versi."),
) -> None:
    """Start nothing by itself."""


@cache
def application() -> typer.Typer:
    """Return the command with all its parts; the manual is written from it too."""
    from tumbuh.cli import coaching, demo, doctor, ledger, match, people, procurement, registry, running

    for module in (running, demo, doctor, match):
        module.register(app)
    app.add_typer(registry.app, name="registry")
    app.add_typer(ledger.app, name="ledger")
    app.add_typer(procurement.app, name="procurement")
    app.add_typer(coaching.app, name="coaching")
    app.add_typer(people.app, name="people")
    return app


def main() -> None:
    """Run the command; the console script's entry."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tumbuh.config.settings")
    processes.stop_when_told()
    application()()


if __name__ == "__main__":
    main()
