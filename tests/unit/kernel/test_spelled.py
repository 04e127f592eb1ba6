"""Amounts in words, up to the budget of a nation."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tumbuh.kernel.spelled import spell, spell_rupiah

_VALUES = {
    word: n
    for n, word in enumerate(
        ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas")
    )
}
_SCALES = {"ribu": 10**3, "juta": 10**6, "miliar": 10**9, "triliun": 10**12, "kuadriliun": 10**15}


def heard(words: str) -> int:
    """Return the number that somebody who hears the words would write."""
    total = group = last = 0
    for word in words.replace("seribu", "satu ribu").replace("seratus", "satu ratus").split():
        if word in _SCALES:
            total, group, last = total + (group + last) * _SCALES[word], 0, 0
        elif word in {"puluh", "ratus"}:
            group, last = group + last * (10 if word == "puluh" else 100), 0
        elif word == "belas":
            last += 10
        else:
            last = _VALUES[word]
    return total + group + last


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "nol"),
        (1, "satu"),
        (10, "sepuluh"),
        (11, "sebelas"),
        (12, "dua belas"),
        (19, "sembilan belas"),
        (20, "dua puluh"),
        (21, "dua puluh satu"),
        (100, "seratus"),
        (101, "seratus satu"),
        (111, "seratus sebelas"),
        (999, "sembilan ratus sembilan puluh sembilan"),
        (1_000, "seribu"),
        (1_001, "seribu satu"),
        (2_000, "dua ribu"),
        (11_000, "sebelas ribu"),
        (100_000, "seratus ribu"),
        (101_000, "seratus satu ribu"),
        (1_000_000, "satu juta"),
        (1_001_000, "satu juta seribu"),
        (1_250_000, "satu juta dua ratus lima puluh ribu"),
        (1_000_000_000, "satu miliar"),
        (13_714_199_150_409, "tiga belas triliun tujuh ratus empat belas miliar seratus sembilan puluh sembilan juta "
         "seratus lima puluh ribu empat ratus sembilan"),
        (10**15, "satu kuadriliun"),
        (-5, "minus lima"),
    ],
)  # fmt: skip
def test_a_number_is_spelled_as_it_is_said(number: int, words: str) -> None:
    assert spell(number) == words


@given(st.integers(0, 10**18 - 1))
def test_who_hears_the_words_writes_the_number(number: int) -> None:
    assert heard(spell(number)) == number


def test_a_receipt_begins_with_a_capital() -> None:
    assert spell_rupiah(40_000) == "Empat puluh ribu rupiah"


def test_what_has_no_name_is_refused() -> None:
    with pytest.raises(ValueError, match="too large"):
        spell(10**18)
