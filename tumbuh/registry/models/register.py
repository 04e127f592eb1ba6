"""Owners, businesses, who owns what since when, their sites, licences and class."""

import uuid

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models import F, Q

from tumbuh.registry.models.traced import Traced, live_once, shape


class Owner(Traced):
    """One person who owns or runs businesses. National ids: sealed, found by keyed hash, shown masked (ADR 6)."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=200)
    name_key = models.CharField(max_length=200)  # rules.name_key(name), for finding
    nik_cipher = models.TextField(blank=True)
    nik_hash = models.CharField(max_length=64, blank=True)
    npwp_cipher = models.TextField(blank=True)  # no key: a couple may share one
    npwp_hash = models.CharField(max_length=64, blank=True)
    key_tag = models.CharField(max_length=8, blank=True)  # of the key that sealed and hashed the two
    phone = models.CharField(max_length=20, blank=True)
    gender = models.CharField(max_length=6, blank=True)
    born_on = models.DateField(null=True)
    home_area_code = models.CharField(max_length=13, blank=True)

    class Meta(Traced.Meta):
        constraints = [
            live_once("owner_nik_once", "nik_hash", nik_hash__gt=""),
            shape("owner_nik_hash_shape", "nik_hash", r"^[0-9a-f]{64}$"),
            shape("owner_npwp_hash_shape", "npwp_hash", r"^[0-9a-f]{64}$"),
            shape("owner_phone_shape", "phone", r"^\+\d{8,15}$"),
            shape("owner_home_area_shape", "home_area_code", r"^\d{2}(\.\d{2}(\.\d{2}(\.\d{4})?)?)?$"),
            models.CheckConstraint(
                name="owner_nik_whole", condition=Q(nik_cipher="", nik_hash="") | Q(nik_cipher__gt="", nik_hash__gt="")
            ),
            models.CheckConstraint(
                name="owner_npwp_whole",
                condition=Q(npwp_cipher="", npwp_hash="") | Q(npwp_cipher__gt="", npwp_hash__gt=""),
            ),
            models.CheckConstraint(
                name="owner_sealed_with_a_key", condition=Q(nik_cipher="", npwp_cipher="") | Q(key_tag__gt="")
            ),
            models.CheckConstraint(name="owner_gender_known", condition=Q(gender__in=["", "female", "male"])),
            models.CheckConstraint(name="owner_named", condition=Q(name__gt="", name_key__gt="")),
        ]
        indexes = [
            models.Index(fields=["name_key"], name="owner_name_key"),
            GinIndex(SearchVector("name_key", config="simple"), name="owner_words"),
            models.Index(fields=["phone", "name_key"], name="owner_phone_name", condition=Q(phone__gt="")),
        ]

    def __str__(self) -> str:
        return self.name


class Business(Traced):
    """One enterprise. It may have several owners, sites and licences; its class is the latest assessment's."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=200)
    name_key = models.CharField(max_length=200)
    nib = models.CharField(max_length=13, blank=True)
    kbli_version = models.CharField(max_length=4, blank=True)
    kbli_code = models.CharField(max_length=5, blank=True)
    registered_on = models.DateField()
    closed_on = models.DateField(null=True)  # its first day shut
    source = models.CharField(max_length=100, blank=True)

    class Meta(Traced.Meta):
        constraints = [
            live_once("business_nib_once", "nib", nib__gt=""),
            shape("business_nib_shape", "nib", r"^\d{13}$"),
            models.CheckConstraint(
                name="business_kbli_whole",
                condition=Q(kbli_version="", kbli_code="")
                | Q(kbli_version__regex=r"^\d{4}$", kbli_code__regex=r"^\d{5}$"),
            ),
            models.CheckConstraint(
                name="business_days_in_order", condition=Q(closed_on=None) | Q(closed_on__gte=F("registered_on"))
            ),
            models.CheckConstraint(name="business_named", condition=Q(name__gt="", name_key__gt="")),
        ]
        indexes = [
            models.Index(fields=["name_key"], name="business_name_key"),
            GinIndex(SearchVector("name_key", config="simple"), name="business_words"),
            models.Index(fields=["registered_on"], name="business_registered"),
        ]

    def __str__(self) -> str:
        return self.name


class Ownership(Traced):
    """That a person owns a business, from a day to a day."""

    owner = models.ForeignKey(Owner, models.PROTECT, related_name="ownerships")
    business = models.ForeignKey(Business, models.PROTECT, related_name="ownerships")
    from_on = models.DateField()
    to_on = models.DateField(null=True)  # the last day; null: still
    share_permyriad = models.PositiveSmallIntegerField(null=True)

    class Meta(Traced.Meta):
        constraints = [
            live_once("ownership_current_once", "owner", "business", to_on=None),
            models.CheckConstraint(
                name="ownership_days_in_order", condition=Q(to_on=None) | Q(to_on__gte=F("from_on"))
            ),
            models.CheckConstraint(
                name="ownership_share_whole",
                condition=Q(share_permyriad=None) | Q(share_permyriad__range=(1, 10_000)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.owner_id} → {self.business_id}"


class Site(Traced):
    """A place of a business. Without an area code it counts as "tanpa wilayah"; never guessed from a NIK."""

    KINDS = [("main", "Tempat usaha"), ("production", "Tempat produksi"), ("branch", "Cabang"), ("storage", "Gudang")]

    business = models.ForeignKey(Business, models.PROTECT, related_name="sites")
    kind = models.CharField(max_length=12, choices=KINDS, default="main")
    area_code = models.CharField(max_length=13, null=True)  # null: "tanpa wilayah"
    address = models.TextField(blank=True)

    class Meta(Traced.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["business"], condition=Q(kind="main", withdrawn_at=None), name="site_one_main"
            ),
            models.CheckConstraint(
                name="site_area_shape",
                condition=Q(area_code=None) | Q(area_code__regex=r"^\d{2}\.\d{2}(\.\d{2}(\.\d{4})?)?$"),
            ),
            models.CheckConstraint(
                name="site_kind_known", condition=Q(kind__in=["main", "production", "branch", "storage"])
            ),
        ]
        indexes = [
            models.Index(
                fields=["area_code"], name="site_area", opclasses=["text_pattern_ops"], condition=Q(withdrawn_at=None)
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.area_code or 'tanpa wilayah'}"


class Licence(Traced):
    """A licence or certificate of a business."""

    KINDS = [("pirt", "P-IRT"), ("bpom", "BPOM"), ("halal", "Halal"), ("tkdn", "TKDN"), ("hki", "HKI")]

    business = models.ForeignKey(Business, models.PROTECT, related_name="licences")
    kind = models.CharField(max_length=12, choices=KINDS)
    number = models.CharField(max_length=60)
    issued_on = models.DateField(null=True)
    valid_to = models.DateField(null=True)

    class Meta(Traced.Meta):
        constraints = [
            live_once("licence_once", "business", "kind", "number"),
            models.CheckConstraint(name="licence_numbered", condition=Q(number__gt="")),
            models.CheckConstraint(
                name="licence_kind_known", condition=Q(kind__in=["pirt", "bpom", "halal", "tkdn", "hki"])
            ),
            models.CheckConstraint(
                name="licence_days_in_order",
                condition=Q(issued_on=None) | Q(valid_to=None) | Q(valid_to__gte=F("issued_on")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}"


class ClassAssessment(Traced):
    """What class a business had on a day, on which basis; what each of the two tests of PP 7/2021 alone would say."""

    CLASSES = [("micro", "Mikro"), ("small", "Kecil"), ("medium", "Menengah"), ("large", "Besar")]
    BASES = [("capital", "Modal usaha"), ("sales", "Penjualan tahunan"), ("declared", "Pernyataan")]

    business = models.ForeignKey(Business, models.PROTECT, related_name="assessments")
    size_class = models.CharField(max_length=6, choices=CLASSES)
    basis = models.CharField(max_length=8, choices=BASES)
    as_of = models.DateField()
    capital_rupiah = models.BigIntegerField(null=True)  # land and building excluded
    yearly_sales_rupiah = models.BigIntegerField(null=True)
    class_by_capital = models.CharField(max_length=6, blank=True, choices=CLASSES)
    class_by_sales = models.CharField(max_length=6, blank=True, choices=CLASSES)
    policy_source = models.CharField(max_length=200, blank=True)

    class Meta(Traced.Meta):
        constraints = [
            live_once("assessment_once_a_day", "business", "as_of"),
            models.CheckConstraint(
                name="assessment_class_known",
                condition=Q(size_class__in=["micro", "small", "medium", "large"])
                & Q(class_by_capital__in=["", "micro", "small", "medium", "large"])
                & Q(class_by_sales__in=["", "micro", "small", "medium", "large"]),
            ),
            models.CheckConstraint(
                name="assessment_basis_has_its_figure",
                condition=Q(basis="capital", capital_rupiah__isnull=False, size_class=F("class_by_capital"))
                | Q(basis="sales", yearly_sales_rupiah__isnull=False, size_class=F("class_by_sales"))
                | Q(basis="declared", capital_rupiah=None, yearly_sales_rupiah=None),
            ),
            models.CheckConstraint(
                name="assessment_figures_not_negative",
                condition=(Q(capital_rupiah=None) | Q(capital_rupiah__gte=0))
                & (Q(yearly_sales_rupiah=None) | Q(yearly_sales_rupiah__gte=0)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_size_class_display()} ({self.get_basis_display()}, {self.as_of})"

    @property
    def disagrees(self) -> bool:
        """Whether the two tests of the law give different classes."""
        return bool(self.class_by_capital and self.class_by_sales and self.class_by_capital != self.class_by_sales)


REGISTER_TABLES: tuple[type[Traced], ...] = (Owner, Business, Ownership, Site, Licence, ClassAssessment)
