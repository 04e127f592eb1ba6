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
_CITY_WORDS = re.compile(r"\b(kota|kabupaten|kab|adm|administrasi|administratif)\b\.?", re.IGNORECASE)
_LABELS = {"ward": "kelurahan", "district": "kecamatan", "city": "kota/kabupaten"}


class UnknownPlace(areas.UnknownArea):
    """No area has this name or code, as a list writes it."""


class PlaceFinder:
    """Finds areas as they are on one day; asks for each distinct place once."""

    def __init__(self, day: date) -> None:
        self._by_code = {area.code: area for area in areas.all_areas(day)}
        self._day = day

    def find(self, frame: pl.DataFrame, columns: Mapping[str, str]) -> tuple[pl.Series, pl.DataFrame]:
        """Return the area code of each row ("area_code", null: tanpa wilayah), and the errors of those not found."""
        if not columns:
            empty = pl.Series("area_code", [None] * frame.height, dtype=pl.String)
            return empty, no_errors()
        said = frame.select("row", **{field: pl.col(column) for field, column in columns.items()})
        places = said.select(*columns).unique()
        codes: list[str | None] = []
        messages: list[str | None] = []
        for place in places.iter_rows(named=True):
            try:
                codes.append(self.code_of(**place))
                messages.append(None)
            except Refused as refused:
                codes.append(None)
                messages.append(refused.message)
        known = places.with_columns(
            area_code=pl.Series(codes, dtype=pl.String), message=pl.Series(messages, dtype=pl.String)
        )
        found = said.join(known, on=list(columns), how="left", nulls_equal=True, maintain_order="left")
        wrong = found.filter(pl.col("message").is_not_null()).select(
            "row",
            code=pl.lit(UnknownPlace.code),
            column=pl.lit(next(iter(columns.values()))),
            value=pl.concat_str([pl.col(field).fill_null("") for field in columns], separator=" / ").str.slice(0, 80),
            message="message",
        )
        return found["area_code"], wrong.cast(ERROR_SCHEMA)

    def code_of(self, *, ward: str | None = None, district: str | None = None, city: str | None = None) -> str | None:
        """Return the code of the most precise place given; None when nothing is. Raises: UnknownPlace."""
        for level, text in (("ward", ward), ("district", district), ("city", city)):
            if text and _CODE.match(text):
                return self._known_code(text, level)
        if ward:
            return areas.find_ward(ward, district=district, city=_city_name(city)).code
        if district:
            return self._named(district, "district", within=_city_name(city))
        return self._named(_city_name(city) or "", "city") if city else None

    def _known_code(self, text: str, level: str) -> str:
        digits = text.replace(".", "")
        code = ".".join(part for part in (digits[:2], digits[2:4], digits[4:6], digits[6:]) if part)
        if code not in self._by_code:
            raise UnknownPlace(f"Kode {_LABELS[level]} {text} tidak dikenal; pakai kode Kemendagri atau kosongkan.")
        return code

    def _named(self, name: str, level: str, *, within: str | None = None) -> str:
        wanted = _plain(name)
        found = [
            area.code
            for area in self._by_code.values()
            if area.level == level and _plain(_city_name(area.name) or area.name) == wanted
        ]
        if within and len(found) > 1:
            city = self._named(within, "city")
            found = [code for code in found if code.startswith(city)]
        if len(found) != 1:
            raise UnknownPlace(
                f"{_LABELS[level].capitalize()} “{name}” tidak ditemukan; periksa ejaannya, atau kosongkan agar "
                "dihitung tanpa wilayah."
            )
        return found[0]


def _city_name(text: str | None) -> str | None:
    return " ".join(_CITY_WORDS.sub(" ", text).split()) if text else None


def _plain(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())
