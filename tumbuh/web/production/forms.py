"""What the pages of production ask for."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tumbuh.kernel.errors import Refused
from tumbuh.kernel.numbers import parse_number
from tumbuh.production import queries
from tumbuh.production.rules.kinds import GOES, LOG_KINDS
from tumbuh.production.rules.units import COUNTED_UNITS, UNITS
from tumbuh.production.services import LogValues


class DecimalText(forms.CharField):
    """A number as Indonesians write it, e.g. 12,5."""

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}), **options)

    def clean(self, value: Any) -> Any:
        """Return the number; None for nothing."""
        text = super().clean(value)
        try:
            return parse_number(text)
        except Refused as refused:
            raise forms.ValidationError(refused.message) from None


def _day(label: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))


class LogForm(forms.Form):
    """One log of a place."""

    kind = forms.ChoiceField(
        label=_("Kegiatan"), choices=[(code, _(name)) for code, name in LOG_KINDS.items()], initial="harvest"
    )
    commodity = forms.ChoiceField(label=_("Komoditas"))
    done_on = _day(_("Tanggal panen atau kegiatan"))
    quantity = DecimalText(label=_("Jumlah"))
    unit = forms.ChoiceField(label=_("Satuan"), choices=[(unit, unit) for unit in UNITS], initial="kg")
    weighed_kg = DecimalText(
        label=_("Hasil timbangan (kg)"), required=False, help_text=_("Bila ditimbang; mengalahkan faktor satuan.")
    )
    heads = forms.IntegerField(label=_("Ekor"), required=False, min_value=1)
    area_m2 = forms.IntegerField(label=_("Luas panen (m²)"), required=False, min_value=1)
    price_rupiah = forms.IntegerField(label=_("Harga per satuan (Rp)"), required=False, min_value=0)
    note = forms.CharField(label=_("Keterangan"), required=False, max_length=1_000)
    reason = forms.CharField(
        label=_("Alasan bila jumlahnya tidak biasa"), required=False, max_length=300,
        help_text=_("Isi hanya bila ditanya."),
    )  # fmt: skip

    def __init__(self, *args: Any, correcting: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        choice: Any = self.fields["commodity"]
        choice.choices = [(one.code, one.name) for one in queries.commodity_choices()]
        if correcting:
            del self.fields["kind"]
            self.fields["change_reason"] = forms.CharField(label=_("Mengapa dibetulkan"), max_length=300)

    def values(self, site_id: int, **more: Any) -> LogValues:
        """Return what was filled in as values of a log."""
        given = self.cleaned_data
        return LogValues(
            site_id=site_id, commodity_code=given["commodity"], done_on=given["done_on"],
            quantity=given["quantity"] or Decimal(0), unit=given["unit"], weighed_kg=given["weighed_kg"],
            heads=given["heads"], area_m2=given["area_m2"], price_rupiah=given["price_rupiah"], note=given["note"],
            reason=given["reason"], **more,
        )  # fmt: skip


class ReasonForm(forms.Form):
    """A reason."""

    reason = forms.CharField(label=_("Alasan"), max_length=300)


class GoneForm(forms.Form):
    """Where a part of a harvest went."""

    goes = forms.ChoiceField(label=_("Ke mana"), choices=[(code, _(name)) for code, name in GOES.items()])
    quantity = DecimalText(label=_("Jumlah"))
    unit = forms.ChoiceField(label=_("Satuan"), choices=[(unit, unit) for unit in UNITS])
    gone_on = _day(_("Tanggal"))
    price_rupiah = forms.IntegerField(label=_("Harga per satuan (Rp)"), required=False, min_value=0)


class FactorForm(forms.Form):
    """What one unit of a commodity weighs."""

    commodity = forms.ChoiceField(label=_("Komoditas"))
    unit = forms.ChoiceField(label=_("Satuan"), choices=[(unit, unit) for unit in COUNTED_UNITS])
    area = forms.ChoiceField(label=_("Wilayah"), required=False)
    grams = forms.IntegerField(label=_("Gram untuk satu satuan"), min_value=1)
    valid_from = _day(_("Berlaku sejak"))
    source = forms.CharField(label=_("Sumber"), max_length=200, help_text=_("Siapa menimbang, di mana, berapa contoh."))

    def __init__(self, *args: Any, areas: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        commodity: Any = self.fields["commodity"]
        commodity.choices = [(one.code, one.name) for one in queries.commodity_choices()]
        area: Any = self.fields["area"]
        area.choices = areas
