"""What a package buys, and by how much buying it from small business would move each figure."""

import pytest

from tumbuh.procurement.rules.supply import GOODS, Assumptions, Could, added, bought, goods_of


@pytest.mark.parametrize(
    ("name", "account", "goods"),
    [
        ("Belanja apa saja", "5.1.02.01.01.0052", "meals"),
        ("Belanja Makanan dan Minuman Rapat", "", "meals"),
        ("Belanja ATK kantor", "", "stationery"),
        ("Makan siang", "5.1.02.01.01.0026", "printing"),  # the account says more than a name
        ("Pemakaman umum", "", ""),  # "makam" is no "makan"; a word begins where a word begins
        ("Katkom", "5.2.02.05.01.0005", ""),
    ],
)
def test_an_account_goes_before_words_and_words_begin_words(name: str, account: str, goods: str) -> None:
    assert goods_of(name, account) == goods


def test_every_kind_of_goods_is_assumed_to_be_made_by_somebody() -> None:
    assert set(Assumptions().kbli) == {one.id for one in GOODS}
    assert all(Assumptions().kbli.values())


def test_a_part_of_a_ceiling_is_whole_rupiah() -> None:
    assert bought(1_001, Assumptions(part_percent=50)) == 500
    assert bought(10**15, Assumptions()) == 10**15


def test_what_is_bought_is_paid_and_what_has_no_tag_gets_it() -> None:
    assert added(Could(100, 80, 30, 20)) == {
        "p3dn_commitment": (80, 0),
        "p3dn_plan_tag": (80, 30),
        "p3dn_payments": (80, 80),
        "p3dn_plan": (30, 0),
        "micro_small_plan": (20, 0),
        "micro_small_purchases": (80, 80),
        "local_micro_small": (80, 80),
    }
