import pytest

from tumbuh.procurement.rules.matching import Candidate, Lone, likeness_permyriad, suggest

LONE = Lone("Belanja makanan rapat kecamatan", "101", "e_purchasing", 20_000_000, ("40000012",))


def package(code="49999999", name="Sewa tenda", unit="101", method="tender", ceiling=10_000_000):
    return Candidate(code, name, unit, method, ceiling)


@pytest.mark.parametrize("code", ["40000013", "4000012", "400000122", "40000021"])
def test_a_code_with_one_slip_is_suggested(code):
    found = suggest(LONE, [package(code=code)])
    assert (found.code, found.score_permyriad) == (code, 5_000)
    assert found.reasons == ("kode RUP berbeda satu angka",)


def test_the_same_name_value_and_method_reach_a_half():
    found = suggest(LONE, [package("7", LONE.name, method="e_purchasing", ceiling=20_000_000)])
    assert (found.code, found.score_permyriad) == ("7", 5_000)
    assert found.reasons == ("nama serupa 100 %", "nilai sama dengan pagu", "metode sama")


def test_a_package_of_another_unit_is_never_suggested():
    assert suggest(LONE, [package(code="40000013", unit="102")]) is None


def test_nothing_likely_is_no_suggestion():
    assert suggest(LONE, [package(name="Belanja makanan", ceiling=30_000_000)]) is None


def test_the_likelier_wins_and_ties_go_to_the_lower_code():
    both = [package(code="40000019"), package(code="40000011"), package(code="40000017", name=LONE.name)]
    assert suggest(LONE, both).code == "40000017"
    assert suggest(LONE, both[:2]).code == "40000011"


def test_words_that_say_nothing_make_no_likeness_permyriad():
    assert likeness_permyriad("Belanja pengadaan paket", "Belanja pengadaan jasa") == 0
    assert likeness_permyriad("Belanja ATK kantor", "Pengadaan kantor ATK") == 10_000
