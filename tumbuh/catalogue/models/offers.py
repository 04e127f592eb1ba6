"""Offers of sellers: what, for how much since when, with which pictures, and every piece that came and went."""

import uuid

import pgtrigger
from django.db import models
from django.db.models import F, Q


class Offer(models.Model):
    """
    One product as one seller offers it. Its moves: rules.offers.MOVES.

    Stock: `on_hand` pieces, of which `reserved` are promised; both are sums of StockMovement. What is made to order has
    no stock but a pool, whose days are limited.
    """

    STATES = [
        ("draft", "Rancangan"),
        ("submitted", "Dalam kurasi"),
        ("listed", "Tayang"),
        ("paused", "Dijeda"),
        ("rejected", "Ditolak"),
        ("retired", "Ditarik"),
    ]
    PAUSES = [("seller", "Dijeda penjual"), ("expired", "Izin atau sertifikat habis"), ("officer", "Dijeda kurator")]
    GRADES = [("A", "A"), ("B", "B"), ("C", "C")]

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    product = models.ForeignKey("catalogue.Product", models.PROTECT, related_name="offers")
    seller = models.ForeignKey("registry.Business", models.PROTECT, related_name="offers")
    category = models.ForeignKey("catalogue.Category", models.PROTECT, related_name="offers")
    sku = models.CharField(max_length=60, blank=True)  # the seller's own
    title = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    maker_name = models.CharField(max_length=200, blank=True)  # of what is sold on
    unit = models.CharField(max_length=20)
    price_rupiah = models.PositiveBigIntegerField()  # in force today; the history is OfferPrice
    min_quantity = models.PositiveIntegerField(default=1)
    max_quantity = models.PositiveIntegerField(null=True)
    lead_hours = models.PositiveSmallIntegerField(default=0)
    made_to_order = models.BooleanField(default=False)
    pool = models.ForeignKey("catalogue.CapacityPool", models.PROTECT, null=True, related_name="offers")
    on_hand = models.IntegerField(default=0)
    reserved = models.IntegerField(default=0)
    state = models.CharField(max_length=10, choices=STATES, default="draft")
    pause_reason = models.CharField(max_length=10, choices=PAUSES, blank=True)
    grade = models.CharField(max_length=1, choices=GRADES, blank=True)
    quality_permyriad = models.PositiveSmallIntegerField(default=0)  # rules.quality
    rotation_key = models.PositiveIntegerField(default=0)  # where it stands in the fair turn of equals
    added_at = models.DateTimeField()
    added_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    changed_at = models.DateTimeField()
    listed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="offer_named", condition=Q(title__gt="", unit__gt="")),
            models.CheckConstraint(name="offer_price_positive", condition=Q(price_rupiah__gt=0)),
            models.CheckConstraint(
                name="offer_quantities_in_order",
                condition=Q(min_quantity__gte=1) & (Q(max_quantity=None) | Q(max_quantity__gte=F("min_quantity"))),
            ),
            models.CheckConstraint(  # what cannot be oversold, the database does not oversell
                name="offer_stock_covers_promises", condition=Q(reserved__gte=0, on_hand__gte=F("reserved"))
            ),
            models.CheckConstraint(
                name="offer_made_by_a_pool",
                condition=Q(made_to_order=False, pool=None)
                | Q(made_to_order=True, pool__isnull=False, on_hand=0, reserved=0),
            ),
            models.CheckConstraint(
                name="offer_state_known",
                condition=Q(state__in=["draft", "submitted", "listed", "paused", "rejected", "retired"]),
            ),
            models.CheckConstraint(
                name="offer_pause_whole",
                condition=Q(state="paused", pause_reason__in=["seller", "expired", "officer"])
                | (~Q(state="paused") & Q(pause_reason="")),
            ),
            models.CheckConstraint(
                name="offer_listed_since", condition=~Q(state__in=["listed", "paused"]) | Q(listed_at__isnull=False)
            ),
            models.CheckConstraint(name="offer_grade_known", condition=Q(grade__in=["", "A", "B", "C"])),
            models.CheckConstraint(name="offer_quality_share", condition=Q(quality_permyriad__lte=10_000)),
            models.UniqueConstraint(
                fields=["seller", "sku"], condition=Q(sku__gt="") & ~Q(state="retired"), name="offer_sku_once"
            ),
        ]
        indexes = [
            models.Index(fields=["category", "id"], condition=Q(state="listed"), name="offer_listed_category"),
            models.Index(fields=["seller", "state"], name="offer_of_seller"),
        ]
        triggers = [pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return self.title

    @property
    def free(self) -> int:
        """How many pieces may still be promised."""
        return self.on_hand - self.reserved


class OfferPrice(models.Model):
    """What an offer costs from a day to a day. Never overwritten: a new price ends the one before."""

    offer = models.ForeignKey(Offer, models.PROTECT, related_name="prices")
    price_rupiah = models.PositiveBigIntegerField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)  # the last day; null: until another is set
    set_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    set_at = models.DateTimeField()
    voided_at = models.DateTimeField(null=True)  # replaced before, or on, its first day

    class Meta:
        constraints = [
            models.CheckConstraint(name="offer_price_above_zero", condition=Q(price_rupiah__gt=0)),
            models.CheckConstraint(
                name="offer_price_days_in_order", condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from"))
            ),
            models.UniqueConstraint(
                fields=["offer"], condition=Q(valid_to=None, voided_at=None), name="offer_price_open_once"
            ),
            models.UniqueConstraint(
                fields=["offer", "valid_from"], condition=Q(voided_at=None), name="offer_price_once_a_day"
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            pgtrigger.Protect(  # what was asked since when stays as it was set
                name="stays_as_set",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(exclude=["valid_to", "voided_at"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.price_rupiah} ({self.valid_from}–{self.valid_to or ''})"


class OfferPhoto(models.Model):
    """One picture of an offer, resized and without what the camera wrote into it. Withdrawn, never deleted."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    offer = models.ForeignKey(Offer, models.PROTECT, related_name="photos")
    file = models.CharField(max_length=200)  # path under MEDIA_ROOT
    sha256 = models.CharField(max_length=64)  # of the file
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()
    position = models.PositiveSmallIntegerField(default=0)
    added_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="photo_has_file", condition=Q(file__gt="")),
            models.CheckConstraint(name="photo_sha256_shape", condition=Q(sha256__regex=r"^[0-9a-f]{64}$")),
            models.UniqueConstraint(
                fields=["offer", "sha256"], condition=Q(withdrawn_at=None), name="photo_once_per_offer"
            ),
        ]
        triggers = [pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return self.file


class StockMovement(models.Model):
    """
    Pieces of an offer that came, were promised, went or were given back. Written once, never changed.

    on_hand = received + adjusted − consumed; reserved = reserved − consumed − released. `reference` is what they were
    promised to; `key` names the act, so that the same act once more writes nothing.
    """

    KINDS = [
        ("receive", "Masuk"),
        ("adjust", "Penyesuaian"),
        ("reserve", "Dijanjikan"),
        ("consume", "Keluar"),
        ("release", "Dilepas"),
    ]

    offer = models.ForeignKey(Offer, models.PROTECT, related_name="movements")
    kind = models.CharField(max_length=8, choices=KINDS)
    quantity = models.IntegerField()  # below zero only for an adjustment
    reference = models.CharField(max_length=160, blank=True)  # e.g. "orders.order:<public id>"
    key = models.CharField(max_length=160, blank=True)
    reason = models.CharField(max_length=200, blank=True)
    moved_at = models.DateTimeField()
    moved_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="movement_kind_known",
                condition=Q(kind="adjust") & ~Q(quantity=0)
                | Q(kind__in=["receive", "reserve", "consume", "release"], quantity__gt=0),
            ),
            models.CheckConstraint(
                name="movement_promise_has_reference",
                condition=Q(kind__in=["receive", "adjust"]) | Q(reference__gt=""),
            ),
            models.UniqueConstraint(fields=["offer", "kind", "key"], condition=Q(key__gt=""), name="movement_once"),
        ]
        indexes = [models.Index(fields=["reference", "offer"], condition=Q(reference__gt=""), name="movement_of")]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Delete | pgtrigger.Update)]

    def __str__(self) -> str:
        return f"{self.kind} {self.quantity}"


class PaidPrice(models.Model):
    """What an order that was completed paid for a piece: the prices that others are compared with. Written once."""

    offer = models.ForeignKey(Offer, models.PROTECT, related_name="paid_prices")
    master = models.ForeignKey("catalogue.MasterProduct", models.PROTECT, null=True, related_name="paid_prices")
    price_rupiah = models.PositiveBigIntegerField()
    quantity = models.PositiveIntegerField()
    paid_on = models.DateField()
    reference = models.CharField(max_length=160)  # e.g. "orders.order:<public id>"

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="paid_price_whole", condition=Q(price_rupiah__gt=0, quantity__gt=0, reference__gt="")
            ),
            models.UniqueConstraint(fields=["offer", "reference"], name="paid_price_once"),
        ]
        indexes = [models.Index(fields=["master", "paid_on"], name="paid_price_of_master")]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Delete | pgtrigger.Update)]

    def __str__(self) -> str:
        return f"{self.price_rupiah} ({self.paid_on})"
