"""
What a letter says, from heading to signatures, ready to be printed.

The content is kept as it will stand on paper: a document of today is not formatted by tomorrow's code.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from tumbuh.kernel.money import format_rupiah
from tumbuh.kernel.spelled import spell_rupiah


@dataclass(frozen=True)
class Letterhead:
    """Who issues: the house above (may be blank), its own name, and lines below."""

    name: str
    above: str = ""
    lines: Sequence[str] = ()


@dataclass(frozen=True)
class Party:
    """One side: what it is here, its name, and lines on it."""

    title: str
    name: str
    lines: Sequence[str] = ()


@dataclass(frozen=True)
class Column:
    """A column of the table: its heading, the side of its text, and whether it takes the room that is left."""

    title: str
    align: str = "left"
    wide: bool = False


@dataclass(frozen=True)
class Amount:
    """A line under the table."""

    label: str
    rupiah: int
    strong: bool = False


@dataclass(frozen=True)
class Signature:
    """Who signs, as what; `stamp`: the duty stamp goes here when there has to be one."""

    role: str
    name: str
    under: str = ""
    stamp: bool = False


@dataclass(frozen=True)
class Letter:
    """All that a letter may say; what stays empty is not printed."""

    letterhead: Letterhead
    facts: Sequence[tuple[str, str]] = ()
    parties: Sequence[Party] = ()
    opening: Sequence[str] = ()
    columns: Sequence[Column] = ()
    rows: Sequence[Sequence[str]] = ()
    totals: Sequence[Amount] = ()
    spelled_rupiah: int | None = None
    closing: Sequence[str] = ()
    place_day: str = ""
    signatures: Sequence[Signature] = ()
    stamp: str = ""  # "Meterai Rp10.000": what has to be put there; blank: nothing

    def content(self) -> dict[str, Any]:
        """Return plain JSON for `services.issue`, every amount as it is printed."""
        said = self.spelled_rupiah
        return {
            "letterhead": asdict(self.letterhead),
            "facts": [list(pair) for pair in self.facts],
            "parties": [asdict(party) for party in self.parties],
            "opening": list(self.opening),
            "items": {"columns": [asdict(one) for one in self.columns], "rows": [list(row) for row in self.rows]},
            "totals": [
                {"label": one.label, "amount": format_rupiah(one.rupiah), "strong": one.strong} for one in self.totals
            ],
            "amount": format_rupiah(said) if said is not None else "",
            "spelled": spell_rupiah(said) if said is not None else "",
            "closing": list(self.closing),
            "place_day": self.place_day,
            "signatures": [asdict(one) for one in self.signatures],
            "stamp": self.stamp,
        }
