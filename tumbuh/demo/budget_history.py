"""The published percentages of domestic purchases, with their two numbers where the publication has them. Pure."""

from dataclasses import dataclass
from datetime import date

BILLION = 10**9


@dataclass(frozen=True)
class Printed:
    """One figure as it was printed. `figure` is "" where nobody said which denominator; the numbers may be unknown."""

    year: int
    as_of: date
    figure: str
    numerator_rupiah: int | None
    denominator_rupiah: int | None
    printed: str
    source: str
    note: str = ""


# Source of all: domain §0 and §3. Numbers are as printed, so rounded to ten billion.
HISTORY: tuple[Printed, ...] = (
    Printed(
        2023, date(2023, 1, 1), "p3dn_commitment", 810 * BILLION, 29_310 * BILLION, "0,03 persen", "Siaran pers 2023",
        "Hari terbitnya tidak diketahui. Pecahan dicetak sebagai persen.",
    ),
    Printed(
        2023, date(2023, 9, 30), "", None, None, "91,82 %", "Artikel, September 2023",
        "Pembaginya tidak disebut; sebulan kemudian angka A 71,8 %, jadi bukan A.",
    ),
    Printed(
        2023, date(2023, 10, 15), "p3dn_commitment", 11_350 * BILLION, 15_800 * BILLION, "71,8 %",
        "Bigbox LKPP, dikutip Bisnis Jakarta 17 Oktober 2023", "Komitmen yang disampaikan ke Kemendagri saat RAPBD.",
    ),
    Printed(
        2023, date(2023, 11, 6), "p3dn_commitment", 13_100 * BILLION, 15_850 * BILLION, "82,6 %",
        "Kastara, 8 November 2023",
    ),
    Printed(
        2024, date(2024, 6, 9), "p3dn_plan_tag", 14_020 * BILLION, 30_470 * BILLION, "46 %", "Indotoday, Juni 2024",
    ),
    Printed(
        2024, date(2024, 12, 31), "p3dn_plan_tag", 29_880 * BILLION, 32_690 * BILLION, "91,40 %",
        "Antara, Februari 2025",
    ),
)  # fmt: skip
