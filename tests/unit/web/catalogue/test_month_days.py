"""A month is a grid whose days say what is left and what a tap does."""

from datetime import date

from tumbuh.catalogue.rooms import PoolDay
from tumbuh.web.catalogue.month_days import cells_of

TODAY = date(2026, 11, 25)


def day_of(number: int, *, taken: int = 0, closed: bool = False, is_open: bool = True) -> PoolDay:
    return PoolDay(date(2026, 11, number), 100, taken, closed, is_open=is_open and not closed, in_time=True, note="")


def test_each_day_says_what_is_left_and_what_a_tap_does() -> None:
    days = [day_of(24, taken=40), day_of(25, taken=40), day_of(26, taken=100), day_of(28, closed=True),
            day_of(29, is_open=False)]  # fmt: skip
    assert [(one.number, one.column, one.kind, one.words, one.act) for one in cells_of(days, today=TODAY)] == [
        (24, 2, "past", "40", ""), (25, 3, "open", "60", "close"), (26, 4, "full", "penuh", "close"),
        (28, 6, "closed", "tutup", "open"), (29, 7, "rest", "libur", ""),
    ]  # fmt: skip
    assert cells_of(days, today=TODAY)[1].label == "25 November 2026: sisa 60. Ketuk untuk menutup."
