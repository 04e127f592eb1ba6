"""When each shop of the demo handed in its exports, what came too late, and who handed in nothing. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import polars as pl

from tumbuh.demo.chance import Chance
from tumbuh.demo.exports import shopee, tiktok
from tumbuh.demo.orders import SETTLED_AFTER, orders_of
from tumbuh.demo.shops import Stall
from tumbuh.demo.views import cancelled_late, seen_at, within
from tumbuh.kernel.periods import Month

BUSY = 60  # of the largest shops hand in half a year at a time, smaller ones a year: an import costs 0.2 s at any size
HANDS_ON = 6  # of the largest shops keep a fresh export back, for whoever tries the main job
LATE_CANCELLATIONS = 10  # in each of these, of orders that the ledger holds as completed
SILENT, CORRECTING = (
    0.12,
    0.15,
)  # of the other shops: silent for two to four months; a quarter once more


@dataclass(frozen=True)
class Upload:
    """One export: the orders from `first` to before `last`, as they were at `at` (WIB clock)."""

    first: datetime
    last: datetime
    at: datetime
    file_name: str

    def lines(self, history: pl.DataFrame) -> pl.DataFrame:
        """Return what the export shows of a shop's history."""
        return seen_at(within(history, self.first, self.last), self.at)


@dataclass(frozen=True)
class Story:
    """All that a shop did: its orders with everything that happened to them, the exports it handed in, a fresh one."""

    stall: Stall
    history: pl.DataFrame
    uploads: tuple[Upload, ...]
    fresh: Upload | None


def story_of(stall: Stall, *, start: date, now: datetime, chance: Chance) -> Story:
    """Return a shop's story from `start` to `now` (WIB clock). The same seed and days give the same story."""
    draws = chance.branch("uploads", stall.external_id)
    history = orders_of(stall, start=start, until=now.date(), chance=chance)
    first = max(start, stall.opened_on)
    if stall.serial < HANDS_ON:
        return _hands_on(stall, history, first, now, draws)
    habit = float(draws.uniform("habit", 1)[0])
    ends = _period_ends(first, now, months=6 if stall.serial < BUSY else 12)
    if habit < SILENT:
        month = Month.of(now.date()).previous()
        for _ in range(int(habit / SILENT * 3)):
            month = month.previous()
        stopped = month.start_on
        kept = [end for end in ends if end < stopped] + [stopped] if stopped > first else ends[:1]
        return Story(stall, history, tuple(_regular(stall, first, kept, now, draws)), None)
    uploads = _regular(stall, first, ends, now, draws)
    today = now - timedelta(hours=2 + float(draws.uniform("last", 1)[0]) * 40)
    last = datetime.combine(today.date(), time())
    begins = uploads[-1].last if uploads else _midnight(first)
    if begins < last:
        uploads.append(_upload(stall, begins, last, today))
    if habit < SILENT + CORRECTING and len(uploads) > 2:
        history, again = _correct(stall, history, uploads, now, draws)
        uploads = sorted([*uploads, again], key=lambda upload: upload.at)
    return Story(stall, history, tuple(uploads), None)


def _regular(stall: Stall, first: date, ends: Sequence[date], now: datetime, draws: Chance) -> list[Upload]:
    """Return one export for each period, handed in when nothing more happens to its orders."""
    made, begins = [], _midnight(first)
    delays = draws.uniform("delay", len(ends)).to_list()
    for end, delay in zip(ends, delays, strict=True):
        last = _midnight(end)
        at = min(last + SETTLED_AFTER + timedelta(hours=8 + delay * 200), now - timedelta(hours=3 + delay * 10))
        made.append(_upload(stall, begins, last, at))
        begins = last
    return made


def _hands_on(stall: Stall, history: pl.DataFrame, first: date, now: datetime, draws: Chance) -> Story:
    """Return a story in which the latest month was handed in whole, and then ten of its orders were cancelled."""
    cut = _last_settled_month_end(now)
    ends = [end for end in _period_ends(first, now, months=3) if end < cut]
    uploads = _regular(stall, first, [*ends, cut], now, draws)
    last_month = _midnight((cut - timedelta(days=1)).replace(day=1))
    mine = within(history, last_month, _midnight(cut))
    orders = _completed_alone(mine, uploads[-1].at)
    chosen = orders.gather(draws.shuffle("cancelled late", len(orders))[:LATE_CANCELLATIONS])
    moment = uploads[-1].at + (now - uploads[-1].at) / 2
    fresh = _upload(stall, last_month, _midnight(now.date() + timedelta(days=1)), now)
    return Story(stall, cancelled_late(history, chosen, moment), tuple(uploads), fresh)


def _correct(
    stall: Stall, history: pl.DataFrame, uploads: Sequence[Upload], now: datetime, draws: Chance
) -> tuple[pl.DataFrame, Upload]:
    """Return the history with a few late cancellations in a period, and that period's export once more."""
    chosen = uploads[int(draws.integers("which", 1, 0, len(uploads) - 2)[0])]
    orders = _completed_alone(within(history, chosen.first, chosen.last), chosen.at)
    count = int(draws.integers("how many", 1, 3, 9)[0])
    late = orders.gather(draws.shuffle("which orders", len(orders))[:count])
    at = min(chosen.at + timedelta(days=18, hours=3), now - timedelta(hours=1))
    moment = chosen.at + (at - chosen.at) / 2
    return cancelled_late(history, late, moment), _upload(stall, chosen.first, chosen.last, at)


def _completed_alone(lines: pl.DataFrame, moment: datetime) -> pl.Series:
    """Return the orders of one line that were completed at a moment and had nothing come back."""
    seen = seen_at(lines, moment).filter(pl.len().over("order") == 1)
    plain = (pl.col("status") == "completed") & pl.col("returned_at").is_null() & ~pl.col("is_strange")
    later = lines.filter(pl.col("returned_at").is_not_null())["order"]
    return seen.filter(plain & ~pl.col("order").is_in(later.implode()))["order"]


def _upload(stall: Stall, first: datetime, last: datetime, at: datetime) -> Upload:
    days = first.strftime("%Y%m%d"), (last - timedelta(days=1)).strftime("%Y%m%d")
    if stall.channel == "shopee":
        name = shopee.file_name(*days)
    else:
        name = tiktok.file_name(*days, suffix="xlsx" if stall.serial % 4 == 0 else "csv")
    return Upload(first, last, at.replace(microsecond=0), name)


def _period_ends(first: date, now: datetime, *, months: int) -> list[date]:
    """Return the days after the ends of the periods since `first` in which nothing more can happen to an order."""
    ends: list[date] = []
    day = date(first.year, (first.month - 1) // months * months + 1, 1)
    while True:
        month = day.month + months
        day = date(day.year + (month > 12), (month - 1) % 12 + 1, 1)
        if _midnight(day) + SETTLED_AFTER > now:
            return ends
        if day > first:
            ends.append(day)


def _last_settled_month_end(now: datetime) -> date:
    """Return the day after the end of the latest month in which nothing more can happen to its orders."""
    settled = (now - SETTLED_AFTER).date()
    return settled.replace(day=1)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time())
