"""The fields of files: too large is said before it travels where there is a script, and after it arrived anyway."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.functional import Promise, lazy
from django.utils.translation import gettext as _

from tumbuh.kernel.numbers import format_number


class SizedFileField(forms.FileField):
    """
    A file of at most `limit_bytes`, and never of more than settings.UPLOAD_LIMIT_BYTES.

    `advice`: what to do with one that is larger.
    """

    control: type[forms.ClearableFileInput] = forms.ClearableFileInput

    def __init__(self, *, advice: str | Promise, accept: str, limit_bytes: int | None = None, **kwargs: Any) -> None:
        self.advice, self._limit_bytes = advice, limit_bytes
        super().__init__(widget=self.control(attrs={"accept": accept}), **kwargs)

    @property
    def limit_bytes(self) -> int:
        """The largest file that is taken."""
        most: int = settings.UPLOAD_LIMIT_BYTES
        return most if self._limit_bytes is None else min(most, self._limit_bytes)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Return what page.js needs to refuse a file before it is sent; read in the language of whoever asks."""
        limit = {"data-limit-bytes": str(self.limit_bytes), "data-too-large": lazy(self.too_large, str)()}
        return super().widget_attrs(widget) | limit

    def too_large(self) -> str:
        """Return the sentence for a file over the limit."""
        limit = format_number(self.limit_bytes // 1_000_000)
        return _("Berkas lebih dari %(limit)s MB; %(advice)s") % {"limit": limit, "advice": self.advice}

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Return the file. Raises: ValidationError when it is missing, empty or too large."""
        file = super().clean(data, initial)
        if file and file.size > self.limit_bytes:
            raise forms.ValidationError(self.too_large())
        return file


class _ManyFilesInput(forms.ClearableFileInput):
    """A control into which several files are dropped at once."""

    allow_multiple_selected = True


class SizedFilesField(SizedFileField):
    """One or several files, each of at most the limit."""

    control = _ManyFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Return the files. Raises: ValidationError that names the first that is empty or too large."""
        given = data if isinstance(data, list | tuple) else [data]
        return [self._one(file, initial) for file in given or [None]]

    def _one(self, file: Any, initial: Any) -> Any:
        try:
            return super().clean(file, initial)
        except forms.ValidationError as refused:
            if file is None:
                raise
            raise forms.ValidationError([f"{file.name}: {message}" for message in refused.messages]) from None
