"""Shops, the batches that brought their sales, what waits in quarantine, what a shop's SKUs are. Sales: the lake."""

import uuid

import pgtrigger
from django.db import models
from django.db.models import F, Q

CHANNELS = ["shopee", "tiktok", "eorder"]
STATES = ["queued", "reading", "settling", "done", "refused", "failed"]


def _kept() -> list[pgtrigger.Trigger]:
    """Return the triggers of a table whose rows are never removed."""
    return [
        pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
        pgtrigger.Trigger(
            name="never_emptied",
            operation=pgtrigger.Truncate,
            level=pgtrigger.Statement,
            when=pgtrigger.Before,
            func="RAISE EXCEPTION 'Cannot empty %', TG_TABLE_NAME;",
        ),
    ]


class Marketplace(models.TextChoices):
    """
    Where a shop is. Of a seller centre we read the exports; TikTok Shop's serves Tokopedia's orders too.

    The e-order is the city's own: its sales come in by themselves, never by a file.
    """

    SHOPEE = "shopee", "Shopee"
    TIKTOK = "tiktok", "TikTok Shop + Tokopedia"
    EORDER = "eorder", "E-order"


BY_FILE = [choice for choice in Marketplace.choices if choice[0] != Marketplace.EORDER.value]


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
            models.CheckConstraint(
                condition=Q(external_id__gt="", name__gt="", channel__in=CHANNELS), name="shop_named_and_placed"
            ),
        ]
        triggers = [  # every sale line carries the shop's key and its business
            *_kept(),
            pgtrigger.ReadOnly(
                name="same_shop_for_ever", fields=["public_id", "channel", "external_id", "business", "opened_at"]
            ),
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
    latest_event_at = models.DateTimeField(null=True)  # how far the file knows: its latest order or event
    ledger_version_before = models.BigIntegerField(null=True)  # when settling began: our commit can only be later
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
                name="batch_state_known", condition=Q(state__in=STATES, channel__in=CHANNELS, file_name__gt="")
            ),
            models.CheckConstraint(
                name="batch_ending_whole",
                condition=Q(state__in=["queued", "reading", "settling"], finished_at=None, refusal="", refusal_code="")
                | Q(state="done", finished_at__isnull=False, ledger_version__isnull=False, refusal="", refusal_code="")
                | Q(state__in=["refused", "failed"], finished_at__isnull=False, refusal__gt="", refusal_code__gt=""),
            ),
            models.CheckConstraint(
                name="batch_counts_of_done", condition=Q(state="done") | Q(accepted=0, restated=0, net_change_rupiah=0)
            ),
        ]
        indexes = [
            models.Index(fields=["-created_at"], name="batch_newest"),
            models.Index(fields=["shop", "file_sha256"], name="batch_same_file"),
        ]
        triggers = [
            *_kept(),
            pgtrigger.Protect(
                name="over_is_over",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__state__in=["done", "refused"]),
            ),
            pgtrigger.ReadOnly(
                name="same_file_for_ever",
                fields=["public_id", "shop", "channel", "file_name", "file_sha256", "file_bytes", "created_at"],
            ),
        ]

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
        indexes = [
            models.Index(fields=["shop", "state"], name="quarantine_open"),
            models.Index(fields=["-batch", "row"], name="quarantine_waiting", condition=Q(state="waiting")),
        ]
        triggers = [
            *_kept(),
            pgtrigger.Protect(
                name="closed_is_closed", operation=pgtrigger.Update, condition=~pgtrigger.Q(old__state="waiting")
            ),
            pgtrigger.ReadOnly(
                name="row_as_it_came",
                fields=["batch", "shop", "row", "order_id", "reason", "column", "value", "kept", "fingerprint"],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reason} ({self.order_id})"


class SkuMapping(models.Model):
    """
    What a shop's SKU is in the catalogue. Ended and replaced, never overwritten.

    `sku` is what the shop calls the thing: its SKU, or the product's name where the shop has given it none.
    """

    shop = models.ForeignKey(Shop, models.PROTECT, related_name="sku_mappings")
    sku = models.CharField(max_length=300)
    variation = models.CharField(max_length=300, blank=True)  # blank: every variation of the SKU
    product = models.ForeignKey("catalogue.Product", models.PROTECT, related_name="sku_mappings")
    mapped_at = models.DateTimeField()
    mapped_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["shop", "sku", "variation"], condition=Q(ended_at=None), name="sku_mapped_once"
            ),
            models.CheckConstraint(condition=Q(sku__gt=""), name="sku_present"),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("mapped_at")), name="sku_days_in_order"
            ),
        ]
        triggers = [
            *_kept(),
            pgtrigger.Protect(
                name="ended_is_ended", operation=pgtrigger.Update, condition=pgtrigger.Q(old__ended_at__isnull=False)
            ),
            pgtrigger.ReadOnly(
                name="same_mapping_for_ever", fields=["shop", "sku", "variation", "product", "mapped_at", "mapped_by"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sku} {self.variation}".strip()


class Restatement(models.Model):
    """Sale lines of a shop that a decision of ours restated, no export. Their `batch_id` in the lake is -pk."""

    CAUSES = [("sku_mapped", "SKU dipasangkan dengan produk"), ("origin_changed", "Bukti asal produk berubah")]

    shop = models.ForeignKey(Shop, models.PROTECT, related_name="restatements")
    cause = models.CharField(max_length=20, choices=CAUSES)
    lines = models.PositiveBigIntegerField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(cause__in=["sku_mapped", "origin_changed"], lines__gt=0), name="restatement_has_lines"
            )
        ]
        triggers = [
            *_kept(),
            pgtrigger.Protect(name="never_changed", operation=pgtrigger.Update),
        ]

    def __str__(self) -> str:
        return f"{self.get_cause_display()} ({self.lines})"
