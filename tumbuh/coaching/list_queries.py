"""What is known of the lists that came in as files, and which rows still wait."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Count, QuerySet

from tumbuh.coaching.importing import NoSuchList
from tumbuh.coaching.models import Agency, AttendanceImport, AttendanceImportRow


def lists_of(agencies: Collection[Agency]) -> QuerySet[AttendanceImport]:
    """Return the lists of some agencies, newest first."""
    found = AttendanceImport.objects.filter(agency__in=agencies).select_related("created_by", "session", "agency")
    return found.order_by("-created_at", "-pk")


def list_of(public_id: UUID, *, agencies: Collection[Agency]) -> AttendanceImport:
    """Return one list of some agencies. Raises: NoSuchList."""
    found = lists_of(agencies).filter(public_id=public_id).first()
    if found is None:
        raise NoSuchList("Daftar ini tidak ada, atau milik perangkat daerah lain.")
    return found


def rows_of(of: AttendanceImport, *, outcome: str = "") -> QuerySet[AttendanceImportRow]:
    """Return the rows of a list in their order, or those of one outcome."""
    rows = AttendanceImportRow.objects.filter(came_in=of)
    return (rows.filter(outcome=outcome) if outcome else rows).order_by("row")


def counts_of(of: Collection[AttendanceImport]) -> dict[int, dict[str, int]]:
    """Return how many rows of each list have which outcome, by the key of the list."""
    found: dict[int, dict[str, int]] = {}
    rows = AttendanceImportRow.objects.filter(came_in__in=of).values_list("came_in_id", "outcome")
    for key, outcome, count in rows.annotate(n=Count("pk")):
        found.setdefault(key, {})[outcome] = count
    return found


def waiting_rows(agencies: Collection[Agency]) -> QuerySet[AttendanceImportRow]:
    """Return the rows of some agencies' lists that wait for a person to say who they are, oldest first."""
    rows = AttendanceImportRow.objects.filter(came_in__agency__in=agencies, came_in__state="done", outcome="waiting")
    return rows.select_related("came_in__agency").order_by("came_in", "row")


def waiting_row(public_id: UUID, *, agencies: Collection[Agency]) -> AttendanceImportRow:
    """Return one waiting row. Raises: NoSuchList."""
    found = waiting_rows(agencies).filter(public_id=public_id).first()
    if found is None:
        raise NoSuchList("Baris ini tidak menunggu dicocokkan.")
    return found
