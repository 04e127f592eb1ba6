"""What a document is numbered, what its code looks like, and what it must say."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tumbuh.papers.rules import (
    CODE_LENGTH,
    CODE_LETTERS,
    KIND_NAMES,
    Face,
    NotAPaper,
    PaperKind,
    check_issue,
    grouped,
    normal_code,
    number_text,
    without,
)

FORMAT = "{number:04d}/{letters}/{house}/{series}/{month}/{year}"


def test_a_number_is_written_as_the_format_says() -> None:
    def text(number: int, day: date) -> str:
        return number_text(FORMAT, number=number, letters="SP", house="TMB", series="31.71-1234", day=day)

    assert text(1, date(2026, 11, 25)) == "0001/SP/TMB/31.71-1234/XI/2026"
    assert text(12_345, date(2027, 4, 1)) == "12345/SP/TMB/31.71-1234/IV/2027"


@given(st.text(CODE_LETTERS, min_size=CODE_LENGTH, max_size=CODE_LENGTH))
def test_a_code_is_understood_however_it_is_typed(code: str) -> None:
    assert normal_code(f" {grouped(code).lower()} ") == code
    assert normal_code(code.replace("1", "l").replace("0", "o")) == code


@pytest.mark.parametrize(
    "changes",
    [
        {"series": ""},
        {"series": "a/b"},
        {"series": "x" * 65},
        {"subject": "pesanan 1"},
        {"face": Face("  ")},
        {"content": {}},
    ],
)
def test_a_document_that_cannot_be_found_again_is_refused(changes: dict[str, Any]) -> None:
    told: dict[str, Any] = {"series": "1", "subject": "orders.order:1", "face": Face("Unit"), "content": {"a": 1}}
    check_issue(**told)
    with pytest.raises(NotAPaper):
        check_issue(**(told | changes))


def test_signs_are_left_out_wherever_they_stand() -> None:
    assert without("🍱", {"a": ["Bento 🍱", {"b": "🍱"}], "n": 3, "t": ("x🍱",)}) == {
        "a": ["Bento ", {"b": ""}], "n": 3, "t": ["x"]
    }  # fmt: skip


def test_every_kind_has_a_name() -> None:
    assert set(KIND_NAMES) == set(PaperKind)
