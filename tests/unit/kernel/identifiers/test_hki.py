import pytest

from tumbuh.kernel.identifiers import InvalidIdentifier, hki


def code_of(text: str) -> str:
    with pytest.raises(InvalidIdentifier) as refused:
        hki.parse(text)
    return refused.value.code


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("IDM000123456", hki.Kind.MARK),
        ("idm 000 123 456", hki.Kind.MARK),
        ("DID2023012345", hki.Kind.APPLICATION),
        ("JID2023012345", hki.Kind.APPLICATION),
        ("EC00202312345", hki.Kind.COPYRIGHT),
        ("EC002023123456", hki.Kind.COPYRIGHT),
    ],
)
def test_intellectual_property_says_what_it_is(text, kind):
    assert hki.parse(text).kind is kind


@pytest.mark.parametrize("text", ["", "IDM12345678", "000123456", "DID1823012345"])
def test_what_is_no_hki_number_is_refused(text):
    assert code_of(text) == "hki_shape"


def test_the_normal_form_is_its_own_normal_form():
    once = hki.parse("IDM000123456")
    assert hki.parse(str(once)) == once
