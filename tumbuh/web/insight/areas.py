"""Businesses by area: rows of a table, and a grid of labelled tiles that is a scheme and no map."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.urls import reverse
from django.utils.translation import gettext as _

from tumbuh.insight import queries
from tumbuh.kernel.numbers import format_number, format_percent
from tumbuh.reference.areas import areas_by_code
from tumbuh.web.insight.asking import RegisterAsked
from tumbuh.web.insight.figures import signed

TILES = Path(__file__).parent / "tiles.csv"
TILE_HEIGHT, GAP = 52, 4
FEW = 20  # businesses on the first day; a rate of fewer says little and is drawn pale
SHADES = ("0.06", "0.17", "0.28", "0.39", "0.5")


@dataclass(frozen=True)
class AreaRow:
    """One area in a table."""

    name: str
    before: str
    after: str
    change: str
    rate: str
    href: str
    inside: str = ""  # the address of the table of its districts


@dataclass(frozen=True)
class Tile:
    """One district on the grid. `x` and `width` are percentages, `y` pixels."""

    x: str
    y: int
    width: str
    label: str
    rate: str
    shade: str
    title: str
    href: str
    is_few: bool


@dataclass(frozen=True)
class TileGrid:
    """The grid of all districts."""

    tiles: Sequence[Tile]
    height: int
    few: int


def city_rows(shown: queries.RegisterFigures) -> list[AreaRow]:
    """Return the cities by code and, last, the businesses without an area."""
    return [_row(shown, area, inside=True) for area in shown.cities]


def district_rows(shown: queries.RegisterFigures, city: str) -> list[AreaRow]:
    """Return the districts of a city by code."""
    return [_row(shown, area) for area in shown.districts if (area.code or "").startswith(f"{city}.")]


def whole_row(shown: queries.RegisterFigures) -> AreaRow:
    """Return the sum of all areas and of the businesses without one."""
    return _row(shown, shown.whole)


def area_name(code: str | None) -> str:
    """Return the name of an area's code; "Tanpa wilayah" for none."""
    if code in {None, queries.NO_AREA}:
        return _("Tanpa wilayah")
    if not code:
        return _("Seluruh Jakarta")
    known = areas_by_code().get(code)
    return known.name if known else code


def _row(shown: queries.RegisterFigures, area: queries.Growth, *, inside: bool = False) -> AreaRow:
    code = queries.NO_AREA if area.code is None else area.code
    asked = RegisterAsked(shown.span.before, shown.span.after, area=code)
    growth = f"{reverse('insight_growth')}?{asked.query()}"
    return AreaRow(
        name=area_name(area.code),
        before=format_number(area.before),
        after=format_number(area.after),
        change=signed(area.change),
        rate=format_percent(area.change, area.before),
        href=f"{reverse('insight_active')}?{asked.query()}",
        inside=growth if inside and area.code else "",
    )


def tiles(shown: queries.RegisterFigures) -> TileGrid:
    """Return the grid, each tile shaded by the growth of its district; five shades of as many districts each."""
    counts = {area.code: area for area in shown.districts}
    placed = [(place, counts.get(place[0], queries.Growth(place[0], 0, 0, 0, 0, 0))) for place in _places()]
    ranked = sorted((area for _place, area in placed if area.before >= FEW), key=lambda area: area.change / area.before)
    shade = {area.code: SHADES[number * len(SHADES) // len(ranked)] for number, area in enumerate(ranked)}
    columns = max(place[1] for place, _area in placed) + 1
    rows = max(place[2] for place, _area in placed) + 1
    drawn = [_tile(shown, place, area, columns=columns, shade=shade.get(area.code, "")) for place, area in placed]
    return TileGrid(drawn, rows * (TILE_HEIGHT + GAP), sum(tile.is_few for tile in drawn))


def _tile(
    shown: queries.RegisterFigures, place: tuple[str, int, int, str], area: queries.Growth, *, columns: int, shade: str
) -> Tile:
    code, column, row, label = place
    step = 100 / columns
    asked = RegisterAsked(shown.span.before, shown.span.after, area=code)
    rate = format_percent(area.change, area.before, digits=1)
    counts = {"before": format_number(area.before), "after": format_number(area.after)}
    return Tile(
        x=f"{column * step + 0.4:.2f}%",
        y=row * (TILE_HEIGHT + GAP),
        width=f"{step - 0.8:.2f}%",
        label=label,
        rate=rate.removesuffix(" %"),
        shade=shade,
        title=_("%(name)s: %(rate)s, dari %(before)s menjadi %(after)s usaha")
        % {"name": area_name(code), "rate": rate, **counts},
        href=f"{reverse('insight_growth')}?{asked.query()}",
        is_few=area.before < FEW,
    )


@cache
def _places() -> tuple[tuple[str, int, int, str], ...]:
    with TILES.open(newline="", encoding="utf-8") as file:
        return tuple((row["code"], int(row["column"]), int(row["row"]), row["label"]) for row in csv.DictReader(file))
