"""Sheets to print and to send on, whose words are those of the pages."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from tumbuh.papers.typesetting import pdf

FIGURE_SHEET = Path(__file__).with_name("figure_sheet.typ")


def figure_sheet(data: Mapping[str, Any], *, made_at: datetime) -> bytes:
    """Return one figure with both its numbers as a sheet. Raises: FontMissingError, UnprintableText."""
    return pdf(FIGURE_SHEET, data, made_at=made_at)
