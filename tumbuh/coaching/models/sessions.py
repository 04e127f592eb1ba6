"""Sessions of a cycle and who was there."""

import uuid

from django.db import models
from django.db.models import F, Q

from tumbuh.coaching.models.guards import NEVER_DELETED, once_per_client
from tumbuh.coaching.models.programmes import Cycle
from tumbuh.coaching.rules.kinds import SERVICE_CODES, SERVICE_NAMES


class Session(models.Model):
    """One meeting of a cycle. `secret` makes each participant's code for it (rules.codes); it leaves no page."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="sessions")
    title = models.CharField(max_length=200)
    service = models.CharField(max_length=12, choices=SERVICE_NAMES)  # what being there counts as
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = models.CharField(max_length=200)
    area_code = models.CharField(max_length=13, blank=True)
    secret = models.CharField(max_length=64)
    planned_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    planned_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True)
    cancel_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cycle", "title", "starts_at"], name="session_once"),
            models.CheckConstraint(name="session_service_known", condition=Q(service__in=SERVICE_CODES)),
            models.CheckConstraint(
                name="session_whole", condition=Q(ends_at__gt=F("starts_at"), title__gt="", place__gt="", secret__gt="")
            ),
            models.CheckConstraint(
                name="session_cancelled_whole",
                condition=Q(cancelled_at=None, cancel_reason="") | Q(cancelled_at__isnull=False, cancel_reason__gt=""),
            ),
        ]
        indexes = [models.Index(fields=["starts_at"], name="session_when")]
        triggers = [NEVER_DELETED]

    def __str__(self) -> str:
        return self.title

    @property
    def reference(self) -> str:
        """How the trail names it."""
        return f"coaching.session:{self.public_id}"


class Attendance(models.Model):
    """That an owner was at a session: once, however often and by whichever way it is sent."""

    METHODS = [("code", "Kode peserta"), ("tick", "Dicentang petugas"), ("list", "Daftar hadir dari berkas")]

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    session = models.ForeignKey(Session, models.PROTECT, related_name="attendances")
    owner = models.ForeignKey("registry.Owner", models.PROTECT, related_name="+")
    method = models.CharField(max_length=4, choices=METHODS)
    attended_at = models.DateTimeField()  # as the device says, within the session's day
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    client_id = models.CharField(max_length=80, blank=True)
    came_in = models.ForeignKey("coaching.AttendanceImport", models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    withdraw_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["session", "owner"], condition=Q(withdrawn_at=None), name="attendance_once"
            ),
            once_per_client("attendance_client_once"),
            models.CheckConstraint(name="attendance_method_known", condition=Q(method__in=["code", "tick", "list"])),
            models.CheckConstraint(
                name="attendance_withdrawn_whole",
                condition=Q(withdrawn_at=None, withdrawn_by=None, withdraw_reason="")
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False, withdraw_reason__gt=""),
            ),
        ]
        indexes = [models.Index(fields=["owner"], name="attendance_of_owner")]
        triggers = [NEVER_DELETED]

    def __str__(self) -> str:
        return f"{self.session_id} {self.owner_id}"
