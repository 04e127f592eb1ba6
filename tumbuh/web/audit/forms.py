"""What the trail is filtered by."""

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tumbuh.kernel.periods import WIB


class FilterForm(forms.Form):
    """Which events to show. Days are days in WIB, both included."""

    event = forms.ChoiceField(label=_("Kejadian"), required=False, widget=forms.Select({"class": "form-select"}))
    search = forms.CharField(
        label=_("Objek atau nama pengguna"),
        max_length=120,
        required=False,
        widget=forms.TextInput({"class": "form-control"}),
    )
    from_on = forms.DateField(
        label=_("Dari"), required=False, widget=forms.DateInput({"class": "form-control", "type": "date"})
    )
    to_on = forms.DateField(
        label=_("Sampai"), required=False, widget=forms.DateInput({"class": "form-control", "type": "date"})
    )

    def __init__(self, *args: Any, names: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        apps = sorted({name.partition(".")[0] for name in names})
        choices = [
            ("", _("Semua")),
            *((f"{app}.", f"{app} – semua") for app in apps),
            *((name, name) for name in names),
        ]
        self.fields["event"].choices = choices  # type: ignore[attr-defined]

    def chosen(self) -> dict[str, Any]:
        """Return the filter as arguments of audit.queries.events; what is not valid filters nothing."""
        self.is_valid()
        given = self.cleaned_data
        from_on, to_on = given.get("from_on"), given.get("to_on")
        return {
            "event": given.get("event", ""),
            "search": given.get("search", "").strip(),
            "since": datetime.combine(from_on, time.min, WIB) if from_on else None,
            "before": datetime.combine(to_on + timedelta(days=1), time.min, WIB) if to_on else None,
        }
