"""What the search reads: one row for each offer that was ever listed, and the words that occur in them."""

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q


class SearchRow(models.Model):
    """
    One offer as it is searched: everything here is worked out from other tables (search.index) and may be made anew.

    Price, stock and whether it is for sale are never shown from here but read live.
    """

    offer = models.OneToOneField("catalogue.Offer", models.PROTECT, related_name="search_row")
    shown = models.BooleanField()  # it is listed, and its seller may sell
    terms = SearchVectorField()  # search.documents.terms
    name_key = models.CharField(max_length=200)  # for the order by name
    price_rupiah = models.PositiveBigIntegerField()
    seller = models.ForeignKey("registry.Business", models.PROTECT, related_name="+")
    seller_name = models.CharField(max_length=200)
    seller_public_id = models.UUIDField()
    kinds = ArrayField(models.CharField(max_length=40), default=list)  # code of the category, then of those above it
    district_code = models.CharField(max_length=8, blank=True)  # "": nobody knows
    size_class = models.CharField(max_length=6, blank=True)
    origin_level = models.SmallIntegerField()  # rules.OriginLevel
    licences = ArrayField(models.CharField(max_length=12), default=list)  # kinds that hold
    lead_hours = models.PositiveSmallIntegerField()  # of the offer and its pool, the longer
    turn = models.PositiveIntegerField(default=0)  # its place among its seller's shown offers, from 0
    turns = models.PositiveIntegerField(default=1)  # how many those are
    rotation_key = models.PositiveIntegerField(default=0)  # search.rotation
    refreshed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="search_row_turn_within", condition=Q(turn__lt=F("turns"))),
            models.CheckConstraint(name="search_row_has_kind", condition=Q(kinds__len__gte=1)),
        ]
        indexes = [
            GinIndex(fields=["terms"], name="search_row_terms"),
            models.Index(fields=["seller"], condition=Q(shown=True), name="search_row_seller"),
            models.Index(fields=["refreshed_at"], name="search_row_refreshed"),
        ]
        triggers = [pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return self.name_key


class SearchWord(models.Model):
    """A word or a concept of the index, and in how many shown offers it occurred when they were last counted."""

    term = models.CharField(max_length=200, unique=True)
    offers = models.PositiveIntegerField()

    class Meta:
        triggers = [pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return self.term
