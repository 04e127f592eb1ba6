"""What the seller's pages ask for: few fields at a time, with the keyboard that fits."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tumbuh.catalogue.capacity import PoolValues
from tumbuh.catalogue.first_supply import Supply
from tumbuh.catalogue.models import CapacityPool, Category, Offer, SellerProfile
from tumbuh.catalogue.offering import NewOffer
from tumbuh.catalogue.photos import MAX_BYTES
from tumbuh.catalogue.rules.kinds import KindWords, likely_kinds, phrases_of
from tumbuh.catalogue.rules.offers import UNITS
from tumbuh.catalogue.rules.prices import CostSheet
from tumbuh.catalogue.sellers import ProfileValues
from tumbuh.kernel.errors import Refused
from tumbuh.kernel.money import parse_rupiah
from tumbuh.web.uploads import SizedFileField

_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
_TICK = {"class": "form-check-input"}
_TIME = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
NEW_POOL = "new"
WEEKDAYS = ((0, _("Senin")), (1, _("Selasa")), (2, _("Rabu")), (3, _("Kamis")), (4, _("Jumat")), (5, _("Sabtu")),
            (6, _("Minggu")))  # fmt: skip


class RupiahField(forms.CharField):
    """An amount as people write it: 35000, 35.000 or Rp35.000."""

    def __init__(self, *, least: int = 0, **kwargs: Any) -> None:
        self.least = least
        super().__init__(max_length=20, widget=forms.TextInput(attrs={"inputmode": "numeric"}), **kwargs)

    def clean(self, value: Any) -> Any:
        """Return the whole rupiah; None when it was left empty. Raises: ValidationError."""
        text = super().clean(value)
        try:
            amount = parse_rupiah(text)
        except Refused as refused:
            raise forms.ValidationError(refused.message) from None
        if amount is None and self.required:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        if amount is not None and amount < self.least:
            raise forms.ValidationError(gettext("Isi jumlah rupiah paling sedikit %(least)s.") % {"least": self.least})
        return amount


class WhatForm(forms.Form):
    """Step 1: what it is and what it costs."""

    title = forms.CharField(label=_("Nama produk"), max_length=200, help_text=_("Misalnya: Nasi kotak ayam bakar."))
    category = forms.ChoiceField(label=_("Jenis"), required=False)
    unit = forms.ChoiceField(label=_("Dijual per"), choices=[("", _("Pilih satuan")), *((one, one) for one in UNITS)])
    price = RupiahField(label=_("Harga satuan (Rp)"), least=1, help_text=_("Yang Anda terima per satuan."))
    min_quantity = forms.IntegerField(label=_("Pesanan paling sedikit"), min_value=1, initial=1)
    description = forms.CharField(
        label=_("Keterangan"),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Isi, ukuran, bahan, rasa, dan kemasannya. Pembeli membaca ini sebelum memesan."),
    )
    kind = forms.ChoiceField(
        label=_("Asal barang"),
        choices=[("maker", _("Saya buat sendiri")), ("reseller", _("Saya jual kembali"))],
        widget=forms.RadioSelect(_TICK),
        initial="maker",
    )
    maker_name = forms.CharField(
        label=_("Nama pembuatnya"), required=False, max_length=200, help_text=_("Wajib bila dijual kembali.")
    )

    def __init__(self, *args: Any, categories: Iterable[Category], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._categories = list(categories)
        self.guessed = ""  # the name of the kind that was chosen for the seller
        choices = [("", _("Dipilihkan menurut namanya")), *grouped(self._categories)]
        self.fields["category"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Choose the kind by the name when it was left open, and ask who made what is sold on."""
        given = super().clean() or {}
        if given.get("title") and not given.get("category") and "category" not in self.errors:
            given["category"] = self._kind_of(given["title"])
        if given.get("kind") == "reseller" and not given.get("maker_name"):
            self.add_error("maker_name", _("Sebutkan siapa pembuatnya; barang yang dijual kembali wajib menyebutnya."))
        return given

    def _kind_of(self, title: str) -> str:
        """Return the kind that a name is surely of; else ask for it and name those that it may be."""
        words = [KindWords(one.code, phrases_of(one.name, one.search_words)) for one in self._categories]
        found = likely_kinds(title, words)
        near = [one for one in self._categories if one.code in found]
        if len(near) == 1:
            self.guessed = near[0].name
            return near[0].code
        if near:
            names = ", ".join(one.name for one in near)
            self.add_error("category", gettext("Pilih yang mana: %(names)s.") % {"names": names})
        else:
            self.add_error("category", _("Jenisnya tidak terbaca dari namanya. Pilih dari daftar."))
        return ""

    def offer(self, business_id: int) -> NewOffer:
        """Return what was filled in as an offer to add."""
        given = self.cleaned_data
        return NewOffer(
            business_id=business_id,
            title=given["title"],
            category=given["category"],
            unit=given["unit"],
            price_rupiah=given["price"],
            description=given["description"],
            kind=given["kind"],
            maker_name=given["maker_name"],
            min_quantity=given["min_quantity"],
        )


class ChangeForm(WhatForm):
    """What may be changed of an offer's words; the price has a page of its own."""

    price = None  # type: ignore[assignment]
    kind = None  # type: ignore[assignment]
    sku = forms.CharField(
        label=_("Kode Anda (SKU)"), required=False, max_length=60, help_text=_("Boleh kosong. Kode di catatan Anda.")
    )
    max_quantity = forms.IntegerField(
        label=_("Pesanan paling banyak"), required=False, min_value=1, help_text=_("Boleh kosong.")
    )
    field_order = ("title", "category", "unit", "min_quantity", "max_quantity", "description", "maker_name", "sku")

    def changes(self) -> dict[str, Any]:
        """Return what the service may change, as it was filled in."""
        return {name: self.cleaned_data[name] for name in self.fields}


class PhotoForm(forms.Form):
    """Step 2: photos, from the camera or the gallery."""

    photo = SizedFileField(
        label=_("Foto"),
        accept="image/jpeg,image/png,image/webp",
        advice=_("kirim ke diri sendiri lewat WhatsApp, lalu unggah hasilnya."),
        limit_bytes=MAX_BYTES,
        help_text=_("Dekat, terang, tanpa tulisan. JPG, PNG, atau WebP; foto dari kamera langsung boleh."),
        error_messages={"required": _("Pilih atau ambil foto dahulu.")},
    )


class SupplyForm(forms.Form):
    """Step 3: pieces on the shelf, or made to order by a kitchen with so many a day."""

    way = forms.ChoiceField(
        label=_("Bagaimana barang disiapkan?"),
        choices=[
            ("stock", _("Ada persediaan: barang sudah jadi")),
            ("order", _("Dibuat setelah dipesan: masakan, jahitan, jasa")),
        ],
        widget=forms.RadioSelect(_TICK),
    )
    on_hand = forms.IntegerField(label=_("Persediaan sekarang"), required=False, min_value=0, max_value=999_999_999)
    pool = forms.ChoiceField(label=_("Dibuat di"), required=False)
    pool_name = forms.CharField(
        label=_("Nama dapur atau bengkel"), required=False, max_length=120, help_text=_("Misalnya: Dapur utama.")
    )
    daily_limit = forms.IntegerField(
        label=_("Sanggup berapa sehari?"),
        required=False,
        min_value=1,
        help_text=_("Jumlah seluruh produk dari dapur itu dalam satu hari. Pesanan di atas ini ditolak sendiri."),
    )
    lead_hours = forms.IntegerField(
        label=_("Perlu dipesan berapa jam sebelumnya?"), required=False, min_value=0, max_value=720, initial=24
    )

    def __init__(self, *args: Any, pools: Sequence[CapacityPool], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [(str(one.public_id), f"{one.name} ({one.daily_limit}/{gettext('hari')})") for one in pools]
        self.fields["pool"].choices = [*known, (NEW_POOL, _("Dapur atau bengkel baru"))]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Ask for what the chosen way needs."""
        given = super().clean() or {}
        if given.get("way") == "stock" and given.get("on_hand") is None and "on_hand" not in self.errors:
            self.add_error("on_hand", _("Isi jumlah barang yang ada sekarang; boleh 0."))
        if given.get("way") == "order" and given.get("pool") in {"", NEW_POOL}:
            if not given.get("pool_name"):
                given["pool_name"] = gettext("Dapur utama")
            if not given.get("daily_limit") and "daily_limit" not in self.errors:
                self.add_error("daily_limit", _("Isi berapa yang sanggup dibuat sehari."))
        return given

    def supply(self, pools: Sequence[CapacityPool]) -> Supply:
        """Return what was filled in, as the service takes it."""
        given = self.cleaned_data
        if given["way"] == "stock":
            return Supply(on_hand=given["on_hand"])
        known = next((one for one in pools if str(one.public_id) == given["pool"]), None)
        lead = given["lead_hours"] or 0
        if known is not None:
            return Supply(pool=known, lead_hours=lead)
        return Supply(new_pool=PoolValues(given["pool_name"], given["daily_limit"], lead), lead_hours=lead)


class PriceForm(forms.Form):
    """A new price and the day from which it counts."""

    price = RupiahField(label=_("Harga baru (Rp)"), least=1)
    valid_from = forms.DateField(label=_("Berlaku mulai"), widget=_DAY)


class CostForm(forms.Form):
    """What one batch costs and how many it gives."""

    pieces = forms.IntegerField(label=_("Sekali membuat jadi berapa?"), min_value=1, max_value=100_000, initial=1)
    materials = RupiahField(label=_("Bahan (Rp)"), required=False)
    packing = RupiahField(label=_("Kemasan (Rp)"), required=False)
    labour = RupiahField(label=_("Upah (Rp)"), required=False)
    energy = RupiahField(label=_("Gas, listrik, air (Rp)"), required=False)
    other = RupiahField(label=_("Lain-lain (Rp)"), required=False)

    def sheet(self) -> CostSheet:
        """Return the cost sheet of a form that is valid."""
        given = self.cleaned_data
        names = ("materials", "packing", "labour", "energy", "other")
        costs = {f"{name}_rupiah": given[name] or 0 for name in names}
        return CostSheet(pieces=given["pieces"], **costs)


class PoolForm(forms.Form):
    """How a kitchen or workshop works on an ordinary day."""

    name = forms.CharField(label=_("Nama dapur atau bengkel"), max_length=120)
    daily_limit = forms.IntegerField(label=_("Sanggup berapa sehari?"), min_value=1)
    lead_hours = forms.IntegerField(label=_("Perlu dipesan berapa jam sebelumnya?"), min_value=0, max_value=720)
    cutoff_time = forms.TimeField(
        label=_("Batas jam pesan untuk besok"), required=False, widget=_TIME, help_text=_("Boleh kosong. Jam WIB.")
    )
    closed_weekdays = forms.TypedMultipleChoiceField(
        label=_("Tutup setiap"),
        choices=WEEKDAYS,
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple(_TICK),
    )
    closed_on_holidays = forms.BooleanField(label=_("Tutup pada hari libur nasional"), required=False)

    def values(self) -> PoolValues:
        """Return what was filled in, as the service takes it."""
        given = self.cleaned_data
        return PoolValues(
            name=given["name"],
            daily_limit=given["daily_limit"],
            lead_hours=given["lead_hours"],
            cutoff_time=given["cutoff_time"],
            closed_weekdays=tuple(given["closed_weekdays"]),
            closed_on_holidays=given["closed_on_holidays"],
        )


class DayForm(forms.Form):
    """One day that differs: closed, or with another number."""

    ACTS = (("close", "close"), ("open", "open"), ("limit", "limit"))

    act = forms.ChoiceField(choices=ACTS, widget=forms.HiddenInput)
    day = forms.DateField(label=_("Tanggal"), widget=_DAY)
    limit = forms.IntegerField(label=_("Sanggup hari itu"), min_value=0, required=False)
    note = forms.CharField(label=_("Catatan"), max_length=120, required=False)

    def clean(self) -> dict[str, Any]:
        """Ask for the number when it is what changes."""
        given = super().clean() or {}
        if given.get("act") == "limit" and given.get("limit") is None and "limit" not in self.errors:
            self.add_error("limit", _("Isi berapa yang sanggup dibuat hari itu; 0 berarti tidak ada."))
        return given


class ProfileForm(forms.Form):
    """How a business sells to the city."""

    seller_type = forms.ChoiceField(
        label=_("Jenis penjual"), choices=SellerProfile.TYPES, widget=forms.RadioSelect(_TICK)
    )
    maker_name = forms.CharField(
        label=_("Nama pembuatnya"), required=False, max_length=200, help_text=_("Wajib bila Anda penjual kembali.")
    )
    phone = forms.CharField(
        label=_("Nomor WhatsApp"),
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
        help_text=_("Hanya untuk pembeli yang sudah memesan; tidak tampil di katalog umum."),
    )
    delivers_to = forms.MultipleChoiceField(
        label=_("Mengantar ke"),
        required=False,
        widget=forms.CheckboxSelectMultiple(_TICK),
        help_text=_("Kosongkan bila mengantar ke seluruh kota."),
    )
    delivery_fee = RupiahField(label=_("Ongkos antar per pesanan (Rp)"), required=False, help_text=_("0 bila gratis."))
    packing_fee = RupiahField(label=_("Biaya kemas per pesanan (Rp)"), required=False, help_text=_("0 bila gratis."))
    collects_vat = forms.BooleanField(label=_("Usaha saya PKP (memungut PPN)"), required=False)
    consented = forms.BooleanField(
        label=_("Saya setuju nama usaha dan produk saya tampil di katalog umum"), required=False
    )

    def __init__(self, *args: Any, areas: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["delivers_to"].choices = areas  # type: ignore[attr-defined]

    def values(self) -> ProfileValues:
        """Return what was filled in, as the service takes it."""
        given = self.cleaned_data
        return ProfileValues(
            seller_type=given["seller_type"],
            maker_name=given["maker_name"],
            phone=given["phone"],
            delivers_to=given["delivers_to"],
            delivery_fee_rupiah=given["delivery_fee"] or 0,
            packing_fee_rupiah=given["packing_fee"] or 0,
            collects_vat=given["collects_vat"],
            consents=given["consented"],
        )


def grouped(categories: Iterable[Category]) -> list[Any]:
    """Return choices of the categories, those below one parent together."""
    rows = sorted(categories, key=lambda one: (one.parent.position if one.parent else one.position, one.position))
    leaves = [one for one in rows if one.parent is not None]
    parents = {one.parent_id for one in leaves}
    groups = [
        (name, [(one.code, one.name) for one in members])
        for name, members in groupby(leaves, key=lambda one: one.parent.name if one.parent else "")
    ]
    alone = [(one.code, one.name) for one in rows if one.parent is None and one.pk not in parents]
    return [*groups, *alone]


def first_values(found: Offer) -> dict[str, Any]:
    """Return what the form of changes shows first."""
    return {
        "title": found.title,
        "category": found.category.code,
        "unit": found.unit,
        "min_quantity": found.min_quantity,
        "max_quantity": found.max_quantity,
        "description": found.description,
        "maker_name": found.maker_name,
        "sku": found.sku,
    }
