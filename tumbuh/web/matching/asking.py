"""What the pages of business matching ask for."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from tumbuh.catalogue.supplying import kinds
from tumbuh.kernel.periods import WIB
from tumbuh.matching.offering import SupplyValues
from tumbuh.matching.organising import SLOT_MINUTES, EventValues, Stretch
from tumbuh.matching.profiling import DemandValues
from tumbuh.matching.rules.states import CANCEL_NAMES, DECLINE_NAMES, LOST_NAMES, MODE_NAMES, NEXT_STEP_NAMES, Mode
from tumbuh.needs.rules.eligibility import LICENCE_NAMES
from tumbuh.reference import areas
from tumbuh.web.orders.asking import RupiahField, districts

Choices = Iterable[tuple[str, Any]]
_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
_TIME = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
_MOST = 1_000_000
_MOST_DAYS = 10
_SIZES = (("micro", _("Mikro")), ("small", _("Kecil")), ("medium", _("Menengah")))


class EventForm(forms.Form):
    """An event: where, how people are brought together, and its days, which are all alike. Times are WIB."""

    name = forms.CharField(label=_("Nama acara"), max_length=200)
    place = forms.CharField(label=_("Tempat"), max_length=200, help_text=_("Gedung dan ruang."))
    area = forms.ChoiceField(label=_("Kecamatan"), required=False)
    mode = forms.ChoiceField(
        label=_("Siapa yang memilih pasangan"),
        choices=[(one.value, _(name)) for one, name in MODE_NAMES.items()],
        widget=forms.RadioSelect({"class": "form-check-input"}),
        initial=Mode.HYBRID.value,
    )
    first_day = forms.DateField(label=_("Hari pertama"), widget=_DAY)
    days = forms.IntegerField(label=_("Berapa hari"), min_value=1, max_value=_MOST_DAYS, initial=1)
    morning_from = forms.TimeField(label=_("Pagi, mulai"), widget=_TIME, initial=time(9))
    morning_to = forms.TimeField(label=_("Pagi, sampai"), widget=_TIME, initial=time(12))
    afternoon_from = forms.TimeField(label=_("Siang, mulai"), widget=_TIME, required=False, initial=time(13))
    afternoon_to = forms.TimeField(
        label=_("Siang, sampai"),
        widget=_TIME,
        required=False,
        initial=time(15),
        help_text=_("Kosongkan keduanya bila hanya pagi."),
    )
    minutes = forms.TypedChoiceField(
        label=_("Lama satu pertemuan"),
        coerce=int,
        initial=20,
        choices=[(one, _("%(n)s menit") % {"n": one}) for one in SLOT_MINUTES],
    )
    tables = forms.IntegerField(label=_("Jumlah meja"), min_value=1, max_value=500, initial=10)
    break_at = forms.TimeField(
        label=_("Jeda pagi, mulai"),
        widget=_TIME,
        required=False,
        help_text=_("Tidak ada pertemuan selama jeda."),
    )
    floor = forms.IntegerField(
        label=_("Paling sedikit pertemuan untuk setiap UMKM"),
        min_value=0,
        max_value=20,
        initial=1,
        help_text=_("Setiap UMKM yang memenuhi syarat sedapatnya bertemu sebanyak ini. 0: tidak diminta."),
    )
    cap = forms.IntegerField(
        label=_("Paling besar bagian satu penjual (%)"),
        min_value=1,
        max_value=100,
        required=False,
        help_text=_("Dari semua pertemuan, supaya beberapa penjual besar tidak mengambil semuanya."),
    )
    rest = forms.IntegerField(
        label=_("Pasangan lama beristirahat (hari)"),
        min_value=0,
        max_value=3_650,
        initial=180,
        help_text=_("Pasangan yang sudah bertemu selama ini tidak dipasangkan lagi. 0: boleh langsung."),
    )
    in_a_row = forms.IntegerField(
        label=_("Paling banyak pertemuan berturut-turut"),
        min_value=0,
        max_value=20,
        initial=0,
        help_text=_("0: tidak dibatasi."),
    )

    FAIR = ("floor", "cap", "rest", "in_a_row")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].choices = districts()  # type: ignore[attr-defined]

    def main(self) -> list[Any]:
        """Return the fields that everybody fills in."""
        return [one for one in self.visible_fields() if one.name not in self.FAIR]

    def fair(self) -> list[Any]:
        """Return the fields that say how meetings are shared out."""
        return [one for one in self.visible_fields() if one.name in self.FAIR]

    def clean(self) -> dict[str, Any]:
        """Pass when every session ends after it begins. Raises: ValidationError."""
        given = super().clean() or {}
        for first, last in (("morning_from", "morning_to"), ("afternoon_from", "afternoon_to")):
            if bool(given.get(first)) != bool(given.get(last)):
                self.add_error(last, _("Isi keduanya, atau kosongkan keduanya."))
            elif given.get(first) and given[first] >= given[last]:
                self.add_error(last, _("Sesi berakhir sesudah mulai."))
        return given

    def values(self) -> EventValues:
        """Return the event; the form is valid."""
        given = self.cleaned_data
        return EventValues(
            name=given["name"],
            place=given["place"],
            area_code=given["area"],
            mode=Mode(given["mode"]),
            slot_minutes=given["minutes"],
            tables=given["tables"],
            sessions=list(self._sessions()),
            most_in_a_row=given["in_a_row"],
            floor=given["floor"],
            rest_days=given["rest"],
            cap_permyriad=given["cap"] * 100 if given["cap"] else None,
        )

    def _sessions(self) -> Iterable[Stretch]:
        given = self.cleaned_data
        pause = timedelta(minutes=given["minutes"])
        for number in range(given["days"]):
            day = given["first_day"] + timedelta(days=number)
            starts = _at(day, given["break_at"]) if given["break_at"] else None
            names = {"n": number + 1}
            yield Stretch(
                _now("Hari %(n)s pagi") % names,
                _at(day, given["morning_from"]),
                _at(day, given["morning_to"]),
                [(starts, starts + pause)] if starts else [],
            )
            if given["afternoon_from"]:
                yield Stretch(
                    _now("Hari %(n)s siang") % names, _at(day, given["afternoon_from"]), _at(day, given["afternoon_to"])
                )


class DemandForm(forms.Form):
    """What a buyer looks for."""

    title = forms.CharField(label=_("Barang atau jasa"), max_length=200)
    category = forms.ChoiceField(label=_("Jenis di katalog"), help_text=_("Penjual jenis inilah yang dicari."))
    quantity = forms.IntegerField(label=_("Jumlah"), min_value=1, max_value=_MOST)
    unit = forms.CharField(label=_("Satuan"), max_length=20)
    unit_budget = RupiahField(label=_("Paling mahal untuk satu"), required=False)
    total_budget = RupiahField(label=_("Paling mahal seluruhnya"), required=False)
    needed_on = forms.DateField(label=_("Dibutuhkan pada"), widget=_DAY)
    area = forms.ChoiceField(label=_("Kecamatan"), required=False, help_text=_("Kosongkan bila di mana saja."))
    certificates = forms.MultipleChoiceField(
        label=_("Syarat izin"),
        required=False,
        widget=forms.CheckboxSelectMultiple({"class": "form-check-input"}),
        choices=[(code, name[:1].upper() + name[1:]) for code, name in LICENCE_NAMES.items()],
        help_text=_("Hanya yang memang wajib; setiap syarat menyingkirkan sebagian penjual."),
    )
    size_classes = forms.MultipleChoiceField(
        label=_("Hanya untuk kelas usaha"),
        required=False,
        choices=_SIZES,
        widget=forms.CheckboxSelectMultiple({"class": "form-check-input"}),
        help_text=_("Tidak dicentang: semua kelas."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["category"].choices = [("", _("Pilih jenis")), *categories()]  # type: ignore[attr-defined]
        self.fields["area"].choices = districts()  # type: ignore[attr-defined]

    def values(self) -> DemandValues:
        """Return the demand; the form is valid."""
        given = self.cleaned_data
        return DemandValues(
            title=given["title"],
            category_code=given["category"],
            quantity=given["quantity"],
            unit=given["unit"],
            unit_budget_rupiah=given["unit_budget"],
            total_budget_rupiah=given["total_budget"],
            needed_on=given["needed_on"],
            area_code=given["area"],
            certificates=given["certificates"],
            size_classes=given["size_classes"],
        )


class SupplyForm(forms.Form):
    """What a business offers to buyers."""

    description = forms.CharField(
        label=_("Tentang usaha, satu atau dua kalimat"),
        required=False,
        max_length=300,
        widget=forms.Textarea({"rows": 2}),
    )
    categories = forms.MultipleChoiceField(
        label=_("Jenis yang Anda jual"), widget=forms.CheckboxSelectMultiple({"class": "form-check-input"})
    )
    capacity = forms.IntegerField(
        label=_("Sanggup dalam satu hari"),
        min_value=1,
        max_value=_MOST,
        help_text=_("Yang benar-benar sanggup; kebutuhan yang lebih besar disaring dengan angka ini."),
    )
    unit = forms.CharField(label=_("Satuan"), max_length=20)
    unit_price = RupiahField(label=_("Harga satuan yang biasa"))
    lead_days = forms.IntegerField(label=_("Siap dalam berapa hari"), min_value=0, max_value=365, initial=1)
    serves = forms.MultipleChoiceField(
        label=_("Mengantar ke"),
        required=False,
        widget=forms.CheckboxSelectMultiple({"class": "form-check-input"}),
        help_text=_("Tidak dicentang: seluruh Jakarta."),
    )

    def __init__(self, *args: Any, served: Iterable[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = sorted(kinds(), key=lambda row: row.name)
        self._groups = {row.code: row.parent_name or row.name for row in rows}
        self.fields["categories"].choices = [(row.code, row.name) for row in rows]  # type: ignore[attr-defined]
        self.fields["serves"].choices = _places(served)  # type: ignore[attr-defined]

    def chosen(self) -> list[Any]:
        """Return the boxes of the kinds that are ticked: on a phone they stand before the long rest."""
        return [one for one in self["categories"] if one.data["selected"]]

    def others(self) -> list[tuple[str, list[Any]]]:
        """Return the boxes that are not ticked, by the wider kind, each opened by itself."""
        found: dict[str, list[Any]] = {}
        for one in self["categories"]:
            if not one.data["selected"]:
                found.setdefault(self._groups[one.data["value"]], []).append(one)
        return sorted(found.items())

    def rest(self) -> list[Any]:
        """Return the other fields."""
        return [one for one in self.visible_fields() if one.name not in {"description", "categories"}]

    def values(self) -> SupplyValues:
        """Return the profile; the form is valid."""
        given = self.cleaned_data
        return SupplyValues(
            categories=given["categories"],
            capacity=given["capacity"],
            unit=given["unit"],
            unit_price_rupiah=given["unit_price"],
            lead_days=given["lead_days"],
            serves=given["serves"],
            description=given["description"],
        )


class DeclineForm(forms.Form):
    """Why a request is declined."""

    code = forms.ChoiceField(label=_("Alasan"), choices=[(code, _(name)) for code, name in DECLINE_NAMES.items()])
    words = forms.CharField(label=_("Penjelasan"), required=False, max_length=300)


class CancelForm(forms.Form):
    """Why a meeting is cancelled."""

    code = forms.ChoiceField(
        label=_("Alasan"),
        choices=[
            (code, _(name)) for code, name in CANCEL_NAMES.items() if code not in {"withdrawn", "event_cancelled"}
        ],
    )
    words = forms.CharField(label=_("Penjelasan"), required=False, max_length=300)


class LostForm(forms.Form):
    """Why nothing comes of it."""

    code = forms.ChoiceField(label=_("Alasan"), choices=[(code, _(name)) for code, name in LOST_NAMES.items()])


class OutcomeForm(forms.Form):
    """What came of a meeting: how much interest, and what is next. Filled in already, so that one tap is enough."""

    interest = RupiahField(label=_("Minat, perkiraan nilainya (rupiah)"), help_text=_("Pernyataan, bukan pesanan."))
    next_step = forms.ChoiceField(
        label=_("Langkah berikutnya"),
        choices=[(code, _(name)) for code, name in NEXT_STEP_NAMES.items()],
        widget=forms.RadioSelect({"class": "form-check-input"}),
        initial="quotation",
    )
    next_on = forms.DateField(label=_("Paling lambat"), required=False, widget=_DAY)
    note = forms.CharField(label=_("Catatan"), required=False, max_length=300)


def categories() -> list[tuple[str, str]]:
    """Return the kinds of things that one buys, by name."""
    return sorted(((row.code, row.name) for row in kinds() if row.unit), key=lambda row: row[1])


def _places(served: Iterable[str]) -> list[tuple[str, str]]:
    """Return the cities, and the smaller areas that a business serves already."""
    known = areas.areas_by_code()
    cities = sorted((area.code, area.name) for area in known.values() if area.level == "city")
    return [*cities, *((code, known[code].name) for code in served if code in known and known[code].level != "city")]


def _at(day: date, moment: time) -> datetime:
    return datetime.combine(day, moment, tzinfo=WIB)
