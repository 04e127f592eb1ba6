"""How a shop's orders spread over days and hours: growth, weekdays, Ramadan, twin dates, paydays. Pure."""

from datetime import date, timedelta
from functools import cache

LEBARAN = date(2025, 3, 31)  # 1 Syawal 1446
LUNAR_YEAR_DAYS = 354.367  # so that neighbouring years come out within a day of the official ones
YEARLY_GROWTH = 1.24  # of online sales; plausible, not published
CITY_GROWTH = {"31.71": 1.05, "31.72": 0.98, "31.73": 1.12, "31.74": 1.00, "31.75": 1.08, "31.01": 0.90}
WEEKDAYS = (1.04, 0.98, 0.95, 0.97, 1.05, 1.10, 0.91)  # Monday first
TWIN_DATES = {(6, 6): 1.5, (7, 7): 1.4, (8, 8): 1.5, (9, 9): 1.7, (10, 10): 1.8, (11, 11): 2.6, (12, 12): 2.9}
PAYDAYS = range(25, 29)
FESTIVE_KINDS = frozenset({"kue", "kue_basah", "batik", "konveksi", "makanan_ringan"})
# Orders by hour of the day in WIB: few at night, a hump at noon and the highest after work.
HOURS = (9, 5, 3, 2, 3, 6, 12, 20, 31, 42, 50, 55, 60, 58, 52, 49, 48, 50, 56, 68, 74, 66, 44, 22)


@cache
def lebaran_near(day: date) -> date:
    """Return the Lebaran that is nearest to a day."""
    years = round((day - LEBARAN).days / LUNAR_YEAR_DAYS)
    return LEBARAN + timedelta(days=round(years * LUNAR_YEAR_DAYS))


def festive(day: date) -> float:
    """Return the factor of Ramadan and Lebaran: up to 2.4 five days before, 0.35 while couriers rest, else 1."""
    left = (lebaran_near(day) - day).days
    if -5 <= left <= 1:
        return 0.35
    if 2 <= left <= 30:
        return 1.0 + 1.4 * (1 - abs(left - 5) / 25) if left >= 5 else 1.6
    return 1.0


def weight(day: date, *, start: date, city: str | None, kind: str) -> float:
    """Return how many orders a day draws, of a shop that would have 1 on a plain day at `start`."""
    years = (day - start).days / 365.25
    growth: float = (YEARLY_GROWTH * CITY_GROWTH.get(city or "", 1.0)) ** years
    season = festive(day)
    if kind not in FESTIVE_KINDS and season > 1:
        season = 1 + (season - 1) / 3
    twin = TWIN_DATES.get((day.month, day.day), 1.15 if day.day in PAYDAYS else 1.0)
    return growth * WEEKDAYS[day.weekday()] * season * twin
