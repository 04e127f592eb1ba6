"""
How many enterprises open and close, when and where, so that the published figures come out of rows. Pure.

Published (domain §7): 225,415 active at the end of 2022, 243,972 at the end of 2023 (8.23 %), the latter by city with
72 that belong to no area. All other years are plausible, not published; `docs/explanation/demo-city.md` says so.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import polars as pl

from tumbuh.demo.chance import Chance, split_by_weight

FIRST_YEAR = 2018  # the first of NIBs; the demo's register holds nothing older
STOCK = {
    2018: 92_000, 2019: 131_400, 2020: 150_200, 2021: 188_300, 2022: 225_415, 2023: 243_972, 2024: 257_100,
    2025: 268_900, 2026: 279_400,
}  # fmt: skip
LATER_GROWTH = 1.03
CLOSING = {2018: 0.0, 2019: 0.021, 2020: 0.064, 2021: 0.039, 2022: 0.031, 2023: 0.028}
LATER_CLOSING = 0.031
AREA_YEAR = 2023
NO_AREA = "-"
AREA_SHARES = {
    "31.71": 34_717, "31.72": 39_398, "31.73": 48_201, "31.74": 67_208, "31.75": 50_880, "31.01": 3_496, NO_AREA: 72,
}  # fmt: skip


@dataclass(frozen=True)
class YearPlan:
    """One year: how many enterprises open and close in it, and its last day that the register knows."""

    year: int
    births: int
    closures: int
    last_on: date


def stock(year: int, scale: float) -> int:
    """Return how many enterprises are active at the end of a year, rounded to whole ones."""
    last = max(STOCK)
    full = STOCK[year] if year <= last else STOCK[last] * LATER_GROWTH ** (year - last)
    return round(full * scale)


def plan(scale: float, last_on: date) -> list[YearPlan]:
    """
    Return the years from 2018 to the one of `last_on`, which gets the part of its year that has passed.

    Raises: ValueError when the city would not reach the published years, or would be empty.
    """
    if last_on.year <= AREA_YEAR:
        raise ValueError(f"the demo city needs a day after {AREA_YEAR}")
    if stock(AREA_YEAR, scale) < len(AREA_SHARES):
        raise ValueError("the scale is too small for a city")
    years, before = [], 0
    for year in range(FIRST_YEAR, last_on.year + 1):
        closures = round(before * CLOSING.get(year, LATER_CLOSING))
        births = stock(year, scale) - before + closures
        end = date(year, 12, 31)
        if year == last_on.year:
            passed = last_on.timetuple().tm_yday / end.timetuple().tm_yday
            births, closures, end = round(births * passed), round(closures * passed), last_on
        years.append(YearPlan(year, births, closures, end))
        before += births - closures
    return years


def lifetimes(years: Sequence[YearPlan], chance: Chance) -> pl.DataFrame:
    """Return one row per enterprise, by day of registering: serial (from 0), registered_on, closed_on (null: open)."""
    opened: list[pl.Series] = []
    closed: dict[int, date] = {}
    alive: list[int] = []
    count = 0
    for year in years:
        draws = chance.branch("lifetimes", year.year)
        days = (year.last_on - date(year.year, 1, 1)).days + 1
        order = draws.shuffle("who closes", len(alive))[: year.closures]
        closing_days = draws.integers("closing day", year.closures, 0, days - 1)
        leaving = {
            alive[at]: date(year.year, 1, 1) + timedelta(days=day) for at, day in zip(order, closing_days, strict=True)
        }
        closed |= leaving
        births = draws.integers("day", year.births, 0, days - 1).sort()
        opened.append(
            pl.select(pl.lit(date(year.year, 1, 1)) + pl.duration(days=pl.lit(births))).to_series().alias("day")
        )
        alive = [serial for serial in alive if serial not in leaving] + list(range(count, count + year.births))
        count += year.births
    frame = pl.DataFrame({"registered_on": pl.concat(opened).cast(pl.Date)}).with_row_index("serial")
    shut = pl.DataFrame(list(closed.items()), schema={"serial": pl.UInt32, "closed_on": pl.Date}, orient="row")
    return frame.join(shut, on="serial", how="left", maintain_order="left")


def place(lives: pl.DataFrame, wards: Mapping[str, Sequence[str]], chance: Chance) -> pl.DataFrame:
    """
    Add `city_code` and `ward_code` (null: without an area); those active at the end of 2023 in the published shares.

    `wards`: the codes of the wards of each city. The shares of the others are the same, by chance.
    """
    draws = chance.branch("places")
    codes = list(AREA_SHARES)
    counted = active_on(lives, date(AREA_YEAR, 12, 31))
    exact = [
        code
        for code, part in zip(codes, split_by_weight(counted.height, list(AREA_SHARES.values())), strict=True)
        for _ in range(part)
    ]
    shuffled = pl.Series(exact).gather(draws.shuffle("order", len(exact)))
    placed = pl.DataFrame({"serial": counted["serial"], "exact": shuffled})
    random = draws.pick("others", lives.height, codes, list(AREA_SHARES.values()))
    both = lives.with_columns(random=random).join(placed, on="serial", how="left", maintain_order="left")
    city = both.select(pl.coalesce("exact", "random")).to_series()
    return lives.with_columns(
        city_code=pl.select(pl.when(city != NO_AREA).then(city)).to_series(),
        ward_code=_wards_of(city, wards, draws),
    )


def _wards_of(city: pl.Series, wards: Mapping[str, Sequence[str]], draws: Chance) -> pl.Series:
    """Return a ward in each city, some wards having five times as many enterprises as others."""
    found = pl.Series([None] * len(city), dtype=pl.String)
    for code, names in wards.items():
        weights = (draws.uniform(f"weight {code}", len(names)) * 1.6 + 0.4).to_list()
        chosen = draws.pick(f"ward {code}", len(city), list(names), weights)
        found = pl.select(pl.when(city == code).then(chosen).otherwise(found)).to_series()
    return found


def active_on(lives: pl.DataFrame, day: date) -> pl.DataFrame:
    """Return the enterprises that were open on a day; the closing day is the first day shut."""
    closed = pl.col("closed_on")
    return lives.filter((pl.col("registered_on") <= day) & (closed.is_null() | (closed > day)))
