"""What owners report of their income, sales and workers, month by month."""

import uuid

from django.db import models
from django.db.models import Q

from tumbuh.coaching.models.guards import NEVER_DELETED, once_per_client


class OutcomeReport(models.Model):
    """
    What an owner said of one month. A correction is a new report that supersedes; nothing is overwritten.

    Personal finance: read through queries that write each reading to the trail.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    owner = models.ForeignKey("registry.Owner", models.PROTECT, related_name="+")
    month_on = models.DateField()  # its first day
    income_rupiah = models.BigIntegerField(null=True)  # the owner's net income of the month; a loss is below zero
    sales_rupiah = models.PositiveBigIntegerField(null=True)
    paid_workers = models.PositiveIntegerField(null=True)
    family_workers = models.PositiveIntegerField(null=True)  # unpaid
    source = models.CharField(max_length=40)
    recorded_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()
    client_id = models.CharField(max_length=80, blank=True)
    superseded_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "month_on"], condition=Q(superseded_at=None), name="outcome_current_once"
            ),
            once_per_client("outcome_client_once"),
            models.CheckConstraint(name="outcome_month_starts", condition=Q(month_on__day=1)),
            models.CheckConstraint(
                name="outcome_says_something",
                condition=Q(income_rupiah__isnull=False)
                | Q(sales_rupiah__isnull=False)
                | Q(paid_workers__isnull=False)
                | Q(family_workers__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["month_on"], name="outcome_month")]
        triggers = [NEVER_DELETED]

    def __str__(self) -> str:
        return f"{self.owner_id} {self.month_on:%Y-%m}"
