"""How the states of orders and dispositions look: the kind of their badge. Their words are the rules' own."""

from collections.abc import Mapping
from datetime import date, datetime

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tumbuh.kernel.periods import WIB, format_day
from tumbuh.orders.rules.moves import DispositionState, State

STATE_KINDS: Mapping[State, str] = {
    State.PLACED: "warn",
    State.PART_OFFERED: "warn",
    State.CONFIRMED: "info",
    State.PART_DELIVERED: "info",
    State.DELIVERED: "info",
    State.RECEIVED: "accent",
    State.DEBIT_REQUESTED: "accent",
    State.PAID: "good",
    State.CLOSED: "good",
    State.DECLINED: "bad",
    State.CANCELLED: "bad",
}
DISPOSITION_KINDS: Mapping[DispositionState, str] = {
    DispositionState.DISPOSED: "warn",
    DispositionState.PREPARED: "warn",
    DispositionState.TAKEN_UP: "info",
    DispositionState.DONE: "good",
    DispositionState.RETURNED: "bad",
}
_WEEKDAYS = (_("Senin"), _("Selasa"), _("Rabu"), _("Kamis"), _("Jumat"), _("Sabtu"), _("Minggu"))


def day_in_words(day: date) -> str:
    """Return 2026-11-27 as "Jumat, 27 November 2026"."""
    return f"{_WEEKDAYS[day.weekday()]}, {format_day(day)}"


def moment_in_words(moment: datetime) -> str:
    """Return a moment as "Rabu, 25 November 2026, pukul 08.30 WIB"."""
    local = moment.astimezone(WIB)
    return gettext("%(day)s, pukul %(time)s WIB") % {"day": day_in_words(local.date()), "time": f"{local:%H.%M}"}


def table_day(day: date) -> str:
    """Return a day as "Jumat, 27/11/2026", for a column of a table."""
    return f"{_WEEKDAYS[day.weekday()]}, {day:%d/%m/%Y}"


def table_moment(moment: datetime) -> str:
    """Return a moment as "Jumat, 27/11/2026 08.30", for a column of a table."""
    local = moment.astimezone(WIB)
    return f"{table_day(local.date())} {local:%H.%M}"


def short_moment(moment: datetime) -> str:
    """Return a moment as "25/11 08.30", for places where the year is known."""
    return f"{moment.astimezone(WIB):%d/%m %H.%M}"
