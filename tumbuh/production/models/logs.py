"""What was done on a place, every version of it, what went into it and where its harvest went."""

import uuid

import pgtrigger
from django.db import models
from django.db.models import F, Q

from tumbuh.production.models.goods import Commodity, ConversionFactor
from tumbuh.production.models.places import APPEND_ONLY, NEVER_DELETED, Site
from tumbuh.production.rules.kinds import GOES, LOG_KINDS

CAUSES = [
    ("entry", "Dicatat"),
    ("correction", "Dibetulkan"),
    ("factor", "Faktor satuan berubah"),
    ("withdrawal", "Dibatalkan"),
]


class Log(models.Model):
    """
    One thing that was noted, once. What was noted stands in its versions, of which exactly one counts.

    `client_id` comes from the device or the sheet's row, so that sending it again changes nothing.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    client_id = models.UUIDField(unique=True)
    kind = models.CharField(max_length=9, choices=list(LOG_KINDS.items()))
    source = models.CharField(max_length=8)
    sheet = models.ForeignKey("production.Sheet", models.PROTECT, null=True, related_name="logs")
    sheet_row = models.PositiveIntegerField(null=True)
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(name="log_kind_known", condition=Q(kind__in=list(LOG_KINDS))),
            models.CheckConstraint(name="log_source_known", condition=Q(source__in=["form", "field", "sheet"])),
            models.CheckConstraint(name="log_sheet_whole", condition=~Q(source="sheet") | Q(sheet__isnull=False)),
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.public_id}"

    @property
    def reference(self) -> str:
        """How the trail and lot codes name it."""
        return f"production.log:{self.public_id}"


class LogVersion(models.Model):
    """
    What a log says, from `recorded_at` until `superseded_at`: the quantity as it was said, and the mass beside it.

    `grams_per_unit` is the factor that was used, `factor` where it came from (none for units of mass);
    `weighed_mg` is a mass from the scales, which goes before a factor: live weight for animals.
    """

    log = models.ForeignKey(Log, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    cause = models.CharField(max_length=10, choices=CAUSES)
    site = models.ForeignKey(Site, models.PROTECT, related_name="versions")
    commodity = models.ForeignKey(Commodity, models.PROTECT, related_name="+")
    done_on = models.DateField()
    quantity_milli = models.BigIntegerField()
    unit = models.CharField(max_length=10)
    factor = models.ForeignKey(ConversionFactor, models.PROTECT, null=True, related_name="+")
    grams_per_unit = models.PositiveIntegerField(null=True)
    weighed_mg = models.BigIntegerField(null=True)
    mass_mg = models.BigIntegerField(null=True)
    heads = models.PositiveIntegerField(null=True)
    area_m2 = models.PositiveIntegerField(null=True)
    price_rupiah = models.PositiveBigIntegerField(null=True)  # for one unit, at the gate
    question = models.CharField(max_length=20, blank=True)  # what was strange about it: rules.questions
    reason = models.CharField(max_length=300, blank=True)  # why it is so all the same
    note = models.TextField(blank=True)
    photo = models.CharField(max_length=200, blank=True)  # a file of MEDIA
    change_reason = models.CharField(max_length=300, blank=True)
    withdrawn = models.BooleanField(default=False)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    superseded_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["log", "number"], name="log_version_once"),
            models.UniqueConstraint(fields=["log"], condition=Q(superseded_at=None), name="log_one_version_counts"),
            models.CheckConstraint(name="log_quantity", condition=Q(quantity_milli__gt=0, unit__gt="")),
            models.CheckConstraint(  # the mass is what was weighed, else the exact product of quantity and factor
                name="log_mass_follows",
                condition=Q(mass_mg=None, grams_per_unit=None, weighed_mg=None)
                | Q(weighed_mg__gt=0, mass_mg=F("weighed_mg"))
                | Q(weighed_mg=None, grams_per_unit__gt=0, mass_mg=F("quantity_milli") * F("grams_per_unit")),
            ),
            models.CheckConstraint(
                name="log_version_in_time", condition=Q(superseded_at=None) | Q(superseded_at__gte=F("recorded_at"))
            ),
            models.CheckConstraint(
                name="log_change_reasoned", condition=Q(cause="entry", number=1) | Q(number__gt=1, change_reason__gt="")
            ),
            models.CheckConstraint(
                name="log_withdrawal_whole",
                condition=Q(withdrawn=True, cause="withdrawal") | (Q(withdrawn=False) & ~Q(cause="withdrawal")),
            ),
        ]
        indexes = [
            models.Index(fields=["done_on"], name="log_done_on"),
            models.Index(fields=["site", "commodity", "done_on"], name="log_of_site"),
            models.Index(fields=["recorded_at"], name="log_recorded"),
        ]
        triggers = [
            NEVER_DELETED,
            pgtrigger.ReadOnly(name="only_superseded", exclude=["superseded_at"]),
        ]

    def __str__(self) -> str:
        return f"{self.log_id} v{self.number}"


class ProcessingInput(models.Model):
    """What went into one version of a processing: a part of another log's harvest, or raw goods that were bought."""

    version = models.ForeignKey(LogVersion, models.PROTECT, related_name="inputs")
    harvest = models.ForeignKey(Log, models.PROTECT, null=True, related_name="used_by")  # null: bought elsewhere
    commodity = models.ForeignKey(Commodity, models.PROTECT, related_name="+")
    used_mg = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="input_has_mass", condition=Q(used_mg__gt=0)),
            models.UniqueConstraint(fields=["version", "harvest"], name="input_once"),
        ]
        triggers = [APPEND_ONLY]

    def __str__(self) -> str:
        return f"{self.version_id} ← {self.harvest_id}"


class Disposal(models.Model):
    """Where a part of a harvest went. `gone_on` of stock is the day of counting. Taken back, never changed."""

    client_id = models.UUIDField(unique=True)
    harvest = models.ForeignKey(Log, models.PROTECT, related_name="disposals")
    goes = models.CharField(max_length=6, choices=list(GOES.items()))
    quantity_milli = models.BigIntegerField()
    unit = models.CharField(max_length=10)
    mass_mg = models.BigIntegerField()
    gone_on = models.DateField()
    price_rupiah = models.PositiveBigIntegerField(null=True)  # for one unit
    sale_reference = models.CharField(max_length=160, blank=True)  # the sale line that the lot went into
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="disposal_goes_somewhere", condition=Q(goes__in=list(GOES))),
            models.CheckConstraint(
                name="disposal_has_mass", condition=Q(quantity_milli__gt=0, mass_mg__gt=0, unit__gt="")
            ),
        ]
        indexes = [models.Index(fields=["harvest"], condition=Q(withdrawn_at=None), name="disposal_of_harvest")]
        triggers = [NEVER_DELETED, pgtrigger.ReadOnly(name="only_withdrawn", exclude=["withdrawn_at"])]

    def __str__(self) -> str:
        return f"{self.get_goes_display()} {self.mass_mg} mg"
