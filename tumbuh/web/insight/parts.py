"""The parts of a figure, as tabs above its rows."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Part:
    """One part: what it is called, which side of the figure it is of, its amount, and where its rows are."""

    label: str
    role: str
    amount: str
    href: str
    is_current: bool
