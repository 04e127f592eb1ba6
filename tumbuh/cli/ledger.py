"""`tumbuh ledger …`: read an export, list shops, compute figures."""

from pathlib import Path
from typing import Annotated, Any

import typer
from rich.progress import BarColumn, Progress, TextColumn
from rich.table import Table

from tumbuh.cli.doors import answer, command, err, now, out, parse_moment

app = typer.Typer(no_args_is_help=True, help="Buku penjualan: impor berkas lokapasar, toko, dan angka.")
Json = Annotated[bool, typer.Option("--json", help="Cetak sebagai JSON.")]
COUNTS = ("rows_read", "accepted", "unchanged", "restated", "restated_orders", "stale", "repeated", "quarantined")


@app.command("import", epilog="Contoh: `tumbuh ledger import Order.all.xlsx --channel shopee --shop 88112233`")
@command
def import_(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="Berkas ekspor pesanan, xlsx atau csv.")],
    channel: Annotated[str, typer.Option(help="shopee, tiktok atau tokopedia.")],
    shop: Annotated[str, typer.Option(help="ID toko di lokapasar; lihat `tumbuh ledger shops`.")],
    as_json: Json = False,
) -> None:
    """Baca satu berkas ekspor ke buku penjualan. Berkas yang sama dua kali tidak mengubah apa pun."""
    from tumbuh.channels import services
    from tumbuh.ledger import queries

    found = queries.shop_at(channel=services.FORMAT_OF.get(channel, channel), external_id=shop)
    with Progress(
        TextColumn("{task.description}"), BarColumn(), TextColumn("{task.completed:,.0f} baris"), console=err
    ) as bar:
        task = bar.add_task(f"Membaca {file.name}", total=None)
        batch = services.import_export(
            shop_id=found.pk,
            path=file,
            file_name=file.name,
            channel=channel,
            by=None,
            now=now(),
            progress=lambda b: bar.update(task, completed=b.rows_read, total=b.rows_total),
        )
    counts = {name: getattr(batch, name) for name in COUNTS}
    data = {
        "batch": str(batch.public_id),
        "state": batch.state,
        "shop": found.key,
        **counts,
        "net_change_rupiah": batch.net_change_rupiah,
        "ledger_version": batch.ledger_version,
        "notices": batch.notices,
    }
    answer(data, as_json=as_json, text=lambda: _print_batch(data))


def _print_batch(data: dict[str, Any]) -> None:
    labels = {
        "rows_read": "Baris dibaca",
        "accepted": "Baru",
        "unchanged": "Sama seperti sebelumnya",
        "restated": "Dinyatakan ulang",
        "restated_orders": "… dalam pesanan",
        "stale": "Lebih lama dari yang sudah diketahui",
        "repeated": "Berulang dalam berkas",
        "quarantined": "Menunggu di karantina",
        "net_change_rupiah": "Perubahan penjualan (Rp)",
    }
    table = Table(show_header=False, box=None)
    for name, label in labels.items():
        table.add_row(label, f"{data[name]:,}".replace(",", "."))
    out.print(table)
    for notice in data["notices"]:
        err.print(f"Catatan: {notice}")


@app.command("shops", epilog="Contoh: `tumbuh ledger shops --json`")
@command
def shops(as_json: Json = False) -> None:
    """Daftar toko yang sudah ada dalam buku penjualan."""
    from tumbuh.ledger import queries

    rows = [
        {"shop": shop.external_id, "channel": shop.channel, "name": shop.name, "business": shop.business.name}
        for shop in queries.shops()
    ]
    answer(rows, as_json=as_json, text=lambda: _print_rows(rows))


@app.command(
    "open-shop", epilog="Contoh: `tumbuh ledger open-shop --nib 9120106900275 --channel shopee --shop 88112233`"
)
@command
def open_shop(
    nib: Annotated[str, typer.Option(help="NIB usaha pemilik toko.")],
    channel: Annotated[str, typer.Option(help="shopee atau tiktok.")],
    shop: Annotated[str, typer.Option(help="ID toko di lokapasar.")],
    name: Annotated[str, typer.Option(help="Nama toko; bawaan: nama usahanya.")] = "",
) -> None:
    """Tambahkan toko sebuah usaha, agar berkasnya dapat diimpor."""
    from tumbuh.ledger import services
    from tumbuh.registry import queries as registry

    business = registry.business_by_nib(nib)
    made = services.open_shop(
        channel=channel, external_id=shop, name=name or business.name, business=business, by=None, now=now()
    )
    out.print(f"Toko {made.name} ({made.key}) siap menerima berkas.")


@app.command("figures", epilog="Contoh: `tumbuh ledger figures --by month,channel --as-of 2026-10-31 --json`")
@command
def figures(
    by: Annotated[
        str, typer.Option(help="Kelompok: month, channel, shop, business_id; dipisah koma.")
    ] = "month,channel",
    as_of: Annotated[str | None, typer.Option(help="Seperti diketahui pada hari atau saat itu (WIB).")] = None,
    month: Annotated[str | None, typer.Option(help="Hanya bulan ini, misalnya 2026-10.")] = None,
    as_json: Json = False,
) -> None:
    """Hitung penjualan produk dalam negeri, asing dan belum diketahui, dari baris penjualan."""
    from tumbuh.insight import queries

    groups = [name.strip() for name in by.split(",") if name.strip()]
    if unknown := sorted(set(groups) - set(queries.GROUPS)):
        raise typer.BadParameter(f"{unknown[0]} bukan kelompok; pilih dari {', '.join(queries.GROUPS)}")
    rows = queries.domestic_sales(by=groups, known_at=parse_moment(as_of), month=month).to_dicts()
    answer(rows, as_json=as_json, text=lambda: _print_rows(rows))


@app.command("compact", epilog="Contoh: `tumbuh ledger compact`")
@command
def compact(as_json: Json = False) -> None:
    """Gabungkan berkas-berkas kecil buku penjualan; tidak ada baris yang hilang. Baik dijalankan tiap malam."""
    from tumbuh.ledger import services

    done = services.compact()
    told = (
        f"{done['files_removed']} berkas kecil menjadi {done['files_added']}; "
        f"{done['files_deleted']} berkas lama dibuang dari penyimpanan."
    )
    answer(done, as_json=as_json, text=lambda: out.print(told))


@app.command("relevel", epilog="Contoh: `tumbuh ledger relevel`")
@command
def relevel(as_json: Json = False) -> None:
    """Samakan tingkat bukti setiap baris penjualan dengan katalog hari ini; aman diulang, yang lama tetap terbaca."""
    from tumbuh.ledger import services

    restated = services.relevel(by=None, now=now())
    data = {"restated": restated}
    answer(data, as_json=as_json, text=lambda: out.print(f"{restated} baris penjualan dinyatakan ulang."))


def _print_rows(rows: list[dict[str, Any]]) -> None:
    if not rows:
        out.print("Belum ada baris.")
        return
    table = Table()
    for name, value in rows[0].items():
        table.add_column(name, justify="right" if isinstance(value, int) else "left", overflow="fold")
    for row in rows:
        table.add_row(
            *(
                f"{v:,}".replace(",", ".") if isinstance(v, int) else str(v if v is not None else "–")
                for v in row.values()
            )
        )
    out.print(table)
