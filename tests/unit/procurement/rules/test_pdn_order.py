"""Article 66 in its order: each step decides only when the ones before it said no."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tumbuh.procurement.rules.certificates import Certificate
from tumbuh.procurement.rules.pdn_order import Candidate, Limits, NothingToBuy, decide

DAY = date(2026, 3, 1)
LIMITS = Limits(combined_permyriad=4_000, local_content_permyriad=2_500, benefit_most_permyriad=1_500)


def certificate(tkdn: int, bmp: int = 0, until: date | None = date(2030, 1, 1)) -> Certificate:
    return Certificate("1/SJ-IND.8/TKDN/1/2025", tkdn, bmp, date(2025, 1, 1), until)


STRONG = Candidate("strong", "Printer A", certificate(3_000, 1_200))
ENOUGH = Candidate("enough", "Printer B", certificate(2_500))
LOW = Candidate("low", "Printer C", certificate(2_499))
LISTED = Candidate("listed", "Printer D", in_siinas=True)
IMPORT = Candidate("import", "Printer E")


@pytest.mark.parametrize(
    ("there", "step", "allowed", "approval"),
    [
        ([STRONG, ENOUGH, LOW, LISTED, IMPORT], 1, ("strong", "enough"), False),
        ([ENOUGH, LOW, LISTED, IMPORT], 2, ("enough",), False),
        ([LOW, LISTED, IMPORT], 3, ("low",), False),
        ([LISTED, IMPORT], 4, ("listed",), False),
        ([IMPORT], 5, ("import",), True),
    ],
)
def test_the_first_step_that_is_answered_yes_decides(there, step, allowed, approval):
    decision = decide(there, on=DAY, limits=LIMITS)
    assert (decision.decided_at, decision.allowed, decision.needs_approval) == (step, allowed, approval)
    assert [one.answer for one in decision.steps] == [False] * (step - 1) + [True]
    assert [one.number for one in decision.steps] == list(range(1, step + 1))


def test_a_step_says_what_was_asked_and_which_products_made_it_yes():
    first = decide([STRONG, ENOUGH], on=DAY, limits=LIMITS).steps[0]
    assert first.question == "Apakah ada produk dengan TKDN + BMP paling sedikit 40 %?"
    assert first.because == ("strong",)
    assert first.source == "Perpres 46/2025 pasal 66, langkah 1"


def test_exactly_forty_and_exactly_twenty_five_are_enough():
    edge = Candidate("edge", "Meja", certificate(2_500, 1_500))
    assert decide([edge, LOW], on=DAY, limits=LIMITS).decided_at == 1


def test_a_benefit_weight_above_the_most_counts_as_the_most():
    inflated = Candidate("inflated", "Meja", certificate(2_400, 9_000))
    decision = decide([inflated], on=DAY, limits=LIMITS)
    assert (decision.decided_at, decision.allowed) == (3, ("inflated",))


def test_a_certificate_that_expired_the_day_before_proves_nothing():
    expired = Candidate("expired", "Meja", certificate(5_000, until=date(2026, 2, 28)), in_siinas=True)
    assert decide([expired], on=DAY, limits=LIMITS).decided_at == 4
    assert decide([expired], on=date(2026, 2, 28), limits=LIMITS).decided_at == 1


def test_nothing_is_decided_about_no_products():
    with pytest.raises(NothingToBuy):
        decide([], on=DAY, limits=LIMITS)


@given(
    st.lists(
        st.builds(
            lambda tkdn, bmp, made: (tkdn, bmp, made),
            st.none() | st.integers(0, 10_000),
            st.integers(0, 10_000),
            st.booleans(),
        ),
        min_size=1,
        max_size=6,
    ),
    st.randoms(),
)
def test_the_order_of_products_changes_nothing_and_a_product_is_never_allowed_when_a_better_step_holds(raw, random):
    products = [
        Candidate(str(n), "x", certificate(tkdn, bmp) if tkdn is not None else None, made)
        for n, (tkdn, bmp, made) in enumerate(raw)
    ]
    decision = decide(products, on=DAY, limits=LIMITS)
    shuffled = random.sample(products, len(products))
    assert sorted(decide(shuffled, on=DAY, limits=LIMITS).allowed) == sorted(decision.allowed)
    assert decision.allowed
    high = {one.id for one in products if one.certificate and one.certificate.local_content_permyriad >= 2_500}
    assert set(decision.allowed) == high if high else not high & set(decision.allowed)
