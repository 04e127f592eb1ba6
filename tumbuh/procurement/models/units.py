"""Who spends: units (satker, UKPD) and the agencies (SKPD) that they belong to."""

import pgtrigger
from django.db import models
from django.db.models import F, Q

from tumbuh.procurement.models.facts import Fact


class SpendingUnit(Fact):
    """One unit as a master list says it; `key` is its code in RUP (kd_satker), `skpd_code` its code in the budget."""

    name = models.CharField(max_length=300)
    skpd_code = models.CharField(max_length=64, blank=True)  # 5.02.0.00.0.00.01.0003
    agency_code = models.CharField(max_length=64, blank=True)
    active = models.BooleanField(default=True)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)

    class Meta(Fact.Meta):
        constraints = [
            *Fact.Meta.constraints,
            models.CheckConstraint(
                name="spendingunit_days_in_order",
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.name}"


class UnitBudget(Fact):
    """What a unit may spend in a year, by kind (StrukturAnggaranPD). Any may be unknown. `key`: year, version, unit."""

    unit_ref = models.CharField(max_length=64)
    version = models.CharField(max_length=8, default="apbd")  # rules.states.BUDGET_VERSIONS
    total_rupiah = models.BigIntegerField(null=True)
    operating_rupiah = models.BigIntegerField(null=True)
    capital_rupiah = models.BigIntegerField(null=True)
    contingency_rupiah = models.BigIntegerField(null=True)
    not_procured_rupiah = models.BigIntegerField(null=True)
    procured_rupiah = models.BigIntegerField(null=True)

    class Meta(Fact.Meta):
        constraints = [
            *Fact.Meta.constraints,
            models.CheckConstraint(
                name="unitbudget_version_known", condition=Q(version__in=["rapbd", "apbd", "apbd_p"])
            ),
        ]

    def __str__(self) -> str:
        return self.key


class Commitment(Fact):
    """What a document promised to spend on domestic products. Two documents of one year differ, so each is named."""

    document = models.CharField(max_length=120)
    version = models.CharField(max_length=8)
    unit_ref = models.CharField(max_length=64, blank=True)  # blank: the whole city
    filed_on = models.DateField(null=True)
    source = models.CharField(max_length=200, blank=True)
    rupiah = models.BigIntegerField()

    class Meta(Fact.Meta):
        constraints = [
            *Fact.Meta.constraints,
            models.CheckConstraint(
                name="commitment_whole",
                condition=Q(version__in=["rapbd", "apbd", "apbd_p"], rupiah__gte=0, document__gt=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document} {self.unit_ref}".strip()


class PublishedFigure(models.Model):
    """A percentage as it was published: its two numbers, its text, and whether they agree. History, never computed."""

    year = models.PositiveSmallIntegerField()
    as_of = models.DateField()
    figure = models.CharField(max_length=40)  # the id of the measure; blank: the publication does not say
    numerator_rupiah = models.BigIntegerField(null=True)
    denominator_rupiah = models.BigIntegerField(null=True)
    printed = models.CharField(max_length=60)
    source = models.CharField(max_length=200)
    note = models.TextField(blank=True)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["as_of", "figure", "source", "printed"], name="published_once"),
            models.CheckConstraint(name="published_sourced", condition=Q(source__gt="", printed__gt="")),
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)  # print stays print
        ]

    def __str__(self) -> str:
        return f"{self.as_of} {self.printed}"
