"""What a procurement officer has chosen and not yet ordered."""

import uuid

import pgtrigger
from django.db import models
from django.db.models import Q


class Basket(models.Model):
    """The choice of one person for one package; one delivery window and one address. One open at a time."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    disposition = models.ForeignKey("orders.Disposition", models.PROTECT, related_name="baskets")
    delivery_address = models.TextField(blank=True)
    delivery_area = models.CharField(max_length=13, blank=True)
    deliver_by_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField()
    placed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "disposition"], condition=Q(placed_at=None), name="basket_open_once"
            ),
            models.CheckConstraint(
                name="basket_placed_whole",
                condition=Q(placed_at=None) | Q(delivery_address__gt="", deliver_by_at__isnull=False),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="placed_is_placed",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__placed_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return str(self.public_id)


class BasketLine(models.Model):
    """One offer in a basket. A quantity of 0: taken out again."""

    basket = models.ForeignKey(Basket, models.PROTECT, related_name="lines")
    offer = models.ForeignKey("catalogue.Offer", models.PROTECT, related_name="+")
    quantity = models.PositiveIntegerField()
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["basket", "offer"], name="basketline_once")]
        triggers = [pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.quantity} × {self.offer_id}"
