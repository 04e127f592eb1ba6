"""Months of a page are in its language, where they are months and where nobody is typing."""

import pytest
from django.utils.translation import override

from tumbuh.kernel.periods import MONTH_NAMES
from tumbuh.web.month_names import in_language


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<p>24 Mei 2026 14.31 WIB</p>", "<p>24 May 2026 14.31 WIB</p>"),
        ("<td>Oktober 2026</td><td>1 Agustus</td>", "<td>October 2026</td><td>1 August</td>"),
        ("<text>Okt 25</text>", "<text>Oct 25</text>"),
        ('<text x="1">Mei</text><b>Mei</b>', '<text x="1">May</text><b>Mei</b>'),  # below an axis; a person
        ("<p>Triwulan II 2023</p>", "<p>Quarter II 2023</p>"),
        ("<p>Ibu Juni dan Toko Mei</p>", "<p>Ibu Juni dan Toko Mei</p>"),  # names of people and shops
        ('<input value="1 Mei 2026">', '<input value="1 Mei 2026">'),
        ("<textarea>\n1 Mei 2026 <b></textarea> 2 Mei", "<textarea>\n1 Mei 2026 <b></textarea> 2 May"),
        ("<script>x = '1 Mei 2026'</script>", "<script>x = '1 Mei 2026'</script>"),
        ("", ""),
    ],
)
def test_a_month_beside_a_day_or_year_is_english_in_the_text_only(before: str, after: str) -> None:
    with override("en"):
        assert in_language(before) == after


def test_every_month_has_a_name_of_its_own() -> None:
    page = " ".join(f"<p>1 {name} 2026</p>" for name in MONTH_NAMES)
    with override("en"):
        assert "January" in in_language(page)
        assert "December" in in_language(page)
    with override("id"):
        assert in_language(page) == page
