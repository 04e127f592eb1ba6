"""Businesses as rows of a page and as columns of a file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl
from django.utils.translation import gettext_lazy as _

from tumbuh.kernel.numbers import NOTHING
from tumbuh.kernel.periods import format_day
from tumbuh.reference.areas import areas_by_code
from tumbuh.web.insight import words
from tumbuh.web.insight.areas import area_name

COLUMNS: Mapping[str, Any] = {
    "name": _("Usaha"),
    "city": _("Kota"),
    "district": _("Kecamatan"),
    "ward": _("Kelurahan"),
    "size": _("Kelas"),
    "registered_on": _("Terdaftar"),
    "closed_on": _("Hari pertama tutup"),
    "business_id": _("ID usaha"),
}


@dataclass(frozen=True)
class BusinessLine:
    """One row of a page."""

    name: str
    business_id: str
    area: str
    size: str
    registered: str
    closed: str


def page_lines(frame: pl.DataFrame) -> Sequence[BusinessLine]:
    """Return the businesses of one page."""
    return [_line(row) for row in frame.iter_rows(named=True)]


def _line(row: Mapping[str, Any]) -> BusinessLine:
    codes = [row[name] for name in ("ward_code", "district_code", "city_code") if row[name]]
    return BusinessLine(
        name=row["name"],
        business_id=row["business_id"],
        area=", ".join(area_name(code) for code in codes) or area_name(None),
        size=str(words.CLASSES.get(row["size_class"], NOTHING)),
        registered=format_day(row["registered_on"]),
        closed=format_day(row["closed_on"]) if row["closed_on"] else "",
    )


def file_header() -> Sequence[str]:
    """Return the names of a file's columns."""
    return [str(name) for name in COLUMNS.values()]


def file_frame(frame: pl.DataFrame) -> pl.DataFrame:
    """Return the businesses with a file's columns, codes in words."""
    names = {code: area.name for code, area in areas_by_code().items()}
    classes = {code: str(word) for code, word in words.CLASSES.items()}
    return frame.with_columns(
        city=pl.col("city_code").replace(names),
        district=pl.col("district_code").replace(names),
        ward=pl.col("ward_code").replace(names),
        size=pl.col("size_class").replace(classes),
    ).select(*COLUMNS)
