import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from tumbuh.web.uploads import SizedFileField, SizedFilesField


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


def test_a_field_may_have_a_limit_of_its_own_which_the_browser_is_told() -> None:
    class Photo(forms.Form):
        file = SizedFileField(accept="image/*", advice=_("bagi menjadi beberapa."), limit_bytes=10 * 1024 * 1024)

    assert 'data-limit-bytes="10485760"' in str(Photo()["file"])
    large = SimpleUploadedFile("besar.jpg", b"x" * (10 * 1024 * 1024 + 1))
    assert Photo(None, MultiValueDict({"file": [large]})).errors["file"] == [
        "Berkas lebih dari 10 MB; bagi menjadi beberapa."
    ]


def test_of_several_files_the_one_that_is_refused_is_named(settings: object) -> None:
    settings.UPLOAD_LIMIT_BYTES = 2_000_000  # type: ignore[attr-defined]

    class Files(forms.Form):
        sheets = SizedFilesField(accept=".csv", advice=_("bagi menjadi beberapa."))

    assert 'data-limit-bytes="2000000"' in str(Files()["sheets"])
    assert "multiple" in str(Files()["sheets"])
    good, large, empty = (SimpleUploadedFile(f"{n}.csv", b"x" * size) for n, size in enumerate((5, 2_000_001, 0)))
    assert Files(None, MultiValueDict({"sheets": [good, good]})).is_valid()
    assert Files(None, MultiValueDict({"sheets": [good, large]})).errors["sheets"] == [
        "1.csv: Berkas lebih dari 2 MB; bagi menjadi beberapa."
    ]
    assert str(Files(None, MultiValueDict({"sheets": [empty]})).errors["sheets"][0]).startswith("2.csv: ")
    assert not Files(None, MultiValueDict({})).is_valid()
