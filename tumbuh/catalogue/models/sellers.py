"""What a business says of itself as a seller to the city."""

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q


class SellerProfile(models.Model):
    """How one business sells: its type, where it delivers, what that costs, and whether it may sell at all."""

    TYPES = [
        ("maker", "Pembuat"),
        ("reseller", "Penjual kembali"),
        ("farmer_group", "Kelompok tani"),
        ("cooperative", "Koperasi"),
    ]

    business = models.OneToOneField("registry.Business", models.PROTECT, related_name="seller_profile")
    seller_type = models.CharField(max_length=12, choices=TYPES, default="maker")
    maker_name = models.CharField(max_length=200, blank=True)  # whose goods a reseller sells
    phone = models.CharField(max_length=20, blank=True)
    delivers_to = ArrayField(models.CharField(max_length=13), default=list, blank=True)  # area codes; none: everywhere
    delivery_fee_rupiah = models.PositiveIntegerField(default=0)  # an order
    packing_fee_rupiah = models.PositiveIntegerField(default=0)  # an order
    collects_vat = models.BooleanField(default=False)  # PKP
    banned_until_on = models.DateField(null=True)  # the last day
    ban_reason = models.CharField(max_length=300, blank=True)
    consented_at = models.DateTimeField(null=True)  # to showing the business in the public catalogue
    added_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="seller_type_known",
                condition=Q(seller_type__in=["maker", "reseller", "farmer_group", "cooperative"]),
            ),
            models.CheckConstraint(
                name="seller_names_maker", condition=~Q(seller_type="reseller") | Q(maker_name__gt="")
            ),
            models.CheckConstraint(name="seller_phone_shape", condition=Q(phone="") | Q(phone__regex=r"^\+\d{8,15}$")),
            models.CheckConstraint(
                name="seller_ban_whole",
                condition=Q(banned_until_on=None, ban_reason="") | Q(banned_until_on__isnull=False, ban_reason__gt=""),
            ),
        ]
        triggers = [pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.get_seller_type_display()} {self.business_id}"
