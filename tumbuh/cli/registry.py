"""`tumbuh registry …`: read a register from a file, undo it."""

from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from tumbuh.cli.doors import EXIT_REFUSED, answer, command, now, out

app = typer.Typer(no_args_is_help=True, help="Register UMKM: impor dari CSV/XLSX, periksa dahulu, batalkan.")


@app.command("import", epilog="Contoh: `tumbuh registry import binaan-2026.xlsx --validate-only`")
@command
def import_(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="Daftar UMKM, csv atau xlsx.")],
    validate_only: Annotated[
        bool, typer.Option("--validate-only", help="Periksa saja, tidak menyimpan apa pun.")
    ] = False,
    map_: Annotated[
        list[str] | None, typer.Option("--map", help='Kolom berkas ke kolom kami: "Nama Pemilik=owner_name".')
    ] = None,
    errors: Annotated[Path | None, typer.Option(help="Simpan baris yang salah ke berkas CSV ini.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Cetak sebagai JSON.")] = False,
) -> None:
    """Baca daftar UMKM ke register; setiap kesalahan disebut per baris."""
    from tumbuh.registry import queries, services

    mapping = dict(pair.split("=", 1) for pair in map_ or []) or None
    done = services.import_register(
        path=file, file_name=file.name, mapping=mapping, validate_only=validate_only, by=None, now=now()
    )
    if errors is not None:
        errors.write_bytes(queries.import_errors_csv(done))
    data = dict(queries.import_summary(done))
    answer(data, as_json=as_json, text=lambda: _print_summary(data))
    if data["state"] == "rejected":
        raise typer.Exit(EXIT_REFUSED)


LABELS = {
    "import_id": "Nomor impor",
    "rows": "Baris dibaca",
    "created": "Usaha baru",
    "updated": "Diperbarui",
    "unchanged": "Sama seperti sebelumnya",
    "repeated": "Berulang dalam berkas",
    "rejected": "Baris yang salah",
}
OUTCOMES = {
    "done": "Selesai: daftar sudah masuk ke register.",
    "validated": "Hanya diperiksa; tidak ada yang disimpan.",
    "rejected": "Ditolak seluruhnya karena ada baris yang salah; tidak ada yang disimpan. Simpan baris itu: --errors.",
}


def _print_summary(data: dict[str, Any]) -> None:
    table = Table(show_header=False, box=None)
    for name, label in LABELS.items():
        table.add_row(label, f"{data[name]:,}".replace(",", "."))
    out.print(table)
    out.print(OUTCOMES.get(data["state"], data["state"]))
    if data["unknown_columns"]:
        out.print(f"Kolom yang tidak dibaca: {', '.join(data['unknown_columns'])}. Petakan dengan --map bila perlu.")
    for notice in data["notices"]:
        out.print(f"Catatan: {notice}")


@app.command("undo", epilog="Contoh: `tumbuh registry undo 12 --reason 'berkas salah'`")
@command
def undo(
    import_id: Annotated[int, typer.Argument(help="Nomor impor.")],
    reason: Annotated[str, typer.Option(help="Alasan membatalkan.")],
) -> None:
    """Batalkan satu impor seluruhnya; nilai sebelumnya kembali."""
    from tumbuh.registry import services

    services.undo_import(import_id=import_id, by=None, now=now(), reason=reason)
    out.print(f"Impor {import_id} dibatalkan; register kembali seperti sebelumnya.")


@app.command("rotate-key", epilog="Contoh: `FIELD_KEY=kunci-baru,kunci-lama tumbuh registry rotate-key`")
@command
def rotate_key() -> None:
    """Segel ulang semua NIK dan NPWP dengan kunci pertama FIELD_KEY; sesudahnya kunci lama boleh dilepas."""
    from tumbuh.registry import services

    done = services.rotate_field_key(by=None, now=now())
    out.print(f"{done} pemilik disegel ulang; kunci lama boleh dilepas dari FIELD_KEY.")
