from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tumbuh.catalogue.rules import Evidence, EvidenceKind, NoEvidence, OriginLevel, best_level, level_of
from tumbuh.kernel.identifiers import InvalidIdentifier

DAY = date(2026, 6, 1)


@pytest.mark.parametrize(
    ("kind", "reference", "level"),
    [
        (EvidenceKind.TKDN, "8110/SJ-IND.8/TKDN/9/2023", OriginLevel.TKDN),
        (EvidenceKind.PIRT, "206317101234528", OriginLevel.LICENSED),
        (EvidenceKind.BPOM, "MD 123456789012", OriginLevel.LICENSED),
        (EvidenceKind.BPOM, "BPOM RI MD 123456789012", OriginLevel.LICENSED),
        (EvidenceKind.BPOM, "TR123456789", OriginLevel.LICENSED),
        (EvidenceKind.BPOM, "SD123456789", OriginLevel.LICENSED),
        (EvidenceKind.BPOM, "ML123456789012", OriginLevel.FOREIGN),
        (EvidenceKind.BPOM, "SI123456789", OriginLevel.FOREIGN),
        (EvidenceKind.MAKER_NIB, "9120106900275", OriginLevel.MAKER_NIB),
        (EvidenceKind.VISIT, "", OriginLevel.OFFICER_VISIT),
        (EvidenceKind.DECLARED, "", OriginLevel.SELF_DECLARED),
    ],
)
def test_each_proof_has_its_place_on_the_ladder(kind, reference, level):
    assert level_of(kind, reference) == level


def test_a_number_that_says_nothing_of_the_origin_is_no_evidence():
    with pytest.raises(NoEvidence):
        level_of(EvidenceKind.BPOM, "NA18201234567")


@pytest.mark.parametrize("reference", ["", "123", "MD123"])
def test_what_is_no_licence_number_is_no_evidence(reference):
    with pytest.raises(InvalidIdentifier):
        level_of(EvidenceKind.BPOM, reference)


def test_the_ladder_is_in_the_order_of_the_domain():
    assert [level.name for level in sorted(OriginLevel, reverse=True)] == [
        "TKDN", "LICENSED", "MAKER_NIB", "OFFICER_VISIT", "SELF_DECLARED", "UNKNOWN", "FOREIGN",
    ]  # fmt: skip


def test_nothing_known_is_unknown():
    assert best_level([], DAY) == OriginLevel.UNKNOWN


def test_the_highest_that_holds_on_the_day_counts_first_and_last_day_included():
    tkdn = Evidence(OriginLevel.TKDN, DAY, DAY + timedelta(days=9))
    declared = Evidence(OriginLevel.SELF_DECLARED, date(2020, 1, 1))
    levels = [best_level([tkdn, declared], DAY + timedelta(days=shift)) for shift in (-1, 0, 9, 10)]
    assert levels == [OriginLevel.SELF_DECLARED, OriginLevel.TKDN, OriginLevel.TKDN, OriginLevel.SELF_DECLARED]


def test_proof_of_import_outweighs_all_other_proof():
    both = [Evidence(OriginLevel.TKDN, DAY), Evidence(OriginLevel.FOREIGN, DAY)]
    assert best_level(both, DAY) == OriginLevel.FOREIGN


LEVELS = st.sampled_from([level for level in OriginLevel if level is not OriginLevel.UNKNOWN])


@given(st.lists(LEVELS), LEVELS)
def test_more_evidence_of_home_making_never_lowers_a_level(levels, other):
    known = [Evidence(level, DAY) for level in levels]
    before, after = best_level(known, DAY), best_level([*known, Evidence(other, DAY)], DAY)
    if other is OriginLevel.FOREIGN or before is OriginLevel.FOREIGN:
        assert after == OriginLevel.FOREIGN
    else:
        assert after == max(before, other)
