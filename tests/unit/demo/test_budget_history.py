"""The published figures agree with their numbers, but for the one that was a misprint."""

from tumbuh.demo.budget_history import HISTORY
from tumbuh.procurement.rules.guards import check_percent


def test_each_published_percentage_is_right_but_for_the_misprint():
    found = {
        one.printed: check_percent(one.printed, numerator=one.numerator_rupiah, denominator=one.denominator_rupiah)
        for one in HISTORY
        if one.numerator_rupiah is not None and one.denominator_rupiah is not None
    }
    assert {printed: wrong.kind for printed, wrong in found.items() if wrong} == {"0,03 persen": "fraction"}
    assert len(found) == 5


def test_the_article_names_no_denominator():
    (article,) = [one for one in HISTORY if one.printed == "91,82 %"]
    assert (article.figure, article.numerator_rupiah, article.denominator_rupiah) == ("", None, None)
