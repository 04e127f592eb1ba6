"""Documents with gapless numbers. A document is never changed: it is void, with a reason, and its number stays."""

import uuid

import pgtrigger
from django.db import models
from django.db.models import F, Q

from tumbuh.papers.rules import KIND_NAMES, PaperKind

_KINDS = [(kind.value, name) for kind, name in KIND_NAMES.items()]


class Series(models.Model):
    """The numbers of one kind of document of one issuer in one year. Its row is the lock that keeps them gapless."""

    kind = models.CharField(max_length=20, choices=_KINDS)
    code = models.CharField(max_length=64)  # of the issuer: a unit's, or a business's NIB
    year = models.PositiveSmallIntegerField()
    last_number = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "code", "year"], name="series_once"),
            models.CheckConstraint(name="series_kind_known", condition=Q(kind__in=[one.value for one in PaperKind])),
        ]
        triggers = [
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="counts_by_one",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition("NEW.last_number <> OLD.last_number + 1"),
            ),
            pgtrigger.Protect(
                name="stays_itself", operation=pgtrigger.Update, condition=pgtrigger.AnyChange("kind", "code", "year")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.code} {self.year}"


class Paper(models.Model):
    """One numbered document: what it says, and what anyone who holds its code may see of it."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    series = models.ForeignKey(Series, models.PROTECT, related_name="papers")
    sequence = models.PositiveIntegerField()
    kind = models.CharField(max_length=20, choices=_KINDS)
    number = models.CharField(max_length=160)
    code = models.CharField(max_length=16, unique=True)  # on the square code; not to be guessed
    subject = models.CharField(max_length=160)  # what it documents, "orders.order:<public id>"
    issued_on = models.DateField()
    issuer = models.CharField(max_length=300)
    party = models.CharField(max_length=300, blank=True)
    total_rupiah = models.BigIntegerField(null=True)
    content = models.JSONField()
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    voided_at = models.DateTimeField(null=True)
    voided_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    void_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["series", "sequence"], name="paper_sequence_once"),
            models.UniqueConstraint(fields=["kind", "number"], name="paper_number_once"),
            models.CheckConstraint(
                name="paper_whole", condition=Q(sequence__gte=1, number__gt="", code__gt="", issuer__gt="")
            ),
            models.CheckConstraint(
                name="paper_void_whole",
                condition=Q(voided_at=None, voided_by=None, void_reason="")
                | Q(voided_at__gte=F("issued_at"), void_reason__gt=""),
            ),
        ]
        indexes = [models.Index(fields=["subject"], name="paper_subject")]
        triggers = [
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="stays_as_issued",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(exclude=["voided_at", "voided_by", "void_reason"]),
            ),
            pgtrigger.Protect(
                name="stays_void", operation=pgtrigger.Update, condition=pgtrigger.Q(old__voided_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_void(self) -> bool:
        """Whether it counts no more."""
        return self.voided_at is not None


class PaperFile(models.Model):
    """The bytes of a document, as they were set when it was first opened (docs/adr/0017)."""

    paper = models.OneToOneField(Paper, models.PROTECT, related_name="file")
    content = models.BinaryField()  # deflated: two fifths smaller
    sha256 = models.CharField(max_length=64, db_index=True)
    made_with = models.CharField(max_length=40)  # the version of the typesetter

    class Meta:
        constraints = [models.CheckConstraint(name="paperfile_hashed", condition=Q(sha256__regex=r"^[0-9a-f]{64}$"))]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return self.sha256
