"""What the register says of businesses as sellers, many at once: name, place, class and licences of a day."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from tumbuh.registry.models import Licence


@dataclass(frozen=True)
class SellerFacts:
    """One business and the licences that hold on the day; `area_code` and `size_class` are "" where nobody knows."""

    id: int
    public_id: str
    name: str
    area_code: str
    size_class: str
    kbli_code: str
    licences: tuple[tuple[str, str, date | None], ...]  # (kind, number, last day)
    is_open: bool


# What the register says of businesses on %(on)s, one row each, for a statement that reads more of them at once; `id` is
# the business, the columns are those of `facts_of_row`. A withdrawn business has none. It ends in a condition, to which
# `AND b.id = … OFFSET 0` may be added: among many tables the planner would else work it out for all businesses first.
SELLER_FACTS = """
    SELECT b.id, b.public_id::text, b.name, coalesce(s.area_code, '') AS area_code,
           coalesce(a.size_class, '') AS size_class, b.kbli_code,
           l.kinds, l.numbers, l.ends, b.closed_on IS NULL OR b.closed_on > %(on)s AS is_open
    FROM registry_business b
    LEFT JOIN registry_site s ON s.business_id = b.id AND s.kind = 'main' AND s.withdrawn_at IS NULL
    LEFT JOIN LATERAL (
        SELECT size_class FROM registry_classassessment a
        WHERE a.business_id = b.id AND a.withdrawn_at IS NULL AND a.as_of <= %(on)s ORDER BY a.as_of DESC LIMIT 1
    ) a ON true
    LEFT JOIN LATERAL (
        SELECT array_agg(kind ORDER BY kind, number) AS kinds, array_agg(number ORDER BY kind, number) AS numbers,
               array_agg(valid_to ORDER BY kind, number) AS ends
        FROM registry_licence l
        WHERE l.business_id = b.id AND l.withdrawn_at IS NULL AND (l.valid_to IS NULL OR l.valid_to >= %(on)s)
          AND (l.issued_on IS NULL OR l.issued_on <= %(on)s)
    ) l ON true
    WHERE b.withdrawn_at IS NULL
"""


def seller_facts(business_ids: Collection[int], *, on: date) -> dict[int, SellerFacts]:
    """Return the facts of businesses by id, in one statement; a withdrawn business is left out."""
    sql = f"SELECT f.* FROM ({SELLER_FACTS}) f WHERE f.id = ANY(%(ids)s)"  # noqa: S608 - a constant
    with connection.cursor() as cursor:
        cursor.execute(sql, {"ids": list(business_ids), "on": on})
        return {row[0]: facts_of_row(row) for row in cursor.fetchall()}


def facts_of_row(row: tuple[Any, ...]) -> SellerFacts:
    """Return the facts in a row of SELLER_FACTS."""
    kinds, numbers, ends, is_open = row[6:]
    licences = tuple(zip(kinds or (), numbers or (), ends or (), strict=True))
    values: tuple[Any, ...] = (*row[:6], licences, is_open)
    return SellerFacts(*values)


def has_npwp(business_id: int) -> bool:
    """Return whether the register knows an NPWP of a business's owners. Who shows none is taxed twice as high."""
    sql = """
        SELECT EXISTS (
            SELECT 1 FROM registry_ownership w JOIN registry_owner o ON o.id = w.owner_id
            WHERE w.business_id = %s AND w.withdrawn_at IS NULL AND w.to_on IS NULL AND o.npwp_hash > ''
        )
    """
    with connection.cursor() as cursor:
        cursor.execute(sql, [business_id])
        return bool(cursor.fetchone()[0])


@dataclass(frozen=True)
class EndingLicence:
    """A licence that ends on a day."""

    id: int
    business_id: int
    label: str
    valid_to: date


def licences_ending(*, first: date, last: date) -> list[EndingLicence]:
    """Return the live licences that end from `first` to `last`, both included."""
    found = Licence.objects.filter(withdrawn_at=None, valid_to__range=(first, last)).order_by("pk")
    return [EndingLicence(one.pk, one.business_id, str(one), one.valid_to) for one in found if one.valid_to]
