"""What orders say of a seller, in words: parts with both their numbers, and no mean of a handful of stars."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tumbuh.kernel.numbers import format_number, format_percent
from tumbuh.kernel.periods import day_in_wib, format_day
from tumbuh.matching.rules.scoring import wilson
from tumbuh.orders.models import Review
from tumbuh.orders.reputation import LEAST, Reputation

_WHOLE = 10_000


@dataclass(frozen=True)
class Told:
    """One fact of a seller's record, and what to think of its number."""

    label: str
    value: str
    note: str = ""


def told_of(found: Reputation) -> list[Told]:
    """Return a seller's record; nothing while no order was answered."""
    if not found.answered:
        return []
    refused = _("%(n)s dari %(all)s pesanan") % _pair(found.refused, found.answered)
    return [
        _part(_("Tiba tepat waktu"), found.in_time, found.delivered),
        _part(_("Jumlahnya sesuai"), found.in_full, found.received),
        Told(_("Ditolak atau mundur"), refused),
        _stars(found),
    ]


def review_rows(reviews: list[Review], units: dict[str, str]) -> list[dict[str, str]]:
    """Return reviews with who wrote them: the unit, never the person."""
    return [
        {
            "stars": _("%(n)s dari 5 bintang") % {"n": one.stars},
            "unit": units.get(one.order.unit_ref, one.order.unit_ref),
            "on": format_day(day_in_wib(one.written_at)),
            "words": one.words,
            "reply": one.reply,
        }
        for one in reviews
    ]


def _part(label: str, part: int, whole: int) -> Told:
    """Return a part of deliveries with its share; of fewer than LEAST only the numbers."""
    if not whole:
        return Told(label, _("belum ada pengantaran"))
    counted = _("%(n)s dari %(all)s pengantaran") % _pair(part, whole)
    interval = wilson(part, whole)
    if whole < LEAST or interval is None:
        return Told(label, counted, _("Terlalu sedikit untuk dinilai."))
    low, high = (format_percent(one, _WHOLE, digits=0) for one in interval)
    share = format_percent(part, whole, digits=0)
    note = _("Kemungkinan besar antara %(low)s dan %(high)s.") % {"low": low, "high": high}
    return Told(label, f"{counted} ({share})", note)


def _stars(found: Reputation) -> Told:
    label = _("Nilai dari pembeli")
    if not found.reviews:
        return Told(label, _("belum ada ulasan"))
    if found.stars_tenths is None or found.reviews < LEAST:
        words = ngettext(
            "%(n)s ulasan; dirata-ratakan sesudah %(least)s",
            "%(n)s ulasan; dirata-ratakan sesudah %(least)s",
            found.reviews,
        )
        return Told(label, words % {"n": format_number(found.reviews), "least": LEAST})
    mean = f"{found.stars_tenths // 10},{found.stars_tenths % 10}"
    return Told(label, _("%(mean)s dari 5, dari %(n)s ulasan") % {"mean": mean, "n": format_number(found.reviews)})


def _pair(part: int, whole: int) -> dict[str, str]:
    return {"n": format_number(part), "all": format_number(whole)}
