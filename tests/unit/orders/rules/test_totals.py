"""Landed totals add up, and fees bear the tax of what most of the order is."""

from datetime import date

from tumbuh.orders.rules.tax import LineKind
from tumbuh.orders.rules.totals import Priced, main_kind, totals
from tumbuh.orders.terms import tax_terms

TERMS = tax_terms(date(2026, 4, 6))
RICE = Priced(LineKind.CATERING, 40, 25_000)
MUGS = Priced(LineKind.GOODS, 10, 20_000)


def landed(*lines, registered=False, packing=20_000, delivery=30_000):
    return totals(lines, packing_rupiah=packing, delivery_rupiah=delivery, registered=registered, terms=TERMS)


def test_goods_packing_delivery_and_tax_add_up():
    found = landed(RICE, MUGS, registered=True)
    # PBJT 10 % of 1,000,000; PPN 11 % of 200,000; the fees of 50,000 follow the catering.
    assert (found.goods_rupiah, found.tax_rupiah, found.total_rupiah) == (1_200_000, 127_000, 1_377_000)
    assert landed(RICE).total_rupiah == 1_050_000


def test_where_nothing_is_left_nothing_is_due():
    assert landed(Priced(LineKind.CATERING, 0, 25_000)).total_rupiah == 0


def test_the_main_kind_is_where_most_money_is():
    assert main_kind([RICE, MUGS]) is LineKind.CATERING
    assert main_kind([MUGS]) is LineKind.GOODS
    assert main_kind([]) is LineKind.GOODS
