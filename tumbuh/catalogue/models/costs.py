"""What sellers reckon that their products cost to make. For the seller alone; nobody else reads it."""

import pgtrigger
from django.db import models
from django.db.models import Q


class OfferCost(models.Model):
    """What one batch of an offer costs, and how many pieces it gives; the latest one counts, those before stay."""

    offer = models.ForeignKey("catalogue.Offer", models.PROTECT, related_name="costs")
    pieces = models.PositiveIntegerField()
    materials_rupiah = models.PositiveBigIntegerField(default=0)
    packing_rupiah = models.PositiveBigIntegerField(default=0)
    labour_rupiah = models.PositiveBigIntegerField(default=0)
    energy_rupiah = models.PositiveBigIntegerField(default=0)
    other_rupiah = models.PositiveBigIntegerField(default=0)
    noted_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    noted_at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["offer"], condition=Q(replaced_at=None), name="cost_one_live"),
            models.CheckConstraint(name="cost_gives_pieces", condition=Q(pieces__gte=1)),
        ]
        triggers = [
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="stays_as_noted",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(exclude=["replaced_at"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.offer_id} {self.noted_at:%Y-%m-%d}"
