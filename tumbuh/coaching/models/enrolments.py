"""Who takes part in a cycle, how a lottery was drawn, and the certificate at the end."""

import uuid

import pgtrigger
from django.db import models
from django.db.models import Q

from tumbuh.coaching.models.guards import NEVER_DELETED
from tumbuh.coaching.models.programmes import Cycle
from tumbuh.coaching.rules.states import ENROLMENT_NAMES


class Enrolment(models.Model):
    """
    How one owner stands to a cycle. Its moves: rules.states.ENROLMENT_MOVES.

    `number` is the participant's public number: lists that anyone may read show it and no name.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="enrolments")
    owner = models.ForeignKey("registry.Owner", models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=12, choices=ENROLMENT_NAMES, default="applied")
    reasons = models.JSONField(default=list)  # of rules.eligibility: code, text, fix
    waiting_rank = models.PositiveIntegerField(null=True)
    in_draw = models.BooleanField(default=False)  # was in the lottery, whatever became of it since
    applied_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    applied_at = models.DateTimeField()
    decided_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decision_reason = models.CharField(max_length=300, blank=True)
    seated_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    end_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cycle", "owner"], name="enrolment_once"),
            models.UniqueConstraint(fields=["cycle", "number"], name="enrolment_number_once"),
            models.UniqueConstraint(
                fields=["cycle", "waiting_rank"], condition=Q(waiting_rank__isnull=False), name="enrolment_rank_once"
            ),
            models.CheckConstraint(
                name="enrolment_state_known",
                condition=Q(
                    state__in=["applied", "eligible", "not_eligible", "enrolled", "waiting", "completed", "dropped"]
                ),
            ),
            models.CheckConstraint(
                name="enrolment_waits_with_rank",
                condition=Q(state="waiting", waiting_rank__isnull=False) | ~Q(state="waiting") & Q(waiting_rank=None),
            ),
            models.CheckConstraint(
                name="enrolment_seated_whole",
                condition=Q(state__in=["enrolled", "completed"], seated_at__isnull=False)
                | Q(state__in=["applied", "eligible", "not_eligible", "waiting"], seated_at=None)
                | Q(state="dropped"),
            ),
            models.CheckConstraint(
                name="enrolment_ended_whole",
                condition=Q(state__in=["completed", "dropped"], ended_at__isnull=False)
                | ~Q(state__in=["completed", "dropped"]) & Q(ended_at=None),
            ),
        ]
        indexes = [models.Index(fields=["owner", "state"], name="enrolment_of_owner")]
        triggers = [NEVER_DELETED]

    def __str__(self) -> str:
        return f"{self.cycle_id} #{self.number} {self.state}"

    @property
    def reference(self) -> str:
        """How the trail and documents name it."""
        return f"coaching.enrolment:{self.public_id}"


class Lottery(models.Model):
    """
    The draw of a cycle's seats. What is promised is published first (`promise`), `seed` and `word` with the result.

    The order is recomputable by anyone from seed, word and the list of numbers: rules.lottery.
    """

    cycle = models.OneToOneField(Cycle, models.PROTECT, related_name="lottery")
    seed = models.CharField(max_length=64)  # shown to nobody before the draw
    promise = models.CharField(max_length=64)  # SHA-256 of the seed
    announced_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    announced_at = models.DateTimeField()
    word = models.CharField(max_length=120, blank=True)  # said in public at the draw, unknown before it
    numbers_sha256 = models.CharField(max_length=64, blank=True)
    numbers = models.PositiveIntegerField(null=True)  # how many were drawn from
    seats = models.PositiveIntegerField(null=True)  # how many won
    drawn_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    drawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="lottery_drawn_whole",
                condition=Q(drawn_at=None, drawn_by=None, word="", numbers_sha256="", numbers=None, seats=None)
                | Q(
                    drawn_at__isnull=False, drawn_by__isnull=False, word__gt="", numbers_sha256__gt="",
                    numbers__isnull=False, seats__isnull=False,
                ),
            )
        ]  # fmt: skip
        triggers = [
            NEVER_DELETED,
            pgtrigger.ReadOnly(
                name="promised_is_promised", fields=["cycle", "seed", "promise", "announced_by", "announced_at"]
            ),
            pgtrigger.Protect(
                name="drawn_is_drawn", operation=pgtrigger.Update, condition=pgtrigger.Q(old__drawn_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cycle_id} {self.promise[:12]}"


class Certificate(models.Model):
    """That a participant completed a cycle: a numbered document (papers)."""

    enrolment = models.OneToOneField(Enrolment, models.PROTECT, related_name="certificate")
    paper = models.OneToOneField("papers.Paper", models.PROTECT, related_name="+")
    issued_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    issued_at = models.DateTimeField()

    class Meta:
        triggers = [NEVER_DELETED]

    def __str__(self) -> str:
        return f"{self.enrolment_id} {self.paper_id}"
