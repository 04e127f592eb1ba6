"""Needs and what was understood of a sentence, in words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from tumbuh.kernel.money import format_rupiah
from tumbuh.kernel.numbers import format_number
from tumbuh.needs.rules.eligibility import LICENCE_NAMES
from tumbuh.needs.rules.states import State
from tumbuh.needs.rules.words import Clock, Days, Kind, Part, Place, Quantity, Sure, Understood
from tumbuh.web.orders.words import day_in_words

STATE_KINDS: Mapping[State, str] = {
    State.DRAFT: "",
    State.OPEN: "info",
    State.CLOSED: "warn",
    State.OPENED: "warn",
    State.AWARDED: "good",
    State.FAILED: "bad",
    State.WITHDRAWN: "bad",
}
_LABELS = {
    "thing": gettext_noop("Barang atau jasa"),
    "kind": gettext_noop("Jenis di katalog"),
    "quantity": gettext_noop("Jumlah"),
    "days": gettext_noop("Hari"),
    "clock": gettext_noop("Jam"),
    "place": gettext_noop("Tempat"),
    "unit_budget": gettext_noop("Paling mahal untuk satu"),
    "total_budget": gettext_noop("Paling mahal seluruhnya"),
    "open_budget": gettext_noop("Batas harga"),
    "purpose": gettext_noop("Untuk"),
}
_SURE = {
    Sure.SAID: ("good", gettext_noop("jelas")),
    Sure.LIKELY: ("warn", gettext_noop("periksa")),
    Sure.ASK: ("bad", gettext_noop("perlu diisi")),
}
_MISSING = ("kind", "quantity", "days", "clock", "place")  # sellers must know these


@dataclass(frozen=True)
class Shown:
    """One part of what was understood, as the page shows it; `said` "": the sentence does not say."""

    label: str
    value: str
    said: str
    kind: str
    sure: str
    why: str


def parts(understood: Understood) -> list[Shown]:
    """Return what was understood, part by part, and what is still missing."""
    found = []
    for name, label in _LABELS.items():
        part: Part[Any] | None = getattr(understood, name)
        if part is not None:
            kind, sure = _SURE[part.sure]
            found.append(Shown(_(label), value(part.value), part.said, kind, _(sure), part.why))
        elif name in _MISSING:
            found.append(Shown(_(label), "–", "", "bad", _("belum disebut"), ""))
    for licence in understood.licences:
        named = LICENCE_NAMES.get(licence.value, licence.value)
        found.append(Shown(_("Syarat"), named, licence.said, "good", _("jelas"), ""))
    return found


def value(one: Any) -> str:
    """Return a value of the sentence in words."""
    if isinstance(one, Kind):
        return one.name
    if isinstance(one, Quantity):
        return f"{format_number(one.number)} {one.unit}".strip()
    if isinstance(one, Days):
        first = day_in_words(one.first)
        return (
            first if one.is_one else _("%(first)s sampai %(last)s") % {"first": first, "last": day_in_words(one.last)}
        )
    if isinstance(one, Clock):
        return f"{one.first:%H.%M}" if one.first == one.last else f"{one.first:%H.%M}–{one.last:%H.%M}"
    if isinstance(one, Place):
        return one.name
    return format_rupiah(one) if isinstance(one, int) else str(one)


def as_json(understood: Understood) -> dict[str, Any]:
    """Return what was understood as it is kept with the need."""
    kept: dict[str, Any] = {}
    for name in _LABELS:
        part: Part[Any] | None = getattr(understood, name)
        if part is not None:
            kept[name] = {"value": value(part.value), "said": part.said, "sure": part.sure.value}
    kept["unread"] = list(understood.unread)
    return kept


def initial(understood: Understood) -> dict[str, Any]:
    """Return the form's first values: what the sentence says, never more."""
    first: dict[str, Any] = {"sentence": understood.sentence}
    if understood.thing:
        first["title"] = understood.thing.value[:1].upper() + understood.thing.value[1:]
    if understood.kind:
        first["category"] = understood.kind.value.code
    if understood.quantity:
        first |= {"quantity": understood.quantity.value.number, "unit": understood.quantity.value.unit}
    if understood.days and understood.days.value.is_one:
        first["day"] = understood.days.value.first
    if understood.clock and understood.clock.sure is not Sure.ASK:
        first["time"] = understood.clock.value.first
    if understood.place:
        first |= {"address": understood.place.value.name, "area": understood.place.value.area_code[:8]}
    for name in ("unit_budget", "total_budget"):
        part = getattr(understood, name)
        if part:
            first[name] = format_rupiah(part.value)
    first["licences"] = [part.value for part in understood.licences]
    first["note"] = "; ".join(_notes(understood))
    return first


def left(moment: datetime, now: datetime) -> str:
    """Return how long it is until a moment, in the two largest units."""
    span = max(moment - now, timedelta(0))
    days, hours, minutes = span.days, span.seconds // 3_600, span.seconds % 3_600 // 60
    if days:
        return _("%(days)s hari %(hours)s jam lagi") % {"days": days, "hours": hours}
    if hours:
        return _("%(hours)s jam %(minutes)s menit lagi") % {"hours": hours, "minutes": minutes}
    return ngettext("%(n)s menit lagi", "%(n)s menit lagi", minutes) % {"n": minutes}


def _notes(understood: Understood) -> Iterator[str]:
    if understood.purpose:
        yield _("untuk %(what)s") % {"what": understood.purpose.value}
    yield from understood.unread
