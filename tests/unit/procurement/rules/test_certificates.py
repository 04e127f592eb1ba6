from datetime import date, timedelta

import pytest

from tumbuh.procurement.rules.certificates import BadCertificate, Certificate, benefit_on, local_content_on

FIRST, LAST = date(2025, 9, 1), date(2030, 8, 31)
TKDN = Certificate("8110/SJ-IND.8/TKDN/9/2025", 5_762, 1_600, FIRST, LAST)
DAY = timedelta(days=1)


@pytest.mark.parametrize(("on", "proved"), [(FIRST - DAY, None), (FIRST, 5_762), (LAST, 5_762), (LAST + DAY, None)])
def test_the_first_and_the_last_day_count(on, proved):
    assert local_content_on(TKDN, on) == proved


def test_the_benefit_is_capped_and_gone_with_the_certificate():
    assert benefit_on(TKDN, FIRST, most_permyriad=1_500) == 1_500
    assert benefit_on(TKDN, LAST + DAY, most_permyriad=1_500) == 0
    assert benefit_on(None, FIRST, most_permyriad=1_500) == 0


def test_without_an_end_it_holds_for_ever():
    assert Certificate("1", 4_000, 0, FIRST, None).holds(date(2099, 1, 1))


@pytest.mark.parametrize(
    ("tkdn", "bmp", "until"), [(10_001, 0, LAST), (-1, 0, LAST), (0, 10_001, LAST), (1, 1, FIRST - DAY)]
)
def test_values_that_cannot_be_true_are_refused(tkdn, bmp, until):
    with pytest.raises(BadCertificate):
        Certificate("1", tkdn, bmp, FIRST, until)
