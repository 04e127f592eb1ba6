"""The living style guide: every component in all its states, with invented values."""

from pathlib import Path
from typing import Any

from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from tumbuh.accounts.permissions import Permission
from tumbuh.kernel.money import format_rupiah
from tumbuh.kernel.numbers import NOTHING, format_number
from tumbuh.web.charts import Chart, Column, Point, Series, lines, short_rupiah, stacked_bars
from tumbuh.web.doors import door
from tumbuh.web.look import matching_samples, order_samples, shop_samples

COMPONENTS = Path(settings.WEB_DIR) / "components"
MONTHS = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")
ORIGINS = (Series("Dalam negeri", 1), Series("Luar negeri", 2), Series("Belum diketahui", 3))


class GuideForm(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label=_("Nama usaha"), help_text=_("Seperti pada papan namanya."))
    city = forms.ChoiceField(label=_("Kota"), choices=[("", _("Pilih kota")), ("31.71", "Jakarta Pusat")])
    on = forms.DateField(label=_("Tanggal"), widget=forms.DateInput({"type": "date"}))
    file = forms.FileField(label=_("Berkas penjualan"), help_text=_("CSV atau Excel, paling besar 1 GB."))
    note = forms.CharField(label=_("Catatan"), widget=forms.Textarea({"rows": 3}))
    policy = forms.ChoiceField(
        label=_("Bila ada baris yang salah"),
        choices=[("whole", _("Jangan impor apa pun")), ("good", _("Impor baris yang benar"))],
        widget=forms.RadioSelect({"class": "form-check-input"}),
    )
    agreed = forms.BooleanField(label=_("Saya sudah memeriksa jumlahnya"))


class FilterForm(forms.Form):
    """Fields above a list."""

    q = forms.CharField(label=_("Cari nama"), required=False)
    city = forms.ChoiceField(label=_("Kota"), choices=[("", _("Semua kota"))], required=False)
    on = forms.DateField(label=_("Per tanggal"), required=False, widget=forms.DateInput({"type": "date"}))


class BrokenForm(forms.Form):
    """A form that was sent back."""

    name = forms.CharField(label=_("Nama usaha"), help_text=_("Seperti pada papan namanya."))
    amount = forms.IntegerField(label=_("Jumlah (rupiah)"))


@door(Permission.SIGNED_IN)
def guide(request: HttpRequest) -> HttpResponse:
    """Show every component that has a guide."""
    broken = BrokenForm({"amount": "dua puluh"}, auto_id="broken_%s")
    broken.add_error(None, _("Periksa kolom yang ditandai; belum ada yang disimpan."))
    context: dict[str, Any] = {
        "components": [path.parent.name for path in sorted(COMPONENTS.glob("*/guide.html"))],
        "guide_form": GuideForm(auto_id="guide_%s"),
        "guide_broken_form": broken,
        "guide_filters": FilterForm(auto_id="filter_%s"),
        "guide_page": Paginator(range(100), 10).get_page(3),
        "guide_bars": _bars(),
        "guide_lines": _lines(),
        "guide_nothing": stacked_bars(ORIGINS, []),
        "guide_offer": shop_samples.card(),
        **matching_samples.samples(),
        **order_samples.samples(),
    }
    return render(request, "look/guide.html", context)


def _bars() -> Chart:
    columns = []
    for number in range(22):
        year, month = 2025 + number // 12, number % 12
        home = 610_000_000 + 23_000_000 * number + (280_000_000 if month in {2, 10, 11} else 0)
        amounts = (home, home // 7, home // 11)
        points = [Point(amount, format_rupiah(amount), "#chart") for amount in amounts]
        label = f"{MONTHS[month]} {year}"
        short = f"{MONTHS[month]} {year % 100}"
        columns.append(Column(label, short, points, "#chart", is_provisional=number == 21))
    return stacked_bars(ORIGINS, columns, scale_label=short_rupiah)


def _lines() -> Chart:
    registered = (198_120, 203_400, None, 211_800, 216_900, 225_415, 231_002, 238_700, 243_972)
    columns = [
        Column(
            f"Triwulan {number % 4 + 1} {2023 + number // 4}",
            f"TW{number % 4 + 1} {(2023 + number // 4) % 100}",
            [Point(value, NOTHING if value is None else format_number(value)), Point(9 * 10**4 + number * 4_000, "")],
        )
        for number, value in enumerate(registered)
    ]
    return lines((Series("Terdaftar", 1), Series("Ber-NIB", 2)), columns)
