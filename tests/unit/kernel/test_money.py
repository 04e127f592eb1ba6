import pytest
from hypothesis import given
from hypothesis import strategies as st

from tumbuh.kernel.money import NotRupiah, format_compact, format_rupiah, parse_rupiah


@pytest.mark.parametrize(
    ("amount", "text"),
    [(1_250_000, "Rp1.250.000"), (0, "Rp0"), (-1_250_000, "−Rp1.250.000"), (None, "–"), (999, "Rp999")],
)
def test_rupiah_are_written_with_thousand_dots_and_a_real_minus(amount, text):
    assert format_rupiah(amount) == text


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        (1_234_000_000, "Rp1,23 miliar"),
        (29_880_000_000_000, "Rp29,88 triliun"),
        (2_500_000, "Rp2,50 juta"),
        (999_999, "Rp999.999"),
        (-1_234_000_000, "−Rp1,23 miliar"),
        (None, "–"),
    ],
)
def test_a_heading_names_the_right_scale(amount, text):
    assert format_compact(amount) == text


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("Rp35.000", 35_000),
        ("rp. 35.000", 35_000),
        ("IDR 35000", 35_000),
        ("35.000,00", 35_000),
        ("35000", 35_000),
        ("-35.000", -35_000),
        ("−Rp35.000", -35_000),
        (" 1.000.000 ", 1_000_000),
        ("35000.00", 35_000),
        ("", None),
        ("-", None),
    ],
)
def test_rupiah_are_read_as_offices_and_marketplaces_write_them(text, amount):
    assert parse_rupiah(text) == amount


@pytest.mark.parametrize("text", ["35,50", "0.75", "banyak", "1.23.456", "Rp", "1e6", "12.34,5"])
def test_what_is_no_whole_amount_is_refused(text):
    if text == "Rp":
        assert parse_rupiah(text) is None  # nothing after the sign is an empty cell
        return
    with pytest.raises(NotRupiah):
        parse_rupiah(text)


@given(st.integers(-(10**15), 10**15))
def test_what_is_written_is_read_back(amount):
    assert parse_rupiah(format_rupiah(amount)) == amount
