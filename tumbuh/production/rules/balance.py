"""Where a harvest went, and what of it nobody told of."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tumbuh.production.rules.kinds import GOES


@dataclass(frozen=True)
class Balance:
    """harvest = sold + home + gift + seed + loss + stock + used + gap; the gap is shown, never spread."""

    harvested_mg: int
    parts: Mapping[str, int]  # by rules.kinds.GOES
    used_mg: int  # as an input of a processing

    @property
    def told_mg(self) -> int:
        """What is known to have gone somewhere."""
        return sum(self.parts.values()) + self.used_mg

    @property
    def gap_mg(self) -> int:
        """What nobody told of; below zero when more went than was harvested."""
        return self.harvested_mg - self.told_mg


def balance(harvested_mg: int, gone: Iterable[tuple[str, int]], used_mg: int = 0) -> Balance:
    """Return the balance of a harvest from (where it went, mass); every place of GOES is there, also with nothing."""
    parts = dict.fromkeys(GOES, 0)
    for goes, mass in gone:
        parts[goes] += mass
    return Balance(harvested_mg, parts, used_mg)
