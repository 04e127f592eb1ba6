from datetime import date

import polars as pl
import pytest

from tumbuh.procurement.unrecorded import unpaired


def paid(*rows):
    schema = {"payment": pl.String, "unit": pl.String, "rupiah": pl.Int64, "paid_on": pl.Date}
    return pl.DataFrame(
        [(name, unit, rupiah, date(2026, 3, day)) for name, unit, rupiah, day in rows], schema=schema, orient="row"
    )


def bought(*rows):
    return pl.DataFrame(rows, schema={"unit": pl.String, "value_rupiah": pl.Int64}, orient="row")


@pytest.mark.parametrize(
    ("payments", "purchases", "left"),
    [
        ([("a", "1", 5, 1)], [], ["a"]),
        ([("a", "1", 5, 1)], [("1", 5)], []),
        ([("a", "1", 5, 1)], [("2", 5)], ["a"]),  # of another unit
        ([("a", "1", 5, 1)], [("1", 6)], ["a"]),
        ([("b", "1", 5, 2), ("a", "1", 5, 1)], [("1", 5)], ["b"]),  # each purchase explains one payment, the earliest
        ([("a", "1", 5, 1), ("b", "1", 5, 2)], [("1", 5), ("1", 5), ("1", 5)], []),
        ([], [("1", 5)], []),
    ],
)
def test_a_payment_is_explained_by_one_purchase_of_its_unit_and_rupiah(payments, purchases, left):
    assert unpaired(paid(*payments), bought(*purchases))["payment"].to_list() == left
