"""`tumbuh demo`: build the demo city."""

from typing import Annotated

import typer
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from tumbuh.cli.doors import command, err, now, out


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("demo", epilog="Contoh: `tumbuh demo --scale 0.02`")(demo)


@command
def demo(
    scale: Annotated[float, typer.Option(help="1 = kota seukuran Jakarta (243.972 UMKM); bawaan 0,02.")] = 0.02,
    seed: Annotated[int, typer.Option(help="Benih: kota yang sama untuk benih yang sama.")] = 20231017,
    if_missing: Annotated[bool, typer.Option("--if-missing", help="Hanya bila kota contoh belum ada.")] = False,
) -> None:
    """Bangun kota contoh: register, produk, toko, dan dua tahun penjualan, lewat importir yang sebenarnya."""
    from tumbuh.demo import services

    if services.is_built():
        if not if_missing:
            out.print(
                "Kota contoh sudah ada. Untuk membangun ulang: hentikan semua proses, hapus folder var/, lalu ulangi."
            )
        return
    with Progress(TextColumn("{task.description:<42}"), BarColumn(), TimeElapsedColumn(), console=err) as bar:
        task = bar.add_task("Membangun kota contoh", total=1.0)
        services.build(
            scale=scale,
            seed=seed,
            now=now(),
            progress=lambda text, done: bar.update(task, description=text, completed=done),
        )
    print_people()


def print_people() -> None:
    """Print the demo people, one per role."""
    from tumbuh.demo.people import PEOPLE

    table = Table("Masuk sebagai", "Kata sandi", "Peran", title="Orang-orang contoh (hanya ada di kota contoh)")
    for person in PEOPLE:
        table.add_row(person.username, person.password, person.description)
    out.print(table)
