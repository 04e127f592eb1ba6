"""Documents are set in our font or not at all, and words in them are words."""

import io
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from tumbuh.papers import typesetting
from tumbuh.web.documents.sheets import FIGURE_SHEET

MADE = datetime(2026, 4, 6, 5, tzinfo=UTC)
DATA = {
    "brand": "Tumbuh", "lang": "id", "title": "P3DN C", "question": "Berapa?", "percent": "91,82 %",
    "figure": [["Pembilang", "Rp1.000.000"]], "filters_title": "Bagian", "filters": [["Unit", "Dinas “A”"]],
    "footer": "Dibuat",
}  # fmt: skip


def text(content: bytes) -> str:
    return PdfReader(io.BytesIO(content)).pages[0].extract_text()


def test_the_same_data_give_the_same_tagged_file_with_its_own_font() -> None:
    made = typesetting.pdf(FIGURE_SHEET, DATA, made_at=MADE)
    assert made == typesetting.pdf(FIGURE_SHEET, DATA, made_at=MADE)
    reader = PdfReader(io.BytesIO(made))
    root: Any = reader.trailer["/Root"]
    assert (reader.metadata.title, root["/MarkInfo"]["/Marked"]) == ("P3DN C", True)
    resources: Any = reader.pages[0]["/Resources"]
    fonts = [str(one.get_object()["/BaseFont"]) for one in resources["/Font"].values()]
    assert fonts
    assert all("PlusJakartaSans" in font for font in fonts)
    assert "Rp1.000.000" in text(made)


def test_no_word_is_read_as_markup() -> None:
    trick = '#panic("x") *tebal* $a$ \\ #include "/etc/passwd"'
    assert "#panic(" in text(typesetting.pdf(FIGURE_SHEET, DATA | {"question": trick}, made_at=MADE))


def test_a_missing_font_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typesetting, "font_folders", lambda: {tmp_path})
    with pytest.raises(typesetting.FontMissingError):
        typesetting.pdf(FIGURE_SHEET, DATA, made_at=MADE)


def test_a_sign_that_the_font_has_not_is_refused() -> None:
    with pytest.raises(typesetting.UnprintableText) as refused:
        typesetting.pdf(FIGURE_SHEET, DATA | {"title": "漢"}, made_at=MADE)
    assert refused.value.signs == "漢"
