"""Who judged an offer before it was shown, and what its seller wants to change since."""

import uuid

import pgtrigger
from django.db import models
from django.db.models import Q


class CurationStep(models.Model):
    """One judgement of an offer: at a level (kecamatan, kota, province), in a round. rules.curation has the way."""

    LEVELS = [("district", "Kecamatan"), ("city", "Kota"), ("province", "Provinsi")]
    STATES = [
        ("waiting", "Menunggu"),
        ("passed", "Lulus"),
        ("returned", "Dikembalikan"),
        ("rejected", "Ditolak"),
        ("appealed", "Disanggah"),
        ("closed", "Ditutup"),
    ]

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    offer = models.ForeignKey("catalogue.Offer", models.PROTECT, related_name="curation")
    level = models.CharField(max_length=8, choices=LEVELS)
    round = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=8, choices=STATES, default="waiting")
    area_code = models.CharField(max_length=13, blank=True)  # of the seller's main site, when the step was opened
    scores = models.JSONField(default=dict, blank=True)  # criterion → 0 to 100
    grade = models.CharField(max_length=1, blank=True)
    reasons = models.TextField(blank=True)
    opened_at = models.DateTimeField()
    decided_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    appeal_of = models.ForeignKey("self", models.PROTECT, null=True, related_name="appeals")
    appeal = models.TextField(blank=True)  # why the seller disagrees, on the step that was rejected
    appealed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="step_level_known", condition=Q(level__in=["district", "city", "province"])),
            models.CheckConstraint(
                name="step_decision_whole",
                condition=Q(state="waiting", decided_by=None, decided_at=None)
                | Q(state="closed", decided_by=None, decided_at__isnull=False)
                | Q(state__in=["passed", "returned", "rejected", "appealed"], decided_at__isnull=False),
            ),
            models.CheckConstraint(
                name="step_no_has_reasons",
                condition=~Q(state__in=["returned", "rejected", "appealed"]) | Q(reasons__gt=""),
            ),
            models.CheckConstraint(
                name="step_appeal_whole",
                condition=Q(state="appealed", appeal__gt="", appealed_at__isnull=False)
                | (~Q(state="appealed") & Q(appeal="", appealed_at=None)),
            ),
            models.CheckConstraint(name="step_grade_known", condition=Q(grade__in=["", "A", "B", "C"])),
            models.UniqueConstraint(fields=["offer", "round", "level"], name="step_once_a_round"),
            models.UniqueConstraint(fields=["offer"], condition=Q(state="waiting"), name="step_one_waiting"),
        ]
        indexes = [
            models.Index(fields=["level", "opened_at"], condition=Q(state="waiting"), name="step_waiting"),
        ]
        triggers = [pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.level} {self.round} {self.state}"


class ChangeProposal(models.Model):
    """What a seller wants to change on a listed offer, as a bundle that one curator takes or refuses."""

    STATES = [("waiting", "Menunggu"), ("applied", "Diterima"), ("refused", "Ditolak"), ("withdrawn", "Dibatalkan")]

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    offer = models.ForeignKey("catalogue.Offer", models.PROTECT, related_name="proposals")
    before = models.JSONField()  # field → value when it was proposed
    after = models.JSONField()
    state = models.CharField(max_length=9, choices=STATES, default="waiting")
    area_code = models.CharField(max_length=13, blank=True)
    proposed_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    reasons = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["offer"], condition=Q(state="waiting"), name="proposal_one_waiting"),
            models.CheckConstraint(
                name="proposal_decision_whole",
                condition=Q(state="waiting", decided_by=None, decided_at=None)
                | Q(state__in=["applied", "refused"], decided_by__isnull=False, decided_at__isnull=False)
                | Q(state="withdrawn", decided_at__isnull=False),
            ),
            models.CheckConstraint(name="proposal_no_has_reasons", condition=~Q(state="refused") | Q(reasons__gt="")),
        ]
        triggers = [pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.state} {self.proposed_at:%Y-%m-%d}"
