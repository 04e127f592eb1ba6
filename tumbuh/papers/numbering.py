"""How this installation numbers its documents, from numbering.toml."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from tumbuh.papers.rules import PaperKind, number_text

FILE = Path(__file__).with_name("numbering.toml")


@dataclass(frozen=True)
class Numbering:
    """The format of numbers, the letters of each kind and of the house, and who stands above a unit, where."""

    format: str
    house: str
    city: str
    place: str
    letters: dict[str, str]


@cache
def numbering(path: Path = FILE) -> Numbering:
    """Return what the file says. Raises: KeyError when a kind has no letters."""
    said = tomllib.loads(path.read_text(encoding="utf-8"))
    letters = {kind.value: said["letters"][kind.value] for kind in PaperKind}
    return Numbering(said["format"], said["house"], said["city"], said["place"], letters)


def number_of(kind: PaperKind, *, series: str, number: int, day: date) -> str:
    """Return the number of a document as it is printed."""
    by = numbering()
    return number_text(by.format, number=number, letters=by.letters[kind.value], house=by.house, series=series, day=day)
