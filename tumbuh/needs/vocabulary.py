"""The words that sentences are read with: the catalogue's kinds, the city's areas and well-known places."""

import tomllib
from functools import lru_cache
from pathlib import Path

from tumbuh.catalogue.supplying import KindRow, kinds
from tumbuh.needs.rules.words import Kind, Words
from tumbuh.reference.areas import all_areas

PLACES = Path(__file__).parent / "data" / "places.toml"
_SPOKEN = {"ward": ("kelurahan", "kel"), "district": ("kecamatan", "kec"), "city": ("kota", "kantor wali kota")}
_UNITS = {"catering": "porsi", "goods": "buah", "service": "unit"}  # where no offer says how it is counted


def words() -> Words:
    """Return the words of today."""
    return Words(kinds=tuple(_kind(row) for row in kinds()), areas=_areas(), landmarks=_landmarks())


def _kind(row: KindRow) -> Kind:
    return Kind(row.code, row.name, row.unit or _UNITS[row.line_kind], row.words)


@lru_cache(maxsize=1)
def _landmarks() -> dict[str, str]:
    return tomllib.loads(PLACES.read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def _areas() -> dict[str, str]:
    """Return every name of an area in small letters; a bare name means the widest area that has it."""
    found: dict[str, str] = {}
    for area in sorted(all_areas(), key=lambda one: -len(one.code)):
        if area.level not in _SPOKEN:
            continue
        name = area.name.lower()
        for kind in ("kota administrasi ", "kabupaten administrasi "):
            name = name.removeprefix(kind)
        found[name] = area.code
        found |= {f"{word} {name}": area.code for word in _SPOKEN[area.level]}
    return found
