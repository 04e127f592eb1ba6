"""Services that owners received, visits with their notes, and who looks after whom."""

import uuid

from django.db import models
from django.db.models import F, Q

from tumbuh.coaching.models.guards import APPEND_ONLY, NEVER_DELETED, once_per_client
from tumbuh.coaching.models.programmes import Agency, Cycle
from tumbuh.coaching.models.sessions import Attendance
from tumbuh.coaching.rules.kinds import SERVICE_CODES, SERVICE_NAMES


class Visit(models.Model):
    """That somebody saw an owner, where and what for. `business`: which of the owner's, when it was about one."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    owner = models.ForeignKey("registry.Owner", models.PROTECT, related_name="+")
    business = models.ForeignKey("registry.Business", models.PROTECT, null=True, related_name="+")
    mentor = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    visited_at = models.DateTimeField()
    purpose = models.CharField(max_length=200)
    next_on = models.DateField(null=True)  # when to come again
    recorded_at = models.DateTimeField()
    client_id = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = [
            once_per_client("visit_client_once"),
            models.CheckConstraint(name="visit_has_purpose", condition=Q(purpose__gt="")),
        ]
        indexes = [
            models.Index(fields=["owner", "visited_at"], name="visit_of_owner"),
            models.Index(fields=["mentor", "next_on"], name="visit_next_of_mentor", condition=Q(next_on__isnull=False)),
        ]
        triggers = [NEVER_DELETED]

    def __str__(self) -> str:
        return f"{self.owner_id} {self.visited_at:%Y-%m-%d}"

    @property
    def reference(self) -> str:
        """How the trail names it."""
        return f"coaching.visit:{self.public_id}"


class VisitNote(models.Model):
    """What was seen or agreed at a visit. A mistake is answered by another note."""

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="notes")
    text = models.TextField()
    written_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    client_id = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = [
            once_per_client("visitnote_client_once"),
            models.CheckConstraint(name="visitnote_says_something", condition=Q(text__gt="")),
        ]
        triggers = [APPEND_ONLY]

    def __str__(self) -> str:
        return f"{self.visit_id}: {self.text[:40]}"


class ServiceGiven(models.Model):
    """
    One service that an agency gave an owner on a day, by its name: a set with dates, no ladder (domain §4).

    The same agency's same service on the same day is one, whether it came by attendance, by a visit or by a list.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    owner = models.ForeignKey("registry.Owner", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=SERVICE_NAMES)
    given_on = models.DateField()
    cycle = models.ForeignKey(Cycle, models.PROTECT, null=True, related_name="+")
    attendance = models.ForeignKey(Attendance, models.PROTECT, null=True, related_name="+")
    visit = models.ForeignKey(Visit, models.PROTECT, null=True, related_name="+")
    came_in = models.ForeignKey("coaching.AttendanceImport", models.PROTECT, null=True, related_name="+")
    note = models.CharField(max_length=300, blank=True)
    recorded_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()
    client_id = models.CharField(max_length=80, blank=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    withdraw_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "owner", "kind", "given_on"],
                condition=Q(withdrawn_at=None),
                name="service_once_a_day",
            ),
            once_per_client("service_client_once"),
            models.CheckConstraint(name="service_kind_known", condition=Q(kind__in=SERVICE_CODES)),
            models.CheckConstraint(
                name="service_withdrawn_whole",
                condition=Q(withdrawn_at=None, withdrawn_by=None, withdraw_reason="")
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False, withdraw_reason__gt=""),
            ),
        ]
        indexes = [
            models.Index(fields=["owner", "given_on"], name="service_of_owner"),
            models.Index(fields=["given_on"], name="service_when"),
        ]
        triggers = [NEVER_DELETED]

    def __str__(self) -> str:
        return f"{self.kind} {self.owner_id} {self.given_on}"


class Assignment(models.Model):
    """That a mentor looks after an owner for an agency, from a day to a day."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    mentor = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    owner = models.ForeignKey("registry.Owner", models.PROTECT, related_name="+")
    from_on = models.DateField()
    to_on = models.DateField(null=True)  # the last day; null: still
    assigned_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    assigned_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "owner"], condition=Q(to_on=None), name="assignment_current_once"
            ),
            models.CheckConstraint(
                name="assignment_days_in_order", condition=Q(to_on=None) | Q(to_on__gte=F("from_on"))
            ),
        ]
        indexes = [models.Index(fields=["mentor"], name="assignment_of_mentor", condition=Q(to_on=None))]
        triggers = [NEVER_DELETED]

    def __str__(self) -> str:
        return f"{self.mentor_id} → {self.owner_id}"
