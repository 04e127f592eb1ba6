"""What KBLI codes mean: category, whether it is manufacturing, names, and the way from KBLI 2020 to 2025."""

import csv
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from tumbuh.kernel.errors import Refused
from tumbuh.kernel.identifiers.kbli import Kbli

_DATA = Path(__file__).parent / "data"
_MANUFACTURING = "C"
# The letter of each range of divisions. 2015 to 2020 follow ISIC 4; 2025 follows ISIC 5, which cut J in two, so that
# every later letter moved on by one. Source: BPS Regulations 2/2020 and 7/2025 art. 3.
_CATEGORIES = {
    "2020": (
        ("A", 1, 3), ("B", 5, 9), ("C", 10, 33), ("D", 35, 35), ("E", 36, 39), ("F", 41, 43), ("G", 45, 47),
        ("H", 49, 53), ("I", 55, 56), ("J", 58, 63), ("K", 64, 66), ("L", 68, 68), ("M", 69, 75), ("N", 77, 82),
        ("O", 84, 84), ("P", 85, 85), ("Q", 86, 88), ("R", 90, 93), ("S", 94, 96), ("T", 97, 98), ("U", 99, 99),
    ),
    "2025": (
        ("A", 1, 3), ("B", 5, 9), ("C", 10, 33), ("D", 35, 35), ("E", 36, 39), ("F", 41, 43), ("G", 46, 47),
        ("H", 49, 53), ("I", 55, 56), ("J", 58, 60), ("K", 61, 63), ("L", 64, 66), ("M", 68, 68), ("N", 69, 75),
        ("O", 77, 82), ("P", 84, 84), ("Q", 85, 85), ("R", 86, 88), ("S", 90, 93), ("T", 94, 96), ("U", 97, 98),
        ("V", 99, 99),
    ),
}  # fmt: skip


class Relation(StrEnum):
    """What became of a code of 2020 in 2025."""

    SAME = "same"  # the same digits for the same activity
    WIDENED = "widened"  # the same digits, for more than before
    MOVED = "moved"  # other digits
    ENDED = "ended"  # the code is gone and nothing single took its place


class UnknownSuccessor(Refused):
    """We do not know what became of the code."""

    code = "kbli_successor_unknown"


@dataclass(frozen=True, slots=True)
class Successor:
    """One code of 2025 that stands for one of 2020, and how they are related; no code when it ended."""

    relation: Relation
    code: Kbli | None


def category(code: Kbli) -> str:
    """Return the letter of the category of a code; "" when its version has no such division."""
    division = int(code.division)
    ranges = _CATEGORIES["2025" if code.version == "2025" else "2020"]
    return next((letter for letter, first, last in ranges if first <= division <= last), "")


def is_manufacturing(code: str, *, version: str = "2020") -> bool:
    """
    Return whether a five-digit code is of a business that makes things (divisions 10 to 33); False for no code.

    The divisions of manufacturing are the same in all versions.
    """
    return len(code) == 5 and code.isdigit() and category(Kbli(version, code)) == _MANUFACTURING


def name(code: Kbli) -> str:
    """Return the name of a code that is common among UMKM; "" for others: the full list is BPS's to give."""
    return _names().get(code.code, "") if code.version == "2020" else ""


def successors(code: Kbli) -> tuple[Successor, ...]:
    """
    Return what became of a code of 2020 in 2025: many-to-many in general, so possibly several.

    Raises: UnknownSuccessor where no source was read; ValueError for another version.
    """
    if code.version != "2020":
        raise ValueError("the way leads from KBLI 2020 to 2025 only")
    found = _successors().get(code.code)
    if found is None:
        raise UnknownSuccessor(
            f"Padanan KBLI 2020 {code} dalam KBLI 2025 belum dimuat; lihat tabel kesesuaian BPS, lalu pilih sendiri."
        )
    return found


@cache
def _names() -> dict[str, str]:
    return {row["code"]: row["name"] for row in _rows("kbli_2020.csv")}


@cache
def _successors() -> dict[str, tuple[Successor, ...]]:
    found: dict[str, list[Successor]] = defaultdict(list)
    for row in _rows("kbli_2020_to_2025.csv"):
        code = Kbli("2025", row["code_2025"]) if row["code_2025"] else None
        found[row["code_2020"]].append(Successor(Relation(row["relation"]), code))
    return {code: tuple(rows) for code, rows in found.items()}


def _rows(file_name: str) -> Iterator[dict[str, str]]:
    with (_DATA / file_name).open(newline="", encoding="utf-8") as file:
        yield from csv.DictReader(file)
