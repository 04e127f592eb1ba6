"""Budget lines with what is held and spent of them. The database refuses to pass a ceiling."""

import uuid

import pgtrigger
from django.db import models
from django.db.models import F, Q


class BudgetLine(models.Model):
    """
    One line of a unit's budget: sub-activity, account and source of funds, in one year.

    The ceiling is that of the version in force (RAPBD, APBD, APBD-P); earlier ones stay in BudgetCeiling. Commitments
    plus realisation never pass it: that is the constraint `line_within_ceiling`, not a service.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    year = models.PositiveSmallIntegerField()
    unit_ref = models.CharField(max_length=64)
    sub_activity = models.CharField(max_length=60)
    account = models.CharField(max_length=40)
    account_name = models.CharField(max_length=300, blank=True)
    fund_source = models.CharField(max_length=80, blank=True)
    version = models.CharField(max_length=8)
    ceiling_rupiah = models.BigIntegerField()
    held_rupiah = models.BigIntegerField(default=0)
    realised_rupiah = models.BigIntegerField(default=0)
    blocked = models.BooleanField(default=False)  # is_blokir

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["year", "unit_ref", "sub_activity", "account", "fund_source"], name="line_once"
            ),
            models.CheckConstraint(
                name="line_within_ceiling", condition=Q(ceiling_rupiah__gte=F("held_rupiah") + F("realised_rupiah"))
            ),
            models.CheckConstraint(
                name="line_not_negative",
                condition=Q(ceiling_rupiah__gte=0, held_rupiah__gte=0, realised_rupiah__gte=0),
            ),
            models.CheckConstraint(name="line_version_known", condition=Q(version__in=["rapbd", "apbd", "apbd_p"])),
        ]
        triggers = [pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.unit_ref} {self.sub_activity} {self.account}"

    @property
    def free_rupiah(self) -> int:
        """What may still be committed."""
        return self.ceiling_rupiah - self.held_rupiah - self.realised_rupiah


class BudgetCeiling(models.Model):
    """The ceiling of a line in one version of the budget, and since when we know it."""

    line = models.ForeignKey(BudgetLine, models.PROTECT, related_name="ceilings")
    version = models.CharField(max_length=8)
    ceiling_rupiah = models.BigIntegerField()
    batch = models.ForeignKey("procurement.ImportBatch", models.PROTECT, null=True, related_name="+", db_index=False)
    recorded_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["line"], condition=Q(superseded_at=None), name="ceiling_current_once"),
            models.CheckConstraint(name="ceiling_not_negative", condition=Q(ceiling_rupiah__gte=0)),
        ]
        triggers = [pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.line_id} {self.version}"


class Holding(models.Model):
    """Money of a line that something was promised: held, then realised or released, in parts if need be."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    line = models.ForeignKey(BudgetLine, models.PROTECT, related_name="holdings")
    reference = models.CharField(max_length=160)  # what it is held for, e.g. "orders.order:<public id>"
    amount_rupiah = models.BigIntegerField()
    realised_rupiah = models.BigIntegerField(default=0)
    released_rupiah = models.BigIntegerField(default=0)
    held_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["reference"], name="holding_once"),
            models.CheckConstraint(
                name="holding_within",
                condition=Q(amount_rupiah__gt=0, realised_rupiah__gte=0, released_rupiah__gte=0)
                & Q(amount_rupiah__gte=F("realised_rupiah") + F("released_rupiah")),
            ),
        ]
        triggers = [pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return self.reference

    @property
    def held_rupiah(self) -> int:
        """What is still held."""
        return self.amount_rupiah - self.realised_rupiah - self.released_rupiah
