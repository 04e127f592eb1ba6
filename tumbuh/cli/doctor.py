"""`tumbuh doctor`: say what is wrong with this installation and how to mend it."""

import os
from collections.abc import Iterator
from functools import partial
from typing import Annotated

import typer

from tumbuh.cli.checkup.findings import Check, Finding, Level, one_line, problem, run
from tumbuh.cli.doors import answer, out

MARKS = {
    Level.OK: "[green]baik     [/]",
    Level.INFO: "[cyan]info     [/]",
    Level.WARNING: "[yellow]perhatian[/]",
    Level.PROBLEM: "[bold red]masalah  [/]",
}


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("doctor", epilog="Contoh: `tumbuh doctor` · untuk mesin: `tumbuh doctor --json`")(doctor)


def doctor(
    port: Annotated[int, typer.Option(envvar="PORT", help="Port halaman yang diperiksa.")] = 8000,
    as_json: Annotated[bool, typer.Option("--json", help="Cetak sebagai JSON.")] = False,
) -> None:
    """
    Periksa pemasangan ini: apa yang salah, dan cara memperbaikinya.

    Kode keluar 0: tidak ada masalah (peringatan boleh ada); 1: ada masalah.
    """
    findings = list(checkup(port))
    worst = [finding for finding in findings if finding.level is Level.PROBLEM]
    data = {"healthy": not worst, "findings": [finding.__dict__ for finding in findings]}
    answer(data, as_json=as_json, text=lambda: _print(findings))
    raise typer.Exit(1 if worst else 0)


def checkup(port: int) -> Iterator[Finding]:
    """Return all findings. Without settings only the machine can be looked at."""
    try:
        import django

        django.setup()
    except Exception as error:  # a wrong DATABASE_URL, an unreadable key, a server that does not start
        where = "basis data bawaan" if not os.environ.get("DATABASE_URL", "").strip() else "DATABASE_URL"
        mend = f"Periksa {where}, lalu jalankan `tumbuh doctor` lagi. Setelan lain belum dapat diperiksa."
        yield problem("settings", f"Setelan tidak dapat dibaca: {type(error).__name__}: {one_line(error)}", mend)
        return
    yield from run(_checks(port))


def _checks(port: int) -> list[tuple[str, Check]]:
    from tumbuh.cli.checkup import database, machine, sales

    checks: list[tuple[str, Check]] = [
        ("python", machine.python),
        ("clock", machine.clock),
        ("disk", machine.disk),
        ("secrets", machine.secrets),
        ("safety", machine.safety),
        ("database", database.database),
    ]
    if not database.unreachable():
        checks += [("worker", database.worker), ("demo", database.demo_city)]
    return [
        *checks,
        ("ledger", sales.ledger),
        ("engine", sales.engine),
        ("spool", machine.spool),
        ("static", machine.static),
        ("port", partial(machine.port, port)),
        ("chromium", machine.chromium),
    ]


def _print(findings: list[Finding]) -> None:
    for finding in findings:
        out.print(f"{MARKS[finding.level]}  {finding.text}", soft_wrap=True)
        if finding.mend:
            out.print(f"           → {finding.mend}", soft_wrap=True)
    problems = sum(finding.level is Level.PROBLEM for finding in findings)
    out.print(f"\n{problems} masalah." if problems else "\nTidak ada masalah.")
