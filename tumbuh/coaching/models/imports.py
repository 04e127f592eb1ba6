"""Lists of attendance and services that agencies kept elsewhere, and what became of each row."""

import uuid

from django.db import models
from django.db.models import Q

from tumbuh.coaching.models.guards import NEVER_DELETED
from tumbuh.coaching.models.programmes import Agency
from tumbuh.coaching.rules.states import IMPORT_NAMES, ROW_NAMES


class AttendanceImport(models.Model):
    """One file of one agency. The same bytes for the same agency come in once. Its moves: rules.states.IMPORT_MOVES."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    session = models.ForeignKey("coaching.Session", models.PROTECT, null=True, related_name="+")
    file_name = models.CharField(max_length=200)
    file_sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=8, choices=IMPORT_NAMES)
    columns = models.JSONField(default=dict)  # what each column was read as
    rows_total = models.PositiveIntegerField(default=0)
    created_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    undone_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)
    undo_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "file_sha256"], condition=Q(state="done", session=None), name="list_import_once"
            ),
            models.UniqueConstraint(
                fields=["agency", "session", "file_sha256"],
                condition=Q(state="done", session__isnull=False),
                name="session_import_once",
            ),
            models.CheckConstraint(name="attendanceimport_state_known", condition=Q(state__in=["done", "undone"])),
            models.CheckConstraint(
                name="attendanceimport_undone_whole",
                condition=Q(state="done", undone_by=None, undone_at=None, undo_reason="")
                | Q(state="undone", undone_by__isnull=False, undone_at__isnull=False, undo_reason__gt=""),
            ),
        ]
        triggers = [NEVER_DELETED]

    def __str__(self) -> str:
        return self.file_name

    @property
    def reference(self) -> str:
        """How the trail names it."""
        return f"coaching.import:{self.public_id}"


class AttendanceImportRow(models.Model):
    """
    One row of a file and what became of it. A row whose owner the register does not know waits here.

    The NIK is kept as its keyed hash only (ADR 6): enough to find the owner once the register knows him.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    came_in = models.ForeignKey(AttendanceImport, models.PROTECT, related_name="rows")
    row = models.PositiveIntegerField()
    outcome = models.CharField(max_length=9, choices=ROW_NAMES)
    name = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    nik_hash = models.CharField(max_length=64, blank=True)
    kind = models.CharField(max_length=12, blank=True)
    given_on = models.DateField(null=True)
    owner = models.ForeignKey("registry.Owner", models.PROTECT, null=True, related_name="+")
    linked_by = models.CharField(max_length=8, blank=True)  # nik, phone, person
    reason = models.CharField(max_length=300, blank=True)
    resolved_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    resolved_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["came_in", "row"], name="importrow_once"),
            models.CheckConstraint(
                name="importrow_outcome_known",
                condition=Q(outcome__in=["new", "known", "waiting", "rejected", "dismissed"]),
            ),
            models.CheckConstraint(
                name="importrow_linked_whole",
                condition=Q(outcome__in=["new", "known"], owner__isnull=False)
                | Q(outcome__in=["waiting", "rejected", "dismissed"], owner=None),
            ),
        ]
        indexes = [models.Index(fields=["outcome"], condition=Q(outcome="waiting"), name="importrow_waiting")]
        triggers = [NEVER_DELETED]

    def __str__(self) -> str:
        return f"{self.came_in_id}:{self.row} {self.outcome}"
