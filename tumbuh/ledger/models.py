"""Shops, the batches that brought their sales, what waits in quarantine, what a shop's SKUs are. Sales: the lake."""

import uuid

from django.db import models
from django.db.models import Q


class Marketplace(models.TextChoices):
    """A seller centre whose exports we read. TikTok Shop's serves Tokopedia's orders too."""

    SHOPEE = "shopee", "Shopee"
    TIKTOK = "tiktok", "TikTok Shop + Tokopedia"


class Shop(models.Model):
    """One shop of one business at one marketplace."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    channel = models.CharField(max_length=20, choices=Marketplace.choices)
    external_id = models.CharField(max_length=60)
    name = models.CharField(max_length=200)
    business = models.ForeignKey("registry.Business", models.PROTECT, related_name="shops")
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["channel", "external_id"], name="shop_once_per_marketplace"),
            models.CheckConstraint(condition=~Q(external_id=""), name="shop_external_id_present"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.get_channel_display()})"

    @property
    def key(self) -> str:
        """The shop's name in the ledger: marketplace and its id there."""
        return f"{self.channel}:{self.external_id}"


class Batch(models.Model):
    """One export file that was read into the ledger, or refused. Its moves: rules.BATCH_MOVES."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    shop = models.ForeignKey(Shop, models.PROTECT, related_name="batches")
    channel = models.CharField(max_length=20)
    file_name = models.CharField(max_length=255)
    file_sha256 = models.CharField(max_length=64, blank=True)
    file_bytes = models.PositiveBigIntegerField(default=0)
    state = models.CharField(max_length=12, default="queued")
    rows_total = models.PositiveBigIntegerField(null=True)
    rows_read = models.PositiveBigIntegerField(default=0)
    accepted = models.PositiveBigIntegerField(default=0)
    unchanged = models.PositiveBigIntegerField(default=0)
    restated = models.PositiveBigIntegerField(default=0)
    stale = models.PositiveBigIntegerField(default=0)
    repeated = models.PositiveBigIntegerField(default=0)
    quarantined = models.PositiveBigIntegerField(default=0)
    restated_orders = models.PositiveBigIntegerField(default=0)
    net_change_rupiah = models.BigIntegerField(default=0)
    ledger_version = models.BigIntegerField(null=True)
    notices = models.JSONField(default=list)
    refusal_code = models.CharField(max_length=60, blank=True)
    refusal = models.TextField(blank=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="batch_state_known",
                condition=Q(state__in=["queued", "reading", "settling", "done", "refused", "failed"]),
            ),
            models.CheckConstraint(
                name="batch_refusal_whole", condition=Q(state__in=["refused", "failed"]) | Q(refusal="")
            ),
        ]
        indexes = [models.Index(fields=["-created_at"], name="batch_newest")]

    def __str__(self) -> str:
        return f"{self.file_name} ({self.state})"

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen to this batch."""
        return self.state in {"done", "refused", "failed"}

    @property
    def percent_read(self) -> int | None:
        """Rows read of all rows, 0 to 100; None while the number of rows is not known."""
        if not self.rows_total:
            return None
        return min(100, self.rows_read * 100 // self.rows_total)


class QuarantinedLine(models.Model):
    """One row that was not understood and waits for a person. Holds no buyer's data; never deleted."""

    batch = models.ForeignKey(Batch, models.PROTECT, related_name="quarantined_lines")
    shop = models.ForeignKey(Shop, models.PROTECT, related_name="+")
    row = models.PositiveIntegerField()
    order_id = models.CharField(max_length=80, blank=True)
    reason = models.CharField(max_length=60)
    column = models.CharField(max_length=80, blank=True)
    value = models.TextField(blank=True)
    kept = models.JSONField(default=dict)
    fingerprint = models.CharField(max_length=64)
    state = models.CharField(max_length=12, default="waiting")
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    closing_reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["shop", "fingerprint"], name="quarantine_once"),
            models.CheckConstraint(
                name="quarantine_state_whole",
                condition=Q(state="waiting", closed_at=None)
                | (Q(state__in=["resolved", "dismissed"], closed_at__isnull=False) & ~Q(closing_reason="")),
            ),
        ]
        indexes = [models.Index(fields=["shop", "state"], name="quarantine_open")]

    def __str__(self) -> str:
        return f"{self.reason} ({self.order_id})"


class SkuMapping(models.Model):
    """What a shop's SKU is in the catalogue. Ended and replaced, never overwritten."""

    shop = models.ForeignKey(Shop, models.PROTECT, related_name="sku_mappings")
    sku = models.CharField(max_length=200)
    variation = models.CharField(max_length=200, blank=True)  # blank: every variation of the SKU
    product = models.ForeignKey("catalogue.Product", models.PROTECT, related_name="sku_mappings")
    mapped_at = models.DateTimeField()
    mapped_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["shop", "sku", "variation"], condition=Q(ended_at=None), name="sku_mapped_once"
            ),
            models.CheckConstraint(condition=~Q(sku=""), name="sku_present"),
        ]

    def __str__(self) -> str:
        return f"{self.sku} {self.variation}".strip()
