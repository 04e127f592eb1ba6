"""P-IRT, BPOM, halal, TKDN and HKI."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tumbuh.kernel.identifiers import InvalidIdentifier, bpom, halal, hki, pirt, tkdn


def code_of(parse, text: str) -> str:
    with pytest.raises(InvalidIdentifier) as refused:
        parse(text)
    return refused.value.code


@pytest.mark.parametrize(
    "text",
    ["2153171010001-30", "215317101000130", "P-IRT 2153171010001-30", "P-IRT No. 215.3171.01.0001-30",
     "No. PIRT: 2153171010001 - 30", "PIRT 2153171010001-30"],
)  # fmt: skip
def test_a_pirt_number_is_read_with_its_label_and_marks(text):
    found = pirt.parse(text)
    assert (str(found), found.city, found.ends_in) == ("2153171010001-30", "3171", 2030)


@given(
    st.from_regex(r"[1-8](0[1-9]|1[0-5])", fullmatch=True),
    st.sampled_from(["3101", "3171", "3175", "3275"]),
    st.from_regex(r"[0-9]{6}-[0-9]{2}", fullmatch=True),
)
def test_a_pirt_number_is_read_back(kind, city, rest):
    assert str(pirt.parse(f"{kind}{city}{rest}")) == f"{kind}{city}{rest}"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("12", "pirt_length"),
        ("206317101371", "pirt_length"),  # the twelve digits of before 2012
        ("215317101000000030", "pirt_length"),
        ("9153171010001-30", "pirt_kind"),
        ("0153171010001-30", "pirt_kind"),
        ("2003171010001-30", "pirt_kind"),
        ("2153199010001-30", "pirt_place"),
        ("sedang diurus", "pirt_digits"),
        ("", "pirt_digits"),
    ],
)
def test_what_is_no_pirt_is_refused_with_its_code(text, code):
    assert code_of(pirt.parse, text) == code


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
    assert code_of(bpom.parse, text) == code


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
    assert code_of(halal.parse, text) == code


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
    assert code_of(hki.parse, text) == "hki_shape"


@pytest.mark.parametrize("module", [pirt, bpom, halal, tkdn, hki])
def test_the_normal_form_is_its_own_normal_form(module):
    samples = {
        pirt: "2153171010001-30", bpom: "MD 234567890123", halal: "ID31110000123450325",
        tkdn: "8110/SJ-IND.8/TKDN/9/2023", hki: "IDM000123456",
    }  # fmt: skip
    once = module.parse(samples[module])
    assert module.parse(str(once)) == once
