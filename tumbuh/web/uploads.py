"""The field of a file: too large is said before it travels where there is a script, and after it arrived anyway."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.functional import Promise, lazy
from django.utils.translation import gettext as _

from tumbuh.kernel.numbers import format_number


class SizedFileField(forms.FileField):
    """A file of at most settings.UPLOAD_LIMIT_BYTES. `advice`: what to do with one that is larger."""

    def __init__(self, *, advice: str | Promise, accept: str, **kwargs: Any) -> None:
        self.advice = advice
        super().__init__(widget=forms.ClearableFileInput(attrs={"accept": accept}), **kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Return what page.js needs to refuse a file before it is sent; read in the language of whoever asks."""
        limit = {"data-limit-bytes": str(settings.UPLOAD_LIMIT_BYTES), "data-too-large": lazy(self.too_large, str)()}
        return super().widget_attrs(widget) | limit

    def too_large(self) -> str:
        """Return the sentence for a file over the limit."""
        limit = format_number(settings.UPLOAD_LIMIT_BYTES // 1_000_000)
        return _("Berkas lebih dari %(limit)s MB; %(advice)s") % {"limit": limit, "advice": self.advice}

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Return the file. Raises: ValidationError when it is missing, empty or too large."""
        file = super().clean(data, initial)
        if file and file.size > settings.UPLOAD_LIMIT_BYTES:
            raise forms.ValidationError(self.too_large())
        return file
