"""What every fact of public buying has: its key, what it said when, and since when we know it."""

import pgtrigger
from django.db import models
from django.db.models import F, Q


def not_negative(name: str, *fields: str) -> models.CheckConstraint:
    """Return a constraint: none of the amounts is below zero; an unknown one may be."""
    condition = Q()
    for field in fields:
        condition &= Q(**{f"{field}__isnull": True}) | Q(**{f"{field}__gte": 0})
    return models.CheckConstraint(name=name, condition=condition)


class Fact(models.Model):
    """
    One version of a fact that came in with a file. Never changed and never deleted: superseded by a later version.

    What was known at a moment is `recorded_at <= moment < superseded_at`. `as_of` is the latest cut-off of a file that
    said so: an older file does not replace what a newer one said, in whatever order they come in. `fingerprint` is of
    the content, so that a file that says nothing new makes no version.
    """

    key = models.CharField(max_length=300)
    year = models.PositiveSmallIntegerField()
    as_of = models.DateTimeField()
    fingerprint = models.CharField(max_length=32)
    batch = models.ForeignKey("procurement.ImportBatch", models.PROTECT, null=True, related_name="+", db_index=False)
    recorded_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(fields=["key"], condition=Q(superseded_at=None), name="%(class)s_current_once"),
            models.CheckConstraint(
                name="%(class)s_known_in_order",
                condition=Q(superseded_at=None) | Q(superseded_at__gte=F("recorded_at")),
            ),
            models.CheckConstraint(name="%(class)s_keyed", condition=Q(key__gt="", fingerprint__gt="")),
        ]
        indexes = [models.Index(fields=["year"], name="%(class)s_year")]
        triggers = [
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="only_superseded",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(exclude=["superseded_at", "as_of"]),
            ),
            pgtrigger.Protect(
                name="superseded_once",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__superseded_at__isnull=False),
            ),
        ]
