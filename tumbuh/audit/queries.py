"""Reading the trail, and proving that it is whole."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Q, QuerySet

from tumbuh import prepared
from tumbuh.audit.models import AuditEvent, AuditSeal
from tumbuh.audit.rules import START, SealedEvent, seal_digest


@dataclass(frozen=True)
class Proof:
    """What a check of the seals found. `broken`: numbers of the seals whose events are not those that were sealed."""

    seals: int
    sealed_events: int
    open_events: int
    broken: tuple[int, ...]


def events(
    *, search: str = "", event: str = "", since: datetime | None = None, before: datetime | None = None
) -> QuerySet[AuditEvent]:
    """
    Return the events, newest first.

    `event` starts its name, `search` is in its target or its person's user name, `since` <= at < `before`.
    """
    found = AuditEvent.objects.select_related("by").order_by("-at", "-pk")
    if event:
        found = found.filter(event__startswith=event)
    if search:
        found = found.filter(Q(target__icontains=search) | Q(by__username__icontains=search))
    if since is not None:
        found = found.filter(at__gte=since)
    if before is not None:
        found = found.filter(at__lt=before)
    return found


def events_of(target: str) -> QuerySet[AuditEvent]:
    """Return what happened to one thing, oldest first."""
    return AuditEvent.objects.filter(target=target).select_related("by").order_by("at", "pk")


def event_names() -> list[str]:
    """Return the names of events that the trail holds."""
    return list(AuditEvent.objects.order_by("event").values_list("event", flat=True).distinct())


def begins_with(event: str, *, within: int) -> bool:
    """Return whether an event is among so many that the trail begins with; cheap however long the trail is."""
    sql = "SELECT 1 FROM (SELECT event FROM audit_auditevent ORDER BY id LIMIT %(n)s) e WHERE event = %(event)s LIMIT 1"
    return bool(prepared.rows(sql, {"n": within, "event": event}))


def last_seal() -> AuditSeal | None:
    """Return the newest seal; None before the first."""
    return AuditSeal.objects.order_by("-number").first()


def block(*, after: int, up_to: int) -> Iterator[SealedEvent]:
    """Return the events with after < id <= up_to, by id, a few at a time."""
    fields = ("id", "event", "at", "by_id", "target", "reason", "detail")
    rows = AuditEvent.objects.filter(pk__gt=after, pk__lte=up_to).order_by("pk").values_list(*fields)
    return (SealedEvent(*row) for row in rows.iterator(chunk_size=5_000))


def check_seals() -> Proof:
    """
    Read the whole trail again and compare it with its seals; about 100,000 events a second.

    A changed, removed or added event breaks the seal of its block; a changed or removed seal breaks itself or the one
    after it. Only the newest seal can be removed unseen, so write it down elsewhere from time to time.
    """
    previous, last, sealed, broken = START, 0, 0, []
    seals = list(AuditSeal.objects.order_by("number"))
    for seal in seals:
        digest, count = seal_digest(
            key=seal_key(), previous=previous, events=block(after=last, up_to=seal.last_event_id)
        )
        if (digest, count) != (seal.digest, seal.events):
            broken.append(seal.number)
        previous, last, sealed = seal.digest, seal.last_event_id, sealed + count
    waiting = AuditEvent.objects.filter(pk__gt=last).count()
    return Proof(seals=len(seals), sealed_events=sealed, open_events=waiting, broken=tuple(broken))


def seal_key() -> bytes:
    """Return the key of the seals. It is apart from FIELD_KEY, which is changed from time to time; this one stays."""
    return str(settings.SEAL_KEY).encode()
