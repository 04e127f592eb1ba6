"""The tables of production as known at a moment, as frames for the figures."""

from datetime import UTC, datetime

import polars as pl

from tumbuh import bulk
from tumbuh.analytics.production_tables import PRODUCTION_SCHEMA, SITE_SCHEMA
from tumbuh.production.models import Log, LogVersion

_EPOCH_US = "(EXTRACT(EPOCH FROM v.recorded_at) * 1000000)::bigint"
# A version counts at a moment when it was there by then and nothing had taken its place yet.
_KNOWN = "{alias}.recorded_at <= %(at)s AND ({alias}.superseded_at IS NULL OR {alias}.superseded_at > %(at)s)"
_LOGS = f"""
    SELECT l.public_id::text, EXTRACT(YEAR FROM v.done_on)::bigint, EXTRACT(QUARTER FROM v.done_on)::bigint, v.done_on,
        c."group", c.measure_kind, c.code, c.name, s.public_id::text, s.name, s.kind, s.area_code, v.quantity_milli,
        v.unit, v.grams_per_unit, v.mass_mg, COALESCE(used.mg, 0)::bigint, v.area_m2,
        (v.price_rupiah * v.quantity_milli / 1000)::bigint, {_EPOCH_US}
    FROM production_logversion v
    JOIN production_log l ON l.id = v.log_id
    JOIN production_commodity c ON c.id = v.commodity_id
    JOIN production_site s ON s.id = v.site_id
    LEFT JOIN (
        SELECT i.harvest_id, SUM(i.used_mg) AS mg
        FROM production_processinginput i
        JOIN production_logversion w ON w.id = i.version_id
        WHERE {_KNOWN.format(alias="w")} AND NOT w.withdrawn
        GROUP BY i.harvest_id
    ) used ON used.harvest_id = v.log_id
    WHERE {_KNOWN.format(alias="v")} AND NOT v.withdrawn AND l.kind IN ('harvest', 'process')
        AND v.done_on BETWEEN make_date(%(first)s::int, 1, 1) AND make_date(%(last)s::int, 12, 31)
    ORDER BY v.done_on, l.id
"""  # noqa: S608 - of our own pieces only
_SITES = """
    SELECT public_id::text, name, kind, area_code, opened_on, closed_on FROM production_site
    WHERE added_at <= %(at)s ORDER BY code
"""


def logs_frame(*, first_year: int, last_year: int, known_at: datetime) -> pl.DataFrame:
    """Return the harvests and processings of some years that counted at a moment, as PRODUCTION_SCHEMA."""
    schema = PRODUCTION_SCHEMA | {"recorded_at": pl.Int64}
    frame = bulk.read(_LOGS, schema, {"at": known_at.astimezone(UTC), "first": first_year, "last": last_year})
    return frame.with_columns(pl.col("recorded_at").cast(pl.Datetime("us", "UTC")))


def sites_frame(*, known_at: datetime) -> pl.DataFrame:
    """Return the places that were known at a moment, as SITE_SCHEMA."""
    return bulk.read(_SITES, SITE_SCHEMA, {"at": known_at.astimezone(UTC)})


def state() -> tuple[int, int, int]:
    """Return what tells one state of all logs from another: for remembering figures."""
    last = LogVersion.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    gone = LogVersion.objects.filter(superseded_at__isnull=False).count()
    return last, gone, Log.objects.count()
