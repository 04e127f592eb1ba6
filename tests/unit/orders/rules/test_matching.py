"""Order, receipt and invoice."""

import pytest

from tumbuh.orders.rules.matching import InvoiceDiffers, ThreeWay, check_agrees


@pytest.mark.parametrize(("invoiced", "agrees"), [(None, True), (900_000, True), (900_100, True), (900_101, False)])
def test_an_invoice_may_differ_by_the_tolerance_and_no_more(invoiced, agrees):
    match = ThreeWay(1_000_000, 900_000, invoiced, tolerance_rupiah=100)
    assert (match.agrees, match.short_rupiah) == (agrees, 100_000)
    if not agrees:
        with pytest.raises(InvoiceDiffers, match=r"Rp900\.101"):
            check_agrees(match)
