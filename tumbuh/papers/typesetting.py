"""Documents to print and to send on, set by Typst with the font of the pages."""

import json
import re
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import fontpkg
import typst
from django.utils.translation import gettext

from tumbuh.kernel.errors import Refused

FAMILY = "Plus Jakarta Sans"
_UNPRINTABLE = re.compile(r'the text `"([^`]+)"` could not be displayed')  # how Typst names them


class FontMissingError(Exception):
    """The font of our documents is not installed."""


class UnprintableText(Refused):
    """A sign of the text is not in the font, so that it would be printed as an empty box."""

    code = "unprintable_text"

    def __init__(self, message: str, *, signs: str = "") -> None:
        super().__init__(message)
        self.signs = signs  # the first ones that were met


def pdf(template: Path, data: Mapping[str, Any], *, made_at: datetime) -> bytes:
    """
    Return a template as PDF/UA-1 with `data` in it; the same data give the same bytes in every process.

    A template sees its own folder only. Words travel as data and never as markup. Only our font is used: Typst warns
    of a missing one and sets the text in another, which would look right here and wrong elsewhere, so that a warning
    is an error.

    Raises: FontMissingError, UnprintableText.
    """
    fonts = [str(path) for path in font_folders()]
    try:
        made, warnings = typst.compile_with_warnings(
            str(template),
            root=str(template.parent),
            font_paths=fonts,
            ignore_system_fonts=True,
            format="pdf",
            sys_inputs={"data": json.dumps(data)},
            pdf_standards=["ua-1"],
            timestamp=int(made_at.timestamp()),
        )
    except typst.TypstError as error:
        met = _UNPRINTABLE.search(str(error))
        if met is None:
            raise
        raise UnprintableText(
            gettext("Lembar tidak dapat dicetak: ada huruf pada nama unit atau dokumen yang tidak dikenal cetakannya."),
            signs=met[1],
        ) from error
    if warnings:
        raise FontMissingError("; ".join(str(one) for one in warnings))
    return bytes(made)


def font_folders() -> set[Path]:
    """Return where the files of the font are. Raises: FontMissingError."""
    try:
        family = fontpkg.family(FAMILY)
    except fontpkg.FamilyNotInstalled as error:
        raise FontMissingError(f"{FAMILY} is not installed; install requirements/base.txt") from error
    return {Path(file.path).parent for file in family.files}
