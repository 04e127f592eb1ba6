"""The law on a day, as the rules take it."""

from datetime import date

import pytest

from tumbuh.kernel.policy import NoRuleInForce
from tumbuh.procurement.rules.methods import Method, ways
from tumbuh.procurement.rules.preference import Kind
from tumbuh.procurement.terms import law

BEFORE, AFTER = date(2025, 4, 29), date(2025, 4, 30)


def test_works_of_300_million_were_tendered_until_the_law_changed():
    for day, method in ((BEFORE, Method.TENDER), (AFTER, Method.DIRECT_PROCUREMENT)):
        (way,) = ways(kind=Kind.WORKS, value_rupiah=300_000_000, in_catalogue=False, terms=law(day).methods)
        assert way.method == method


def test_article_66_and_the_preference_have_their_numbers():
    now = law(AFTER)
    assert (now.limits.combined_permyriad, now.limits.local_content_permyriad) == (4_000, 2_500)
    assert now.limits.benefit_most_permyriad == 1_500
    assert (now.preference.above_rupiah, now.preference.works_permyriad) == (1_000_000_000, 750)


def test_the_evidence_has_a_step_for_every_value():
    assert [(band.up_to_rupiah, band.answer) for band in law(AFTER).methods.evidence] == [
        (10_000_000, "Bukti pembelian/pembayaran"),
        (50_000_000, "Kuitansi"),
        (200_000_000, "SPK"),
        (None, "Surat perjanjian"),
    ]


def test_before_the_law_there_is_none():
    with pytest.raises(NoRuleInForce):
        law(date(2018, 3, 21))
