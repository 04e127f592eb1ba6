"""What the pages of imports and of waiting purchases ask for."""

from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from tumbuh.kernel.numbers import format_number
from tumbuh.kernel.periods import end_of_day
from tumbuh.procurement.datasets import ALL
from tumbuh.procurement.rules.states import BUDGET_VERSIONS
from tumbuh.procurement.services import Told

FIRST_YEAR = 2019  # the first year with codes of accounts as they are now (Permendagri 90/2019)


class ManyFilesInput(forms.ClearableFileInput):
    """A control into which several files are dropped at once."""

    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """One or several files."""

    widget = ManyFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Return the files, each checked by itself."""
        given = data if isinstance(data, list | tuple) else [data]
        return [super(ManyFilesField, self).clean(one, initial) for one in given or [None]]


class ImportForm(forms.Form):
    """Files of public buying, and what they do not say themselves."""

    files = ManyFilesField(
        label=_("Berkas"),
        help_text=_("Satu atau beberapa unduhan sekaligus: .json, .csv, atau .xlsx. Jenis datanya kami kenali."),
        error_messages={
            "required": _("Pilih berkas dahulu."),
            "empty": _("Ada berkas kosong (0 bita). Unduh ulang dari sumbernya lalu unggah lagi."),
        },
        widget=ManyFilesInput(attrs={"accept": ".json,.csv,.xlsx,.xls,.txt"}),
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

    def clean_files(self) -> list[Any]:
        """Refuse a file that is too large, before it is copied."""
        files: list[Any] = self.cleaned_data["files"]
        for file in files:
            if file.size > settings.UPLOAD_LIMIT_BYTES:
                limit = format_number(settings.UPLOAD_LIMIT_BYTES // 1_000_000)
                raise forms.ValidationError(
                    _("%(name)s lebih dari %(limit)s MB; bagi menurut bulan atau satuan kerja."),
                    params={"name": file.name, "limit": limit},
                )
        return files

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
