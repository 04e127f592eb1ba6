"""What buyer and seller say to each other: messages and proposed changes. Nothing said is unsaid."""

import uuid

import pgtrigger
from django.db import models
from django.db.models import F, Q

SIDES = ["buyer", "seller"]


class OrderMessage(models.Model):
    """One message in the thread of an order, perhaps with an offer of a price or a document. Immutable."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    order = models.ForeignKey("orders.Order", models.PROTECT, related_name="messages")
    side = models.CharField(max_length=6)
    words = models.TextField()
    file = models.CharField(max_length=200, blank=True)  # path under PRIVATE_ROOT
    file_name = models.CharField(max_length=255, blank=True)
    file_sha256 = models.CharField(max_length=64, blank=True)
    written_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="ordermessage_whole", condition=Q(side__in=SIDES, words__gt="")),
            models.CheckConstraint(
                name="ordermessage_file_whole",
                condition=Q(file="", file_name="", file_sha256="")
                | Q(file__gt="", file_name__gt="", file_sha256__gt=""),
            ),
        ]
        indexes = [models.Index(fields=["order", "id"], name="ordermessage_of_order")]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return self.words[:40]


class OrderChange(models.Model):
    """
    A change that one side proposes and the other accepts or refuses: smaller quantities, lower prices, another time.

    `lines`: [{"position", "quantity", "price_rupiah"}] of those that change.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    order = models.ForeignKey("orders.Order", models.PROTECT, related_name="changes")
    side = models.CharField(max_length=6)
    lines = models.JSONField(default=list)
    deliver_by_at = models.DateTimeField(null=True)
    delivery_address = models.TextField(blank=True)
    reason = models.CharField(max_length=20)
    words = models.TextField(blank=True)
    proposed_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    state = models.CharField(max_length=10, default="open")
    answered_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    answer_words = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="orderchange_reasoned", condition=Q(side__in=SIDES, reason__gt="")),
            models.CheckConstraint(
                name="orderchange_answer_whole",
                condition=Q(state="open", answered_by=None, answered_at=None)
                | Q(state__in=["accepted", "refused"], answered_by__isnull=False, answered_at__isnull=False)
                | Q(state="lapsed", answered_by=None, answered_at__isnull=False),
            ),
            models.CheckConstraint(
                name="orderchange_four_eyes", condition=Q(answered_by=None) | ~Q(answered_by=F("proposed_by"))
            ),
            models.UniqueConstraint(fields=["order"], condition=Q(state="open"), name="orderchange_open_once"),
        ]
        triggers = [
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(
                name="stays_as_proposed",
                fields=[
                    "order",
                    "side",
                    "lines",
                    "deliver_by_at",
                    "delivery_address",
                    "reason",
                    "words",
                    "proposed_by",
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.order_id} {self.state}"
