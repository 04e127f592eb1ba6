"""A pile of rows that adds up to a number of a page: one side of a figure, or one bar of the bridge."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

import polars as pl
from django.utils.translation import gettext as _

from tumbuh.analytics.catalogue import INDICATORS
from tumbuh.kernel.money import format_rupiah
from tumbuh.kernel.numbers import format_number
from tumbuh.kernel.periods import Month, format_day, format_moment
from tumbuh.procurement import queries
from tumbuh.procurement.rules.states import BUDGET_VERSIONS
from tumbuh.web.insight.row_files import Sheet
from tumbuh.web.procurement import figure_words, row_lines
from tumbuh.web.procurement.asking import Looked
from tumbuh.web.procurement.percentages import NAMES, completeness


@dataclass(frozen=True)
class Pile:
    """
    Rows with what they are: `id` names them in the trail, `shown_rupiah` is the number that they stand behind.

    `about` is what is told of the number, on the page and on the second sheet of a file.
    """

    id: str
    title: str
    name: str
    frame: pl.DataFrame
    shown_rupiah: int
    about: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def rupiah(self) -> int:
        """The sum of the rows."""
        return int(self.frame["rupiah"].sum())

    @property
    def adds_up(self) -> bool:
        """Whether the rows are the number."""
        return self.rupiah == self.shown_rupiah

    def sheet(self, looked: Looked, *, made: datetime) -> Sheet:
        """Return the rows and what they are, to be written as a file."""
        facts = {
            _("Angka"): self.title,
            _("Isi berkas"): self.name,
            _("Jumlah (Rp)"): format_number(self.rupiah),
            _("Jumlah baris"): format_number(self.frame.height),
            **self.about,
            **filters(looked),
            _("Dibuat"): format_moment(made),
        }
        header, rows = row_lines.file_header(self.frame), row_lines.file_rows(self.frame)
        return Sheet(header, [rows], facts, self.frame.height)


def side_pile(looked: Looked, figure_id: str, side: str) -> Pile:
    """Return the rows of one side of a figure. Raises: UnknownFigure."""
    chosen = looked.chosen()
    frame = queries.rows(chosen, figure_id, side)
    figure = queries.figures(chosen, ids=(figure_id,))[0]
    is_numerator = side == "numerator"
    name = NAMES[figure_id][0 if is_numerator else 1]
    return Pile(
        id=f"{figure_id}.{side}",
        title=_(figure.title),
        name=f"{figure_words.said(figure_words.SIDES, side)}: {name}",
        frame=frame,
        shown_rupiah=figure.numerator_rupiah if is_numerator else figure.denominator_rupiah,
        about=figure_facts(figure, queries.standing(chosen)),
    )


def bar_pile(looked: Looked, bar_id: str) -> Pile:
    """Return the rows of one bar of the bridge. Raises: UnknownBar."""
    chosen = looked.chosen()
    frame = queries.bar_rows(chosen, bar_id)
    made = queries.bridge(chosen)
    bars = (made.paid, *made.bars, *made.reasons, made.plan_total, *made.plan, *made.beside)
    told = INDICATORS["p3dn_bridge"]
    return Pile(
        id=f"p3dn_bridge.{bar_id}",
        title=_(told.title),
        name=figure_words.said(figure_words.BARS, bar_id),
        frame=frame,
        # A reason that no purchase has makes no bar; its rows are none and add up to nothing.
        shown_rupiah=next((bar.rupiah for bar in bars if bar.id == bar_id), 0),
        about={
            _("Dihitung dari"): _(told.numerator),
            _("Sumber"): _(told.source),
            _("Versi definisi"): str(told.version),
        },
    )


def figure_facts(figure: queries.Figure, whole: queries.Standing) -> dict[str, str]:
    """Return what must stand beside a percentage wherever it goes: both numbers, source, cut-off, completeness."""
    told = INDICATORS[figure.id]
    names = NAMES[figure.id]
    return {
        _("Persentase"): figure.percent,
        _("Pembilang"): f"{names[0]}: {format_rupiah(figure.numerator_rupiah)}",
        _("Penyebut"): f"{names[1]}: {format_rupiah(figure.denominator_rupiah)}",
        _("Cara menghitung pembilang"): _(told.numerator),
        _("Cara menghitung penyebut"): _(told.denominator),
        _("Versi definisi"): str(told.version),
        _("Dasar hukum"): _(told.law),
        _("Sumber"): _(told.source),
        _("Data sampai"): format_moment(figure.cut_off_at) if figure.cut_off_at else "–",
        _("Kelengkapan"): completeness(figure.id, whole) or "–",
    }


def filters(looked: Looked) -> dict[str, str]:
    """Return which part of the year is looked at, in words."""
    asked, everything = looked.asked, _("semua")
    names = dict(looked.units.select("unit", "name").unique("unit").iter_rows())
    agencies = dict(looked.units.select("agency", "agency_name").unique("agency").iter_rows())
    return {
        _("Tahun anggaran"): str(asked.year),
        _("Perangkat daerah"): (agencies[asked.agency] or asked.agency) if asked.agency else everything,
        _("Unit"): names[asked.unit] if asked.unit else everything,
        _("Cakupan"): _("seluruh kota") if looked.within is None else _("unit-unit yang dapat Anda lihat"),
        _("Metode"): figure_words.said(figure_words.METHODS, asked.method) if asked.method else everything,
        _("Bulan"): Month.parse(asked.month).label if asked.month else everything,
        _("Versi anggaran"): BUDGET_VERSIONS[asked.version] if asked.version else _("yang terbaru"),
        _("Dokumen komitmen"): asked.document or _("menurut versi anggaran"),
        _("Seperti diketahui pada"): format_day(asked.as_of) if asked.as_of else _("sekarang"),
    }
