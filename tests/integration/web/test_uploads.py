import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from tumbuh.web.uploads import SizedFileField


class Form(forms.Form):
    file = SizedFileField(accept=".csv", advice=_("bagi menjadi beberapa."))


def form(content: bytes) -> Form:
    return Form(None, MultiValueDict({"file": [SimpleUploadedFile("daftar.csv", content)]}))


def test_a_file_of_the_limit_passes_and_one_byte_more_is_refused_with_what_to_do(settings: object) -> None:
    settings.UPLOAD_LIMIT_BYTES = 2_000_000  # type: ignore[attr-defined]
    assert form(b"x" * 2_000_000).is_valid()
    assert form(b"x" * 2_000_001).errors["file"] == ["Berkas lebih dari 2 MB; bagi menjadi beberapa."]


def test_an_empty_file_is_refused() -> None:
    assert not form(b"").is_valid()


@pytest.mark.parametrize(
    ("language", "words"),
    [("id", "Berkas lebih dari 1.000 MB; bagi menjadi beberapa."), ("en", "The file is larger than 1.000 MB")],
)
def test_the_browser_is_told_in_the_readers_language(language: str, words: str) -> None:
    with translation.override(language):
        shown = str(Form()["file"])
    assert 'data-limit-bytes="1000000000"' in shown
    assert words in shown
