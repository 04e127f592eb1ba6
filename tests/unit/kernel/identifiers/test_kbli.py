import pytest
from hypothesis import given
from hypothesis import strategies as st

from tumbuh.kernel.identifiers import InvalidIdentifier, kbli


@pytest.mark.parametrize(
    "text",
    ["56102", " 56102 ", "'56102", "56102.0", "I56102", "I.56102", "i 56102", "56102 - Rumah/Warung Makan",
     "56102 Rumah Makan", "56102: Rumah Makan", "56102-Rumah Makan"],
)  # fmt: skip
def test_a_code_is_read_as_offices_write_it(text):
    assert kbli.parse(text) == kbli.Kbli("2020", "56102")


@given(st.integers(1_000, 99_999), st.sampled_from(kbli.VERSIONS))
def test_a_code_is_read_back_with_its_version(number, version):
    found = kbli.parse(f"{number:05}", version=version)
    assert (str(found), found.version, found.division) == (f"{number:05}", version, f"{number:05}"[:2])


def test_the_same_digits_of_two_versions_are_not_the_same_code():
    assert kbli.parse("56102", version="2020") != kbli.parse("56102", version="2025")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("5610", "kbli_length"),
        ("561021", "kbli_length"),
        ("56102, 56103", "kbli_length"),
        ("56102/56103", "kbli_length"),
        ("56102 56103", "kbli_length"),
        ("Rumah makan", "kbli_length"),
        ("", "kbli_length"),
        ("00102", "kbli_division"),
    ],
)
def test_what_cannot_be_is_refused_with_its_code(text, code):
    with pytest.raises(InvalidIdentifier) as refused:
        kbli.parse(text)
    assert refused.value.code == code


def test_an_unknown_version_is_refused():
    with pytest.raises(InvalidIdentifier) as refused:
        kbli.parse("56102", version="2021")
    assert refused.value.code == "kbli_version"
