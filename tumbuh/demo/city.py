"""The whole demo city as values: from a seed, a scale and a moment to its register and its shops. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import polars as pl

from tumbuh.demo import population, register, shops
from tumbuh.demo.chance import Chance
from tumbuh.demo.coaching_courses import course_days, seats_of
from tumbuh.demo.coaching_online import OnlineGroups, lifted, online_groups
from tumbuh.demo.months import months_back
from tumbuh.demo.shops import Seller, Stall
from tumbuh.demo.uploads import Story, story_of

MONTHS_OF_SALES = 24
LIST_BEFORE = timedelta(days=20)  # the first register list is that much older than the first sale
LISTS_APART_MONTHS = 6


@dataclass(frozen=True)
class City:
    """The demo city. `now` is a WIB clock time; `register` has one row per enterprise, see `register.register`."""

    seed: int
    scale: float
    now: datetime
    start: date
    register: pl.DataFrame
    sellers: tuple[Seller, ...]
    stalls: tuple[Stall, ...]
    online: OnlineGroups  # who took a course about selling online

    @property
    def chance(self) -> Chance:
        """The city's streams of chance."""
        return Chance(self.seed)

    def stories(self) -> Iterator[Story]:
        """Return the shops' stories, one at a time, so that a large city's orders need not be held at once."""
        return (self.story(stall) for stall in self.stalls)

    def story(self, stall: Stall) -> Story:
        """Return one shop's story."""
        return story_of(stall, start=self.start, now=self.now, chance=self.chance)


def city(
    *, seed: int, scale: float, now: datetime, wards: Mapping[str, Sequence[str]], districts: Sequence[str]
) -> City:
    """
    Return the city of a seed at a scale, up to `now` (WIB clock, without a zone).

    `wards`: the codes of the wards of each city; `districts`: six digits each, as national ids begin.
    Raises: ValueError when the scale is too small for a city.
    """
    chance = Chance(seed)
    lives = population.lifetimes(population.plan(scale, now.date()), chance)
    people = register.register(population.place(lives, wards, chance), districts, chance)
    start = months_back(now.date(), MONTHS_OF_SALES)
    count = shops.stall_count(scale)
    chosen = shops.sellers(people, shops.seller_count(count), start=start - LIST_BEFORE, chance=chance)
    stalls = shops.stalls(chosen, count, start=start, today=now.date(), chance=chance)
    owners = dict(people.filter(pl.col("nib").is_not_null()).select("nib", "owner").iter_rows())
    groups = online_groups(chosen, stalls[0].seller.nib, owners, most=seats_of(scale), chance=chance)
    stalls = lifted(stalls, groups.helped, owners, ended_on=course_days(now.date())[-1])
    return City(seed, scale, now, start, people, tuple(chosen), tuple(stalls), groups)


def list_moments(start: date, now: datetime) -> list[datetime]:
    """Return when the register's lists came: before the first sale, then every half year, the last one today."""
    first = datetime.combine(start - LIST_BEFORE, datetime.min.time()).replace(hour=9)
    moments = [first]
    while True:
        number = moments[-1].year * 12 + moments[-1].month - 1 + LISTS_APART_MONTHS
        later = moments[-1].replace(year=number // 12, month=number % 12 + 1)
        if later > now - timedelta(days=40):
            break
        moments.append(later)
    return [*moments, now - timedelta(hours=6)]


def list_at(people: pl.DataFrame, moment: datetime, before: datetime | None) -> pl.DataFrame:
    """Return the rows of a list: what was registered or shut since the list before, as it was known on its day."""
    day = moment.date()
    rows = people.filter(pl.col("registered_on") <= day).with_columns(
        closed_on=pl.when(pl.col("closed_on") <= day).then("closed_on")
    )
    if before is None:
        return rows
    return rows.filter((pl.col("registered_on") > before.date()) | (pl.col("closed_on") > before.date()))
