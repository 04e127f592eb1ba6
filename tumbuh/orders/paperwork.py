"""Documents of orders: issued by the acts themselves, void when an order ends early, opened by both its sides."""

import io
import re
import zipfile
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from tumbuh.accounts.models import User
from tumbuh.accounts.permissions import Permission
from tumbuh.accounts.queries import scopes_of
from tumbuh.accounts.rules import Scope, ScopeKind
from tumbuh.kernel.errors import NotAllowed, Refused
from tumbuh.kernel.periods import day_in_wib
from tumbuh.orders import access, letters
from tumbuh.orders.letters import Sides, Told
from tumbuh.orders.models import Order, OrderEvent, OrderLine, Payment, Receipt, ReceiptLine
from tumbuh.orders.rules.moves import REASON_NAMES, Act, Reason
from tumbuh.papers import queries as paper_queries
from tumbuh.papers import services as papers
from tumbuh.papers.contents import Letter
from tumbuh.papers.models import Paper
from tumbuh.papers.rules import KIND_NAMES, Face, PaperKind
from tumbuh.procurement.lookup import unit_names
from tumbuh.reference.areas import areas_by_code
from tumbuh.registry.facts import seller_facts

SUBJECT = "orders.order"
# Which documents an act issues, in this order: the later ones name the numbers of the earlier.
ISSUED_BY: Mapping[Act, tuple[PaperKind, ...]] = {
    Act.CONFIRM: (PaperKind.PURCHASE_ORDER,),
    Act.ACCEPT_PART: (PaperKind.PURCHASE_ORDER,),
    Act.RECEIVE: (PaperKind.HANDOVER, PaperKind.INVOICE),
    Act.PAY: (PaperKind.RECEIPT, PaperKind.TAX_SLIP),
    Act.CONFIRM_DEBIT: (PaperKind.RECEIPT, PaperKind.TAX_SLIP),
}
VOIDED_BY = frozenset({Act.CANCEL, Act.WITHDRAW, Act.REJECT})
_WITH = ("seller", "budget_line", "disposition__commitment_officer", "disposition__disposed_by", "placed_by")
OF_SELLER = frozenset({PaperKind.INVOICE, PaperKind.RECEIPT})


class NoPapers(Refused):
    """The order has no documents yet."""

    code = "no_papers"


def after(order: Order, act: Act, *, by: User, now: datetime) -> None:
    """Issue what an act issues, or declare void what it ends; in the act's transaction and as its last step."""
    if act in VOIDED_BY:
        reason = REASON_NAMES[Reason(order.end_reason)] if order.end_reason else "Pesanan berakhir"
        for paper in _valid(order):
            papers.void(paper=paper, reason=f"Pesanan berakhir: {reason}", by=by, now=now)
    for kind in ISSUED_BY.get(act, ()):
        issue(order, kind, by=by, now=now)


def changed(order: Order, *, by: User, now: datetime) -> None:
    """Issue the Surat Pesanan anew after both sides agreed on a change; before it was issued there is nothing to do."""
    if any(paper.kind == PaperKind.PURCHASE_ORDER.value for paper in _valid(order)):
        issue(order, PaperKind.PURCHASE_ORDER, by=by, now=now)


def issue(order: Order, kind: PaperKind, *, by: User, now: datetime) -> Paper | None:
    """
    Issue one document of an order as it stands; a valid one of that kind is declared void and named as replaced.

    None for the tax slip of a payment from which nothing was withheld.
    """
    numbers = {}
    for paper in _valid(order):
        if paper.kind == kind.value:
            papers.void(paper=paper, reason="Diganti karena pesanan berubah", by=by, now=now)
            numbers["replaced"] = paper.number
        else:
            numbers[paper.kind] = paper.number
    order = Order.objects.select_related(*_WITH).get(pk=order.pk)
    told = Told(order, _lines(order), _sides(order, now), numbers, day_in_wib(now))
    letter = _letter(kind, told)
    if letter is None:
        return None
    total = letter.spelled_rupiah
    unit, seller = told.sides.unit_name, order.seller_name
    face = Face(seller, unit, total) if kind in OF_SELLER else Face(unit, seller, total)
    return papers.issue(
        kind=kind, series=_series(order, kind), face=face, content=letter.content(), subject=order.reference,
        day=told.on, by=by, now=now,
    )  # fmt: skip


def may_read(user: User | None, order: Order, *, now: datetime) -> bool:
    """Return whether a person sees an order's documents: who sees its unit's orders, or fulfils for its seller."""
    own = Scope(ScopeKind.BUSINESS, str(order.seller.public_id))
    return own in scopes_of(user, Permission.ORDERS_FULFIL, day_in_wib(now)) or access.may_for_unit(
        user, Permission.ORDERS_VIEW, order.unit_ref, now=now
    )


def check_reader(paper: Paper, *, by: User | None, now: datetime) -> None:
    """Pass when a person is on one side of the order of a document. Raises: NotAllowed."""
    order = _order(paper.subject.partition(":")[2])
    if order is None or not may_read(by, order, now=now):
        raise NotAllowed("Dokumen ini milik pesanan unit atau usaha lain.")


def pack(order_public_id: UUID, *, by: User, now: datetime) -> tuple[str, bytes]:
    """Return (file name, ZIP) of all documents of an order, void ones marked. Raises: NotAllowed, NoPapers."""
    order = _order(order_public_id)
    if order is None or not may_read(by, order, now=now):
        raise NotAllowed("Pesanan ini tidak ada atau milik unit lain.")
    found = list(paper_queries.papers_of(order.reference))
    if not found:
        raise NoPapers("Pesanan ini belum memiliki dokumen; Surat Pesanan terbit saat penyedia menyanggupi.")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for paper in found:  # a PDF is packed already; the day inside is the document's
            entry = zipfile.ZipInfo(file_name(paper), date_time=paper.issued_on.timetuple()[:6])
            archive.writestr(entry, papers.pdf(paper))
    return f"dokumen-{order.plan_code}-{str(order.public_id)[:8]}.zip", packed.getvalue()


def file_name(paper: Paper) -> str:
    """Return what a document's file is called: its kind and number, and that it is void when it is."""
    name = re.sub(r"[^\w.\-]+", "-", f"{KIND_NAMES[PaperKind(paper.kind)]} {paper.number}").strip("-")
    return f"{name}{'-DIBATALKAN' if paper.is_void else ''}.pdf"


def _letter(kind: PaperKind, told: Told) -> Letter | None:
    if kind is PaperKind.PURCHASE_ORDER:
        return letters.purchase_order(told)
    if kind is PaperKind.INVOICE:
        return letters.invoice(told)
    if kind is PaperKind.HANDOVER:
        came = Receipt.objects.select_related("received_by").get(order=told.order)
        counted = ReceiptLine.objects.filter(receipt=came).select_related("line").order_by("line__position")
        return letters.handover(told, came, list(counted))
    payment = Payment.objects.select_related("paid_by").get(order=told.order)
    if kind is PaperKind.RECEIPT:
        return letters.receipt(told, payment)
    return letters.tax_slip(told, payment) if payment.withheld_rupiah else None


def _sides(order: Order, now: datetime) -> Sides:
    facts = seller_facts([order.seller_id], on=day_in_wib(now)).get(order.seller_id)
    place = areas_by_code().get(facts.area_code) if facts else None
    lines = [f"NIB {order.seller.nib}"] if order.seller.nib else []
    promised = OrderEvent.objects.filter(order=order, act__in=[Act.CONFIRM.value, Act.CONFIRM_PART.value])
    promise = promised.select_related("done_by").order_by("-pk").first()
    disposition = order.disposition
    return Sides(
        unit_name=unit_names([order.unit_ref]).get(order.unit_ref, order.unit_ref),
        seller_lines=[*lines, *([place.name] if place else [])],
        ordered_by=str(order.placed_by),
        commitment_officer=str(disposition.commitment_officer),
        budget_owner=str(disposition.disposed_by),
        seller_person=str(promise.done_by) if promise and promise.done_by else order.seller_name,
    )


def _series(order: Order, kind: PaperKind) -> str:
    """Return who counts: the unit, or the seller by its NIB."""
    code = (order.seller.nib or str(order.seller.public_id)[:13]) if kind in OF_SELLER else order.unit_ref
    return re.sub(r"[^\w.\-]", "-", code)


def _order(public_id: UUID | str) -> Order | None:
    return Order.objects.select_related("seller").filter(public_id=public_id).first()


def _valid(order: Order) -> list[Paper]:
    return [paper for paper in paper_queries.papers_of(order.reference) if not paper.is_void]


def _lines(order: Order) -> list[OrderLine]:
    return list(OrderLine.objects.filter(order=order).order_by("position"))
