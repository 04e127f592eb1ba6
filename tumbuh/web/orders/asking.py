"""What the pages of orders ask for."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tumbuh.kernel.money import NotRupiah, format_rupiah, parse_rupiah
from tumbuh.kernel.periods import WIB
from tumbuh.orders.models import ReceiptLine
from tumbuh.orders.rules.moves import REASON_NAMES, REASONS_OF, STATE_NAMES, Act
from tumbuh.orders.storing import MOST_BYTES
from tumbuh.reference import areas
from tumbuh.web.uploads import SizedFileField

Choices = Iterable[tuple[str, str]]
_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
_TIME = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
_FILES = ".pdf,.jpg,.jpeg,.png,.webp,.docx,.xlsx"
_FIRST_YEAR, _LAST_YEAR = 2000, 2100
_MOST_RUPIAH = 10**15  # more than every budget of the country in a year
_ADVICE = _("pindai ulang dengan mutu lebih rendah.")


class RupiahField(forms.CharField):
    """A whole amount of rupiah, as people write it: 1.400.000 or Rp1.400.000."""

    def clean(self, value: Any) -> Any:
        """Return the amount; None for an empty field that may be. Raises: ValidationError."""
        text = super().clean(value)
        try:
            rupiah = parse_rupiah(text) if text else None
        except NotRupiah as bad:
            raise forms.ValidationError(_("Tulis jumlah rupiah, misalnya 1.400.000.")) from bad
        if rupiah is not None and not 0 <= rupiah <= _MOST_RUPIAH:
            raise forms.ValidationError(_("Tulis jumlah rupiah, misalnya 1.400.000."))
        return rupiah


class DayField(forms.DateField):
    """A day of our own times, so that days can be reckoned from it in either direction."""

    widget = _DAY

    def clean(self, value: Any) -> Any:
        """Return the day; None for an empty field that may be. Raises: ValidationError."""
        day = super().clean(value)
        if day is not None and not _FIRST_YEAR <= day.year <= _LAST_YEAR:
            raise forms.ValidationError(_("Pilih tanggal antara tahun 2000 dan 2100."))
        return day


class PackageFilter(forms.Form):
    """Packages by words of their name or code."""

    kata = forms.CharField(label=_("Cari nama atau kode RUP"), required=False)
    sisa = forms.ChoiceField(
        label=_("Tampilkan"),
        required=False,
        choices=[("", _("Yang belum didisposisikan")), ("semua", _("Semua paket"))],
    )


class DisposeForm(forms.Form):
    """To whom a package goes, on which budget line, up to how much."""

    officer = forms.ChoiceField(label=_("PPK"), help_text=_("Yang menyiapkan dokumen dan memeriksa barangnya."))
    line = forms.ChoiceField(label=_("Baris anggaran"), help_text=_("Uang pesanan ditahan dan dibayar dari sini."))
    ceiling = RupiahField(
        label=_("Batas belanja (rupiah)"), help_text=_("Pesanan dari paket ini tidak akan melewatinya.")
    )
    note = forms.CharField(label=_("Catatan"), required=False, widget=forms.Textarea({"rows": 2}))

    def __init__(self, *args: Any, officers: Choices, lines: Choices, ceiling_rupiah: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["officer"].choices = list(officers)  # type: ignore[attr-defined]
        self.fields["line"].choices = list(lines)  # type: ignore[attr-defined]
        self.fields["ceiling"].initial = format_rupiah(ceiling_rupiah)


class FileForm(forms.Form):
    """One document of a package."""

    file = SizedFileField(label=_("Berkas"), advice=_ADVICE, limit_bytes=MOST_BYTES, accept=_FILES)


class PrepareForm(forms.Form):
    """Whom the package goes to next, and a document of it."""

    officer = forms.ChoiceField(label=_("Pejabat Pengadaan"), help_text=_("Yang memilih produk dan memesan."))
    file = SizedFileField(
        label=_("Dokumen"),
        required=False,
        advice=_ADVICE,
        limit_bytes=MOST_BYTES,
        accept=_FILES,
        help_text=_("PDF, foto, Word, atau Excel."),
    )

    def __init__(self, *args: Any, officers: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["officer"].choices = list(officers)  # type: ignore[attr-defined]


class DeliveryForm(forms.Form):
    """Where and when the goods are to be there; times are WIB."""

    address = forms.CharField(
        label=_("Alamat lengkap"), widget=forms.Textarea({"rows": 2}), help_text=_("Sampai gedung, lantai, dan ruang.")
    )
    area = forms.ChoiceField(label=_("Kecamatan"))
    day = forms.DateField(label=_("Hari"), widget=_DAY)
    time = forms.TimeField(label=_("Pukul (WIB)"), widget=_TIME)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].choices = districts()  # type: ignore[attr-defined]

    def moment(self) -> datetime:
        """Return when the goods are to be there; the form is valid."""
        return datetime.combine(self.cleaned_data["day"], self.cleaned_data["time"], tzinfo=WIB)


def districts() -> list[tuple[str, Any]]:
    """Return the districts by city, for a list to choose from."""
    known = areas.areas_by_code()
    found: dict[str, list[tuple[str, str]]] = {}
    for area in known.values():
        if area.level == "district":
            found.setdefault(known[area.code[:5]].name, []).append((area.code, area.name))
    return [
        ("", _("Pilih kecamatan")),
        *((city, sorted(of, key=lambda one: one[1])) for city, of in sorted(found.items())),
    ]


class ReasonForm(forms.Form):
    """Why an act is done: one of its list, and words where the list does not say it."""

    reason = forms.ChoiceField(label=_("Alasan"))
    words = forms.CharField(label=_("Penjelasan"), required=False, widget=forms.Textarea({"rows": 2}))

    def __init__(self, *args: Any, act: Act, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = [(reason.value, _(REASON_NAMES[reason])) for reason in REASONS_OF[act]]
        self.fields["reason"].choices = names  # type: ignore[attr-defined]


class QuantityForm(forms.Form):
    """How much of each line of an order: one field per line, named by its position."""

    def __init__(
        self, *args: Any, lines: Sequence[tuple[int, str, int, int]], reason_of: Act | None = None, **kwargs: Any
    ) -> None:
        """`lines`: (position, words, first value, most)."""
        super().__init__(*args, **kwargs)
        for position, words, first, most in lines:
            field = forms.IntegerField(label=words, min_value=0, max_value=most, initial=first)
            field.widget.attrs["inputmode"] = "numeric"
            self.fields[f"quantity-{position}"] = field
        if reason_of is not None:
            self.fields |= ReasonForm(act=reason_of).fields

    def quantities(self) -> dict[int, int]:
        """Return how much of each line, by position; the form is valid."""
        given = self.cleaned_data.items()
        return {int(name.removeprefix("quantity-")): value for name, value in given if name.startswith("quantity-")}


class MessageForm(forms.Form):
    """One message to the other side."""

    words = forms.CharField(label=_("Pesan"), widget=forms.Textarea({"rows": 2}), max_length=2_000)
    file = SizedFileField(label=_("Lampiran"), required=False, advice=_ADVICE, limit_bytes=MOST_BYTES, accept=_FILES)


class ChangeForm(forms.Form):
    """A change that is proposed to the other side: fewer of a line, another time, another place."""

    day = forms.DateField(label=_("Hari baru"), required=False, widget=_DAY)
    time = forms.TimeField(label=_("Pukul baru (WIB)"), required=False, widget=_TIME)
    address = forms.CharField(label=_("Alamat baru"), required=False, widget=forms.Textarea({"rows": 2}))
    reason = forms.ChoiceField(
        label=_("Alasan"), choices=[(reason.value, _(name)) for reason, name in REASON_NAMES.items()]
    )
    words = forms.CharField(label=_("Penjelasan"), required=False, widget=forms.Textarea({"rows": 2}))

    def __init__(self, *args: Any, lines: Sequence[tuple[int, str, int]], **kwargs: Any) -> None:
        """`lines`: (position, words, how many now)."""
        super().__init__(*args, **kwargs)
        own = self.fields
        self.fields = {}
        for position, words, most in lines:
            field = forms.IntegerField(label=words, min_value=0, max_value=most, initial=most)
            field.widget.attrs["inputmode"] = "numeric"
            self.fields[f"quantity-{position}"] = field
        self.fields |= own

    def quantities(self) -> dict[int, int]:
        """Return how many of each line, by position; the form is valid."""
        given = self.cleaned_data.items()
        return {int(name.removeprefix("quantity-")): value for name, value in given if name.startswith("quantity-")}

    def moment(self, before: datetime) -> datetime | None:
        """Return the new time of delivery, what is left out as it was; None when neither day nor time is given."""
        day, time = self.cleaned_data["day"], self.cleaned_data["time"]
        if day is None and time is None:
            return None
        local = before.astimezone(WIB)
        return datetime.combine(day or local.date(), time or local.time(), tzinfo=WIB)


class ReceiveForm(forms.Form):
    """When the goods came, how warm, with a picture."""

    day = forms.DateField(label=_("Hari tiba"), widget=_DAY)
    time = forms.TimeField(label=_("Pukul tiba (WIB)"), widget=_TIME)
    temperature = forms.IntegerField(
        label=_("Suhu makanan (°C)"),
        required=False,
        min_value=-30,
        max_value=120,
        help_text=_("Untuk makanan: di atas 60 °C bila panas."),
    )
    photo = SizedFileField(
        label=_("Foto barang"),
        required=False,
        advice=_ADVICE,
        limit_bytes=MOST_BYTES,
        accept="image/jpeg,image/png,image/webp",
    )
    note = forms.CharField(label=_("Catatan berita acara"), required=False, widget=forms.Textarea({"rows": 2}))

    def moment(self) -> datetime:
        """Return when the goods came; the form is valid."""
        return datetime.combine(self.cleaned_data["day"], self.cleaned_data["time"], tzinfo=WIB)


class CountForm(forms.Form):
    """What was counted of one line, how much of it is accepted, and what is wrong with the rest."""

    counted = forms.IntegerField(label=_("Dihitung"), min_value=0)
    accepted = forms.IntegerField(label=_("Diterima baik"), min_value=0)
    flaw = forms.ChoiceField(
        label=_("Kekurangan"), required=False, choices=[(code, _(name)) for code, name in ReceiptLine.FLAWS]
    )

    def __init__(self, *args: Any, sent: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("counted", "accepted"):
            field = self.fields[name]
            field.initial = sent
            field.widget.attrs |= {"inputmode": "numeric", "max": sent}


class PayForm(forms.Form):
    """Proof that a seller was paid."""

    paid_on = forms.DateField(label=_("Tanggal bayar"), widget=_DAY)
    proof_number = forms.CharField(label=_("Nomor bukti transfer"), max_length=80)
    proof = SizedFileField(
        label=_("Bukti transfer"), required=False, advice=_ADVICE, limit_bytes=MOST_BYTES, accept=_FILES
    )
    tax_slip_number = forms.CharField(label=_("Nomor bukti potong"), required=False, max_length=80)

    def __init__(self, *args: Any, today: date, withheld_rupiah: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["paid_on"].initial = today
        slip = self.fields["tax_slip_number"]
        slip.required = withheld_rupiah > 0
        if not withheld_rupiah:
            del self.fields["tax_slip_number"]
        else:
            slip.help_text = _("Pajak yang dipotong: %(rupiah)s.") % {"rupiah": format_rupiah(withheld_rupiah)}


VALID = "berlaku"  # of a filter: neither declined nor cancelled


class ListFilter(forms.Form):
    """Orders by words, state and the days on which they were placed."""

    kata = forms.CharField(label=_("Cari penjual, produk, atau paket"), required=False)
    keadaan = forms.ChoiceField(label=_("Keadaan"), required=False)
    unit = forms.CharField(label=_("Kode unit"), required=False)
    dari = DayField(label=_("Dari tanggal"), required=False)
    sampai = DayField(label=_("Sampai tanggal"), required=False)
    # Asked for by the figures only, which open exactly their rows.
    penjual = forms.UUIDField(required=False, widget=forms.HiddenInput)
    diterima_dari = DayField(required=False, widget=forms.HiddenInput)
    diterima_sampai = DayField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = [(state.value, _(name)) for state, name in STATE_NAMES.items()]
        kept = [("", _("Semua keadaan")), (VALID, _("Tanpa yang ditolak dan dibatalkan"))]
        self.fields["keadaan"].choices = [*kept, *names]  # type: ignore[attr-defined]


class PlacedFilter(forms.Form):
    """The days of ordering that are looked at."""

    dari = DayField(label=_("Dipesan dari"), required=False)
    sampai = DayField(label=_("Sampai"), required=False)


class SpanFilter(forms.Form):
    """The days of receipt that are looked at."""

    dari = DayField(label=_("Diterima dari"), required=False)
    sampai = DayField(label=_("Sampai"), required=False)
