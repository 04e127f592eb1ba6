"""What businesses sell, and what proves where it was made."""

import uuid

import pgtrigger
from django.db import models
from django.db.models import F, Q


class Product(models.Model):
    """One product of one business: made by it, or bought and sold on. Retired, never deleted."""

    KINDS = [("maker", "Dibuat sendiri"), ("reseller", "Dijual kembali")]

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    business = models.ForeignKey("registry.Business", models.PROTECT, related_name="products")
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=10, choices=KINDS, default="maker")
    master = models.ForeignKey("catalogue.MasterProduct", models.PROTECT, null=True, related_name="products")
    added_at = models.DateTimeField()
    added_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    retired_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="product_named", condition=Q(name__gt="")),
            models.CheckConstraint(name="product_kind_known", condition=Q(kind__in=["maker", "reseller"])),
            models.UniqueConstraint(
                fields=["business", "name"], condition=Q(retired_at=None), name="product_once_per_business"
            ),
        ]
        triggers = [pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return self.name


class OriginEvidence(models.Model):
    """One proof of a product's origin, with its place on the ladder (rules.OriginLevel). Withdrawn, never deleted."""

    KINDS = [
        ("tkdn", "Sertifikat TKDN"),
        ("bpom", "Izin BPOM"),
        ("pirt", "P-IRT"),
        ("maker_nib", "NIB produsen"),
        ("visit", "Kunjungan petugas"),
        ("declared", "Pernyataan pemilik"),
    ]

    product = models.ForeignKey(Product, models.PROTECT, related_name="evidence")
    kind = models.CharField(max_length=10, choices=KINDS)
    level = models.SmallIntegerField()
    reference = models.CharField(max_length=120, blank=True)  # number of the certificate, licence or NIB
    share_permyriad = models.PositiveSmallIntegerField(null=True)  # local content, of a TKDN certificate
    company_benefit_permyriad = models.PositiveSmallIntegerField(null=True)  # BMP of the holder of the certificate
    holder = models.CharField(max_length=200, blank=True)  # who the certificate was given to
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)  # the last day; null: no end
    verified_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    added_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="evidence_level_known", condition=Q(level__in=[-1, 1, 2, 3, 4, 5])),
            models.CheckConstraint(
                name="evidence_kind_fits_level",
                condition=Q(kind="tkdn", level=5)
                | Q(kind="bpom", level__in=[4, -1])
                | Q(kind="pirt", level=4)
                | Q(kind="maker_nib", level=3)
                | Q(kind="visit", level=2)
                | Q(kind="declared", level=1),
            ),
            models.CheckConstraint(
                name="evidence_reference_present", condition=Q(kind__in=["visit", "declared"]) | Q(reference__gt="")
            ),
            models.CheckConstraint(
                name="evidence_days_in_order", condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from"))
            ),
            models.CheckConstraint(
                name="evidence_share_of_tkdn",
                condition=Q(share_permyriad=None) | Q(kind="tkdn", share_permyriad__lte=10_000),
            ),
            models.CheckConstraint(  # a company's benefits are worth 15 % at most
                name="evidence_benefit_of_tkdn",
                condition=Q(company_benefit_permyriad=None) | Q(kind="tkdn", company_benefit_permyriad__lte=1_500),
            ),
            models.UniqueConstraint(
                fields=["product", "kind", "reference", "valid_from"],
                condition=Q(withdrawn_at=None),
                name="evidence_once",
            ),
        ]
        triggers = [pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.reference}".strip()
