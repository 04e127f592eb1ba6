"""
Coached owners: how many distinct people received a service in a period, whichever agencies gave it.

Question: how many owners did the city coach? Numerator: distinct owners with at least one service in the period.
Each agency's own list counts an owner once; added up, the lists count an owner of two agencies twice. That larger
number is the *raw list* and stands beside the figure, never in its place. Source: domain §7 indicator 14.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

import narwhals as nw

ID = "coached_owners"
VERSION = 1


def in_period(services: Any, first: date, last: date) -> Any:
    """Return the services from `first` to `last`, both included."""
    return services.filter((nw.col("given_on") >= first) & (nw.col("given_on") <= last))


def measure(services: Any, *, first: date, last: date) -> Any:
    """
    Return one row: coached (distinct in the period), raw_list (the lists added up), cumulative (distinct up to `last`).

    The input is any Narwhals frame with SERVICE_SCHEMA. Cost: two scans of three columns.
    """
    part = in_period(services, first, last)
    lists = part.select("agency", "owner_id").unique().select(raw_list=nw.len())
    coached = part.select("owner_id").unique().select(coached=nw.len())
    ever = services.filter(nw.col("given_on") <= last).select("owner_id").unique().select(cumulative=nw.len())
    one = coached.with_columns(_key=nw.lit(0))
    for other in (lists, ever):
        one = one.join(other.with_columns(_key=nw.lit(0)), on="_key", how="inner")
    return one.select("coached", "raw_list", "cumulative")


def lists(services: Any, *, first: date, last: date) -> Any:
    """Return agency and owners: how long each agency's own list of the period is."""
    part = in_period(services, first, last).select("agency", "owner_id").unique()
    return part.group_by("agency").agg(owners=nw.len())


def overlap(services: Any, *, first: date, last: date) -> Any:
    """Return agency, other and owners: how many are on both lists; the diagonal is each agency's own list."""
    part = in_period(services, first, last).select("agency", "owner_id").unique()
    pairs = part.join(part.rename({"agency": "other"}), on="owner_id", how="inner")
    return pairs.group_by("agency", "other").agg(owners=nw.len())


def rows(services: Any, *, first: date, last: date, by: Sequence[str] = ("owner_id", "agency")) -> Any:
    """Return the distinct rows behind the raw list: each owner with each agency that served him in the period."""
    return in_period(services, first, last).select(*by).unique()
