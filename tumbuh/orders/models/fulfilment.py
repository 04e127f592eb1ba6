"""What was sent, what arrived, and what the buyer thinks of it."""

import uuid

import pgtrigger
from django.db import models
from django.db.models import F, Q


class Delivery(models.Model):
    """One trip of the seller; an order may need several."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    order = models.ForeignKey("orders.Order", models.PROTECT, related_name="deliveries")
    number = models.PositiveSmallIntegerField()
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["order", "number"], name="delivery_number_once")]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.order_id}/{self.number}"


class DeliveryLine(models.Model):
    """How much of a line went with a trip."""

    delivery = models.ForeignKey(Delivery, models.PROTECT, related_name="lines")
    line = models.ForeignKey("orders.OrderLine", models.PROTECT, related_name="deliveries")
    quantity = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["delivery", "line"], name="deliveryline_once"),
            models.CheckConstraint(name="deliveryline_something", condition=Q(quantity__gt=0)),
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.quantity}"


class Receipt(models.Model):
    """That the PPK counted what came: when it arrived, how late, how warm, and what was accepted."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    order = models.OneToOneField("orders.Order", models.PROTECT, related_name="receipt")
    arrived_at = models.DateTimeField()
    late_minutes = models.PositiveIntegerField(default=0)
    temperature_celsius = models.SmallIntegerField(null=True)  # of food, when it arrived
    note = models.TextField(blank=True)
    received_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    received_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="receipt_temperature_possible",
                condition=Q(temperature_celsius=None) | Q(temperature_celsius__range=(-30, 120)),
            )
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return str(self.public_id)


class ReceiptLine(models.Model):
    """How much of a line was counted and how much accepted; what was wrong with the rest."""

    FLAWS = [("", "Baik"), ("short", "Kurang"), ("bad", "Rusak atau mutu buruk"), ("wrong", "Bukan yang dipesan")]

    receipt = models.ForeignKey(Receipt, models.PROTECT, related_name="lines")
    line = models.OneToOneField("orders.OrderLine", models.PROTECT, related_name="receipt")
    counted = models.PositiveIntegerField()
    accepted = models.PositiveIntegerField()
    flaw = models.CharField(max_length=5, choices=FLAWS, blank=True)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="receiptline_accepted_of_counted", condition=Q(accepted__lte=F("counted"))),
            models.CheckConstraint(name="receiptline_flaw_known", condition=Q(flaw__in=["", "short", "bad", "wrong"])),
            models.CheckConstraint(
                name="receiptline_flaw_of_the_rest",
                condition=Q(accepted=F("counted")) | Q(flaw__in=["bad", "wrong"]),
            ),
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.accepted}/{self.counted}"


class ReceiptPhoto(models.Model):
    """A picture of what came."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    receipt = models.ForeignKey(Receipt, models.PROTECT, related_name="photos")
    file = models.CharField(max_length=200)  # path under PRIVATE_ROOT
    sha256 = models.CharField(max_length=64)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(name="receiptphoto_has_file", condition=Q(file__gt="", sha256__gt="")),
            models.UniqueConstraint(fields=["receipt", "sha256"], name="receiptphoto_once"),
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return self.file


class Review(models.Model):
    """What the unit thinks of a received order, and what the seller says to that. One per order."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    order = models.OneToOneField("orders.Order", models.PROTECT, related_name="review")
    stars = models.PositiveSmallIntegerField()
    words = models.TextField(blank=True)
    written_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    reply = models.TextField(blank=True)
    replied_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    replied_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="review_stars", condition=Q(stars__range=(1, 5))),
            models.CheckConstraint(
                name="review_reply_whole",
                condition=Q(reply="", replied_by=None, replied_at=None)
                | Q(reply__gt="", replied_by__isnull=False, replied_at__isnull=False),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(name="stays_as_written", fields=["order", "stars", "words", "written_by", "written_at"]),
        ]

    def __str__(self) -> str:
        return f"{self.stars}/5"


class ReviewReport(models.Model):
    """A seller's complaint about a review, once. A review that is hidden counts nowhere, but stays on its order."""

    STATES = [("waiting", "Menunggu"), ("kept", "Tetap tampil"), ("hidden", "Disembunyikan")]

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    review = models.OneToOneField(Review, models.PROTECT, related_name="report")
    words = models.TextField()
    area_code = models.CharField(max_length=13, blank=True)  # of the seller's main site, when it was reported
    state = models.CharField(max_length=7, choices=STATES, default="waiting")
    reported_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    reported_at = models.DateTimeField()
    decided_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    reasons = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="review_report_says_why", condition=Q(words__gt="")),
            models.CheckConstraint(
                name="review_report_decision_whole",
                condition=Q(state="waiting", decided_by=None, decided_at=None, reasons="")
                | Q(state__in=["kept", "hidden"], decided_by__isnull=False, decided_at__isnull=False, reasons__gt=""),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="over_is_over",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__state__in=["kept", "hidden"]),
            ),
            pgtrigger.ReadOnly(name="stays_as_reported", fields=["review", "words", "reported_by", "reported_at"]),
        ]

    def __str__(self) -> str:
        return f"{self.review} {self.state}"
