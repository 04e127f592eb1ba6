"""What the pages of coaching ask for."""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tumbuh.coaching.list_files import MAX_BYTES as LIST_BYTES
from tumbuh.coaching.models import Agency, Cycle
from tumbuh.coaching.rules.kinds import SERVICE_NAMES
from tumbuh.coaching.rules.states import ALLOCATION_NAMES
from tumbuh.coaching.services import CycleValues, OutcomeValues, SessionValues, VisitValues
from tumbuh.kernel.periods import WIB, day_in_wib
from tumbuh.reference.areas import areas_by_code
from tumbuh.web.orders.asking import RupiahField
from tumbuh.web.uploads import SizedFileField

_PERMYRIAD_OF_PERCENT = 100
_SERVICES = [(kind, _(name)) for kind, name in SERVICE_NAMES]


def day_field(label: Any, **more: Any) -> forms.DateField:
    """Return the field of a day."""
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **more)


def _time_field(label: Any, **more: Any) -> forms.TimeField:
    return forms.TimeField(label=label, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"), **more)


def _checks(label: Any, choices: list[tuple[str, Any]]) -> forms.MultipleChoiceField:
    boxes = forms.CheckboxSelectMultiple({"class": "form-check-input"})
    return forms.MultipleChoiceField(label=label, choices=choices, required=False, widget=boxes)


class ProgrammeForm(forms.Form):
    """A new programme."""

    agency = forms.ChoiceField(label=_("Perangkat daerah"))
    name = forms.CharField(label=_("Nama program"), max_length=200)
    about = forms.CharField(
        label=_("Tentang program"), required=False, widget=forms.Textarea({"rows": 3}),
        help_text=_("Dibaca pemilik usaha: untuk siapa, apa yang didapat."),
    )  # fmt: skip

    def __init__(self, *args: Any, agencies: list[Agency], **options: Any) -> None:
        super().__init__(*args, **options)
        choice: Any = self.fields["agency"]
        choice.choices = [(one.code, one.short_name) for one in agencies]


class CycleForm(forms.Form):
    """A cycle and who may take part in it; what is left empty is no condition."""

    name = forms.CharField(label=_("Nama siklus"), max_length=120, help_text=_("Misalnya Angkatan 1/2026."))
    apply_until_on = day_field(_("Hari terakhir mendaftar"))
    starts_on = day_field(_("Mulai"))
    ends_on = day_field(_("Selesai"))
    seats = forms.IntegerField(label=_("Jumlah kursi"), min_value=1, max_value=100_000, initial=30)
    allocation = forms.ChoiceField(
        label=_("Cara membagi kursi"), choices=[(code, _(name)) for code, name in ALLOCATION_NAMES],
        widget=forms.RadioSelect({"class": "form-check-input"}), initial="first_come",
        help_text=_("Undian diadakan di muka umum sesudah pendaftaran ditutup; siapa pun dapat mengulanginya."),
    )  # fmt: skip
    attendance = forms.IntegerField(
        label=_("Kehadiran paling sedikit untuk lulus (%)"), min_value=0, max_value=100, initial=75
    )
    area = forms.MultipleChoiceField(
        label=_("Wilayah usaha"), required=False, widget=forms.SelectMultiple({"size": 6}),
        help_text=_("Boleh lebih dari satu. Kosong: seluruh kota."),
    )  # fmt: skip
    kbli = forms.CharField(
        label=_("Bidang usaha (KBLI)"), required=False, max_length=200,
        help_text=_("Awal kode, dipisahkan koma; misalnya 10, 561."),
    )  # fmt: skip
    size_class = _checks(_("Kelas usaha"), [("micro", _("Mikro")), ("small", _("Kecil")), ("medium", _("Menengah"))])
    nib = forms.ChoiceField(
        label=_("NIB"), required=False,
        choices=[("", _("Tidak disyaratkan")), ("yes", _("Sudah memiliki NIB")), ("no", _("Belum memiliki NIB"))],
    )  # fmt: skip
    licence = _checks(
        _("Izin yang berlaku"),
        [("pirt", "P-IRT"), ("bpom", "BPOM"), ("halal", "Halal"), ("tkdn", "TKDN"), ("hki", "HKI")],
    )
    age_from = forms.IntegerField(label=_("Umur paling muda"), required=False, min_value=0, max_value=120)
    age_to = forms.IntegerField(label=_("Umur paling tua"), required=False, min_value=0, max_value=120)
    gender = forms.ChoiceField(
        label=_("Jenis kelamin pemilik"), required=False,
        choices=[("", _("Semua")), ("female", _("Perempuan")), ("male", _("Laki-laki"))],
    )  # fmt: skip
    registered = forms.IntegerField(label=_("Paling sedikit terdaftar (hari)"), required=False, min_value=1)
    once = forms.BooleanField(label=_("Hanya yang belum pernah mengikuti program ini"), required=False, initial=True)

    MAIN = ("name", "apply_until_on", "starts_on", "ends_on", "seats", "allocation", "attendance")
    PROMISED = ("seats", "allocation")

    def __init__(self, *args: Any, promised: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        choice: Any = self.fields["area"]
        choice.choices = _areas()
        if promised:
            for name in [*self.PROMISED, *(name for name in self.fields if name not in self.MAIN)]:
                del self.fields[name]

    def main(self) -> list[Any]:
        """Return the fields of the cycle itself."""
        return [one for one in self.visible_fields() if one.name in self.MAIN]

    def conditions(self) -> list[Any]:
        """Return the fields of who may take part."""
        return [one for one in self.visible_fields() if one.name not in self.MAIN]

    def clean_kbli(self) -> list[str]:
        """Return the beginnings of codes. Raises: ValidationError."""
        codes = [one.strip() for one in self.cleaned_data["kbli"].split(",") if one.strip()]
        if not all(one.isdigit() and len(one) <= 5 for one in codes):
            raise forms.ValidationError(_("Tulis angka saja, paling banyak lima, dipisahkan koma."))
        return codes

    def values(self, kept: Cycle | None = None) -> CycleValues:
        """Return the cycle; of an open one `kept` tells what was promised and is not asked."""
        given = self.cleaned_data
        return CycleValues(
            name=given["name"], starts_on=given["starts_on"], ends_on=given["ends_on"],
            apply_until_on=given["apply_until_on"], attendance_permyriad=given["attendance"] * _PERMYRIAD_OF_PERCENT,
            seats=given["seats"] if kept is None else kept.seats,
            allocation=given["allocation"] if kept is None else kept.allocation,
        )  # fmt: skip

    def rules(self) -> dict[str, Any]:
        """Return the conditions that were filled in."""
        given = self.cleaned_data
        found: dict[str, Any] = {name: given[name] for name in ("area", "kbli", "size_class", "licence") if given[name]}
        if given["nib"]:
            found["nib"] = given["nib"] == "yes"
        if given["age_from"] is not None or given["age_to"] is not None:
            found["age"] = [given["age_from"], given["age_to"]]
        if given["gender"]:
            found["gender"] = [given["gender"]]
        if given["registered"]:
            found["registered"] = given["registered"]
        if given["once"]:
            found["once"] = True
        return found


def filled(cycle: Cycle) -> dict[str, Any]:
    """Return a cycle as CycleForm shows it."""
    rules: Mapping[str, Any] = {one.kind: one.value for one in cycle.rules.filter(withdrawn_at=None)}
    ages = rules.get("age", [None, None])
    return {
        "name": cycle.name, "apply_until_on": cycle.apply_until_on, "starts_on": cycle.starts_on,
        "ends_on": cycle.ends_on, "seats": cycle.seats, "allocation": cycle.allocation,
        "attendance": cycle.attendance_permyriad // _PERMYRIAD_OF_PERCENT, "area": rules.get("area", []),
        "kbli": ", ".join(rules.get("kbli", [])), "size_class": rules.get("size_class", []),
        "nib": {True: "yes", False: "no"}.get(rules.get("nib", ""), ""), "licence": rules.get("licence", []),
        "age_from": ages[0], "age_to": ages[1], "gender": next(iter(rules.get("gender", [])), ""),
        "registered": rules.get("registered"), "once": rules.get("once", False),
    }  # fmt: skip


class SessionForm(forms.Form):
    """A session of a cycle; times are WIB."""

    title = forms.CharField(label=_("Judul sesi"), max_length=200)
    service = forms.ChoiceField(
        label=_("Dihitung sebagai layanan"), choices=_SERVICES, initial="training",
        help_text=_("Setiap yang hadir tercatat menerima layanan ini."),
    )  # fmt: skip
    on = day_field(_("Hari"))
    starts = _time_field(_("Mulai pukul"), initial=time(9))
    ends = _time_field(_("Sampai pukul"), initial=time(12))
    place = forms.CharField(label=_("Tempat"), max_length=200)

    def values(self) -> SessionValues:
        """Return the session."""
        given = self.cleaned_data
        return SessionValues(
            title=given["title"], service=given["service"], starts_at=_moment(given["on"], given["starts"]),
            ends_at=_moment(given["on"], given["ends"]), place=given["place"],
        )  # fmt: skip


class _ForAgency(forms.Form):
    """Base of what is noted for an agency; who records for one only is not asked."""

    agency = forms.ChoiceField(label=_("Untuk perangkat daerah"))

    def __init__(self, *args: Any, agencies: list[Agency], **options: Any) -> None:
        super().__init__(*args, **options)
        choice: Any = self.fields["agency"]
        choice.choices = [(one.code, one.short_name) for one in agencies]
        if len(agencies) == 1:
            choice.initial, choice.widget = agencies[0].code, forms.HiddenInput()


class VisitForm(_ForAgency):
    """A visit: what for, what was agreed, when again. Two fields are enough."""

    purpose = forms.CharField(
        label=_("Keperluan"), max_length=200, help_text=_("Misalnya perpanjang P-IRT, hitung harga jual.")
    )
    note = forms.CharField(label=_("Catatan"), required=False, widget=forms.Textarea({"rows": 3}), max_length=5_000)
    next_on = day_field(_("Kunjungi lagi"), required=False)
    service = forms.ChoiceField(label=_("Dihitung sebagai layanan"), choices=_SERVICES, initial="mentoring")
    visited_on = day_field(_("Hari kunjungan"))
    client_id = forms.CharField(widget=forms.HiddenInput(), max_length=80)

    MAIN = ("purpose", "note", "next_on")
    field_order = (*MAIN, "service", "visited_on", "agency", "client_id")

    def __init__(self, *args: Any, now: datetime, usual: str = "", **options: Any) -> None:
        self._now = now
        first = {"visited_on": day_in_wib(now), "client_id": f"web:{uuid4()}", "agency": usual}
        super().__init__(*args, initial=first, **options)

    def main(self) -> list[Any]:
        """Return the fields that are filled in each time."""
        return [one for one in self.visible_fields() if one.name in self.MAIN]

    def more(self) -> list[Any]:
        """Return the fields that are right as they stand, most times."""
        return [one for one in self.visible_fields() if one.name not in self.MAIN]

    def told(self) -> str:
        """Return what these fields say now: today, as mentoring, for which agency."""
        agency: Any = self.fields["agency"]
        names = dict(agency.choices)
        name = names.get(self["agency"].value() or "") or next(iter(names.values()), "")
        return gettext("Hari ini, sebagai pendampingan, untuk %(agency)s. Ubah?") % {"agency": name}

    def values(self) -> VisitValues:
        """Return the visit; one of today was now, one of an earlier day at noon."""
        given = self.cleaned_data
        today = given["visited_on"] == day_in_wib(self._now)
        return VisitValues(
            purpose=given["purpose"], note=given["note"], next_on=given["next_on"], service=given["service"],
            visited_at=self._now if today else _moment(given["visited_on"], time(12)),
        )  # fmt: skip


class ServiceForm(_ForAgency):
    """A service that was neither a session nor a visit."""

    kind = forms.ChoiceField(label=_("Layanan"), choices=_SERVICES)
    given_on = day_field(_("Hari layanan"))
    note = forms.CharField(label=_("Keterangan"), required=False, max_length=300)

    field_order = ("kind", "given_on", "note", "agency")


class OutcomeForm(forms.Form):
    """What an owner says of a month; what is not known stays empty."""

    month = forms.DateField(
        label=_("Bulan"), input_formats=["%Y-%m", "%Y-%m-%d"],
        widget=forms.DateInput(attrs={"type": "month"}, format="%Y-%m"), help_text=_("Misalnya 2026-10."),
    )  # fmt: skip
    income = RupiahField(
        label=_("Penghasilan bersih (Rp)"), required=False, help_text=_("Yang tersisa sesudah semua biaya usaha.")
    )
    sales = RupiahField(label=_("Penjualan (Rp)"), required=False)
    paid = forms.IntegerField(label=_("Pekerja yang dibayar"), required=False, min_value=0)
    family = forms.IntegerField(label=_("Keluarga yang membantu tanpa upah"), required=False, min_value=0)

    def values(self) -> OutcomeValues:
        """Return what was said."""
        given = self.cleaned_data
        return OutcomeValues(
            income_rupiah=given["income"], sales_rupiah=given["sales"], paid_workers=given["paid"],
            family_workers=given["family"],
        )  # fmt: skip


class ListForm(_ForAgency):
    """A list of attendance or services as a file."""

    file = SizedFileField(
        label=_("Berkas daftar"), accept=".csv,.xlsx,.xls,.txt", advice=_("bagi menjadi beberapa berkas."),
        limit_bytes=LIST_BYTES,
        help_text=_("Excel atau CSV dengan kolom Nama dan NIK atau Telepon."),
        error_messages={"required": _("Pilih berkas dahulu."), "empty": _("Berkas kosong. Simpan ulang, lalu unggah.")},
    )  # fmt: skip
    day = day_field(
        _("Tanggal untuk semua baris"), required=False, help_text=_("Bila berkas tidak punya kolom tanggal.")
    )
    kind = forms.ChoiceField(
        label=_("Layanan untuk semua baris"), required=False,
        choices=[("", _("Menurut kolom berkas")), *_SERVICES],
    )  # fmt: skip

    field_order = ("file", "agency", "day", "kind")


def _moment(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, tzinfo=WIB)


def _areas() -> list[tuple[str, list[tuple[str, str]]]]:
    """Return each city with its districts; the city itself stands first."""
    found: dict[str, list[tuple[str, str]]] = {}
    known = areas_by_code()
    for code, area in sorted(known.items()):
        if area.level == "city":
            found[code] = [(code, area.name)]
        elif area.level == "district":
            found.setdefault(code[:5], []).append((code, f"Kecamatan {area.name}"))
    return [(known[code].name, choices) for code, choices in found.items()]
