"""Who coaches, in which programmes, in which cycles, and who may take part."""

import uuid

from django.db import models
from django.db.models import F, Q

from tumbuh.coaching.models.guards import NEVER_DELETED
from tumbuh.coaching.rules.states import ALLOCATION_NAMES, CYCLE_NAMES


class Agency(models.Model):
    """A city agency that coaches. `code` is the code of its scope: a person of `agency:CODE` acts for it."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=40)
    added_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="agency_named", condition=Q(code__regex=r"^[\w.\-]+$", name__gt="", short_name__gt="")
            )
        ]
        triggers = [NEVER_DELETED]

    def __str__(self) -> str:
        return self.short_name


class Programme(models.Model):
    """What an agency offers again and again."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="programmes")
    name = models.CharField(max_length=200)
    about = models.TextField(blank=True)
    opened_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField()
    ended_on = models.DateField(null=True)  # the last day

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "name"], name="programme_once"),
            models.CheckConstraint(name="programme_named", condition=Q(name__gt="")),
        ]
        triggers = [NEVER_DELETED]

    def __str__(self) -> str:
        return self.name


class Cycle(models.Model):
    """One run of a programme, with so many seats. Its moves: rules.states.CYCLE_MOVES."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="cycles")
    name = models.CharField(max_length=120)
    starts_on = models.DateField()
    ends_on = models.DateField()
    apply_until_on = models.DateField()  # the last day
    seats = models.PositiveIntegerField()
    taken = models.PositiveIntegerField(default=0)  # seats given; never more than there are
    numbers_given = models.PositiveIntegerField(default=0)  # the last participant number
    allocation = models.CharField(max_length=10, choices=ALLOCATION_NAMES, default="first_come")
    attendance_permyriad = models.PositiveSmallIntegerField(default=7_500)  # of held sessions, for a certificate
    state = models.CharField(max_length=8, choices=CYCLE_NAMES, default="draft")
    planned_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    planned_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme", "name"], name="cycle_once"),
            models.CheckConstraint(
                name="cycle_state_known", condition=Q(state__in=["draft", "open", "running", "closed"])
            ),
            models.CheckConstraint(
                name="cycle_allocation_known", condition=Q(allocation__in=["first_come", "lottery"])
            ),
            models.CheckConstraint(name="cycle_seats_enough", condition=Q(seats__gt=0, taken__lte=F("seats"))),
            models.CheckConstraint(
                name="cycle_days_in_order",
                condition=Q(ends_on__gte=F("starts_on"), apply_until_on__lte=F("ends_on"), name__gt=""),
            ),
            models.CheckConstraint(name="cycle_attendance_share", condition=Q(attendance_permyriad__lte=10_000)),
            models.CheckConstraint(
                name="cycle_closed_whole",
                condition=Q(state="closed", closed_at__isnull=False) | ~Q(state="closed") & Q(closed_at=None),
            ),
        ]
        triggers = [NEVER_DELETED]

    def __str__(self) -> str:
        return self.name

    @property
    def reference(self) -> str:
        """How the trail, notices and documents name it."""
        return f"coaching.cycle:{self.public_id}"


class EligibilityRule(models.Model):
    """One condition of taking part in a cycle, as data. Kinds and values: rules.eligibility. Withdrawn, not changed."""

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="rules")
    kind = models.CharField(max_length=20)
    value = models.JSONField(default=list)
    set_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    set_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["cycle", "kind"], condition=Q(withdrawn_at=None), name="eligibility_kind_once"
            ),
            models.CheckConstraint(name="eligibility_kind_named", condition=Q(kind__gt="")),
        ]
        triggers = [NEVER_DELETED]

    def __str__(self) -> str:
        return f"{self.kind} {self.value}"
