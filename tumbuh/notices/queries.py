"""What a person was told, and what could not be sent."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import QuerySet

from tumbuh.notices.models import Notice, Outgoing, Preference
from tumbuh.notices.rules import Sending

if TYPE_CHECKING:  # accounts stands above notices
    from django.contrib.auth.models import AbstractUser

MANY = 100  # a badge says 99+ beyond


def inbox(user: "AbstractUser", *, unread: bool = False) -> QuerySet[Notice]:
    """Return what a person was told, newest first; only what they have not read when asked so."""
    told = Notice.objects.filter(person_id=user.pk).order_by("-told_at", "-pk")
    return told.filter(read_at=None) if unread else told


def unread_count(user: "AbstractUser") -> int:
    """Return how many notices a person has not read, at most 100: a badge needs no more, and stays cheap."""
    return Notice.objects.filter(person_id=user.pk, read_at=None)[:MANY].count()


def notice_of(user: "AbstractUser", public_id: UUID) -> Notice:
    """Return one notice of this person and nobody else's. Raises: Notice.DoesNotExist."""
    return Notice.objects.get(person_id=user.pk, public_id=public_id)


def preference_of(user: "AbstractUser") -> Preference | None:
    """Return by what a person wants to be told outside; None when they never chose."""
    return Preference.objects.filter(person_id=user.pk).first()


def undelivered() -> QuerySet[Outgoing]:
    """Return what waits for a person because it could not be sent, newest first."""
    failed = Outgoing.objects.filter(state=Sending.FAILED.value)
    return failed.select_related("notice__person").order_by("-changed_at", "-pk")
