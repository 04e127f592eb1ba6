"""`tumbuh procurement …`: read files of public buying, compute P3DN with its rows, see what waits."""

from pathlib import Path
from typing import Annotated, Any

import typer
from rich.progress import BarColumn, Progress, TextColumn
from rich.table import Table

from tumbuh.cli.doors import answer, command, err, now, out, parse_moment

app = typer.Typer(no_args_is_help=True, help="Pengadaan: impor RUP, e-katalog, SPSE, SP2D; angka P3DN sampai ke baris.")
Json = Annotated[bool, typer.Option("--json", help="Cetak sebagai JSON.")]
Year = Annotated[int, typer.Option(help="Tahun anggaran.")]
AsOf = Annotated[str | None, typer.Option(help="Seperti diketahui pada hari atau saat itu (WIB).")]
COUNTS = {
    "rows_total": "Baris dibaca", "created": "Baru", "restated": "Dinyatakan ulang", "unchanged": "Sama",
    "stale": "Lebih lama dari yang diketahui", "repeated": "Berulang dalam berkas", "rejected": "Menunggu perbaikan",
    "unmatched": "Belanja menunggu paket RUP",
}  # fmt: skip


@app.command(
    "import",
    epilog="Contoh: `tumbuh procurement import rup.json --dataset rup_provider --year 2026 --as-of 2026-03-31`",
)
@command
def import_(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="Berkas unduhan, json, csv atau xlsx.")],
    *,
    dataset: Annotated[str, typer.Option(help="Jenis data; lihat `tumbuh procurement datasets`.")],
    year: Year,
    as_of: Annotated[str | None, typer.Option(help="Data berkas ini per hari itu; bawaan: sekarang.")] = None,
    version: Annotated[str, typer.Option(help="Versi anggaran: rapbd, apbd atau apbd_p.")] = "apbd",
    as_json: Json = False,
) -> None:
    """Baca satu berkas pengadaan. Berkas yang sama dua kali tidak mengubah apa pun."""
    from tumbuh.procurement import services

    with Progress(
        TextColumn("{task.description}"), BarColumn(), TextColumn("{task.completed:,.0f} baris"), console=err
    ) as bar:
        task = bar.add_task(f"Membaca {file.name}", total=None)
        batch = services.import_file(
            path=file,
            file_name=file.name,
            dataset=dataset,
            year=year,
            as_of=parse_moment(as_of),
            version=version,
            by=None,
            now=now(),
            progress=lambda b: bar.update(task, completed=b.rows_done, total=b.rows_total),
        )
    data = {"batch": str(batch.public_id), "state": batch.state} | {name: getattr(batch, name) for name in COUNTS}
    data["notices"] = batch.notices
    answer(data, as_json=as_json, text=lambda: _print_counts(data))


@app.command("datasets", epilog="Contoh: `tumbuh procurement datasets`")
@command
def datasets(as_json: Json = False) -> None:
    """Daftar jenis data yang dapat dibaca, dengan nama resminya."""
    from tumbuh.procurement.datasets import ALL

    rows = [{"dataset": one.id, "title": one.title, "official": ", ".join(one.official)} for one in ALL.values()]
    answer(rows, as_json=as_json, text=lambda: _print_rows(rows))


@app.command("figures", epilog="Contoh: `tumbuh procurement figures --year 2026 --by agency --known-at 2026-10-31`")
@command
def figures(
    year: Year,
    by: Annotated[str, typer.Option(help="Kelompok: agency, unit atau month; bawaan: seluruh kota.")] = "",
    agency: Annotated[str, typer.Option(help="Hanya perangkat daerah dengan kode ini.")] = "",
    known_at: AsOf = None,
    as_json: Json = False,
) -> None:
    """Hitung P3DN A sampai D dan bagian UMK, masing-masing dengan pembilang dan pembaginya."""
    from tumbuh.procurement import queries

    chosen = queries.Chosen(year, agency=agency, known_at=parse_moment(known_at))
    rows = queries.figures_by(chosen, by).to_dicts() if by else [_figure(one) for one in queries.figures(chosen)]
    answer(rows, as_json=as_json, text=lambda: _print_rows(rows))


@app.command("rows", epilog="Contoh: `tumbuh procurement rows p3dn_payments numerator --year 2026 --out pembilang.csv`")
@command
def rows_(
    figure: Annotated[str, typer.Argument(help="Angka, misalnya p3dn_payments.")],
    side: Annotated[str, typer.Argument(help="numerator atau denominator.")],
    year: Year,
    out_file: Annotated[Path, typer.Option("--out", help="Simpan semua baris ke berkas CSV ini.")],
    known_at: AsOf = None,
) -> None:
    """Simpan setiap baris di balik satu sisi angka; jumlah kolom rupiah sama dengan sisi itu."""
    from tumbuh.procurement import queries

    frame = queries.rows(queries.Chosen(year, known_at=parse_moment(known_at)), figure, side)
    frame.write_csv(out_file, include_bom=True)
    total = f"{frame['rupiah'].sum():,}".replace(",", ".")
    out.print(f"{frame.height} baris, jumlahnya Rp{total}, tersimpan di {out_file}.")


@app.command("bridge", epilog="Contoh: `tumbuh procurement bridge --year 2026`")
@command
def bridge(year: Year, known_at: AsOf = None, as_json: Json = False) -> None:
    """Jembatan dari pembayaran ke PDN: belum cocok, belum tercatat, dikecualikan, di luar lingkup."""
    from tumbuh.procurement import queries

    made = queries.bridge(queries.Chosen(year, known_at=parse_moment(known_at)))
    parts = {"bar": made.bars, "reason": made.reasons, "paid": (made.paid,), "plan": made.plan, "beside": made.beside}
    rows = [
        {"part": part, "id": bar.id, "title": bar.title, "rupiah": bar.rupiah, "rows": bar.rows}
        for part, bars in parts.items()
        for bar in bars
    ]
    answer(rows, as_json=as_json, text=lambda: _print_rows(rows))


@app.command("gap", epilog="Contoh: `tumbuh procurement gap --year 2026 --top 10`")
@command
def gap(year: Year, top: Annotated[int, typer.Option(help="Sebanyak ini.")] = 20, as_json: Json = False) -> None:
    """Satuan kerja menurut besarnya belanja yang dibayar tetapi belum tercatat."""
    from tumbuh.procurement import queries

    rows = queries.gap_queue(queries.Chosen(year)).head(top).to_dicts()
    answer(rows, as_json=as_json, text=lambda: _print_rows(rows))


@app.command("waiting", epilog="Contoh: `tumbuh procurement waiting --year 2026 --top 10`")
@command
def waiting(year: Year, top: Annotated[int, typer.Option(help="Sebanyak ini.")] = 20, as_json: Json = False) -> None:
    """Belanja yang belum menemukan paket RUP-nya, dengan alasan dan usul pasangannya."""
    from tumbuh.procurement import queries

    names = ("purchase_key", "reason", "value_rupiah", "suggested_code")
    rows = [{name: getattr(one, name) for name in names} for one in queries.waiting(year)[:top]]
    answer(rows, as_json=as_json, text=lambda: _print_rows(rows))


def _figure(one: Any) -> dict[str, Any]:
    return {
        "figure": one.id,
        "title": one.title,
        "percent": one.percent,
        "numerator_rupiah": one.numerator_rupiah,
        "denominator_rupiah": one.denominator_rupiah,
        "cut_off": one.cut_off_at.isoformat() if one.cut_off_at else None,
        "missing": ", ".join(one.missing),
    }


def _print_counts(data: dict[str, Any]) -> None:
    table = Table(show_header=False, box=None)
    for name, label in COUNTS.items():
        table.add_row(label, _shown(data[name]))
    out.print(table)
    for notice in data["notices"]:
        err.print(f"Catatan: {notice}")


def _print_rows(rows: list[dict[str, Any]]) -> None:
    if not rows:
        out.print("Belum ada baris.")
        return
    table = Table()
    for name, value in rows[0].items():
        table.add_column(name, justify="right" if isinstance(value, int) else "left")
    for row in rows:
        table.add_row(*(_shown(value) for value in row.values()))
    out.print(table)


def _shown(value: Any) -> str:
    return f"{value:,}".replace(",", ".") if isinstance(value, int) else str(value if value is not None else "–")
