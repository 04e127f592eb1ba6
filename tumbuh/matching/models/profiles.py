"""Who buys and what, who sells and what: the two sides of the directory, each shown by its owner's consent only."""

import uuid

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from tumbuh.matching.rules.states import PROFILE_NAMES

NEVER_DELETED = pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete)
APPEND_ONLY = pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
_STATES = [(state.value, name) for state, name in PROFILE_NAMES.items()]
# Shown means: somebody said yes and has not taken it back.
CONSENT = (
    Q(state="draft", consented_at=None, consented_by=None, withdrawn_at=None)
    | Q(state="shared", consented_at__isnull=False, consented_by__isnull=False, withdrawn_at=None)
    | Q(state="withdrawn", withdrawn_at__isnull=False)
)


class Buyer(models.Model):
    """One who buys: a unit of the city, a company of the city, or another company."""

    KINDS = [("unit", "Unit kota"), ("city_company", "BUMD"), ("corporate", "Perusahaan")]

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=12, choices=KINDS)
    name = models.CharField(max_length=200)
    unit_ref = models.CharField(max_length=64, blank=True)  # of a unit
    representative = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")  # of a company
    area_code = models.CharField(max_length=13, blank=True)
    added_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="buyer_named", condition=Q(name__gt="")),
            models.CheckConstraint(
                name="buyer_kind_whole",
                condition=Q(kind="unit", unit_ref__gt="", representative=None)
                | Q(kind__in=["city_company", "corporate"], unit_ref="", representative__isnull=False),
            ),
            models.UniqueConstraint(fields=["unit_ref"], condition=Q(unit_ref__gt=""), name="buyer_unit_once"),
        ]
        triggers = [NEVER_DELETED]

    def __str__(self) -> str:
        return self.name


class Demand(models.Model):
    """What a buyer looks for: drafted from a package of the plan, or typed. Its moves: rules.states.PROFILE_MOVES."""

    SOURCES = [("plan", "Dari rencana pengadaan"), ("typed", "Ditulis sendiri")]

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    buyer = models.ForeignKey(Buyer, models.PROTECT, related_name="demands")
    source = models.CharField(max_length=5, choices=SOURCES)
    plan_code = models.CharField(max_length=64, blank=True)
    title = models.CharField(max_length=200)
    category = models.ForeignKey("catalogue.Category", models.PROTECT, related_name="+")
    quantity = models.PositiveIntegerField()
    unit = models.CharField(max_length=20)
    unit_budget_rupiah = models.PositiveBigIntegerField(null=True)
    total_budget_rupiah = models.PositiveBigIntegerField(null=True)
    needed_on = models.DateField()
    area_code = models.CharField(max_length=13, blank=True)  # of the district; blank: anywhere
    certificates = ArrayField(models.CharField(max_length=12), default=list, blank=True)
    size_classes = ArrayField(models.CharField(max_length=6), default=list, blank=True)  # none: all
    drafted_from = models.JSONField(default=dict)  # field → the words or figures of the plan that it was drafted from
    state = models.CharField(max_length=9, choices=_STATES, default="draft")
    drafted_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    drafted_at = models.DateTimeField()
    consented_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    consented_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="demand_consent_whole", condition=CONSENT),
            models.CheckConstraint(name="demand_says_what", condition=Q(title__gt="", unit__gt="", quantity__gt=0)),
            models.CheckConstraint(
                name="demand_source_whole",
                condition=Q(source="plan", plan_code__gt="") | Q(source="typed", plan_code=""),
            ),
            models.UniqueConstraint(fields=["plan_code"], condition=Q(plan_code__gt=""), name="demand_plan_once"),
        ]
        indexes = [models.Index(fields=["state", "needed_on"], name="demand_shared_by_day")]
        triggers = [NEVER_DELETED]

    def __str__(self) -> str:
        return self.title


class SupplyProfile(models.Model):
    """
    What one business offers to buyers; drafted from register and catalogue, edited and consented to by its owner.

    Licences, size class, evidence of origin and the record of deliveries are never kept here: they are read when a pair
    is judged, so that they are never older than the city's books.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    business = models.OneToOneField("registry.Business", models.PROTECT, related_name="supply_profile")
    description = models.CharField(max_length=300, blank=True)
    categories = ArrayField(models.CharField(max_length=40), default=list)
    capacity = models.PositiveIntegerField()  # pieces that can be made by a day of need
    unit = models.CharField(max_length=20)
    unit_price_rupiah = models.PositiveBigIntegerField()
    serves = ArrayField(models.CharField(max_length=13), default=list, blank=True)  # area codes; none: everywhere
    lead_days = models.PositiveSmallIntegerField(default=1)
    drafted_from = models.JSONField(default=dict)
    state = models.CharField(max_length=9, choices=_STATES, default="draft")
    drafted_at = models.DateTimeField()
    changed_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    changed_at = models.DateTimeField()
    consented_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    consented_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="supplyprofile_consent_whole", condition=CONSENT),
            models.CheckConstraint(
                name="supplyprofile_shows_something",
                condition=~Q(state="shared") | Q(categories__len__gt=0, capacity__gt=0, unit_price_rupiah__gt=0),
            ),
        ]
        triggers = [NEVER_DELETED]

    def __str__(self) -> str:
        return f"{self.business_id} {self.state}"
