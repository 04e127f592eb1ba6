"""How much a kitchen or workshop can make on a day, and what is booked of it."""

import uuid

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q


class CapacityPool(models.Model):
    """What one kitchen, workshop or crew of a business makes on one day; several offers may share it."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    business = models.ForeignKey("registry.Business", models.PROTECT, related_name="pools")
    name = models.CharField(max_length=120)
    daily_limit = models.PositiveIntegerField()  # portions, pieces or visits
    lead_hours = models.PositiveSmallIntegerField(default=0)  # from the order to the delivery
    cutoff_time = models.TimeField(null=True)  # WIB; after it, tomorrow is closed
    closed_weekdays = ArrayField(models.PositiveSmallIntegerField(), default=list, blank=True)  # 0 is Monday
    closed_on_holidays = models.BooleanField(default=False)
    added_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="pool_named", condition=Q(name__gt="")),
            models.UniqueConstraint(fields=["business", "name"], condition=Q(retired_at=None), name="pool_once"),
        ]
        triggers = [pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return self.name


class CapacityDay(models.Model):
    """One day of a pool that differs from the others or has bookings. A pool's day without a row is free and open."""

    pool = models.ForeignKey(CapacityPool, models.PROTECT, related_name="days")
    day_on = models.DateField()
    limit = models.PositiveIntegerField()
    taken = models.PositiveIntegerField(default=0)  # the sum of the bookings that were not released
    closed = models.BooleanField(default=False)
    note = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["pool", "day_on"], name="capacity_day_once"),
            models.CheckConstraint(  # nobody cooks the 301st portion
                name="capacity_within_limit", condition=Q(taken__lte=F("limit"))
            ),
        ]
        triggers = [pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.day_on} {self.taken}/{self.limit}"


class CapacityBooking(models.Model):
    """A part of a pool's day that is promised to an order, of which some may be delivered and some given back."""

    pool = models.ForeignKey(CapacityPool, models.PROTECT, related_name="bookings")
    offer = models.ForeignKey("catalogue.Offer", models.PROTECT, related_name="bookings")
    day_on = models.DateField()
    quantity = models.PositiveIntegerField()
    consumed = models.PositiveIntegerField(default=0)
    released = models.PositiveIntegerField(default=0)
    reference = models.CharField(max_length=160)
    settled_by = ArrayField(models.CharField(max_length=170), default=list, blank=True)  # acts that settled parts of it
    booked_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["reference", "offer"], name="booking_once"),
            models.CheckConstraint(
                name="booking_within",
                condition=Q(quantity__gt=0, reference__gt="", quantity__gte=F("consumed") + F("released")),
            ),
        ]
        indexes = [models.Index(fields=["pool", "day_on"], name="booking_of_day")]
        triggers = [pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.day_on} {self.quantity} {self.reference}"
