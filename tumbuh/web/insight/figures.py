"""The figures of a page in words: each with numerator, denominator, cut-off, completeness and change."""

from dataclasses import dataclass, replace
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from tumbuh.insight import queries
from tumbuh.kernel.money import format_compact, format_rupiah
from tumbuh.kernel.numbers import NOTHING, format_number, format_percent
from tumbuh.kernel.periods import Month, format_day, format_moment
from tumbuh.web.insight import words
from tumbuh.web.insight.asking import RegisterAsked, SalesAsked


@dataclass(frozen=True)
class Figure:
    """What the component `figure` shows."""

    label: str
    value: str
    exact: str = ""
    numerator: str = ""
    numerator_label: str = ""
    denominator: str = ""
    denominator_label: str = ""
    change: str = ""
    direction: str = ""
    change_note: str = ""
    note: str = ""
    cut_off: str = ""
    completeness: str = ""
    is_provisional: bool = False
    href: str = ""
    about: str = ""


def money(amount: int) -> str:
    """Return "Rp1,23 miliar (Rp1.234.567.890)"; an amount below a million once."""
    short, exact = format_compact(amount), format_rupiah(amount)
    return exact if short == exact else f"{short} ({exact})"


def domestic_share(shown: queries.Overview, asked: SalesAsked, before: queries.Sums | None) -> Figure:
    """Return the share of domestic products in the sales of a month."""
    sums = shown.sums(asked.month, asked.channel)
    change, direction = _points(sums, before)
    found = Figure(
        label=_("Produk dalam negeri dalam penjualan daring"),
        value=format_percent(sums.domestic_rupiah, sums.total_rupiah),
        exact=_period(asked),
        numerator=money(sums.domestic_rupiah),
        numerator_label=_("Dalam negeri"),
        denominator=money(sums.total_rupiah),
        denominator_label=_("Semua penjualan"),
        change=change,
        direction=direction,
        change_note=_since(asked.month) if change else "",
        note=_("Belum diketahui asalnya: %(amount)s, %(share)s dari semua penjualan.")
        % {"amount": money(sums.unknown_rupiah), "share": format_percent(sums.unknown_rupiah, sums.total_rupiah)},
        href=sales_url(asked, part="domestic"),
        about=about("domestic_sales"),
    )
    return _with_standing(found, shown, asked.month)


def total_sales(
    shown: queries.Overview, asked: SalesAsked, before: queries.Sums | None, year: queries.Sums | None
) -> Figure:
    """Return all sales of a month."""
    sums = shown.sums(asked.month, asked.channel)
    change, direction = _growth(sums.total_rupiah, before.total_rupiah if before else 0)
    yearly, _direction = _growth(sums.total_rupiah, year.total_rupiah if year else 0)
    note = ""
    if yearly:
        note = _("%(change)s dari %(month)s.") % {
            "change": yearly.capitalize(),
            "month": words.month(_year_ago(asked.month)),
        }
    found = Figure(
        label=_("Penjualan daring UMKM"),
        value=format_compact(sums.total_rupiah),
        exact=f"{format_rupiah(sums.total_rupiah)} · {words.lines(sums.lines)}",
        change=change,
        direction=direction,
        change_note=_since(asked.month) if change else "",
        note=note,
        href=sales_url(asked, part="total"),
        about=about("domestic_sales"),
    )
    return _with_standing(found, shown, asked.month)


def active(figures: queries.RegisterFigures) -> Figure:
    """Return how many businesses are active on the later day."""
    whole, gap = figures.whole, figures.without_area
    change, direction = _growth(whole.after, whole.before)
    asked = RegisterAsked(figures.span.before, figures.span.after)
    return Figure(
        label=_("UMKM aktif"),
        value=format_number(whole.after),
        exact=_("pada %(day)s") % {"day": format_day(figures.span.after)},
        change=change,
        direction=direction,
        change_note=_("dari %(month)s") % {"month": format_day(figures.span.before)} if change else "",
        numerator=format_number(whole.after - gap),
        numerator_label=_("Dengan wilayah"),
        denominator=format_number(gap),
        denominator_label=_("Tanpa wilayah"),
        cut_off=format_day(figures.span.after),
        completeness=_("%(share)s usaha memiliki wilayah") % {"share": format_percent(whole.after - gap, whole.after)},
        href=f"{reverse('insight_active')}?{asked.query()}",
        about=about("active_businesses"),
    )


def growth(figures: queries.RegisterFigures) -> Figure:
    """Return the growth of the number of businesses between the two days."""
    whole = figures.whole
    asked = RegisterAsked(figures.span.before, figures.span.after)
    days = {"before": format_day(figures.span.before), "after": format_day(figures.span.after)}
    return Figure(
        label=_("Pertumbuhan jumlah UMKM"),
        value=format_percent(whole.change, whole.before),
        exact=_("%(before)s sampai %(after)s") % days,
        numerator=signed(whole.change),
        numerator_label=_("Perubahan"),
        denominator=format_number(whole.before),
        denominator_label=_("Jumlah pada %(before)s") % days,
        note=_("%(opened)s bertambah, %(closed)s berkurang; %(gap)s usaha tanpa wilayah.")
        % {
            "opened": format_number(whole.opened),
            "closed": format_number(whole.closed),
            "gap": format_number(figures.without_area),
        },
        cut_off=format_day(figures.span.after),
        href=f"{reverse('insight_growth')}?{asked.query()}",
        about=about("business_growth"),
    )


def coached(found: queries.Coached) -> Figure:
    """Return how many owners were coached in the period, each once, beside the agencies' lists added up."""
    days = {"first": format_day(found.first), "last": format_day(found.last)}
    return Figure(
        label=_("Pemilik usaha yang dibina"),
        value=_count(found.coached),
        exact=_("%(first)s sampai %(last)s") % days,
        numerator=_count(found.raw_list),
        numerator_label=_("Jumlah daftar semua dinas"),
        denominator=_count(found.cumulative),
        denominator_label=_("Kumulatif sejak catatan pertama"),
        note=_("Satu orang dihitung sekali. Daftar semua dinas bila dijumlahkan menghitung lebih %(more)s kali.")
        % {"more": _count(found.counted_twice)},
        cut_off=format_day(found.last),
        href=f"{reverse('coaching_rows')}?part=coached&first={found.first}&last={found.last}",
        about=about("coached_owners"),
    )


def _count(number: int | None) -> str:
    return NOTHING if number is None else format_number(number)


def signed(number: int) -> str:
    """Return "+18.557", "−12" or "0"."""
    return f"+{format_number(number)}" if number > 0 else format_number(number)


def signed_rupiah(amount: int) -> str:
    """Return "+Rp1.250.000" or "−Rp1.250.000"."""
    return f"+{format_rupiah(amount)}" if amount > 0 else format_rupiah(amount)


def sales_url(asked: SalesAsked, **changes: object) -> str:
    """Return the address of the rows behind a part of the sales."""
    return f"{reverse('insight_sales')}?{asked.query(**changes)}"


def about(indicator: str) -> str:
    """Return the address of a figure's definition."""
    return f"{reverse('insight_catalogue')}#{indicator}"


def _period(asked: SalesAsked) -> str:
    return f"{words.month(asked.month)} · {words.channel(asked.channel)}" if asked.channel else words.month(asked.month)


def _with_standing(figure: Figure, shown: queries.Overview, month: str) -> Figure:
    standing = shown.standings.get(month)
    if standing is None:
        return figure
    return replace(
        figure,
        cut_off=format_moment(standing.cut_off_at) if standing.cut_off_at else "",
        completeness=words.shops_reported(standing.reported, standing.expected),
        is_provisional=standing.is_provisional,
    )


def _since(month: str) -> str:
    return _("dari %(month)s") % {"month": Month.parse(month).previous().label}


def _year_ago(month: str) -> str:
    parsed = Month.parse(month)
    return str(Month(parsed.year - 1, parsed.month))


def _growth(after: int, before: int) -> tuple[str, str]:
    """Return e.g. ("naik 4,01 %", "rise"); nothing when there was nothing before."""
    if not before:
        return "", ""
    return _directed(after - before, format_percent(abs(after - before), before))


def _points(after: queries.Sums, before: queries.Sums | None) -> tuple[str, str]:
    """Return the difference of two months' shares in points; nothing when there was no month before."""
    if before is None:
        return "", ""
    return points((after.domestic_rupiah, after.total_rupiah), (before.domestic_rupiah, before.total_rupiah))


def points(after: tuple[int, int], before: tuple[int, int]) -> tuple[str, str]:
    """Return the difference of two shares, each numerator and denominator, e.g. ("naik 1,30 poin", "rise")."""
    if not before[1] or not after[1]:
        return "", ""
    above = after[0] * before[1] - before[0] * after[1]
    size = format_percent(abs(above), abs(after[1] * before[1])).removesuffix(" %")
    return _directed(above, _("%(points)s poin") % {"points": size})


def _directed(difference: int, size: str) -> tuple[str, str]:
    if difference > 0:
        return _("naik %(size)s") % {"size": size}, "rise"
    if difference < 0:
        return _("turun %(size)s") % {"size": size}, "fall"
    return _("tetap"), "flat"


def day_words(on: date | None) -> str:
    """Return a day in words, or a dash."""
    return format_day(on) if on else NOTHING
