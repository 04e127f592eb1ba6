"""Numbers of licences and certificates that sellers give for their products, until a curator has looked them up."""

import uuid

import pgtrigger
from django.db import models
from django.db.models import Q


class EvidenceClaim(models.Model):
    """A number that a seller gives as proof of origin. It counts once a curator found it at who issued it."""

    KINDS = [("pirt", "P-IRT"), ("bpom", "Izin BPOM"), ("tkdn", "Sertifikat TKDN")]
    STATES = [("waiting", "Menunggu"), ("accepted", "Diterima"), ("refused", "Ditolak"), ("withdrawn", "Dibatalkan")]

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    offer = models.ForeignKey("catalogue.Offer", models.PROTECT, related_name="claims")
    kind = models.CharField(max_length=4, choices=KINDS)
    reference = models.CharField(max_length=120)
    share_permyriad = models.PositiveSmallIntegerField(null=True)  # local content, of a TKDN certificate
    valid_to = models.DateField(null=True)  # the last day; null: no end
    state = models.CharField(max_length=9, choices=STATES, default="waiting")
    area_code = models.CharField(max_length=13, blank=True)  # of the seller's main site, when it was claimed
    claimed_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    claimed_at = models.DateTimeField()
    decided_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    reasons = models.TextField(blank=True)
    evidence = models.OneToOneField("catalogue.OriginEvidence", models.PROTECT, null=True, related_name="claim")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["offer", "kind"], condition=Q(state="waiting"), name="claim_one_waiting"),
            models.CheckConstraint(
                name="claim_numbered", condition=Q(kind__in=["pirt", "bpom", "tkdn"], reference__gt="")
            ),
            models.CheckConstraint(
                name="claim_share_of_tkdn",
                condition=Q(kind="tkdn", share_permyriad__lte=10_000) | (~Q(kind="tkdn") & Q(share_permyriad=None)),
            ),
            models.CheckConstraint(
                name="claim_decision_whole",
                condition=Q(state="waiting", decided_by=None, decided_at=None, evidence=None)
                | Q(state="accepted", decided_by__isnull=False, decided_at__isnull=False, evidence__isnull=False)
                | Q(state="refused", decided_by__isnull=False, decided_at__isnull=False, evidence=None, reasons__gt="")
                | Q(state="withdrawn", decided_at__isnull=False, evidence=None),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="over_is_over",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__state__in=["accepted", "refused", "withdrawn"]),
            ),
            pgtrigger.ReadOnly(
                name="same_number_for_ever",
                fields=["public_id", "offer", "kind", "reference", "share_permyriad", "valid_to", "claimed_at"],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.reference}"
