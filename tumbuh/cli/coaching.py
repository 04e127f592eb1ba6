"""`tumbuh coaching …`: who was coached, counted once with the raw lists beside; what a programme changed."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.table import Table

from tumbuh.cli.doors import answer, command, now, out

if TYPE_CHECKING:
    from tumbuh.coaching.figures import Coached
    from tumbuh.coaching.outcomes import ProgrammeEffect

app = typer.Typer(
    no_args_is_help=True, help="Pembinaan: pemilik usaha yang dibina, daftar yang tumpang tindih, dampak."
)
_OUTCOMES = {"sales": "penjualan", "income": "penghasilan"}
Json = Annotated[bool, typer.Option("--json", help="Cetak sebagai JSON.")]


@app.command("figures", epilog="Contoh: `tumbuh coaching figures --from 2026-01-01 --until 2026-06-30`")
@command
def figures(
    *,
    from_: Annotated[
        datetime | None, typer.Option("--from", formats=["%Y-%m-%d"], help="Hari pertama; bawaan: 1 Januari.")
    ] = None,
    until: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Hari terakhir; bawaan: hari ini.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Hitung pemilik usaha yang dibina, sekali seorang, beserta daftar mentah, irisan, dan jangkauan tiap layanan."""
    from tumbuh.coaching import figures as coaching
    from tumbuh.kernel.periods import day_in_wib

    last = until.date() if until else day_in_wib(now())
    found = coaching.coached(first=from_.date() if from_ else date(last.year, 1, 1), last=last)
    reached = [
        {"service": one.kind, "received": one.received, "members": one.members, "not_members": one.outside}
        for one in coaching.coverage(day=last)
    ]
    data = _counted(found) | {"coverage": reached}
    answer(data, as_json=as_json, text=lambda: _print_figures(data))


@app.command("effect", epilog="Contoh: `tumbuh coaching effect 'Naik Kelas Pangan Olahan' --on income`")
@command
def effect(
    programme: Annotated[str, typer.Argument(help="Nama program.")],
    *,
    on: Annotated[str, typer.Option(help="sales (dari buku penjualan) atau income (dari laporan).")] = "sales",
    as_json: Json = False,
) -> None:
    """Hitung dampak sebuah program terhadap pemilik usaha yang sebanding, dengan selangnya; atau tolak."""
    from tumbuh.coaching import outcomes, queries

    chosen = queries.programme_named(programme)
    found = outcomes.effect_of(chosen, outcome=on, user=None, now=now())
    data = {"programme": chosen.name, "agency": chosen.agency.short_name} | _estimated(found)
    answer(data, as_json=as_json, text=lambda: _print_effect(data))


def _counted(found: "Coached") -> dict[str, Any]:
    return {
        "first": found.first,
        "last": found.last,
        "coached": found.coached,
        "raw_list": found.raw_list,
        "counted_twice": found.counted_twice,
        "cumulative": found.cumulative,
        "lists": dict(found.lists),
        "overlap": {f"{one} + {other}": n for (one, other), n in found.overlap.items() if one < other},
    }


def _estimated(found: "ProgrammeEffect") -> dict[str, Any]:
    return {
        "outcome": found.outcome,
        "percent": round(found.percent, 2),
        "low_percent": round(found.low_percent, 2),
        "high_percent": round(found.high_percent, 2),
        "took_part": found.took_part,
        "with_figures": found.found.treated,
        "pairs": found.found.pairs,
        "could_be_compared": found.found.candidates,
        "cycles": found.cycles,
        "balance": {one.name: {"all": round(one.all, 3), "pairs": round(one.pairs, 3)} for one in found.found.balance},
    }


def _print_figures(data: dict[str, Any]) -> None:
    from tumbuh.coaching.rules.kinds import service_name

    _print_pairs(
        ("Masa", f"{data['first']} sampai {data['last']}"),
        ("Dibina, dihitung sekali seorang", data["coached"]),
        ("Jumlah daftar mentah", f"{data['raw_list']} ({data['counted_twice']} terhitung lebih dari sekali)"),
        ("Kumulatif sampai hari terakhir", data["cumulative"]),
        *((f"Daftar {name}", count) for name, count in data["lists"].items()),
        *((f"Irisan {name}", count) for name, count in data["overlap"].items() if count),
        *(
            (service_name(one["service"]), f"{one['received']} dari {one['members']} anggota")
            for one in data["coverage"]
        ),
    )


def _print_effect(data: dict[str, Any]) -> None:
    _print_pairs(
        ("Program", f"{data['programme']} ({data['agency']})"),
        ("Dampak", f"{data['percent']:+.1f} % pada {_OUTCOMES[data['outcome']]}"),
        ("Selang 95 %", f"{data['low_percent']:+.1f} % sampai {data['high_percent']:+.1f} %"),
        ("Pasangan yang sebanding", f"{data['pairs']} dari {data['took_part']} peserta"),
        ("Calon pembanding", data["could_be_compared"]),
        *(
            (f"Beda {name}", f"{one['all']:+.2f} → {one['pairs']:+.2f} simpangan baku")
            for name, one in data["balance"].items()
        ),
    )


def _print_pairs(*pairs: tuple[str, Any]) -> None:
    table = Table(show_header=False, box=None)
    for name, value in pairs:
        table.add_row(name, str(value))
    out.print(table)
