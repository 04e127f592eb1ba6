from datetime import date

import pytest

from tumbuh.kernel.identifiers import InvalidIdentifier, halal


def code_of(text: str) -> str:
    with pytest.raises(InvalidIdentifier) as refused:
        halal.parse(text)
    return refused.value.code


@pytest.mark.parametrize("text", ["ID31110000123450325", "id 3111 0000 12345 0325", "No. ID31110000123450325"])
def test_a_halal_certificate_knows_its_month(text):
    found = halal.parse(text)
    assert (str(found), found.issued_in) == ("ID31110000123450325", (2025, 3))
    found.check_issued_on(date(2025, 3, 15))
    with pytest.raises(InvalidIdentifier) as refused:
        found.check_issued_on(date(2025, 4, 1))
    assert refused.value.code == "halal_day"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("KH311100001234", "halal_is_decision"),
        ("No. KH-3111-00001234", "halal_is_decision"),
        ("ID3111000012345032", "halal_shape"),
        ("31110000123450325", "halal_shape"),
        ("ID31110000123451325", "halal_parts"),
        ("ID31110000123450025", "halal_parts"),
        ("ID99110000123450325", "halal_parts"),
        ("", "halal_shape"),
    ],
)
def test_what_is_no_halal_certificate_is_refused_with_its_code(text, code):
    assert code_of(text) == code


def test_the_normal_form_is_its_own_normal_form():
    once = halal.parse("ID31110000123450325")
    assert halal.parse(str(once)) == once
