"""The documents of an order as links, for who may open them."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from tumbuh.kernel.periods import format_day
from tumbuh.orders.models import Order
from tumbuh.papers.queries import papers_of
from tumbuh.papers.rules import KIND_NAMES, PaperKind


def of_order(request: HttpRequest, order: Order) -> dict[str, Any]:
    """Return the documents that were issued for an order, oldest first, and the address of all of them together."""
    found = list(papers_of(order.reference))
    papers = [
        {
            "href": reverse("papers_pdf", args=[paper.public_id]),
            "name": _(KIND_NAMES[PaperKind(paper.kind)]),
            "about": f"{paper.number} · {format_day(paper.issued_on)}"
            + (f" · {_('batal')}" if paper.voided_at else ""),
        }
        for paper in found
    ]
    return {"papers": papers, "pack_url": reverse("papers_pack", args=[order.public_id]) if papers else ""}
