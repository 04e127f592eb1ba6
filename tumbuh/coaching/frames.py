"""Services and outcome reports as frames for the figures."""

from datetime import date

import polars as pl
from django.db.models import Count, Max

from tumbuh import bulk
from tumbuh.analytics.tables import OUTCOME_SCHEMA, SERVICE_SCHEMA
from tumbuh.coaching.models import ServiceGiven


def services_frame(*, until: date) -> pl.DataFrame:
    """Return the services up to a day with SERVICE_SCHEMA; an owner is named by the key in the database."""
    return bulk.read(
        "SELECT s.owner_id::text, a.short_name, s.kind, s.given_on FROM coaching_servicegiven s "
        "JOIN coaching_agency a ON a.id = s.agency_id WHERE s.withdrawn_at IS NULL AND s.given_on <= %(until)s",
        SERVICE_SCHEMA,
        {"until": until},
    )


def outcomes_frame() -> pl.DataFrame:
    """Return the outcome reports that no later one superseded, with OUTCOME_SCHEMA."""
    return bulk.read(
        "SELECT owner_id::text, month_on, income_rupiah, sales_rupiah, paid_workers, family_workers "
        "FROM coaching_outcomereport WHERE superseded_at IS NULL",
        OUTCOME_SCHEMA,
    )


def state() -> tuple[int, int]:
    """Return what tells one state of all services from another: for remembering figures."""
    found = ServiceGiven.objects.aggregate(last=Max("pk"), gone=Count("withdrawn_at"))
    return found["last"] or 0, found["gone"]
