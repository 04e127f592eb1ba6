"""Random tables for the figures, small enough for a reference that looks at every row."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import polars as pl
from hypothesis import strategies as st

from tumbuh.analytics.measures.domestic_sales import Step
from tumbuh.analytics.tables import BUSINESS_SCHEMA, SALES_SCHEMA, SOLD_STATUSES, STATUS_RANK

Row = dict[str, Any]
START = datetime(2026, 1, 1, tzinfo=UTC)
MONTHS = ("2026-01", "2026-02", "2026-03")
CHANNELS = ("shopee", "tiktok", "tokopedia")
CITIES = ("31.71", "31.74", "31.01")
moments = st.integers(0, 12).map(lambda steps: START + timedelta(hours=180 * steps))  # few, so that some coincide
days = st.integers(0, 400).map(lambda number: date(2025, 1, 1) + timedelta(days=number))


@st.composite
def versions(draw: Any, number: int) -> list[Row]:
    """Return one sale line with up to three versions, each superseding the one before; the last may stand or not."""
    key = {
        "shop": draw(st.sampled_from(["shopee:1", "shopee:2", "tiktok:1"])),
        "channel": draw(st.sampled_from(CHANNELS)),
        "order_id": f"{number:06}",
        "line_id": draw(st.sampled_from(["A", "B|merah"])),
    }
    ordered = draw(moments)
    known = sorted(draw(st.lists(moments, min_size=1, max_size=3, unique=True)))
    made = []
    for at, recorded in enumerate(known):
        price, quantity = draw(st.integers(1, 10**9)), draw(st.integers(1, 9))
        discount = draw(st.integers(0, price * quantity - 1))
        made.append(
            dict.fromkeys(SALES_SCHEMA)
            | key
            | {
                "month": f"{ordered:%Y-%m}",
                "sku": draw(st.sampled_from(["KRP-1", "=1+1", ""])),
                "product_name": draw(st.sampled_from(["Keripik", 'Kain "batik"', "Sambal; pedas"])),
                "variation": draw(st.sampled_from(["", "merah"])),
                "status": draw(st.sampled_from([*SOLD_STATUSES] * 4 + sorted(STATUS_RANK))),
                "ordered_at": ordered,
                "last_event_at": draw(st.none() | moments),
                "quantity": quantity,
                "returned_quantity": 0,
                "unit_price_rupiah": price,
                "seller_discount_rupiah": discount,
                "refund_rupiah": 0,
                "net_rupiah": price * quantity - discount,
                "business_id": draw(st.none() | st.sampled_from(["u1", "u2"])),
                "product_id": draw(st.none() | st.just("p1")),
                "origin_level": draw(st.sampled_from([-1, 0, 1, 2, 3, 4, 5, None])),
                "batch_id": at,
                "recorded_at": recorded,
                "superseded_at": known[at + 1] if at + 1 < len(known) else None,
            }
        )
    for row in made:
        row["status_rank"] = STATUS_RANK[row["status"]]
    return made


@st.composite
def ledgers(draw: Any) -> list[Row]:
    """Return the rows of a whole ledger, in no order."""
    count = draw(st.integers(0, 3) | st.integers(8, 16))
    rows = [row for number in range(count) for row in draw(versions(number))]
    return draw(st.permutations(rows))


@st.composite
def laws(draw: Any) -> tuple[Step, ...]:
    """Return up to three steps of the threshold."""
    starts = draw(st.lists(moments, max_size=3, unique=True))
    return tuple(Step(start, draw(st.integers(1, 4))) for start in starts)


@st.composite
def registers(draw: Any) -> list[Row]:
    """Return businesses, some without an area, some closed."""
    rows = []
    for number in range(draw(st.integers(0, 15))):
        registered = draw(days)
        city = draw(st.none() | st.sampled_from(CITIES))
        rows.append(
            dict.fromkeys(BUSINESS_SCHEMA)
            | {
                "business_id": f"u{number}",
                "name": "Warung",
                "city_code": city,
                "district_code": f"{city}.0{draw(st.integers(1, 2))}" if city else None,
                "registered_on": registered,
                "closed_on": draw(st.none() | st.dates(registered, registered + timedelta(days=300))),
                "size_class": draw(st.sampled_from([None, "micro", "small"])),
            }
        )
    return rows


def frame_of(rows: list[Row], schema: Any) -> pl.DataFrame:
    """Return rows as a frame with the schema."""
    return pl.DataFrame(rows, schema=schema, orient="row")


def write_ledger(rows: list[Row], folder: Path) -> list[str]:
    """Write rows as the ledger's files lie on disk, a folder per month, and return the files."""
    files = []
    for (month,), part in frame_of(rows, SALES_SCHEMA).group_by("month"):
        path = folder / f"month={month}"
        path.mkdir(parents=True)
        for number, piece in enumerate(part.iter_slices(5)):
            file = path / f"part-{number}.parquet"
            piece.drop("month").write_parquet(file)
            files.append(str(file))
    return files
