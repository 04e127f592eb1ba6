"""What changed in the sales between two moments, line by line (F6)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import polars as pl

from tumbuh.analytics.measures import sales_changes as measure
from tumbuh.insight.law import origin_steps
from tumbuh.insight.sales import SALES_PARTS, SalesFilter, UnknownPart
from tumbuh.kernel.errors import Refused
from tumbuh.ledger import queries as ledger


class MomentsOutOfOrder(Refused):
    """The first moment of a comparison does not come before the second."""

    code = "moments_out_of_order"


@dataclass(frozen=True)
class Interval:
    """Two moments between which the ledger may have learned something. Raises: MomentsOutOfOrder."""

    before: datetime
    after: datetime

    def __post_init__(self) -> None:
        if self.before >= self.after:
            raise MomentsOutOfOrder("Hari pertama harus sebelum hari kedua; tukar keduanya, atau pilih hari lain.")


@dataclass(frozen=True)
class ChangeTotals:
    """What new lines and restated ones changed of a figure; together they are its whole change."""

    new_lines: int
    new_rupiah: int
    restated_lines: int
    restated_rupiah: int

    @property
    def lines(self) -> int:
        """All lines of another value."""
        return self.new_lines + self.restated_lines

    @property
    def rupiah(self) -> int:
        """The change of the figure."""
        return self.new_rupiah + self.restated_rupiah


class SalesChanges:
    """The lines whose part in a figure differs between two moments. Raises: UnknownPart."""

    def __init__(self, chosen: SalesFilter, interval: Interval, *, part: str = "total") -> None:
        if part not in SALES_PARTS:
            raise UnknownPart(f"Angka ini tidak punya bagian “{part}”; pilih salah satu bagian yang tersedia.")
        self._known = ledger.all_versions()
        self._frame = measure.measure(
            chosen.apply(self._known.lines),
            before=interval.before,
            after=interval.after,
            part=part,
            steps=origin_steps(),
        )

    def totals(self) -> ChangeTotals:
        """Return how many lines changed, and by how much."""
        row = self._known.collect(measure.totals(self._frame)).row(0, named=True)
        return ChangeTotals(**{name: int(value or 0) for name, value in row.items()})

    def rows(self, *, first: int = 0, size: int = 50) -> pl.DataFrame:
        """Return lines from number `first` on, the latest change first."""
        return self._known.engine.page(self._sorted(), first=first, size=size)

    def batches(self, *, size: int = 50_000) -> Iterator[pl.DataFrame]:
        """Yield all lines."""
        return self._known.engine.batches(self._sorted(), size=size)

    def _sorted(self) -> Any:
        order = ("recorded_at", "month", "order_id", "line_id", "shop")
        return self._frame.sort(*order, descending=[True, False, False, False, False])
