"""What every command needs at its door: Django set up once, refusals as messages, answers as text or JSON."""

import functools
import json
import logging
import os
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from typing import Any, ParamSpec, TypeVar
from zoneinfo import ZoneInfo

import typer
from rich.console import Console

P = ParamSpec("P")
R = TypeVar("R")

out = Console(highlight=False)
err = Console(stderr=True, highlight=False)

EXIT_BROKEN, EXIT_REFUSED, EXIT_INTERRUPTED = 1, 2, 130
LOOK = "Periksa pemasangan ini dengan `tumbuh doctor`."


def command(function: Callable[P, R]) -> Callable[P, R]:
    """
    Set Django up before the command; turn refusals and failures of the installation into messages.

    Exit codes: 0 done, 1 the installation is broken (see `tumbuh doctor`), 2 refused, 130 interrupted.
    """
    judged = command_on_files(function)

    @functools.wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        _set_up()
        from django.db import OperationalError

        try:
            return judged(*args, **kwargs)
        except OperationalError as error:
            err.print(f"[bold red]Basis data tidak dapat dipakai:[/] {str(error).strip()}\n{LOOK}", markup=True)
            raise typer.Exit(EXIT_BROKEN) from None

    return run


def command_on_files(function: Callable[P, R]) -> Callable[P, R]:
    """Turn refusals into messages, as `command` does, for a command that needs neither settings nor a database."""

    @functools.wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        from tumbuh.kernel.errors import Refused

        try:
            return function(*args, **kwargs)
        except Refused as refusal:
            if kwargs.get("as_json"):
                typer.echo(json.dumps({"refused": refusal.code, "message": refusal.message}, ensure_ascii=False))
            else:
                err.print(f"[bold red]Ditolak[/] ({refusal.code}): {refusal.message}")
            raise typer.Exit(EXIT_REFUSED) from None
        except KeyboardInterrupt:
            err.print("Dihentikan.")
            raise typer.Exit(EXIT_INTERRUPTED) from None

    return run


def _set_up() -> None:
    """Let Django read its settings; when they are wrong, say so and where to look instead of showing our insides."""
    import django

    logging.getLogger("psycopg.pool").setLevel(logging.ERROR)  # its tries are no news to a person; the outcome is
    try:
        django.setup()
    except Exception as error:
        if os.environ.get("TUMBUH_DEBUG") == "1":
            raise
        err.print(f"[bold red]Tumbuh tidak dapat mulai:[/] {error}\n{LOOK}")
        raise typer.Exit(EXIT_BROKEN) from None


def now() -> datetime:
    """Return the clock's time; commands are a door, so they may read it."""
    return datetime.now(UTC)


def answer(data: Any, *, as_json: bool, text: Callable[[], None]) -> None:
    """Print `data` as one JSON document, or call `text` to print it for people."""
    if as_json:
        typer.echo(json.dumps(data, ensure_ascii=False, indent=2, default=str))
    else:
        text()


def parse_moment(text: str | None) -> datetime | None:
    """Return the moment of "2026-11-24" (the end of that day in WIB) or of an ISO time with or without a zone (WIB)."""
    if text is None:
        return None
    wib = ZoneInfo("Asia/Jakarta")
    try:
        if len(text) == len("2026-11-24"):
            return datetime.combine(date.fromisoformat(text), time.max, tzinfo=wib)
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"{text!r} bukan tanggal; tulis seperti 2026-11-24 atau 2026-11-24T15:30") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=wib)
