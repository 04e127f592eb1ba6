"""What a reader of rows finds wrong with a row before anybody looks at its values."""

from collections.abc import Sequence

import polars as pl


def flaw_columns(flaws: Sequence[tuple[str, str, pl.Series]], rows: int) -> tuple[pl.Series, pl.Series]:
    """Return "flaw" and "flaw_field" of the rows, null where there is none, from (reason, field, where it holds)."""
    reason = pl.Series("flaw", [None], dtype=pl.String).new_from_index(0, rows)
    field = reason.alias("flaw_field")
    for said, of, where in flaws:
        if where.any():
            new = where & reason.is_null()
            reason, field = reason.set(new, said), field.set(new, of)
    return reason, field
