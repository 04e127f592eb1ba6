"""The percentages of public buying in words: each with both numbers, source, cut-off, completeness and change."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tumbuh.analytics.catalogue import INDICATORS
from tumbuh.kernel.numbers import format_number, format_percent
from tumbuh.kernel.periods import end_of_day, format_day, format_moment
from tumbuh.procurement import queries
from tumbuh.web.insight.figures import Figure, about, money, points
from tumbuh.web.procurement import addresses
from tumbuh.web.procurement.asking import Looked

# figure → what its numerator and its denominator are, in a few words
NAMES: Mapping[str, tuple[Any, Any]] = {
    "p3dn_commitment": (gettext_lazy("PDN terealisasi"), gettext_lazy("Komitmen")),
    "p3dn_plan_tag": (gettext_lazy("PDN terealisasi"), gettext_lazy("Pagu bertanda PDN")),
    "p3dn_payments": (gettext_lazy("PDN terealisasi"), gettext_lazy("Dibayar untuk pengadaan")),
    "p3dn_plan": (gettext_lazy("Pagu bertanda PDN"), gettext_lazy("Belanja pengadaan")),
    "domestic_recorded": (gettext_lazy("PDN terealisasi"), gettext_lazy("Belanja tercatat")),
    "micro_small_plan": (gettext_lazy("Pagu untuk UMK"), gettext_lazy("Belanja pengadaan")),
    "micro_small_purchases": (gettext_lazy("Belanja dari UMK"), gettext_lazy("Belanja tercatat")),
    "local_micro_small": (gettext_lazy("Dari UMK Jakarta"), gettext_lazy("Belanja dari UMK")),
}
_PLANNED = {"p3dn_plan", "micro_small_plan"}


@dataclass(frozen=True)
class Percentage:
    """What a card shows: the figure, and what a card of the sales has not."""

    id: str
    answers: bool
    card: Figure
    source: str
    numerator_href: str
    denominator_href: str


def percentages(look: Looked, ids: tuple[str, ...]) -> list[Percentage]:
    """Return figures of what is looked at, each compared with how it was known at the end of the month before."""
    found = queries.figures(look.chosen(), ids=ids)
    since = month_before(look.asked.as_of or look.today)
    before = earlier(look, since, ids)
    whole = queries.standing(look.chosen())
    return [_percentage(one, before.get(one.id), look, whole, since) for one in found]


def month_before(on: date) -> date:
    """Return the last day of the month before a day."""
    return on.replace(day=1) - timedelta(days=1)


def earlier(look: Looked, since: date, ids: tuple[str, ...]) -> dict[str, queries.Figure]:
    """Return the figures as known at the end of a day; none when nothing had come in by then, which costs no look."""
    moment = end_of_day(since)
    imports = queries.imports(look.asked.year).filter(state="done", finished_at__lte=moment)
    if not imports.exists():
        return {}
    return {one.id: one for one in queries.figures(look.chosen(known_at=moment), ids=ids)}


def _percentage(
    one: queries.Figure, before: queries.Figure | None, look: Looked, whole: queries.Standing, since: date
) -> Percentage:
    change, direction = _change(one, before)
    names = NAMES[one.id]
    card = Figure(
        label=_(one.title),
        value=one.percent,
        exact=_(INDICATORS[one.id].question),
        numerator=money(one.numerator_rupiah),
        numerator_label=str(names[0]),
        denominator=money(one.denominator_rupiah),
        denominator_label=str(names[1]),
        change=change,
        direction=direction,
        change_note=_("sejak akhir %(day)s") % {"day": format_day(since)} if change else "",
        note=" ".join(filter(None, (_gap(one, look), _document(one, whole), _warning(one)))),
        cut_off=format_moment(one.cut_off_at) if one.cut_off_at else "",
        completeness=completeness(one.id, whole),
        is_provisional=not look.is_final,
        about=about(one.id),
    )
    return Percentage(
        one.id,
        one.answers,
        card,
        _(one.source),
        addresses.side(one.id, "numerator", look.asked) if one.numerator_rows else "",
        addresses.side(one.id, "denominator", look.asked) if one.denominator_rows else "",
    )


def _change(one: queries.Figure, before: queries.Figure | None) -> tuple[str, str]:
    if before is None or not (one.answers and before.answers):
        return "", ""
    return points((one.numerator_rupiah, one.denominator_rupiah), (before.numerator_rupiah, before.denominator_rupiah))


def _gap(one: queries.Figure, look: Looked) -> str:
    """Return why there is no percentage, or what it lacks."""
    if one.missing:
        names = ", ".join(_(name) for name in one.missing)
        return _("Belum masuk: %(names)s.") % {"names": names}
    if not one.answers:
        what = _("metode") if look.asked.method else _("bulan")
        return _("Tidak ada persentase: salah satu dari kedua angkanya tidak mengenal %(what)s.") % {"what": what}
    if one.denominator_rupiah == 0 and one.id == "p3dn_commitment":
        return _("Tidak ada persentase: dokumen komitmen ini hanya untuk seluruh kota.")
    if one.denominator_rupiah == 0:
        return _("Tidak ada persentase: penyebutnya nol.")
    return ""


def _document(one: queries.Figure, whole: queries.Standing) -> str:
    if one.id == "p3dn_commitment" and whole.document:
        return _("Dokumen: %(name)s.") % {"name": whole.document}
    return ""


def _warning(one: queries.Figure) -> str:
    if one.warning is None:
        return ""
    return _("%(percent)s di luar yang masuk akal; periksa pembilang, penyebut, dan satuannya.") % {
        "percent": one.percent
    }


def completeness(id_: str, whole: queries.Standing) -> str:
    """Return how whole a figure is: how many units fill in their budget, or how much of the buying can be placed."""
    if id_ in _PLANNED:
        told = {"known": format_number(whole.units - whole.units_unknown), "units": format_number(whole.units)}
        return _("%(known)s dari %(units)s satuan kerja mengisi belanja pengadaan") % told if whole.units else ""
    if id_ == "micro_small_purchases":
        return _placed(
            _("%(share)s belanja diketahui golongan usahanya"), whole.size_unknown_rupiah, whole.value_rupiah
        )
    if id_ == "local_micro_small":
        words = _("%(share)s belanja UMK diketahui tempatnya")
        return _placed(words, whole.place_unknown_rupiah, whole.micro_small_rupiah)
    return _placed(_("%(share)s belanja tercatat jelas asalnya"), whole.unmatched_rupiah, whole.value_rupiah)


def _placed(words: str, unknown: int, whole: int) -> str:
    return words % {"share": format_percent(whole - unknown, whole)} if whole else ""
