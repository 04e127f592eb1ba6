"""The tables that the figures of production are computed from."""

from typing import Any

import polars as pl

# One harvest or processing that counts, as known at one moment. `measure_kind`: raw or processed. `quarter`: 1 to 4, of
# the day of the harvest, never of the day of its entry. `used_mg`: what of it went into another processing.
# `area_m2`: the harvested area, null where it was not noted.
PRODUCTION_SCHEMA: dict[str, Any] = {
    "log": pl.String,
    "year": pl.Int64,
    "quarter": pl.Int64,
    "done_on": pl.Date,
    "group": pl.String,
    "measure_kind": pl.String,
    "commodity": pl.String,
    "commodity_name": pl.String,
    "site": pl.String,
    "site_name": pl.String,
    "site_kind": pl.String,
    "area_code": pl.String,
    "quantity_milli": pl.Int64,
    "unit": pl.String,
    "grams_per_unit": pl.Int64,
    "mass_mg": pl.Int64,
    "used_mg": pl.Int64,
    "area_m2": pl.Int64,
    "value_rupiah": pl.Int64,
    "recorded_at": pl.Datetime("us", "UTC"),
}

# One place of production. It is expected to report each quarter in which it was open on at least one day.
SITE_SCHEMA: dict[str, Any] = {
    "site": pl.String,
    "site_name": pl.String,
    "site_kind": pl.String,
    "area_code": pl.String,
    "opened_on": pl.Date,
    "closed_on": pl.Date,
}
