"""A month of a kitchen's days as a grid that is tapped."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from tumbuh.catalogue.rooms import PoolDay
from tumbuh.kernel.numbers import format_number
from tumbuh.kernel.periods import format_day


@dataclass(frozen=True)
class Cell:
    """
    One day of the grid. `act`: what a tap asks for, "close" or "open"; "" when nothing can be changed.

    `kind`: past, rest (closed every week), closed, full or open.
    """

    number: int
    iso: str
    column: int
    words: str
    label: str
    act: str
    kind: str


def cells_of(days: list[PoolDay], *, today: date) -> list[Cell]:
    """Return the days of a month as cells, Monday in the first column."""
    return [_cell(day, today) for day in days]


def _cell(day: PoolDay, today: date) -> Cell:
    left = format_number(day.left)
    if day.day < today:
        kind, act, words, label = "past", "", format_number(day.taken) if day.taken else "", "%(day)s"
    elif day.closed:
        kind, act, words, label = "closed", "open", _("tutup"), _("%(day)s: tutup. Ketuk untuk membuka.")
    elif not day.is_open:
        kind, act, words, label = "rest", "", _("libur"), _("%(day)s: libur tetap")
    elif day.left == 0:
        kind, act, words, label = "full", "close", _("penuh"), _("%(day)s: penuh. Ketuk untuk menutup.")
    else:
        kind, act, words, label = "open", "close", left, _("%(day)s: sisa %(left)s. Ketuk untuk menutup.")
    said = label % {"day": format_day(day.day), "left": left}
    return Cell(day.day.day, day.day.isoformat(), day.day.isoweekday(), words, said, act, kind)
