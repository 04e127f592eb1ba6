"""`tumbuh demo`: build the demo city."""

from typing import Annotated

import typer
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from tumbuh.cli.doors import command, err, now, out

REBUILD = (
    "Untuk membangun ulang: hentikan semua proses Tumbuh, hapus folder var/ (atau siapkan basis data kosong dan "
    "LEDGER_URL lain), lalu ulangi."
)
FILES_TO_TRY = {
    "*/*/*": "Berkas ekspor untuk dicoba (pesanan baru dan sepuluh pembatalan terlambat), per toko:",
    "belanja/*": "Berkas belanja untuk dicoba (masuk sebagai pengadaan; dua baris tidak menemukan paketnya):",
    "pembinaan/*": "Daftar hadir untuk dicoba (masuk sebagai program; sesi hari ini siklus Dapur Rapi Tebet):",
}


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("demo", epilog="Contoh: `tumbuh demo` · kota lebih besar: `tumbuh demo --scale 0.2`")(demo)


@command
def demo(
    scale: Annotated[float, typer.Option(help="1 = kota seukuran Jakarta (243.972 UMKM); bawaan 0,02.")] = 0.02,
    seed: Annotated[int, typer.Option(help="Benih: kota yang sama untuk benih yang sama.")] = 20231017,
    if_missing: Annotated[bool, typer.Option("--if-missing", help="Hanya bila kota contoh belum ada.")] = False,
) -> None:
    """
    Bangun kota contoh: register, produk, toko, dua tahun penjualan, setahun belanja, lewat importir sebenarnya.

    Pembangunan yang terputus dilanjutkan dengan perintah yang sama.
    """
    from django.core.management import call_command

    from tumbuh.demo import services

    call_command("migrate", verbosity=0)
    if services.is_built():
        if not if_missing:
            out.print(f"Kota contoh sudah ada. {REBUILD}")
            print_welcome()
        return
    _build(scale, seed)
    print_welcome()


def ensure(scale: float) -> None:
    """Build the demo city when the database is empty or holds a half one; leave a real city alone."""
    from tumbuh.demo import services

    if services.is_built():
        return
    try:
        _build(*(services.begun_values() or (scale, services.SEED)))
    except services.NotEmpty:
        err.print("Basis data ini berisi data sungguhan; kota contoh tidak dibangun.")


def _build(scale: float, seed: int) -> None:
    from tumbuh.demo import services

    if services.begun_values():
        err.print("Pembangunan kota contoh yang terputus dilanjutkan.")
    bar = Progress(TextColumn("{task.description:<36}"), BarColumn(), TimeElapsedColumn(), console=err)
    with bar:
        task = bar.add_task("Membangun kota contoh", total=1.0)
        services.build(
            scale=scale,
            seed=seed,
            now=now(),
            progress=lambda text, done: bar.update(task, description=text, completed=done),
        )


def print_welcome() -> None:
    """Print the demo people and the files to try, when this is a demo city."""
    from tumbuh.demo import services
    from tumbuh.demo.people import PEOPLE

    if not services.is_built():
        return
    table = Table("Masuk sebagai", "Kata sandi", "Peran", title="Orang-orang contoh (hanya ada di kota contoh)")
    for person in PEOPLE:
        table.add_row(person.username, person.password, person.description)
    out.print(table)
    for places, told in FILES_TO_TRY.items():
        files = sorted(services.folder().glob(f"to-import/{places}"))
        if files:
            out.print(told)
        for path in files:
            out.print(f"  {path}", soft_wrap=True)
