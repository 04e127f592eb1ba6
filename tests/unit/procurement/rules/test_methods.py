import pytest

from tumbuh.procurement.rules.methods import METHOD_NAMES, Band, Executor, Method, MethodTerms, evidence_for, ways
from tumbuh.procurement.rules.preference import Kind

M = 1_000_000
BANDS = [Band(10 * M, "bukti"), Band(50 * M, "kuitansi"), Band(200 * M, "SPK"), Band(None, "surat perjanjian")]
TERMS = MethodTerms(
    {"goods": 200 * M, "other_services": 200 * M, "works": 400 * M, "consultancy": 100 * M}, 200 * M, 100 * M, BANDS
)


@pytest.mark.parametrize(
    ("value", "evidence"),
    [(0, "bukti"), (10 * M, "bukti"), (10 * M + 1, "kuitansi"), (50 * M, "kuitansi"), (200 * M, "SPK"),
     (200 * M + 1, "surat perjanjian")],
)  # fmt: skip
def test_the_bounds_of_the_evidence_are_included(value, evidence):
    assert evidence_for(value, BANDS) == evidence


@pytest.mark.parametrize(
    ("kind", "value", "method"),
    [
        (Kind.GOODS, 200 * M, Method.DIRECT_PROCUREMENT),
        (Kind.GOODS, 200 * M + 1, Method.TENDER),
        (Kind.WORKS, 400 * M, Method.DIRECT_PROCUREMENT),
        (Kind.WORKS, 400 * M + 1, Method.TENDER),
        (Kind.CONSULTANCY, 100 * M, Method.DIRECT_PROCUREMENT),
        (Kind.CONSULTANCY, 100 * M + 1, Method.SELECTION),
    ],
)
def test_outside_the_catalogue_value_and_kind_decide(kind, value, method):
    (only,) = ways(kind=kind, value_rupiah=value, in_catalogue=False, terms=TERMS)
    assert only.method == method


def test_above_the_limit_an_item_of_the_catalogue_is_bought_there():
    (only,) = ways(kind=Kind.GOODS, value_rupiah=100 * M + 1, in_catalogue=True, terms=TERMS)
    assert (only.method, only.evidence) == (Method.E_PURCHASING, "Surat Pesanan")


def test_below_it_the_catalogue_comes_first_but_is_no_duty():
    found = ways(kind=Kind.GOODS, value_rupiah=100 * M, in_catalogue=True, terms=TERMS)
    assert [way.method for way in found] == [Method.E_PURCHASING, Method.DIRECT_PROCUREMENT]


@pytest.mark.parametrize(
    ("value", "who"), [(200 * M, Executor.PROCUREMENT_OFFICER), (200 * M + 1, Executor.COMMITMENT_OFFICER)]
)
def test_above_the_officers_limit_the_ppk_buys_from_the_catalogue(value, who):
    assert ways(kind=Kind.GOODS, value_rupiah=value, in_catalogue=True, terms=TERMS)[0].executor == who


def test_every_method_has_a_name():
    assert set(METHOD_NAMES) == set(Method)


def test_a_ladder_without_a_last_step_and_a_value_below_zero_are_slips():
    with pytest.raises(ValueError, match="last step"):
        evidence_for(11, [Band(10, "x")])
    with pytest.raises(ValueError, match="below zero"):
        ways(kind=Kind.GOODS, value_rupiah=-1, in_catalogue=False, terms=TERMS)
