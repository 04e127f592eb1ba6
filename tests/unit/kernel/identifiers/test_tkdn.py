import pytest
from hypothesis import given
from hypothesis import strategies as st

from tumbuh.kernel.identifiers import InvalidIdentifier, tkdn


def code_of(parse, text: str) -> str:
    with pytest.raises(InvalidIdentifier) as refused:
        parse(text)
    return refused.value.code


@pytest.mark.parametrize(
    ("text", "number", "issued_in"),
    [
        ("8110/SJ-IND.8/TKDN/9/2023", "8110/SJ-IND.8/TKDN/9/2023", (2023, 9)),
        (" no. 8110 / sj-ind.8 / tkdn / 9 / 2023 ", "8110/SJ-IND.8/TKDN/9/2023", (2023, 9)),
        ("TKDN-IK/00123/2025", "TKDN-IK/00123/2025", None),
    ],
)
def test_a_tkdn_number_is_kept_as_it_is_printed(text, number, issued_in):
    found = tkdn.parse(text)
    assert (str(found), found.issued_in) == (number, issued_in)


@pytest.mark.parametrize("text", ["", "  ", "TKDN", "1", "1" * 61])
def test_what_is_no_tkdn_number_is_refused(text):
    assert code_of(tkdn.parse, text) == "tkdn_shape"


@pytest.mark.parametrize(
    ("text", "share"), [("57,62 %", 5762), ("37.05", 3705), ("40", 4000), ("0,5", 50), ("100%", 10_000)]
)
def test_local_content_is_read_in_permyriad(text, share):
    assert tkdn.parse_share(text) == share


@pytest.mark.parametrize("text", ["100,01", "-1", "57,625", "", "banyak"])
def test_a_share_beyond_a_whole_or_a_hundredth_is_refused(text):
    assert code_of(tkdn.parse_share, text) == "tkdn_share"


@given(st.integers(0, 10_000))
def test_a_share_is_read_back(share):
    assert tkdn.parse_share(f"{share // 100},{share % 100:02} %") == share


def test_the_normal_form_is_its_own_normal_form():
    once = tkdn.parse("8110/SJ-IND.8/TKDN/9/2023")
    assert tkdn.parse(str(once)) == once
