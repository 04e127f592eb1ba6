import pytest

from tumbuh.kernel.identifiers import InvalidIdentifier, bpom


def code_of(text: str) -> str:
    with pytest.raises(InvalidIdentifier) as refused:
        bpom.parse(text)
    return refused.value.code


@pytest.mark.parametrize(
    ("text", "number", "made_here", "imported"),
    [
        ("BPOM RI MD 234567890123", "MD234567890123", True, False),
        ("md 234567890123456", "MD234567890123456", True, False),
        ("ML 123456789012", "ML123456789012", False, True),
        ("POM TR 123456789", "TR123456789", True, False),
        ("NA18201234567", "NA18201234567", False, False),
        ("No. BPOM: SD 123456789", "SD123456789", True, False),
        ("TI123456789", "TI123456789", False, True),
    ],
)
def test_a_bpom_prefix_says_what_it_proves(text, number, made_here, imported):
    found = bpom.parse(text)
    assert (str(found), found.is_made_here, found.is_imported) == (number, made_here, imported)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("MD12345678901", "bpom_length"),
        ("MD1234567890123456", "bpom_length"),
        ("NA1234567890", "bpom_length"),
        ("XX123456789012", "bpom_prefix"),
        ("123456789012", "bpom_prefix"),
        ("abc", "bpom_prefix"),
        ("", "bpom_prefix"),
    ],
)
def test_what_is_no_bpom_number_is_refused_with_its_code(text, code):
    assert code_of(text) == code


@pytest.mark.parametrize(
    ("prefixes", "lengths"),
    [
        (("MD", "ML"), range(12, 16)),
        (("TR", "TI", "SD", "SI"), range(9, 10)),
        (("NA", "NB", "NC", "ND", "NE"), range(11, 12)),
    ],
)
def test_every_prefix_has_its_number_of_digits(prefixes, lengths):
    for prefix in prefixes:
        for count in range(1, 20):
            if count in lengths:
                assert str(bpom.parse(prefix + "1" * count)) == prefix + "1" * count
            else:
                assert code_of(prefix + "1" * count) == "bpom_length"


def test_the_normal_form_is_its_own_normal_form():
    once = bpom.parse("MD 234567890123")
    assert bpom.parse(str(once)) == once
