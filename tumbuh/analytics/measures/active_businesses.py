"""
Active businesses: how many distinct enterprises of the register were open on a day.

Question: how many UMKM does the city have? Numerator: businesses registered on or before the day and not closed by it.
A count, so it has no denominator; by area it is reconciled: total = sum of the areas + those without an area.
Source: domain §7 indicators 1 and 2.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

import narwhals as nw

ID = "active_businesses"
VERSION = 1


def is_open(day: date) -> Any:
    """Return the expression that is true for a business open on `day`; its closing day is its first day shut."""
    closed = nw.col("closed_on")
    return (nw.col("registered_on") <= day) & (closed.is_null() | (closed > day))


def active_on(businesses: Any, day: date) -> Any:
    """Return the businesses that were open on `day`."""
    return businesses.filter(is_open(day))


def measure(businesses: Any, *, day: date, by: Sequence[str] = ()) -> Any:
    """
    Return `businesses` (a count) per group; a group whose key is null is "tanpa wilayah".

    The input is any Narwhals frame with BUSINESS_SCHEMA, one row per business. Cost: one scan of three columns.
    """
    active = active_on(businesses, day)
    count = nw.len().alias("businesses")
    return active.group_by(*by).agg(count) if by else active.select(count)
