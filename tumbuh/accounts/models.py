"""People with an account, and what they are a member of."""

import uuid
from typing import ClassVar

import pgtrigger
from django.contrib.auth.models import AbstractUser
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower


class User(AbstractUser):
    """One person who can sign in. Permissions come from memberships, never from Django's groups."""

    public_id = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)

    class Meta(AbstractUser.Meta):
        constraints = [  # people sign in by either, in any case
            models.UniqueConstraint(Lower("username"), name="username_once"),
            models.UniqueConstraint(Lower("email"), condition=~Q(email=""), name="email_once"),
        ]
        triggers = [pgtrigger.Protect(name="person_never_deleted", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return self.get_full_name() or self.username


class Membership(models.Model):
    """A role of a person within a scope, for a time. Ended, never deleted."""

    public_id = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    user = models.ForeignKey(User, models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=30)
    scope_kind = models.CharField(max_length=10)
    scope_code = models.CharField(max_length=60, blank=True)  # of an area, agency, unit or business, or blank
    from_on = models.DateField()
    to_on = models.DateField(null=True)  # the last day; null: no end
    ended_at = models.DateTimeField(null=True)  # taken back at this moment; it counts from then on, not from midnight
    granted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="membership_scope_whole",
                condition=Q(scope_kind="city", scope_code="")
                | (Q(scope_kind__in=["area", "agency", "unit", "business"]) & ~Q(scope_code="")),
            ),
            models.CheckConstraint(  # rules.check_scope
                name="membership_owner_of_one_business",
                condition=Q(role="owner", scope_kind="business") | (~Q(role="owner") & ~Q(scope_kind="business")),
            ),
            models.CheckConstraint(
                name="membership_days_in_order", condition=Q(to_on=None) | Q(to_on__gte=F("from_on"))
            ),
            models.CheckConstraint(name="membership_end_whole", condition=Q(ended_at=None) | ~Q(to_on=None)),
            models.CheckConstraint(
                name="membership_not_self_granted", condition=Q(granted_by=None) | ~Q(granted_by=F("user"))
            ),
            models.UniqueConstraint(
                fields=["user", "role", "scope_kind", "scope_code"], condition=Q(to_on=None), name="membership_once"
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="membership_never_deleted", operation=pgtrigger.Delete),
            pgtrigger.Protect(  # who, what, where and since when stay as they were granted
                name="membership_stays_as_granted",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(exclude=["to_on", "ended_at"]),
            ),
            pgtrigger.Protect(  # an end may come earlier; what has ended does not live again, it is granted anew
                name="membership_never_reopened",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__to_on__lt=pgtrigger.F("new__to_on"))
                | pgtrigger.Q(old__to_on__isnull=False, new__to_on__isnull=True)
                | pgtrigger.Q(old__ended_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} @ {self.scope_kind} {self.scope_code}".strip()


class ApiToken(models.Model):
    """
    With what a machine acts for an account. The secret is kept nowhere, only its hash; taken back, never deleted.

    It may do what `permissions` name and the account's roles of the day allow, whichever is less.
    """

    public_id = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    user = models.ForeignKey(User, models.PROTECT, related_name="tokens")
    name = models.CharField(max_length=100)
    secret_hash = models.CharField(max_length=64, unique=True)
    permissions = ArrayField(models.CharField(max_length=40))
    expires_at = models.DateTimeField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    objects: ClassVar[models.Manager["ApiToken"]] = models.Manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="token_hash_shape", condition=Q(secret_hash__regex=r"^[0-9a-f]{64}$")),  # noqa: S106
            models.CheckConstraint(name="token_named", condition=Q(name__gt="", permissions__len__gte=1)),
            models.CheckConstraint(name="token_ends_later", condition=Q(expires_at__gt=F("made_at"))),
        ]
        triggers = [
            pgtrigger.Protect(name="token_never_deleted", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="token_stays_as_issued",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(exclude=["revoked_at", "revoked_by"]),
            ),
            pgtrigger.Protect(
                name="token_never_revived",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__revoked_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.name
