"""Reading the trail."""

from django.db.models import Q, QuerySet

from tumbuh.audit.models import AuditEvent


def events(*, search: str = "", event: str = "") -> QuerySet[AuditEvent]:
    """Return the events, newest first; `event` starts its name, `search` is in its target or its person's name."""
    found = AuditEvent.objects.select_related("by").order_by("-at", "-pk")
    if event:
        found = found.filter(event__startswith=event)
    if search:
        found = found.filter(Q(target__icontains=search) | Q(by__username__icontains=search))
    return found


def events_of(target: str) -> QuerySet[AuditEvent]:
    """Return what happened to one thing, oldest first."""
    return AuditEvent.objects.filter(target=target).select_related("by").order_by("at", "pk")
