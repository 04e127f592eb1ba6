"""How facts came in: the file, what of it was not understood, which purchases found no package."""

import uuid

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q


class ImportBatch(models.Model):
    """One file of one data set that came in. Its moves: rules.states.IMPORT_MOVES. Never deleted."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    dataset = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField()
    version = models.CharField(max_length=8, default="apbd")  # of the budget, where the data set has one
    file_name = models.CharField(max_length=255)
    file_sha256 = models.CharField(max_length=64)
    file_bytes = models.PositiveBigIntegerField()
    as_of = models.DateTimeField()  # the cut-off of the data in it
    state = models.CharField(max_length=10, default="received")
    stage = models.CharField(max_length=12, blank=True)
    rows_total = models.PositiveBigIntegerField(null=True)
    rows_done = models.PositiveBigIntegerField(default=0)
    created = models.PositiveBigIntegerField(default=0)
    restated = models.PositiveBigIntegerField(default=0)
    unchanged = models.PositiveBigIntegerField(default=0)
    stale = models.PositiveBigIntegerField(default=0)
    repeated = models.PositiveBigIntegerField(default=0)
    rejected = models.PositiveBigIntegerField(default=0)
    unmatched = models.PositiveBigIntegerField(default=0)
    unknown_columns = models.JSONField(default=list)
    notices = models.JSONField(default=list)
    refusal_code = models.CharField(max_length=60, blank=True)
    refusal = models.TextField(blank=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="procurement_import_state_known",
                condition=Q(state__in=["received", "running", "done", "refused", "failed"]),
            ),
            models.CheckConstraint(
                name="procurement_import_refusal_whole", condition=Q(state__in=["refused", "failed"]) | Q(refusal="")
            ),
        ]
        indexes = [models.Index(fields=["-created_at"], name="procurement_import_newest")]
        triggers = [pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.file_name} ({self.state})"

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen to it."""
        return self.state in {"done", "refused"}

    @property
    def percent_done(self) -> int | None:
        """Rows done of all rows, 0 to 100; None while the number of rows is not known."""
        return min(100, self.rows_done * 100 // self.rows_total) if self.rows_total else None


class RejectedRow(models.Model):
    """One row that was not understood and waits for a person or a better file. Holds nothing personal."""

    batch = models.ForeignKey(ImportBatch, models.PROTECT, related_name="rejected_rows")
    dataset = models.CharField(max_length=40)
    row = models.PositiveIntegerField()
    key = models.CharField(max_length=300, blank=True)
    reason = models.CharField(max_length=40)
    column = models.CharField(max_length=80, blank=True)
    value = models.TextField(blank=True)
    message = models.TextField()
    kept = models.JSONField(default=dict)
    fingerprint = models.CharField(max_length=32)
    state = models.CharField(max_length=10, default="waiting")  # rules.states.WaitState
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    closing_reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dataset", "fingerprint"], name="rejected_row_once"),
            models.CheckConstraint(
                name="rejected_row_state_whole",
                condition=Q(state="waiting", closed_at=None, closing_reason="")
                | Q(state__in=["resolved", "dismissed"], closed_at__isnull=False, closing_reason__gt=""),
            ),
        ]
        triggers = [pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.dataset} {self.row}: {self.reason}"


class Unmatched(models.Model):
    """A purchase without a package that says what it is: the reason, a suggestion, and what became of it."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    purchase_key = models.CharField(max_length=300)
    year = models.PositiveSmallIntegerField()
    unit_ref = models.CharField(max_length=64)
    reason = models.CharField(max_length=20)  # purchase_classes.REASONS
    value_rupiah = models.BigIntegerField()
    suggested_code = models.CharField(max_length=64, blank=True)
    suggestion_permyriad = models.PositiveSmallIntegerField(null=True)
    suggestion_reasons = models.JSONField(default=list)
    state = models.CharField(max_length=10, default="waiting")  # rules.states.WaitState
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    closing_reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["purchase_key"], name="unmatched_once"),
            models.CheckConstraint(
                name="unmatched_state_whole",
                condition=Q(state="waiting", closed_at=None, closing_reason="")
                | Q(state__in=["resolved", "dismissed"], closed_at__isnull=False, closing_reason__gt=""),
            ),
        ]
        indexes = [models.Index(fields=["-value_rupiah"], name="unmatched_waiting", condition=Q(state="waiting"))]
        triggers = [pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.purchase_key} ({self.reason})"


class Match(models.Model):
    """That a person said which packages a purchase was made for. Superseded by a later word, never changed."""

    purchase_key = models.CharField(max_length=300)
    plan_codes = ArrayField(models.CharField(max_length=40))
    reason = models.TextField()
    matched_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["purchase_key"], condition=Q(superseded_at=None), name="match_current_once"
            ),
            models.CheckConstraint(
                name="match_whole", condition=Q(plan_codes__len__gt=0, reason__gt="", purchase_key__gt="")
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="only_superseded",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(exclude=["superseded_at"]),
            ),
            pgtrigger.Protect(
                name="superseded_once",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__superseded_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.purchase_key} → {';'.join(self.plan_codes)}"
