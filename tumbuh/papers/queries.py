"""Documents of a thing, one document, and what its code says of it."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Count, F, Max, QuerySet

from tumbuh.papers.models import Paper, PaperFile, Series
from tumbuh.papers.rules import normal_code


def papers_of(subject: str) -> QuerySet[Paper]:
    """Return the documents of one thing ("orders.order:<public id>"), void ones too, in the order of their making."""
    return Paper.objects.filter(subject=subject).order_by("issued_at", "pk").defer("content")


def papers_of_all(subjects: Collection[str]) -> QuerySet[Paper]:
    """Return the documents of many things, in the order of their making."""
    return Paper.objects.filter(subject__in=subjects).order_by("issued_at", "pk").defer("content")


def paper(public_id: UUID) -> Paper | None:
    """Return one document; None when there is none."""
    return Paper.objects.filter(public_id=public_id).first()


def paper_by_code(code: str) -> Paper | None:
    """Return the document of a code, however it was typed; None when there is none."""
    return Paper.objects.defer("content").filter(code=normal_code(code)).first()


def hash_of(paper: Paper) -> str | None:
    """Return the SHA-256 of the document's file; None while nobody has opened it."""
    return PaperFile.objects.filter(paper=paper).values_list("sha256", flat=True).first()


def unset(limit: int) -> list[Paper]:
    """Return documents that have no file yet, the oldest first."""
    return list(Paper.objects.filter(file=None).order_by("pk")[:limit])


def broken_series() -> list[Series]:
    """Return the series whose numbers are not exactly 1 to the last; an empty list proves that none is missing."""
    counted = Series.objects.annotate(papers_count=Count("papers"), highest=Max("papers__sequence"))
    return list(
        counted.exclude(papers_count=F("last_number"), highest=F("last_number")).order_by("kind", "code", "year")
    )
