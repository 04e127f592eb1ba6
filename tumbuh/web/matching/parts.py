"""The values that the components of business matching show."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Point:
    """One part of a score in words; `share` is its whole percent of what it could give."""

    label: str
    points: str
    most: str
    share: int
    sentence: str


@dataclass(frozen=True)
class Stage:
    """One stage from interest to money paid; `share` is its whole percent of the first stage's pairs."""

    label: str
    count: str
    share: int
    tone: int
    rupiah: str
    meaning: str
    rate: str
    href: str


@dataclass(frozen=True)
class Cell:
    """One table in one slot."""

    href: str = ""
    buyer: str = ""
    seller: str = ""
    state: str = ""
    is_break: bool = False


@dataclass(frozen=True)
class GridSlot:
    """The head of a column."""

    label: str


@dataclass(frozen=True)
class GridRow:
    """One table through the slots."""

    table: int
    cells: Sequence[Cell]


@dataclass(frozen=True)
class Grid:
    """The timetable of one session."""

    slots: Sequence[GridSlot]
    rows: Sequence[GridRow]


@dataclass(frozen=True)
class MeetingCard:
    """One meeting as one of the two reads it."""

    id: str
    href: str
    other: str
    about: str
    when: str
    where: str
    state: str
    kind: str
    reason: str = ""
    message: str = ""
