"""What a check found, and how to mend it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """How bad a finding is. `info` is neither good nor bad."""

    OK = "ok"
    INFO = "info"
    WARNING = "warning"
    PROBLEM = "problem"


@dataclass(frozen=True)
class Finding:
    """One line of the checkup. `mend` says what to do; it is empty when nothing is wrong."""

    check: str
    level: Level
    text: str
    mend: str = ""


def ok(check: str, text: str) -> Finding:
    """Return a finding that is as it should be."""
    return Finding(check, Level.OK, text)


def info(check: str, text: str, mend: str = "") -> Finding:
    """Return a finding that is worth knowing."""
    return Finding(check, Level.INFO, text, mend)


def warning(check: str, text: str, mend: str) -> Finding:
    """Return a finding that will hurt later."""
    return Finding(check, Level.WARNING, text, mend)


def problem(check: str, text: str, mend: str) -> Finding:
    """Return a finding that keeps Tumbuh from working."""
    return Finding(check, Level.PROBLEM, text, mend)


Check = Callable[[], Iterable[Finding]]


def run(checks: Iterable[tuple[str, Check]]) -> Iterator[Finding]:
    """Return the findings of the checks. A check that breaks is a finding itself: the checkup goes on."""
    for name, check in checks:
        try:
            yield from check()
        except Exception as error:  # whatever is broken here is what the person asked about
            text = f"Pemeriksaan ini sendiri gagal: {type(error).__name__}: {one_line(error)}"
            yield problem(name, text, "Laporkan baris ini bersama versi Tumbuh (`tumbuh --version`).")


def one_line(error: BaseException) -> str:
    """Return an error's message on one line, not too long."""
    return " ".join(str(error).split())[:300] or type(error).__name__
