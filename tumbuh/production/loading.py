"""The list of commodities and their first factors: read from a file of the code, written as the file has it."""

import tomllib
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from tumbuh.audit import services as audit
from tumbuh.production.models import Commodity, ConversionFactor

FILE = Path(__file__).parent / "data" / "commodities.toml"
FIRST_DAY = date(2018, 1, 1)  # the city's grand design of urban farming begins (domain §6)


@dataclass(frozen=True)
class Entry:
    """One commodity of the file with its factors: unit, grams, certainty, source."""

    code: str
    values: dict[str, Any]
    factors: tuple[tuple[str, int, str, str], ...]


def read_commodities(path: Path = FILE) -> tuple[Entry, ...]:
    """Return the commodities of a file in its order."""
    rows = tomllib.loads(path.read_text(encoding="utf-8"))["commodity"]
    return tuple(
        Entry(
            row["code"],
            {
                "name": row["name"],
                "group": row["group"],
                "measure_kind": "processed" if row["group"] == "processed" else "raw",
                "is_animal": row.get("is_animal", False),
                "usual_unit": row["usual_unit"],
                "most_grams_per_m2": row.get("most_g_per_m2"),
                "days_to_harvest": row.get("days"),
                "category_code": row.get("category", ""),
                "also_called": row["also"],
                "retired_at": None,
            },
            tuple((unit, grams, certainty, source) for unit, grams, certainty, source in row.get("factor", ())),
        )
        for row in rows
    )


@transaction.atomic
def load_commodities(*, now: datetime, path: Path = FILE) -> int:
    """
    Write the commodities of the file, and the factors that it has and the table has not; return how many moved.

    A factor that an officer has set since stays: only a first one is added. The same file once more changes nothing.
    """
    entries = read_commodities(path)
    known = {one.code: one for one in Commodity.objects.select_for_update().order_by("pk")}
    moved = 0
    for entry in entries:
        row = known.get(entry.code) or Commodity(code=entry.code)
        if row.pk is None or any(getattr(row, name) != value for name, value in entry.values.items()):
            for name, value in entry.values.items():
                setattr(row, name, value)
            row.save()
            moved += 1
        known[entry.code] = row
    gone = [one.pk for code, one in known.items() if code not in {entry.code for entry in entries}]
    moved += Commodity.objects.filter(pk__in=gone, retired_at=None).update(retired_at=now)
    moved += _add_first_factors(entries, known, now)
    if moved:
        audit.record("production.commodities_loaded", by=None, at=now, detail={"moved": moved})
    return moved


def _add_first_factors(entries: tuple[Entry, ...], known: dict[str, Commodity], now: datetime) -> int:
    have = set(ConversionFactor.objects.values_list("commodity_id", "unit", "area_code"))
    fresh = [
        ConversionFactor(
            commodity=known[entry.code], unit=unit, grams_per_unit=grams, valid_from=FIRST_DAY, source=source,
            certainty=certainty, recorded_at=now,
        )
        for entry in entries
        for unit, grams, certainty, source in entry.factors
        if (known[entry.code].pk, unit, "") not in have
    ]  # fmt: skip
    ConversionFactor.objects.bulk_create(fresh)
    return len(fresh)
