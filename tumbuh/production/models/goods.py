"""What grows and is made, and what one unit of it weighs, where and since when."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from tumbuh.production.models.places import APPEND_ONLY, NEVER_DELETED
from tumbuh.production.rules.kinds import GROUPS, MEASURE_KINDS


class Commodity(models.Model):
    """One kind of produce, from the data file. `most_grams_per_m2`: what one harvest rarely exceeds."""

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=80)
    group = models.CharField(max_length=12, choices=list(GROUPS.items()))
    measure_kind = models.CharField(max_length=9, choices=list(MEASURE_KINDS.items()))
    is_animal = models.BooleanField(default=False)  # counted in heads beside its weight
    usual_unit = models.CharField(max_length=10)
    most_grams_per_m2 = models.PositiveIntegerField(null=True)
    days_to_harvest = models.PositiveSmallIntegerField(null=True)  # from planting or stocking
    category_code = models.CharField(max_length=60, blank=True)  # of the catalogue, for a draft of an offer
    also_called = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    retired_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="commodity_named", condition=Q(code__gt="", name__gt="", usual_unit__gt="")),
            models.CheckConstraint(  # processed produce is one group, and nothing raw is in it
                name="commodity_group_fits_kind",
                condition=Q(group="processed", measure_kind="processed")
                | (Q(group__in=[group for group in GROUPS if group != "processed"]) & Q(measure_kind="raw")),
            ),
        ]
        triggers = [NEVER_DELETED]

    def __str__(self) -> str:
        return self.name


class ConversionFactor(models.Model):
    """
    What one unit of a commodity weighs, in an area ("" for the city), from a day on until the next one's day.

    A mended factor is a new row with the same first day; the one recorded last counts. Nothing is changed in place, so
    that a figure as it was known on a day can be worked out anew.
    """

    commodity = models.ForeignKey(Commodity, models.PROTECT, related_name="factors")
    unit = models.CharField(max_length=10)
    area_code = models.CharField(max_length=13, blank=True)
    grams_per_unit = models.PositiveIntegerField()
    valid_from = models.DateField()
    source = models.CharField(max_length=200)
    certainty = models.CharField(max_length=5, choices=[("found", "Bersumber"), ("known", "Perkiraan")])
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(name="factor_whole", condition=Q(grams_per_unit__gt=0, unit__gt="", source__gt="")),
            models.CheckConstraint(name="factor_certainty_known", condition=Q(certainty__in=["found", "known"])),
            models.UniqueConstraint(
                F("commodity"), F("unit"), F("area_code"), F("valid_from"), F("recorded_at"), name="factor_once"
            ),
        ]
        triggers = [APPEND_ONLY]

    def __str__(self) -> str:
        return f"1 {self.unit} = {self.grams_per_unit} g"
