"""What had to be bought at once, outside the catalogue, and was recorded afterwards."""

import uuid

import pgtrigger
from django.db import models
from django.db.models import F, Q


class UrgentBuy(models.Model):
    """That a unit bought something in need, why, and a picture of it. The purchase itself is procurement's."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    purchase_key = models.CharField(max_length=300, unique=True)  # key of procurement.Purchase
    unit_ref = models.CharField(max_length=64)
    bought_at = models.DateTimeField()
    words = models.TextField()
    file = models.CharField(max_length=200)  # path under PRIVATE_ROOT
    sha256 = models.CharField(max_length=64)
    in_time = models.BooleanField()  # recorded within the hours of policies/eorder.toml, record_within
    recorded_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="urgentbuy_whole",
                condition=Q(words__gt="", file__gt="", sha256__gt="", recorded_at__gte=F("bought_at")),
            )
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return self.purchase_key
