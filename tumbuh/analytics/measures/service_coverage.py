"""
Service coverage: which part of the members has received each of the seven services.

Question: how many members has each service reached? Denominator: members, the owners whose registration (P1) was
recorded by the day. Numerator: those of them who have received the service by the day. A service is no step of a
ladder: each has its own share, and an owner may have a later one without an earlier one. Owners who received a service
without being registered are shown apart. Source: domain §4 (stages are services), §7 indicator 7.
"""

from datetime import date
from typing import Any

import narwhals as nw

ID = "service_coverage"
VERSION = 1
_REGISTRATION = "registration"


def members(services: Any, day: date) -> Any:
    """Return owner_id of those registered by the day."""
    known = services.filter((nw.col("given_on") <= day) & (nw.col("kind") == _REGISTRATION))
    return known.select("owner_id").unique()


def measure(services: Any, *, day: date) -> Any:
    """
    Return kind, numerator (members who received it), denominator (all members) and outside (others who received it).

    A kind that nobody received has no row. The input is any Narwhals frame with SERVICE_SCHEMA.
    """
    registered = members(services, day)
    received = services.filter(nw.col("given_on") <= day).select("owner_id", "kind").unique()
    marked = received.join(registered.with_columns(_member=nw.lit(1)), on="owner_id", how="left")
    member = nw.col("_member").fill_null(0)
    counted = (
        marked.with_columns(_in=member, _out=1 - member)
        .group_by("kind")
        .agg(numerator=nw.col("_in").sum(), outside=nw.col("_out").sum())
    )
    total = registered.select(denominator=nw.len()).with_columns(_key=nw.lit(0))
    joined = counted.with_columns(_key=nw.lit(0)).join(total, on="_key", how="inner")
    return joined.select("kind", "numerator", "denominator", "outside")
