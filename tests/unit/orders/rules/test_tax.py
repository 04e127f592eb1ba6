"""What is added and what is withheld, by kind of line: the worked examples of docs/explanation/e-order.md."""

from datetime import date

import pytest

from tumbuh.orders.rules.tax import LineKind, Standing, added, withheld
from tumbuh.orders.terms import tax_terms

NOW = tax_terms(date(2026, 4, 6))
IN_2024 = tax_terms(date(2024, 4, 6))
GOODS, CATERING, SERVICE = LineKind.GOODS, LineKind.CATERING, LineKind.SERVICE


def taken(prices, *, ppn=0, standing=Standing.PLAIN, npwp=True, terms=NOW):
    found = withheld(prices, ppn_rupiah=ppn, standing=standing, has_npwp=npwp, terms=terms)
    return {one.tax: one.rupiah for one in found}


@pytest.mark.parametrize(
    ("price", "expected"), [(2_000_000, {}), (2_000_001, {"PPh 22": 30_000}), (10_000_000, {"PPh 22": 150_000})]
)
def test_goods_bear_pph_22_above_two_million(price, expected):
    assert taken([(GOODS, price)]) == expected


def test_two_lines_of_goods_are_one_payment_for_the_limit():
    assert taken([(GOODS, 1_500_000), (GOODS, 1_500_000)]) == {"PPh 22": 45_000}


def test_catering_is_a_service_from_the_first_rupiah_and_twice_without_npwp():
    assert taken([(CATERING, 1_000_000)]) == {"PPh 23": 20_000}
    assert taken([(CATERING, 1_000_000)], npwp=False) == {"PPh 23": 40_000}
    assert taken([(SERVICE, 500_000), (CATERING, 500_000)]) == {"PPh 23": 20_000}
    assert taken([(GOODS, 3_000_000)], npwp=False) == {"PPh 22": 90_000}


def test_goods_and_catering_together_are_each_taxed_as_they_are():
    assert taken([(GOODS, 4_000_000), (CATERING, 1_000_000)]) == {"PPh 22": 60_000, "PPh 23": 20_000}


def test_a_certificate_of_final_tax_replaces_both_and_a_statement_all():
    both = [(GOODS, 4_000_000), (CATERING, 1_000_000)]
    assert taken(both, standing=Standing.FINAL_CERTIFICATE) == {"PPh final": 25_000}
    assert taken(both, standing=Standing.FINAL_CERTIFICATE, npwp=False) == {"PPh final": 25_000}
    assert taken(both, standing=Standing.UNDER_LIMIT) == {}


def test_ppn_is_twelve_percent_of_eleven_twelfths_and_collected_above_two_million():
    one = added(GOODS, price_rupiah=3_000_000, registered=True, terms=NOW)
    assert (one.tax, one.base_rupiah, one.rupiah) == ("PPN", 2_750_000, 330_000)
    assert added(GOODS, price_rupiah=3_000_000, registered=True, terms=IN_2024).rupiah == 330_000
    assert taken([(GOODS, 3_000_000)], ppn=330_000) == {"PPh 22": 45_000, "PPN": 330_000}
    assert taken([(GOODS, 2_000_000)], ppn=220_000) == {}


def test_catering_bears_pbjt_and_never_ppn_and_who_is_not_registered_adds_nothing():
    one = added(CATERING, price_rupiah=1_000_000, registered=True, terms=NOW)
    assert (one.tax, one.rupiah) == ("PBJT", 100_000)
    for kind in LineKind:
        assert added(kind, price_rupiah=1_000_000, registered=False, terms=NOW).rupiah == 0
