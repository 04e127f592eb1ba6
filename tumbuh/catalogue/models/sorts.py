"""What kinds of things there are: categories tied to KBLI, and master products that equal offers share."""

import uuid

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q


class Category(models.Model):
    """One kind of thing that may be offered. The list is the file `catalogue/categories.toml`, loaded by a service."""

    LINE_KINDS = [("goods", "Barang"), ("catering", "Jasa boga"), ("service", "Jasa")]

    FOODS = [("fresh", "Segar"), ("packed", "Kemasan"), ("meal", "Siap santap")]

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    line_kind = models.CharField(max_length=8, choices=LINE_KINDS)  # how a line of it is taxed
    food = models.CharField(max_length=6, choices=FOODS, blank=True)  # what licence it needs, what it is judged by
    kbli_codes = ArrayField(models.CharField(max_length=5), default=list, blank=True)  # of KBLI 2020
    search_words = models.TextField(blank=True)  # what else people call it
    position = models.PositiveSmallIntegerField(default=0)
    retired_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="category_named", condition=Q(name__gt="")),
            models.CheckConstraint(name="category_code_shape", condition=Q(code__regex=r"^[a-z][a-z0-9_]*$")),
            models.CheckConstraint(name="category_food_known", condition=Q(food__in=["", "fresh", "packed", "meal"])),
            models.CheckConstraint(
                name="category_line_kind_known", condition=Q(line_kind__in=["goods", "catering", "service"])
            ),
        ]
        triggers = [pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return self.name


class MasterProduct(models.Model):
    """What equal products of several sellers are one of, so that their prices can be compared."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=200)
    category = models.ForeignKey(Category, models.PROTECT, related_name="masters")
    unit = models.CharField(max_length=20)
    pack = models.CharField(max_length=40, blank=True)  # "250 gr", "isi 10"
    search_key = models.CharField(max_length=200)  # rules.masters.search_key(name), for finding equals
    added_at = models.DateTimeField()
    added_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(name="master_named", condition=Q(name__gt="", search_key__gt="", unit__gt="")),
            models.UniqueConstraint(fields=["category", "search_key", "unit", "pack"], name="master_once"),
        ]
        triggers = [pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.name} {self.pack}".strip()
