"""A figure on a sheet of paper: its percentage with both numbers, source, cut-off and filter, as PDF."""

from io import BytesIO

from django.http import FileResponse, HttpRequest
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tumbuh.accounts.permissions import Permission
from tumbuh.analytics.catalogue import INDICATORS
from tumbuh.kernel.periods import format_moment
from tumbuh.procurement import queries, services
from tumbuh.web.documents.sheets import figure_sheet as set_sheet
from tumbuh.web.doors import door, person
from tumbuh.web.procurement.asking import look
from tumbuh.web.procurement.piles import figure_facts, filters


@door(Permission.PROCUREMENT_VIEW)
def figure_sheet(request: HttpRequest, figure: str) -> FileResponse:
    """Give one figure as a sheet to print; the trail notes who took it."""
    now, looked = timezone.now(), look(request)
    found = queries.figures(looked.chosen(), ids=(figure,))[0]
    told = INDICATORS[figure]
    facts = figure_facts(found, queries.standing(looked.chosen()))
    percent = facts.pop(_("Persentase"))
    data = {
        "brand": "Tumbuh",
        "lang": (get_language() or "id")[:2],
        "title": _(told.title),
        "question": _(told.question),
        "percent": percent,
        "figure": list(facts.items()),
        "filters_title": _("Bagian yang dilihat"),
        "filters": [(name, text or "–") for name, text in filters(looked).items()],
        "footer": _("Dibuat %(moment)s. Jangan mengutip persentasenya tanpa kedua angkanya.")
        % {"moment": format_moment(now)},
    }
    file = BytesIO(set_sheet(data, made_at=now))
    services.note_download(what=figure, query=looked.asked.query(), kind="pdf", rows=0, by=person(request), now=now)
    return FileResponse(file, as_attachment=True, filename=f"{figure.replace('_', '-')}-{looked.asked.year}.pdf")
