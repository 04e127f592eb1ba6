"""Where things grow, and who tends them."""

import uuid

import pgtrigger
from django.db import models
from django.db.models import F, Q

from tumbuh.production.rules.kinds import SITE_KINDS, WATER

NEVER_DELETED = pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete)
APPEND_ONLY = pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)


class Group(models.Model):
    """People who tend a place together: a farmers' group, a women's group, a fish keepers' group."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=120)
    area_code = models.CharField(max_length=13)
    members = models.PositiveIntegerField(null=True)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["area_code", "name"], name="production_group_once"),
            models.CheckConstraint(name="production_group_named", condition=Q(name__gt="", area_code__gt="")),
        ]
        triggers = [NEVER_DELETED]

    def __str__(self) -> str:
        return self.name


class Site(models.Model):
    """One place of production; while open it is expected to report each quarter. Position: degrees times 10^7."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.CharField(max_length=24, unique=True)  # as it stands on sheets, e.g. "KT-3174-0042"
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=8, choices=list(SITE_KINDS.items()))
    area_code = models.CharField(max_length=13)
    surface_m2 = models.PositiveIntegerField(null=True)
    water = models.CharField(max_length=8, blank=True, choices=list(WATER.items()))
    group = models.ForeignKey(Group, models.PROTECT, null=True, related_name="sites")
    business = models.ForeignKey("registry.Business", models.PROTECT, null=True, related_name="+")
    latitude_e7 = models.IntegerField(null=True)
    longitude_e7 = models.IntegerField(null=True)
    opened_on = models.DateField()
    closed_on = models.DateField(null=True)  # its last day
    added_at = models.DateTimeField()
    added_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(name="production_site_named", condition=Q(name__gt="", code__gt="")),
            models.CheckConstraint(name="production_site_kind_known", condition=Q(kind__in=list(SITE_KINDS))),
            models.CheckConstraint(
                name="production_site_area_shape", condition=Q(area_code__regex=r"^\d{2}\.\d{2}\.\d{2}(\.\d{4})?$")
            ),
            models.CheckConstraint(
                name="production_site_position_whole",
                condition=Q(latitude_e7=None, longitude_e7=None)
                | Q(
                    latitude_e7__range=(-900_000_000, 900_000_000), longitude_e7__range=(-1_800_000_000, 1_800_000_000)
                ),
            ),
            models.CheckConstraint(
                name="production_site_days_in_order", condition=Q(closed_on=None) | Q(closed_on__gte=F("opened_on"))
            ),
            models.CheckConstraint(name="production_site_surface", condition=Q(surface_m2=None) | Q(surface_m2__gt=0)),
        ]
        indexes = [models.Index(fields=["area_code"], name="production_site_area", opclasses=["text_pattern_ops"])]
        triggers = [NEVER_DELETED]

    def __str__(self) -> str:
        return self.name

    @property
    def reference(self) -> str:
        """How the trail names it."""
        return f"production.site:{self.public_id}"
