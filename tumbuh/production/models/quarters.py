"""When a quarter's figures were called final, and the sheets that logs came from."""

import uuid

from django.db import models
from django.db.models import Q

from tumbuh.production.models.places import APPEND_ONLY, NEVER_DELETED


class QuarterClosing(models.Model):
    """That a quarter's figures were called final at a moment; a later revision is another row."""

    year = models.PositiveSmallIntegerField()
    quarter = models.PositiveSmallIntegerField()
    revision = models.PositiveSmallIntegerField(default=1)
    reported = models.PositiveIntegerField()  # sites, as known at that moment
    expected = models.PositiveIntegerField()
    reason = models.CharField(max_length=300)
    closed_at = models.DateTimeField()
    closed_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["year", "quarter", "revision"], name="quarter_revision_once"),
            models.CheckConstraint(name="quarter_exists", condition=Q(quarter__range=(1, 4), year__range=(2000, 2100))),
            models.CheckConstraint(name="quarter_closing_reasoned", condition=Q(reason__gt="", revision__gte=1)),
        ]
        triggers = [APPEND_ONLY]

    def __str__(self) -> str:
        return f"{self.year} Q{self.quarter} r{self.revision}"


class Sheet(models.Model):
    """One file of logs that was checked or taken in, and what was wrong with its rows."""

    STATES = [("checked", "Diperiksa"), ("taken", "Diterima"), ("refused", "Ditolak")]

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    file_name = models.CharField(max_length=200)
    file_sha256 = models.CharField(max_length=64)
    shape = models.CharField(max_length=4, blank=True)  # wide or long
    state = models.CharField(max_length=7, choices=STATES)
    rows_total = models.PositiveIntegerField(default=0)
    rows_new = models.PositiveIntegerField(default=0)
    rows_known = models.PositiveIntegerField(default=0)  # they were there already
    rows_changed = models.PositiveIntegerField(default=0)
    rows_bad = models.PositiveIntegerField(default=0)
    rows_asked = models.PositiveIntegerField(default=0)  # taken, with a question still open
    problems = models.JSONField(default=list)  # row, column, value, text
    received_at = models.DateTimeField()
    received_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(name="sheet_state_known", condition=Q(state__in=["checked", "taken", "refused"])),
            models.CheckConstraint(name="sheet_sha_shape", condition=Q(file_sha256__regex=r"^[0-9a-f]{64}$")),
        ]
        triggers = [NEVER_DELETED]

    def __str__(self) -> str:
        return self.file_name
