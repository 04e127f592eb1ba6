"""From what a file says of a place to the code of an area: by name or by code, as precise as it says and no more."""

import re
from collections.abc import Mapping
from datetime import date

import polars as pl

from tumbuh.kernel.errors import Refused
from tumbuh.reference import areas
from tumbuh.registry.row_errors import ERROR_SCHEMA, no_errors

AREA_FIELDS = ("ward", "district", "city")
_CODE = re.compile(r"^\d{2}\.?\d{2}(\.?\d{2}(\.?\d{4})?)?$")
_LABELS = {"ward": "kelurahan", "district": "kecamatan", "city": "kota/kabupaten"}
_WAY_OUT = "Bila tidak pasti, kosongkan agar dihitung tanpa wilayah."


class PlaceFinder:
    """Finds areas as they are on one day; asks for each distinct place once."""

    def __init__(self, day: date) -> None:
        self._by_code = areas.areas_by_code(day)
        self._day = day

    def find(self, frame: pl.DataFrame, columns: Mapping[str, str]) -> tuple[pl.Series, pl.DataFrame]:
        """Return the area code of each row ("area_code", null: tanpa wilayah), and the errors of those not found."""
        if not columns:
            empty = pl.Series("area_code", [None] * frame.height, dtype=pl.String)
            return empty, no_errors()
        said = frame.select("row", **{field: pl.col(column) for field, column in columns.items()})
        places = said.select(*columns).unique()
        answers = [self._answer(place) for place in places.iter_rows(named=True)]
        known = places.hstack(
            pl.DataFrame(answers, schema=dict.fromkeys(("area_code", "code", "message"), pl.String), orient="row")
        )
        found = said.join(known, on=list(columns), how="left", nulls_equal=True, maintain_order="left")
        wrong = found.filter(pl.col("message").is_not_null()).select(
            "row",
            "code",
            column=pl.lit(next(iter(columns.values()))),
            value=pl.concat_str([pl.col(field).fill_null("") for field in columns], separator=" / ").str.slice(0, 80),
            message="message",
        )
        return found["area_code"], wrong.cast(ERROR_SCHEMA)

    def code_of(self, *, ward: str | None = None, district: str | None = None, city: str | None = None) -> str | None:
        """Return the code of the most precise place given; None when nothing is. Raises: UnknownArea, AmbiguousArea."""
        for level, text in (("ward", ward), ("district", district), ("city", city)):
            if text and _CODE.match(text):
                return self._known_code(text, level)
        if ward:
            return areas.find_ward(ward, district=district, city=city, on=self._day).code
        if district:
            return areas.find_district(district, city=city, on=self._day).code
        return areas.find_city(city, on=self._day).code if city else None

    def _answer(self, place: Mapping[str, str | None]) -> tuple[str | None, str | None, str | None]:
        """Return the area's code, or the code and the message of the refusal."""
        try:
            return self.code_of(**place), None, None
        except Refused as refused:
            return None, refused.code, f"{refused.message} {_WAY_OUT}"

    def _known_code(self, text: str, level: str) -> str:
        digits = text.replace(".", "")
        code = ".".join(part for part in (digits[:2], digits[2:4], digits[4:6], digits[6:]) if part)
        if code not in self._by_code:
            raise areas.UnknownArea(f"Kode {_LABELS[level]} {text} tidak dikenal; pakai kode Kemendagri.")
        return code
