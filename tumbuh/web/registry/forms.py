"""What the register's pages ask for."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tumbuh.reference import areas
from tumbuh.registry.columns import FIELDS
from tumbuh.registry.files import MAX_BYTES as REGISTER_BYTES
from tumbuh.registry.models import ClassAssessment
from tumbuh.registry.previewing import PreviewColumn
from tumbuh.registry.queries import NO_AREA, BusinessFilter
from tumbuh.registry.rules import Policy
from tumbuh.web.uploads import SizedFileField


class FilterForm(forms.Form):
    """Which businesses to list."""

    q = forms.CharField(label=_("Cari nama, NIB, atau NIK lengkap"), required=False, max_length=100)
    area = forms.ChoiceField(label=_("Wilayah"), required=False)
    size_class = forms.ChoiceField(
        label=_("Kelas"),
        required=False,
        choices=[("", _("Semua kelas")), *((value, _(name)) for value, name in ClassAssessment.CLASSES)],
    )
    state = forms.ChoiceField(
        label=_("Keadaan"),
        required=False,
        choices=[("", _("Buka dan tutup")), ("open", _("Masih buka")), ("closed", _("Sudah tutup"))],
    )

    def __init__(self, *args: Any, known_areas: Sequence[areas.Area], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = [(area.code, area.name) for area in known_areas if area.level in {"city", "district"}]
        self.fields["area"].choices = [  # type: ignore[attr-defined]
            ("", _("Semua wilayah")),
            (NO_AREA, _("Tanpa wilayah")),
            *((code, name if len(code) == len("31.71") else f"— {name}") for code, name in sorted(places)),
        ]
        for field in self.fields.values():
            field.widget.attrs["class"] = "form-select" if isinstance(field, forms.ChoiceField) else "form-control"

    def chosen(self) -> BusinessFilter:
        """Return the filter; what cannot be understood counts as not asked."""
        given = self.cleaned_data if self.is_valid() else getattr(self, "cleaned_data", {})
        return BusinessFilter(
            text=given.get("q", ""),
            area=given.get("area", ""),
            size_class=given.get("size_class", ""),
            state=given.get("state", ""),
        )


class UploadForm(forms.Form):
    """A register file."""

    file = SizedFileField(
        label=_("Berkas register"),
        help_text=_("CSV atau Excel. Kolom paling sedikit: nama pemilik, nama usaha, dan NIK, NIB, atau telepon."),
        error_messages={
            "required": _("Pilih berkas dahulu."),
            "empty": _("Berkas kosong (0 bita). Simpan ulang dari Excel lalu unggah lagi."),
        },
        accept=".csv,.xlsx,.xls,.txt",
        advice=_("bagi menjadi beberapa."),
        limit_bytes=REGISTER_BYTES,
    )


class StartForm(forms.Form):
    """Which column is what, and what to do with bad rows."""

    policy = forms.ChoiceField(
        label=_("Bila ada baris yang salah"),
        choices=[
            (Policy.WHOLE.value, _("Jangan impor apa pun sebelum semua baris benar")),
            (Policy.GOOD_ROWS.value, _("Impor baris yang benar; yang salah masuk berkas perbaikan")),
        ],
        widget=forms.RadioSelect(attrs={"class": "form-check-input"}),
        initial=Policy.WHOLE.value,
    )

    def __init__(self, *args: Any, columns: Sequence[PreviewColumn], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.columns = columns
        choices = [("", _("— tidak dibaca —")), *((field.name, _(field.label)) for field in FIELDS)]
        for number, column in enumerate(columns):
            self.fields[f"column-{number}"] = forms.ChoiceField(
                label=column.name,
                choices=choices,
                required=False,
                initial=column.field,
                widget=forms.Select(attrs={"class": "form-select form-select-sm"}),
            )

    def rows(self) -> list[tuple[PreviewColumn, Any]]:
        """Return each column of the file with its select."""
        return [(column, self[f"column-{number}"]) for number, column in enumerate(self.columns)]

    def mapping(self) -> dict[str, str]:
        """Return column -> field for the columns that are to be read."""
        chosen = {column.name: self.cleaned_data[f"column-{number}"] for number, column in enumerate(self.columns)}
        return {column: field for column, field in chosen.items() if field}
