"""The manual speaks of buttons and headings that the pages really have: what is bold in it stands on a page."""

import re

import pytest

from tests.repo.tree import name_of, tracked

FOLDERS = ("docs/panduan/", "docs/tutorial/", "docs/how-to/")
PAGES = [path for path in tracked() if name_of(path).startswith(FOLDERS)]
SOURCES = [path for path in tracked() if name_of(path).startswith("tumbuh/web/") and path.suffix in {".html", ".py"}]


def words_of_pages() -> set[str]:
    """Return every text that a template or view gives to gettext."""
    found: set[str] = set()
    for path in SOURCES:
        text = path.read_text(encoding="utf-8")
        found |= {said for _, said in re.findall(r"translate (['\"])(.+?)\1", text)}
        found |= {said for _, said in re.findall(r"\b(?:_|gettext_noop)\(\s*(['\"])(.+?)\1", text)}
        found |= {" ".join(said.split()) for said in re.findall(r"blocktrans[^%]*%}(.+?){%", text, flags=re.DOTALL)}
    return found


def unknown(text: str, words: set[str]) -> list[str]:
    """Return the bold words of a page that no page of the product has; "**A → B**" is two of them."""
    bold = re.findall(r"\*\*([^*]+)\*\*", " ".join(text.split()))
    return [one for pair in bold for one in pair.split(" → ") if one not in words]


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_what_is_bold_stands_on_a_page(path: object) -> None:
    assert unknown(path.read_text(encoding="utf-8"), words_of_pages()) == []  # type: ignore[attr-defined]


def test_a_button_that_is_gone_would_be_found() -> None:
    assert unknown("Tekan **Simpan\nsemua**, lalu **Impor → Ulang**.", {"Impor"}) == ["Simpan semua", "Ulang"]
