"""What services say is in the language of the page; names and what is unknown stay as they are."""

from collections.abc import Callable, Iterator

import pytest
from django.utils.translation import override

from tumbuh.coaching.rules.eligibility import describe
from tumbuh.kernel.errors import NotStorable, Refused
from tumbuh.kernel.identifiers.writing import digits
from tumbuh.orders.rules.moves import Act, State, check_act
from tumbuh.web.saying import LONGEST, Pattern, said


@pytest.fixture
def english() -> Iterator[None]:
    with override("en"):
        yield


def refusal(act: Callable[[], object]) -> str:
    with pytest.raises(Refused) as refused:
        act()
    return refused.value.message


def test_in_the_first_language_nothing_is_looked_up() -> None:
    text = NotStorable().message
    with override("id"):
        assert said(text) is text
    with override(None):
        assert said(text) is text


@pytest.mark.usefixtures("english")
def test_a_whole_sentence_and_one_with_values_are_said_in_english() -> None:
    assert said(NotStorable().message).startswith("Something you entered is too long")
    assert said("Nasi kotak: tersisa 3 dus, yang dipesan 1.200. Kurangi jumlahnya atau pilih penjual lain.") == (
        "Nasi kotak: 3 dus are left, 1.200 are ordered. Order less or choose another seller."
    )


@pytest.mark.usefixtures("english")
def test_our_own_words_in_a_sentence_are_english_too_and_names_are_not() -> None:
    moved = refusal(lambda: check_act(Act.PAY, state=State.PLACED))
    assert said(moved) == "“Pay” cannot be done: this order is waiting for the seller."
    assert said("Orang ini sudah memiliki peran Gubernur dalam cakupan itu.") == (
        "This person has the role Governor in that scope already."
    )
    assert said("Gubernur sudah terdaftar sebagai pembeli.") == "Gubernur is registered as a buyer already."


@pytest.mark.usefixtures("english")
def test_what_rules_explain_and_what_people_are_told_are_english() -> None:
    assert said(describe("size_class", ["micro", "small"])) == "micro or small business"
    assert said("Kunjungan pertama") == "First visit"
    assert said("Warung Sari menolak pesanan") == "Warung Sari declines the order"
    assert said("Di atas Rp10.000.000 perlu 2 harga pembanding; ada 1.") == (
        "Above Rp10.000.000, 2 prices are needed to compare; there are 1."
    )


@pytest.mark.usefixtures("english")
def test_a_part_that_is_not_always_there_is_translated_where_it_is() -> None:
    short = refusal(lambda: digits("12", kind="nib", name="NIB", length=13))
    long = refusal(lambda: digits("1" * 14, kind="nib", name="NIB", length=13))
    assert said(long) == "NIB has 13 digits, 14 are written. Check the original document."
    assert said(short) == (
        "NIB has 13 digits, 2 are written; a leading 0 may be lost in Excel. Check the original document."
    )


@pytest.mark.usefixtures("english")
def test_two_sentences_are_said_one_after_the_other() -> None:
    assert said("Isi nama produk. Harga harus lebih dari nol.") == (
        "Fill in the product's name. The price has to be above zero."
    )
    assert said(" Isi nama produk.") == " Fill in the product's name."


@pytest.mark.usefixtures("english")
def test_what_is_not_ours_stays_as_it_is() -> None:
    for text in ("", "  ", "Tolong antar sebelum jam 10.", "x" * (LONGEST + 1)):
        assert said(text) == text


def test_the_more_exact_of_two_sentences_that_fit_is_meant() -> None:
    loose, exact = (
        Pattern.of("{1} kosong.", "{1} is empty."),
        Pattern.of("Kolom {1} kosong.", "The column {1} is empty."),
    )
    assert loose.fits.fullmatch("Kolom Harga kosong.")
    assert exact.fits.fullmatch("Kolom Harga kosong.")
    assert exact.letters > loose.letters
