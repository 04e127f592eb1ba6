"""Documents as PDF, and all of an order as one ZIP, for both sides of what they document."""

from collections.abc import Callable, Mapping
from io import BytesIO
from uuid import UUID

from django.http import FileResponse, HttpRequest
from django.utils import timezone

from tumbuh.accounts.permissions import Permission
from tumbuh.coaching import certifying
from tumbuh.insight import statements
from tumbuh.kernel.errors import NotAllowed
from tumbuh.matching import seeing
from tumbuh.orders import paperwork
from tumbuh.papers import queries, services
from tumbuh.web.doors import door, person

# What a document is about → who asks whether a person may read it: raises NotAllowed.
READERS: Mapping[str, Callable[..., None]] = {
    paperwork.SUBJECT: paperwork.check_reader,
    seeing.EVENT_SUBJECT: seeing.check_event_reader,
    certifying.SUBJECT: certifying.check_certificate_reader,
    statements.SUBJECT: statements.check_statement_reader,
}


@door(Permission.SIGNED_IN)
def one(request: HttpRequest, public_id: UUID) -> FileResponse:
    """Show one document in the browser; the same bytes every time."""
    paper = queries.paper(public_id)
    ask = READERS.get(paper.subject.partition(":")[0]) if paper else None
    if paper is None or ask is None:
        raise NotAllowed("Dokumen ini tidak ada.")
    ask(paper, by=person(request), now=timezone.now())
    return FileResponse(
        BytesIO(services.pdf(paper)), filename=paperwork.file_name(paper), content_type="application/pdf"
    )


@door(Permission.SIGNED_IN)
def pack_of_order(request: HttpRequest, public_id: UUID) -> FileResponse:
    """Give all documents of an order as one file."""
    name, content = paperwork.pack(public_id, by=person(request), now=timezone.now())
    return FileResponse(BytesIO(content), as_attachment=True, filename=name)
