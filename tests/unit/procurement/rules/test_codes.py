import pytest
from hypothesis import given
from hypothesis import strategies as st

from tumbuh.procurement.rules.codes import (
    RevisionCircle,
    agency_of,
    in_scope,
    is_account,
    is_sub_activity,
    newest_codes,
    plan_codes,
    unit_code,
)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("40000001", ["40000001"]),
        ("40000001.0", ["40000001"]),
        ("40000001;40000002; 40000001", ["40000001", "40000002"]),
        ("40000001, 40000002|40000003", ["40000001", "40000002", "40000003"]),
        ("0", []),
        ("", []),
        (None, []),
    ],
)
def test_plan_codes_in_every_writing(text, codes):
    assert plan_codes(text) == codes


def test_six_hundred_codes_in_one_text():
    codes = [str(50_000_000 + n) for n in range(600)]
    assert plan_codes(";".join(codes)) == codes


def test_a_package_revised_twice_has_one_newest():
    assert newest_codes({"1": ["2"], "2": ["3"]}) == {"1": ("3",), "2": ("3",)}


def test_a_split_has_several_and_a_merge_has_one():
    assert newest_codes({"1": ["2", "3"], "3": ["4"], "9": ["4"]}) == {"1": ("2", "4"), "3": ("4",), "9": ("4",)}


def test_a_newer_code_that_no_file_has_yet_does_not_count():
    revisions = {"1": ["2"], "2": ["3"]}
    assert newest_codes(revisions, {"1", "2"}) == {"1": ("2",), "2": ("2",)}
    assert newest_codes(revisions, {"1"}) == {"1": ("1",), "2": ("2",)}


@pytest.mark.parametrize("revisions", [{"1": ["1"]}, {"1": ["2"], "2": ["1"]}, {"1": ["2"], "2": ["3"], "3": ["2"]}])
def test_a_circle_has_no_newest(revisions):
    with pytest.raises(RevisionCircle):
        newest_codes(revisions)


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(31, 60)), max_size=30), st.permutations(range(30)))
def test_the_newest_is_never_revised_itself_and_the_order_of_revisions_is_nothing(pairs, order):
    revisions: dict[str, list[str]] = {}
    for old, new in pairs:
        revisions.setdefault(str(old), []).append(str(new))
    newest = newest_codes(revisions)
    assert set(newest) == set(revisions)
    assert all(end not in revisions for ends in newest.values() for end in ends)
    shuffled = dict(sorted(revisions.items(), key=lambda item: order[int(item[0]) % 30]))
    assert newest_codes(shuffled) == newest


def test_a_chain_of_ten_thousand_does_not_overflow():
    chain = {str(n): [str(n + 1)] for n in range(10_000)}
    assert newest_codes(chain)["0"] == ("10000",)


def test_a_unit_has_one_code_in_every_writing():
    assert {unit_code(text) for text in ("123", "123.0", " 123 ")} == {"123"}
    assert unit_code("2.11.0.00.0.00.01.0000") == "2.11.0.00.0.00.01.0000"
    assert unit_code(None) == ""


def test_the_agency_is_the_skpd_of_a_units_code():
    assert agency_of("5.02.0.00.0.00.01.0003") == "5.02.0.00.0.00.01.0000"
    assert agency_of("102") == "102"


@pytest.mark.parametrize(
    ("text", "right"),
    [("7.02.01.1.06.0009", True), ("1.03.06.2.01.24", True), ("7.02.01.1.06", False), ("5.1.02.01.01.0052", False)],
)
def test_a_sub_activity_has_its_shape(text, right):
    assert is_sub_activity(text) == right


@pytest.mark.parametrize(("text", "right"), [("5.1.02.01.01.0052", True), ("5.1.02", True), ("5", False), ("x", False)])
def test_an_account_has_its_shape(text, right):
    assert is_account(text) == right


@pytest.mark.parametrize(
    ("account", "inside"),
    [("5.1.02.01.01.0052", True), ("5.2.02.05.01.0005", True), ("5.1.01.01.01.0001", False), ("5.1.020", False),
     ("5.1.02.04.01.0003", False)],
)  # fmt: skip
def test_procurement_is_under_its_accounts_and_not_under_the_excluded(account, inside):
    assert in_scope(account, procured=["5.1.02", "5.2"], not_procured=["5.1.02.04"]) == inside
