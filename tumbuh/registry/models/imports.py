"""How rows came into the register: the file, what became of each of its rows, and how things were before."""

import uuid

import pgtrigger
from django.db import models
from django.db.models import Q

from tumbuh.registry.models.register import Business, Owner


class RegisterImport(models.Model):
    """One register file that came in. Its moves: rules.IMPORT_MOVES. Never deleted."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    file_name = models.CharField(max_length=255)
    file_sha256 = models.CharField(max_length=64)
    file_bytes = models.PositiveBigIntegerField()
    state = models.CharField(max_length=12, default="received")
    policy = models.CharField(max_length=10, default="whole")  # rules.Policy
    validate_only = models.BooleanField(default=False)
    mapping = models.JSONField(default=dict)  # the file's column -> our field
    unknown_columns = models.JSONField(default=list)
    notices = models.JSONField(default=list)
    stage = models.CharField(max_length=12, blank=True)
    rows_done = models.PositiveBigIntegerField(default=0)  # of the stage
    rows_total = models.PositiveBigIntegerField(null=True)
    created = models.PositiveBigIntegerField(default=0)
    updated = models.PositiveBigIntegerField(default=0)
    unchanged = models.PositiveBigIntegerField(default=0)
    repeated = models.PositiveBigIntegerField(default=0)
    rejected = models.PositiveBigIntegerField(default=0)
    counts = models.JSONField(default=dict)  # table -> rows made and changed
    error_codes = models.JSONField(default=dict)  # code -> rows
    refusal_code = models.CharField(max_length=60, blank=True)
    refusal = models.TextField(blank=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    finished_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    undo_reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="import_state_known",
                condition=Q(
                    state__in=[
                        "received",
                        "queued",
                        "running",
                        "validated",
                        "rejected",
                        "done",
                        "undone",
                        "refused",
                        "failed",
                    ]
                ),
            ),
            models.CheckConstraint(
                name="import_undo_whole",
                condition=Q(state="undone", undone_at__isnull=False, undo_reason__gt="")
                | (~Q(state="undone") & Q(undone_at=None, undone_by=None, undo_reason="")),
            ),
            models.CheckConstraint(
                name="import_refusal_whole", condition=Q(state__in=["refused", "failed"]) | Q(refusal="")
            ),
            models.CheckConstraint(name="import_policy_known", condition=Q(policy__in=["whole", "good_rows"])),
        ]
        indexes = [models.Index(fields=["-created_at"], name="import_newest")]
        triggers = [pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.file_name} ({self.state})"

    @property
    def is_working(self) -> bool:
        """Whether it waits for a worker or is being worked on."""
        return self.state in {"queued", "running"}

    @property
    def percent_done(self) -> int | None:
        """Rows done of all rows in this stage, 0 to 100; None while that is not known."""
        return min(100, self.rows_done * 100 // self.rows_total) if self.rows_total else None


class RegisterImportRow(models.Model):
    """What became of one row of a file. A refused row keeps its cells, sealed, so that it can be mended."""

    register_import = models.ForeignKey(RegisterImport, models.PROTECT, related_name="rows")
    row = models.PositiveIntegerField()  # as the spreadsheet counts, the header being in it
    outcome = models.CharField(max_length=10)
    business = models.ForeignKey(Business, models.PROTECT, null=True, related_name="+")
    owner = models.ForeignKey(Owner, models.PROTECT, null=True, related_name="+")
    errors = models.JSONField(default=list)  # code, column, value (ids masked), message
    cells_cipher = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["register_import", "row"], name="import_row_once"),
            models.CheckConstraint(
                name="import_row_outcome_whole",
                condition=(Q(outcome="rejected", business=None) & ~Q(errors=[]))
                | Q(outcome__in=["created", "updated", "unchanged", "repeated"], errors=[], cells_cipher=""),
            ),
        ]
        indexes = [
            models.Index(fields=["register_import", "row"], name="import_row_bad", condition=Q(outcome="rejected"))
        ]

    def __str__(self) -> str:
        return f"baris {self.row}: {self.outcome}"


class RegisterChange(models.Model):
    """How a row of the register was before an import changed it. What undo restores."""

    register_import = models.ForeignKey(RegisterImport, models.PROTECT, related_name="changes")
    table = models.CharField(max_length=40)
    row_id = models.BigIntegerField()
    before = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["register_import", "table", "row_id"], name="change_once_per_import")
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.table} {self.row_id}"
