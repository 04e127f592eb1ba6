"""What can be done with documents: issue one, print it the same for ever, declare it void."""

import hashlib
import secrets
import zlib
from collections.abc import Mapping
from datetime import date, datetime
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction

from tumbuh.audit import services as audit
from tumbuh.kernel.errors import Refused
from tumbuh.papers import queries
from tumbuh.papers.models import Paper, PaperFile
from tumbuh.papers.numbering import number_of
from tumbuh.papers.printing import typeset
from tumbuh.papers.rules import CODE_LENGTH, CODE_LETTERS, Face, PaperKind, check_issue

if TYPE_CHECKING:  # accounts stands above papers
    from django.contrib.auth.models import AbstractUser

# The row is locked until the caller commits; what is rolled back gives its number back.
_NEXT = """
INSERT INTO papers_series (kind, code, year, last_number) VALUES (%s, %s, %s, 1)
ON CONFLICT (kind, code, year) DO UPDATE SET last_number = papers_series.last_number + 1
RETURNING id, last_number
"""


class VoidAlready(Refused):
    """The document is void."""

    code = "void_already"


class ReasonMissing(Refused):
    """A document is void for a reason."""

    code = "void_reason_missing"


@transaction.atomic
def issue(
    *,
    kind: PaperKind,
    series: str,
    face: Face,
    content: Mapping[str, Any],
    subject: str,
    day: date,
    by: "AbstractUser | None",
    now: datetime,
) -> Paper:
    """
    Give a document the next number of its series (kind, issuer's code, year of `day`) and keep what it says.

    The series stays locked until the caller's transaction ends, so issue last. Nothing is typeset here; that is done
    when it is first opened, or by the worker. The act that issues it is in the trail; the row itself never changes.
    Raises: NotAPaper.
    """
    check_issue(series=series, subject=subject, face=face, content=content)
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [kind.value, series, day.year])
        series_id, number = cursor.fetchone()
    return Paper.objects.create(
        series_id=series_id,
        sequence=number,
        kind=kind.value,
        number=number_of(kind, series=series, number=number, day=day),
        code="".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH)),
        subject=subject,
        issued_on=day,
        issuer=face.issuer,
        party=face.party,
        total_rupiah=face.total_rupiah,
        content=dict(content),
        issued_at=now,
        issued_by_id=by.pk if by else None,
    )


@transaction.atomic
def void(*, paper: Paper, reason: str, by: "AbstractUser | None", now: datetime) -> Paper:
    """
    Declare a document void; its number is never given again and its file stays readable.

    Who may is asked by the app whose document it is. Raises: ReasonMissing, VoidAlready.
    """
    if not reason.strip():
        raise ReasonMissing("Tulis alasan pembatalan dokumen; alasan disimpan bersama dokumennya.")
    row = Paper.objects.select_for_update().get(pk=paper.pk)
    if row.is_void:
        raise VoidAlready(f"Dokumen {row.number} sudah dibatalkan.")
    row.voided_at, row.voided_by_id, row.void_reason = now, by.pk if by else None, reason.strip()[:300]
    row.save(update_fields=["voided_at", "voided_by", "void_reason"])
    audit.record("papers.voided", by=by, at=now, target=target_of(row), reason=row.void_reason)
    return row


def pdf(paper: Paper) -> bytes:
    """
    Return the document's file: set the first time, and the very same bytes ever after.

    Two who open it first at the same moment get the same file: the one that was kept.
    """
    kept = PaperFile.objects.filter(paper=paper).first()
    if kept is None:
        made = typeset(paper)
        digest = hashlib.sha256(made).hexdigest()
        row = PaperFile(
            paper=paper, content=zlib.compress(made, 9), sha256=digest, made_with=f"typst {version('typst')}"
        )
        PaperFile.objects.bulk_create([row], ignore_conflicts=True)
        kept = PaperFile.objects.get(paper=paper)
    return zlib.decompress(kept.content)


def sha256(paper: Paper) -> str:
    """Return the hash of the document's file, which is set now when nobody has opened it yet."""
    return queries.hash_of(paper) or hashlib.sha256(pdf(paper)).hexdigest()


def set_waiting(*, limit: int) -> int:
    """Set the documents that nobody has opened yet, so that the first to open one does not wait; return how many."""
    waiting = queries.unset(limit)
    for paper in waiting:
        pdf(paper)
    return len(waiting)


def target_of(paper: Paper) -> str:
    """Return how the trail names a document."""
    return f"papers.paper:{paper.public_id}"
