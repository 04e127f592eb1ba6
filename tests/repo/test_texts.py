"""Every word that a page says goes through gettext, so that English is a switch away."""

import re

import pytest

from tests.repo.tree import name_of, tracked

# The guide shows invented samples; the pages of the worst errors are made without a request, in both languages.
SAMPLES = ("guide.html", "/400.html", "/500.html")
TEMPLATES = [
    path
    for path in tracked()
    if name_of(path).startswith("tumbuh/web/") and path.suffix == ".html" and not name_of(path).endswith(SAMPLES)
]
# Words that are the same in every language: the name, and kinds of files.
SAME = {
    "Tumbuh",
    "Indonesia",
    "English",
    "CSV",
    "PDF",
    "Excel",
    "XLSX",
    "NIK",
    "NIB",
    "NPWP",
    "KBLI",
    "UMKM",
    "WIB",
    "Rp",
    "id",
    "en",
    "ID",
    "EN",
}
SPOKEN = ("placeholder", "title", "alt", "aria-label", "label", "lead", "caption", "submit", "help")


def bare_words(template: str) -> list[str]:
    """Return what a template says without gettext: text between tags, and attributes that are read to people."""
    text = re.sub(r"(?s){#.*?#}|{% comment .*?endcomment %}|<!--.*?-->|<!doctype[^>]*>", "", template)
    text = re.sub(r"(?s)<(script|style)\b.*?</\1>", "", text)
    text = re.sub(r"(?s){% blocktrans.*?{% endblocktrans\w* %}", "", text)
    text = re.sub(r"(?s){[%{].*?[%}]}", "", text)
    said: list[str] = re.findall(rf'\s(?:{"|".join(SPOKEN)})="([^"]*)"', text)
    said += re.sub(r"(?s)<[^>]*>", "\n", text).split("\n")
    return [one.strip() for one in said if set(re.findall(r"[A-Za-zÀ-ÿ]{2,}", one)) - SAME]


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_a_template_says_nothing_without_gettext(path: object) -> None:
    assert bare_words(path.read_text(encoding="utf-8")) == []  # type: ignore[attr-defined]


def test_bare_words_would_be_found() -> None:
    template = (
        '<h1 title="{% translate "a" %}">{% translate "Halo" %}</h1><p>Selamat datang</p>{# catatan #}'
        '<input placeholder="Cari nama" value="x">{% blocktranslate %}satu{% endblocktranslate %} · Tumbuh {{ n }}'
    )
    assert bare_words(template) == ["Cari nama", "Selamat datang"]
