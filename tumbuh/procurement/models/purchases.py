"""What was bought: purchases of every source, the stages of contracts, and payments."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from tumbuh.procurement.models.facts import Fact, not_negative


class Purchase(Fact):
    """One purchase; `key` is "<source>:<its id there>". What it is (domestic or not) is judged when it is read."""

    source = models.CharField(max_length=20)
    external_id = models.CharField(max_length=120)
    name = models.TextField(blank=True)
    unit_ref = models.CharField(max_length=64)
    method = models.CharField(max_length=24)
    status = models.CharField(max_length=80, blank=True)  # as the source writes it
    state = models.CharField(max_length=10)  # rules.states.PurchaseState
    ordered_on = models.DateField(null=True)
    value_rupiah = models.BigIntegerField()
    shipping_rupiah = models.BigIntegerField(null=True)
    domestic_rupiah = models.BigIntegerField(null=True)  # what the contract says itself (nilai_pdn_kontrak)
    micro_small_rupiah = models.BigIntegerField(null=True)  # nilai_umk_kontrak
    plan_codes = ArrayField(models.CharField(max_length=40), default=list)
    vendor_code = models.CharField(max_length=80, blank=True)
    vendor_name = models.CharField(max_length=300, blank=True)
    vendor_place = models.CharField(max_length=120, blank=True)
    vendor_npwp_hash = models.CharField(max_length=64, blank=True)
    vendor_micro_small = models.BooleanField(null=True)
    recording_reason = models.TextField(blank=True)  # why it was recorded after the fact

    class Meta(Fact.Meta):
        constraints = [
            *Fact.Meta.constraints,
            not_negative("purchase_not_negative", "value_rupiah", "shipping_rupiah"),
            models.CheckConstraint(
                name="purchase_parts_within",
                condition=(Q(domestic_rupiah=None) | Q(domestic_rupiah__gte=0, domestic_rupiah__lte=F("value_rupiah")))
                & (
                    Q(micro_small_rupiah=None) | Q(micro_small_rupiah__gte=0, micro_small_rupiah__lte=F("value_rupiah"))
                ),
            ),
            models.CheckConstraint(
                name="purchase_state_known", condition=Q(state__in=["ongoing", "realised", "cancelled", "unknown"])
            ),
        ]
        indexes = [
            *Fact.Meta.indexes,
            models.Index(fields=["unit_ref", "year"], name="purchase_unit", condition=Q(superseded_at=None)),
        ]

    def __str__(self) -> str:
        return self.key


class ContractStage(Fact):
    """One stage of a contract in e-contract: SPPBJ, contract, SPMK/SPP, or a handover (BAST) with its payment (BAP)."""

    STAGES = [("award", "SPPBJ"), ("contract", "Kontrak"), ("start", "SPMK/SPP"), ("handover", "BAST/BAP")]

    purchase_key = models.CharField(max_length=300)
    stage = models.CharField(max_length=10, choices=STAGES)
    number = models.CharField(max_length=160, blank=True)
    signed_on = models.DateField(null=True)
    value_rupiah = models.BigIntegerField(null=True)
    handover_number = models.CharField(max_length=160, blank=True)
    handed_over_on = models.DateField(null=True)
    payment_record_number = models.CharField(max_length=160, blank=True)
    paid_rupiah = models.BigIntegerField(null=True)
    progress_permyriad = models.PositiveSmallIntegerField(null=True)

    class Meta(Fact.Meta):
        constraints = [
            *Fact.Meta.constraints,
            not_negative("contractstage_not_negative", "value_rupiah", "paid_rupiah"),
            models.CheckConstraint(
                name="contractstage_progress", condition=Q(progress_permyriad=None) | Q(progress_permyriad__lte=10_000)
            ),
        ]
        indexes = [
            *Fact.Meta.indexes,
            models.Index(fields=["purchase_key"], name="contractstage_of", condition=Q(superseded_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.purchase_key} {self.stage}"


class Payment(Fact):
    """One line of a payment (SP2D): what a unit paid on an account. `key`: SP2D, unit, sub-activity and account."""

    document = models.CharField(max_length=160)
    unit_ref = models.CharField(max_length=64)
    sub_activity = models.CharField(max_length=60, blank=True)
    account = models.CharField(max_length=40)
    account_name = models.CharField(max_length=300, blank=True)
    kind = models.CharField(max_length=20, blank=True)  # UP, GU, TU, LS
    paid_on = models.DateField()
    rupiah = models.BigIntegerField()  # below zero: paid back

    class Meta(Fact.Meta):
        constraints = [
            *Fact.Meta.constraints,
            models.CheckConstraint(name="payment_whole", condition=Q(document__gt="", account__gt="")),
        ]
        indexes = [
            *Fact.Meta.indexes,
            models.Index(fields=["unit_ref", "year"], name="payment_unit", condition=Q(superseded_at=None)),
        ]

    def __str__(self) -> str:
        return self.key


class Vendor(Fact):
    """What a source says of a vendor; `key` is "<source>:<its code there>", as purchases name it."""

    name = models.CharField(max_length=300, blank=True)
    place = models.CharField(max_length=120, blank=True)
    npwp_hash = models.CharField(max_length=64, blank=True)
    micro_small = models.BooleanField(null=True)
    kbli_code = models.CharField(max_length=10, blank=True)

    def __str__(self) -> str:
        return self.key
