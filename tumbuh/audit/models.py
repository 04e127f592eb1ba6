"""The trail: who did what to which thing, when and why. Append-only, enforced by the database."""

from django.db import models
from django.db.models import Q


class AuditEvent(models.Model):
    """
    One act. `by` is empty for the system and for commands on the machine. `detail` never holds personal data.

    Migration 0001 gives the table a trigger that refuses UPDATE, DELETE and TRUNCATE. It is written in SQL and enabled
    ALWAYS, because a trigger of django-pgtrigger can be switched off by a session variable (docs/adr/0005).
    """

    event = models.CharField(max_length=80)
    at = models.DateTimeField()
    by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    target = models.CharField(max_length=120, blank=True)  # "app.model:public id"
    reason = models.TextField(blank=True)
    detail = models.JSONField(default=dict)

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(event=""), name="audit_event_named")]
        indexes = [
            models.Index(fields=["-at"], name="audit_newest"),
            models.Index(fields=["target"], name="audit_target"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.event} {self.target}"


class AuditSeal(models.Model):
    """A closed block of the trail: the events after the seal before it, up to `last_event_id`. Append-only, too."""

    number = models.PositiveIntegerField(unique=True)  # 1, 2, 3 … without a gap
    last_event_id = models.BigIntegerField(unique=True)
    events = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    sealed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.number} · {self.digest[:12]}"
