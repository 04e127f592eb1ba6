"""A document as the typesetter wants it: what it says, with its number, its day and its square code."""

import io
from pathlib import Path
from typing import Any

import segno

from tumbuh.kernel.periods import format_day
from tumbuh.papers.links import check_url
from tumbuh.papers.models import Paper
from tumbuh.papers.rules import KIND_NAMES, PaperKind, grouped, without
from tumbuh.papers.typesetting import UnprintableText, pdf

TEMPLATES = Path(__file__).parent / "templates"
_TRIES = 20  # signs that the font has not are found one after the other


def typeset(paper: Paper) -> bytes:
    """
    Return the document as PDF/UA-1: the same paper gives the same bytes with the same version of typesetter and font.

    A sign that the font has not (a seller's little picture in a product's name) is left out of the print, because a
    document that cannot be printed helps nobody; it stays in the content. Raises: FontMissingError, UnprintableText.
    """
    data = printable(paper)
    template = TEMPLATES / f"{paper.kind}.typ"
    for _ in range(_TRIES):
        try:
            return pdf(template, data, made_at=paper.issued_at)
        except UnprintableText as refused:
            if not refused.signs:
                raise
            data = without(refused.signs, data)
    return pdf(template, data, made_at=paper.issued_at)


def printable(paper: Paper) -> dict[str, Any]:
    """Return all words of the document, its number and its square code as an SVG picture."""
    url = check_url(paper.code)
    picture = io.BytesIO()
    segno.make(url, error="m", micro=False).save(picture, kind="svg", border=0, scale=4, xmldecl=False, svgns=True)
    return {
        **paper.content,
        "kind": KIND_NAMES[PaperKind(paper.kind)],
        "number": paper.number,
        "day": format_day(paper.issued_on),
        "code": grouped(paper.code),
        "url": url,
        "square": picture.getvalue().decode(),
    }
