"""What a sentence is read with, and what comes out of reading it. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum
from functools import cached_property
from typing import Generic, TypeVar

T = TypeVar("T")


class Sure(StrEnum):
    """How sure a reading is. What is only likely is shown for a look; what must be asked is never used as it is."""

    SAID = "said"  # the words say it and nothing else
    LIKELY = "likely"  # the usual meaning of words that could mean something else
    ASK = "ask"  # the words leave it open


@dataclass(frozen=True)
class Part(Generic[T]):
    """One thing that was understood: its value, the words it came from, and how sure that is."""

    value: T
    said: str
    sure: Sure = Sure.SAID
    why: str = ""  # what to look at, in plain words; only where it is not SAID


@dataclass(frozen=True)
class Quantity:
    """How many of which unit; the unit is "" where the sentence names none."""

    number: int
    unit: str


@dataclass(frozen=True)
class Days:
    """The day meant, or the first and last of the days that the words may mean."""

    first: date
    last: date

    @property
    def is_one(self) -> bool:
        """Whether the words name one day."""
        return self.first == self.last


@dataclass(frozen=True)
class Clock:
    """A time of day in WIB; the same twice for an exact one, else a part of the day."""

    first: time
    last: time


@dataclass(frozen=True)
class Place:
    """Where to: the words, and the area that they lie in where it is known ("" where not)."""

    name: str
    area_code: str = ""


@dataclass(frozen=True)
class Kind:
    """A category of the catalogue, with the unit that it is usually counted in and what people call it."""

    code: str
    name: str
    unit: str
    phrases: tuple[str, ...]


@dataclass(frozen=True)
class Words:
    """What a sentence is read with: the catalogue's kinds, and the city's places by their names in small letters."""

    kinds: tuple[Kind, ...]
    areas: Mapping[str, str] = field(default_factory=dict)  # name → area code: wards, districts, cities
    landmarks: Mapping[str, str] = field(default_factory=dict)  # name → area code: known also without "di"

    @cached_property
    def phrases(self) -> dict[str, Kind]:
        """Every phrase with its kind, the longest first; a phrase of two kinds belongs to the first of them."""
        found: dict[str, Kind] = {}
        for kind in self.kinds:
            for phrase in (kind.name, *kind.phrases):
                found.setdefault(" ".join(phrase.casefold().split()), kind)
        return dict(sorted(found.items(), key=lambda one: (-len(one[0]), one[0])))


@dataclass(frozen=True)
class Understood:
    """What a sentence says. None: it does not say. `unread`: the words that nothing was made of."""

    sentence: str
    kind: Part[Kind] | None = None
    thing: Part[str] | None = None
    quantity: Part[Quantity] | None = None
    people: Part[int] | None = None
    days: Part[Days] | None = None
    clock: Part[Clock] | None = None
    place: Part[Place] | None = None
    unit_budget: Part[int] | None = None  # the most for one
    total_budget: Part[int] | None = None  # the most for all
    open_budget: Part[int] | None = None  # an amount that may be either
    licences: tuple[Part[str], ...] = ()
    purpose: Part[str] | None = None
    others: tuple[Part[Kind], ...] = ()  # further things in the same sentence
    unread: tuple[str, ...] = ()
