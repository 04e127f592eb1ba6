"""Which names mean the same thing."""

import pytest

from tumbuh.catalogue.rules.masters import Known, likely_masters, pack_of, search_key

SAME = [
    ("Keripik Singkong Balado 100 gr", "Kripik Singkong Balado 100gr"),
    ("Nasi Kotak Ayam Bakar", "Ayam Bakar Nasi Kotak"),
    ("Sambal Bawang Premium", "Sambal bawang asli rumahan"),
    ("Dimsum Beku Ayam isi 10", "Dimsum Ayam Beku (isi 10)"),
    ("Bolu Pisang Cokelat", "Bolu Pisang Coklat"),
    ("Kopi Bubuk Robusta Lampung", "Kopi Bubuk Robusta Lampng"),
]
OTHER = [
    ("Keripik Singkong Balado", "Keripik Pisang Cokelat"),
    ("Nasi Kotak Ayam Bakar", "Nasi Kotak Rendang"),
    ("Snack Box Isi 3", "Snack Box Jajanan Betawi"),
    ("Sambal Bawang", "Sambal Terasi"),
    ("Kain Batik Betawi", "Kemeja Batik Pria"),
    ("Kopi Bubuk Robusta", "Kopi Bubuk Arabika"),
]


def likeness(known: str, new: str) -> list[int]:
    found = likely_masters(
        key=search_key(new), unit="bungkus", pack=pack_of(new),
        among=[Known(1, search_key(known), "bungkus", pack_of(known))],
    )  # fmt: skip
    return [one.master_id for one in found]


@pytest.mark.parametrize(("known", "new"), SAME)
def test_other_spellings_orders_and_praise_are_the_same(known: str, new: str) -> None:
    assert likeness(known, new) == [1]


@pytest.mark.parametrize(("known", "new"), OTHER)
def test_other_things_are_not(known: str, new: str) -> None:
    assert likeness(known, new) == []


def test_another_pack_or_unit_is_another_thing() -> None:
    assert likeness("Keripik Singkong 100 gr", "Keripik Singkong 200 gr") == []
    assert likely_masters(key="a", unit="kg", pack="", among=[Known(1, "a", "bungkus", "")]) == []


@pytest.mark.parametrize(
    ("text", "pack"),
    [("Keripik 250gr", "250 gr"), ("Gula 1 kg", "1000 gr"), ("Sirup 0,5 liter", "500 ml"), ("Dimsum isi 10", "isi 10"),
     ("Kain 2 meter", "2 meter"), ("Nasi kotak", ""), ("Teh 25 g", "25 gr")],
)  # fmt: skip
def test_packs_are_read_from_names(text: str, pack: str) -> None:
    assert pack_of(text) == pack


def test_a_name_of_praise_only_keeps_its_words() -> None:
    assert search_key("Super Spesial") == "super spesial"
