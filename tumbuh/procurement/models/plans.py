"""The procurement plan (RUP): packages, how they were revised, and which budget pays them."""

from django.db import models
from django.db.models import Q

from tumbuh.procurement.models.facts import Fact, not_negative


class Package(Fact):
    """One package of the plan; `key` is its plan code (kd_rup)."""

    KINDS = [("provider", "Penyedia"), ("self_managed", "Swakelola")]

    kind = models.CharField(max_length=12, choices=KINDS)
    unit_ref = models.CharField(max_length=64)
    name = models.TextField(blank=True)
    ceiling_rupiah = models.BigIntegerField()
    method = models.CharField(max_length=24)  # rules.methods.Method
    method_text = models.CharField(max_length=80, blank=True)
    procurement_kind = models.CharField(max_length=80, blank=True)
    domestic = models.BooleanField(null=True)  # status_pdn; null: it carries no tag
    micro_small = models.BooleanField(null=True)  # status_ukm
    not_micro_small_reason = models.TextField(blank=True)
    exempt = models.BooleanField(default=False)  # status_dikecualikan
    exempt_reason = models.TextField(blank=True)
    consolidated = models.CharField(max_length=40, blank=True)
    active = models.BooleanField(default=True)
    deleted = models.BooleanField(default=False)
    announced = models.BooleanField(default=True)
    announced_on = models.DateField(null=True)
    selection_from_on = models.DateField(null=True)
    contract_from_on = models.DateField(null=True)
    use_from_on = models.DateField(null=True)
    use_until_on = models.DateField(null=True)  # what is bought all year long is used until its last day
    officer_name = models.CharField(max_length=200, blank=True)  # nama_ppk
    officer_nip_cipher = models.TextField(blank=True)  # nip_ppk, sealed

    class Meta(Fact.Meta):
        constraints = [
            *Fact.Meta.constraints,
            not_negative("package_ceiling_not_negative", "ceiling_rupiah"),
            models.CheckConstraint(name="package_kind_known", condition=Q(kind__in=["provider", "self_managed"])),
        ]
        indexes = [
            *Fact.Meta.indexes,
            models.Index(fields=["unit_ref", "year"], name="package_unit", condition=Q(superseded_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.name}"


class PackageRevision(Fact):
    """That a package was revised into another (kd_rup_lama -> kd_rup_baru). `key`: both codes."""

    old_code = models.CharField(max_length=64)
    new_code = models.CharField(max_length=64)
    revised_on = models.DateField(null=True)
    reason = models.TextField(blank=True)

    class Meta(Fact.Meta):
        constraints = [
            *Fact.Meta.constraints,
            models.CheckConstraint(
                name="packagerevision_of_another",
                condition=Q(old_code__gt="", new_code__gt="") & ~Q(old_code=models.F("new_code")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.old_code} → {self.new_code}"


class PackageFunding(Fact):
    """Which budget pays a package: sub-activity, account, source of funds and its part of the ceiling."""

    plan_code = models.CharField(max_length=64)
    sub_activity = models.CharField(max_length=60, blank=True)
    account = models.CharField(max_length=40, blank=True)
    fund_source = models.CharField(max_length=80, blank=True)
    rupiah = models.BigIntegerField()

    class Meta(Fact.Meta):
        constraints = [*Fact.Meta.constraints, not_negative("packagefunding_not_negative", "rupiah")]
        indexes = [
            *Fact.Meta.indexes,
            models.Index(fields=["plan_code"], name="packagefunding_plan", condition=Q(superseded_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.plan_code} {self.account}"
