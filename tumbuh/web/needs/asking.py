"""What the pages of needs ask for."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tumbuh.kernel.periods import WIB
from tumbuh.needs.rules.eligibility import LICENCE_NAMES
from tumbuh.needs.rules.ranking import REASONS
from tumbuh.needs.services import NeedValues, QuoteValues
from tumbuh.web.orders.asking import RupiahField, districts

Choices = Iterable[tuple[str, Any]]
_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
_TIME = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
_MOST = 1_000_000


class NeedForm(forms.Form):
    """A need as the buyer checks and completes it; times are WIB."""

    sentence = forms.CharField(widget=forms.HiddenInput, required=False, max_length=500)
    package = forms.ChoiceField(label=_("Paket RUP"), help_text=_("Pesanan yang jadi menempel pada paket ini."))
    title = forms.CharField(label=_("Barang atau jasa"), max_length=200)
    category = forms.ChoiceField(label=_("Jenis di katalog"), help_text=_("Penjual jenis inilah yang ditanya."))
    quantity = forms.IntegerField(label=_("Jumlah"), min_value=1, max_value=_MOST)
    unit = forms.CharField(label=_("Satuan"), max_length=20)
    day = forms.DateField(label=_("Hari diantar"), widget=_DAY)
    time = forms.TimeField(label=_("Pukul (WIB)"), widget=_TIME)
    address = forms.CharField(label=_("Diantar ke"), max_length=300, help_text=_("Sampai gedung, lantai, dan ruang."))
    area = forms.ChoiceField(label=_("Kecamatan"), required=False)
    unit_budget = RupiahField(label=_("Paling mahal untuk satu"), required=False)
    total_budget = RupiahField(label=_("Paling mahal seluruhnya"), required=False)
    licences = forms.MultipleChoiceField(
        label=_("Syarat izin"), required=False, widget=forms.CheckboxSelectMultiple,
        choices=[(code, name[:1].upper() + name[1:]) for code, name in LICENCE_NAMES.items()],
        help_text=_("Hanya yang memang wajib; setiap syarat menyingkirkan sebagian penjual."),
    )  # fmt: skip
    most_sellers = forms.IntegerField(
        label=_("Boleh dibagi kepada"), min_value=1, max_value=20, initial=1,
        help_text=_("Paling banyak berapa penjual. Lebih dari satu memberi dapur kecil kesempatan."),
    )  # fmt: skip
    note = forms.CharField(label=_("Catatan untuk penjual"), required=False, widget=forms.Textarea({"rows": 2}))

    def __init__(self, *args: Any, packages: Choices, categories: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["package"].choices = list(packages)  # type: ignore[attr-defined]
        self.fields["category"].choices = [("", _("Pilih jenis")), *categories]  # type: ignore[attr-defined]
        self.fields["area"].choices = districts()  # type: ignore[attr-defined]

    def values(self, understood: dict[str, Any]) -> NeedValues:
        """Return the need; the form is valid."""
        given = self.cleaned_data
        return NeedValues(
            sentence=given["sentence"] or given["title"],
            title=given["title"],
            category_code=given["category"],
            quantity=given["quantity"],
            unit=given["unit"],
            deliver_by_at=datetime.combine(given["day"], given["time"], tzinfo=WIB),
            address=given["address"],
            area_code=given["area"],
            licences=given["licences"],
            note=given["note"],
            unit_ceiling_rupiah=given["unit_budget"],
            total_ceiling_rupiah=given["total_budget"],
            most_sellers=given["most_sellers"],
            understood=understood,
        )


class AwardForm(forms.Form):
    """Why this choice. Needed only where it is not the cheapest."""

    reason = forms.ChoiceField(
        label=_("Alasan bila bukan yang termurah"), required=False,
        choices=[("", _("Yang termurah")), *((code, name) for code, name in REASONS.items() if code != "cheapest")],
    )  # fmt: skip
    words = forms.CharField(label=_("Penjelasan"), required=False, widget=forms.Textarea({"rows": 2}))


class QuoteForm(forms.Form):
    """A seller's quote: one price, two fees, one note."""

    offer = forms.TypedChoiceField(label=_("Produk Anda"), coerce=int)
    quantity = forms.IntegerField(label=_("Jumlah yang sanggup dikirim"), min_value=1, max_value=_MOST)
    price = RupiahField(label=_("Harga satuan"))
    packing = RupiahField(label=_("Ongkos kemas seluruhnya"), required=False)
    delivery = RupiahField(label=_("Ongkos antar seluruhnya"), required=False)
    note = forms.CharField(
        label=_("Catatan untuk pembeli"), required=False, max_length=500, widget=forms.Textarea({"rows": 2})
    )

    def __init__(self, *args: Any, offers: Choices, is_shared: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = list(offers)
        self.fields["offer"].choices = chosen  # type: ignore[attr-defined]
        if len(chosen) == 1:
            self.fields["offer"].widget = forms.HiddenInput()
        if not is_shared:
            self.fields["quantity"].widget = forms.HiddenInput()

    def values(self) -> QuoteValues:
        """Return the quote; the form is valid."""
        given = self.cleaned_data
        return QuoteValues(
            offer_id=given["offer"],
            quantity=given["quantity"],
            unit_price_rupiah=given["price"],
            packing_rupiah=given["packing"] or 0,
            delivery_rupiah=given["delivery"] or 0,
            note=given["note"],
        )
