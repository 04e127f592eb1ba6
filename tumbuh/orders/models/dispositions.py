"""A package of the plan on its way from the budget owner to the procurement officer."""

import uuid

import pgtrigger
from django.db import models
from django.db.models import F, Q


class Disposition(models.Model):
    """
    That a package may be bought: of which plan, which budget line, up to how much, by whom. Its moves: rules.moves.

    `committed_rupiah` is what its orders hold or have paid; the database keeps it within the ceiling.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    year = models.PositiveSmallIntegerField()
    plan_code = models.CharField(max_length=64)  # key of procurement.Package, of all its versions
    package_name = models.TextField(blank=True)  # as it was called on the day
    unit_ref = models.CharField(max_length=64)
    budget_line = models.ForeignKey("procurement.BudgetLine", models.PROTECT, related_name="+")
    ceiling_rupiah = models.BigIntegerField()
    committed_rupiah = models.BigIntegerField(default=0)
    state = models.CharField(max_length=10, default="disposed")
    note = models.TextField(blank=True)
    disposed_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    disposed_at = models.DateTimeField()
    commitment_officer = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    prepared_at = models.DateTimeField(null=True)
    procurement_officer = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    taken_up_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    return_reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="disposition_state_known",
                condition=Q(state__in=["disposed", "prepared", "taken_up", "done", "returned"]),
            ),
            models.CheckConstraint(
                name="disposition_within_ceiling",
                condition=Q(ceiling_rupiah__gt=0, committed_rupiah__gte=0, ceiling_rupiah__gte=F("committed_rupiah")),
            ),
            models.CheckConstraint(
                name="disposition_prepared_whole",
                condition=Q(state__in=["disposed", "returned"])
                | Q(prepared_at__isnull=False, procurement_officer__isnull=False),
            ),
            models.CheckConstraint(  # who chooses the product does not sign for it
                name="disposition_two_people",
                condition=Q(procurement_officer=None) | ~Q(procurement_officer=F("commitment_officer")),
            ),
            models.CheckConstraint(
                name="disposition_end_whole",
                condition=Q(state__in=["disposed", "prepared", "taken_up"], ended_at=None, return_reason="")
                | Q(state="done", ended_at__isnull=False)
                | Q(state="returned", ended_at__isnull=False, return_reason__gt=""),
            ),
        ]
        indexes = [
            models.Index(fields=["unit_ref", "state"], name="disposition_of_unit"),
            models.Index(fields=["plan_code"], name="disposition_of_plan"),
            models.Index(fields=["procurement_officer", "state"], name="disposition_officer"),
        ]
        triggers = [
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(
                name="same_package_for_ever",
                fields=["public_id", "year", "plan_code", "unit_ref", "budget_line", "disposed_by", "disposed_at"],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan_code} {self.package_name}".strip()

    @property
    def free_rupiah(self) -> int:
        """What may still be ordered of the package."""
        return self.ceiling_rupiah - self.committed_rupiah


class DispositionFile(models.Model):
    """A document that the PPK put to a package: specification, estimate, invitation."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    disposition = models.ForeignKey(Disposition, models.PROTECT, related_name="files")
    name = models.CharField(max_length=255)
    file = models.CharField(max_length=200)  # path under PRIVATE_ROOT
    sha256 = models.CharField(max_length=64)
    bytes = models.PositiveBigIntegerField()
    added_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="dispositionfile_named", condition=Q(name__gt="", file__gt="", sha256__gt="")),
            models.UniqueConstraint(fields=["disposition", "sha256"], name="dispositionfile_once"),
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return self.name


class Justification(models.Model):
    """Why a unit went on although a rule warned: typed once, and chosen again the next time."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    unit_ref = models.CharField(max_length=64)
    rule = models.CharField(max_length=40)  # of the legality rail: rules.rail
    words = models.TextField()
    written_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="justification_in_words", condition=Q(words__gt="", rule__gt="")),
            models.UniqueConstraint(fields=["unit_ref", "rule", "words"], name="justification_once"),
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return self.words
