"""What the pages of imports and of waiting purchases ask for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from tumbuh.kernel.periods import end_of_day
from tumbuh.procurement.datasets import ALL
from tumbuh.procurement.rules.states import BUDGET_VERSIONS
from tumbuh.procurement.services import Told
from tumbuh.web.uploads import SizedFilesField

FIRST_YEAR = 2019  # the first year with codes of accounts as they are now (Permendagri 90/2019)


class ImportForm(forms.Form):
    """Files of public buying, and what they do not say themselves."""

    uploads = SizedFilesField(
        label=_("Berkas"),
        help_text=_("Satu atau beberapa unduhan sekaligus: .json, .csv, atau .xlsx. Jenis datanya kami kenali."),
        error_messages={
            "required": _("Pilih berkas dahulu."),
            "empty": _("Ada berkas kosong (0 bita). Unduh ulang dari sumbernya lalu unggah lagi."),
        },
        accept=".json,.csv,.xlsx,.xls,.txt",
        advice=_("bagi menurut bulan atau satuan kerja."),
    )
    year = forms.IntegerField(label=_("Tahun anggaran"), min_value=FIRST_YEAR)
    dataset = forms.ChoiceField(
        label=_("Jenis data"), required=False, help_text=_("Pilih sendiri hanya bila tidak dikenali.")
    )
    as_of = forms.DateField(
        label=_("Data per hari"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Kosongkan bila diunduh hari ini. Data lama tidak menimpa yang lebih baru."),
    )
    version = forms.ChoiceField(
        label=_("Versi anggaran"),
        required=False,
        choices=list(BUDGET_VERSIONS.items()),
        initial="apbd",
        help_text=_("Hanya berarti untuk berkas anggaran."),
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._today = today
        self.fields["year"].initial = today.year
        known = [(one.id, one.title) for one in ALL.values()]
        self.fields["dataset"].choices = [("", _("Kenali dari kolomnya")), *known]  # type: ignore[attr-defined]

    def clean_year(self) -> int:
        """Refuse a year that has no budget yet."""
        year: int = self.cleaned_data["year"]
        if year > self._today.year + 1:
            raise forms.ValidationError(_("Tahun anggaran paling lambat tahun depan."))
        return year

    def clean_as_of(self) -> date | None:
        """Refuse a day that has not come."""
        day: date | None = self.cleaned_data["as_of"]
        if day is not None and day > self._today:
            raise forms.ValidationError(_("Hari itu belum tiba."))
        return day

    def told(self) -> Told:
        """Return what was said of the files."""
        given = self.cleaned_data
        day = given["as_of"]
        as_of = None if day is None or day == self._today else end_of_day(day)
        return Told(given["year"], given["dataset"], given["version"] or "apbd", as_of)


class SearchForm(forms.Form):
    """Words to look for."""

    q = forms.CharField(label=_("Cari paket menurut nama atau kode RUP"), required=False, max_length=100)

    def words(self) -> str:
        """Return what to look for; what cannot be understood counts as nothing."""
        return str(self.cleaned_data.get("q", "")) if self.is_valid() else ""


@dataclass(frozen=True)
class WaitingAsked:
    """Which purchases of the queue to list."""

    year: int
    words: str
    reason: str
    state: str

    @property
    def is_filtered(self) -> bool:
        """Whether it is less than all that wait."""
        return bool(self.words or self.reason) or self.state != "waiting"


class WaitingFilter(forms.Form):
    """Which purchases of the queue to list; what cannot be understood counts as not asked."""

    year = forms.TypedChoiceField(label=_("Tahun anggaran"), required=False, coerce=int, empty_value=None)
    q = forms.CharField(label=_("Nama, nomor, atau unit"), required=False, max_length=100)
    reason = forms.ChoiceField(label=_("Sebab"), required=False)
    state = forms.ChoiceField(
        label=_("Keadaan"),
        required=False,
        choices=[("waiting", _("Menunggu")), ("resolved", _("Sudah dipasangkan")), ("dismissed", _("Tanpa paket"))],
    )

    def __init__(
        self, given: QueryDict, *, reasons: Sequence[tuple[str, str]], years: Sequence[int], today: date
    ) -> None:
        self._latest = next((year for year in years if year <= today.year), today.year)
        asked = given.copy()
        asked.setdefault("year", str(self._latest))
        asked.setdefault("state", "waiting")
        super().__init__(asked)
        known = [(year, str(year)) for year in years or [today.year]]
        self.fields["year"].choices = known  # type: ignore[attr-defined]
        self.fields["reason"].choices = [("", _("Semua sebab")), *reasons]  # type: ignore[attr-defined]

    def asked(self) -> WaitingAsked:
        """Return what is asked for."""
        self.is_valid()
        given = self.cleaned_data
        return WaitingAsked(
            year=given.get("year") or self._latest,
            words=given.get("q", ""),
            reason=given.get("reason", ""),
            state=given.get("state") or "waiting",
        )


class RecordForm(forms.Form):
    """A purchase that is recorded after it was paid."""

    name = forms.CharField(label=_("Apa yang dibeli"), max_length=300)
    external_id = forms.CharField(
        label=_("Nomor bukti"), max_length=100, help_text=_("Nomor kuitansi, nota, atau surat pesanan.")
    )
    on = forms.DateField(label=_("Tanggal belanja"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    value = forms.IntegerField(label=_("Nilai (Rp)"), min_value=1)
    domestic = forms.IntegerField(
        label=_("Bagian PDN (Rp)"), required=False, min_value=0, help_text=_("Kosongkan bila tidak diketahui.")
    )
    micro_small = forms.IntegerField(
        label=_("Bagian usaha mikro dan kecil (Rp)"),
        required=False,
        min_value=0,
        help_text=_("Kosongkan bila tidak diketahui."),
    )
    plan_codes = forms.CharField(label=_("Kode RUP"), required=False, max_length=200, help_text=_("Bila ada."))
    vendor = forms.CharField(label=_("Penyedia"), required=False, max_length=200)
    reason = forms.CharField(label=_("Mengapa di luar sistem"), max_length=200)

    def __init__(self, *args: Any, rupiah: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._rupiah = rupiah

    def clean_value(self) -> int:
        """Refuse more than was paid: what is recorded here explains one payment."""
        value: int = self.cleaned_data["value"]
        if value > self._rupiah:
            raise forms.ValidationError(_("Nilainya tidak boleh melebihi yang dibayar."))
        return value

    def told(self) -> dict[str, Any]:
        """Return what was filled in, as the service takes it."""
        given = self.cleaned_data
        return {
            "name": given["name"],
            "external_id": given["external_id"],
            "ordered_on": given["on"],
            "value_rupiah": given["value"],
            "domestic_rupiah": given["domestic"],
            "micro_small_rupiah": given["micro_small"],
            "plan_codes": given["plan_codes"],
            "vendor_name": given["vendor"],
            "reason": given["reason"],
        }
