"""The seller's own bill, and the tax papers that a treasurer has seen."""

from datetime import date, datetime

from tumbuh.accounts.models import User
from tumbuh.accounts.permissions import Permission
from tumbuh.accounts.services import require
from tumbuh.audit import services as audit
from tumbuh.kernel.errors import Refused
from tumbuh.kernel.states import IllegalMove
from tumbuh.orders import access
from tumbuh.orders.models import Invoice, Order, TaxPaper
from tumbuh.orders.retrying import whole
from tumbuh.orders.rules.moves import STATE_NAMES, State
from tumbuh.registry.models import Business

BILLABLE = (State.PART_DELIVERED, State.DELIVERED, State.RECEIVED)


class BadInvoice(Refused):
    """An invoice needs a number, a day and an amount."""

    code = "bad_invoice"


class BadTaxPaper(Refused):
    """A tax paper needs a kind, a number and its days, and is noted once."""

    code = "bad_tax_paper"


@whole
def send_invoice(
    *,
    order_id: int,
    number: str,
    rupiah: int,
    issued_on: date,
    by: User,
    now: datetime,
    tax_invoice_number: str = "",
) -> Invoice:
    """
    Send the seller's bill for an order; an earlier one is replaced and stays readable.

    Whether it agrees with order and receipt is judged when money moves. Raises: NotAllowed, IllegalMove, BadInvoice.
    """
    order = Order.objects.select_for_update(of=("self",)).select_related("seller").get(pk=order_id)
    access.require_for_seller(by, order.seller.public_id, now=now)
    if order.state not in BILLABLE:
        raise IllegalMove(f"Tagihan belum atau tidak lagi dapat dikirim: {STATE_NAMES[State(order.state)].lower()}.")
    if not number.strip() or rupiah <= 0:
        raise BadInvoice("Isi nomor dan jumlah tagihan.")
    Invoice.objects.filter(order=order, replaced_at=None).update(replaced_at=now)
    made = Invoice.objects.create(
        order=order, number=number.strip(), rupiah=rupiah, issued_on=issued_on,
        tax_invoice_number=tax_invoice_number.strip(), sent_by=by, sent_at=now,
    )  # fmt: skip
    audit.record("orders.invoice_sent", by=by, at=now, target=order.reference, detail={"rupiah": rupiah})
    return made


@whole
def note_tax_paper(
    *, business_id: int, kind: str, number: str, valid_from: date, valid_to: date, by: User, now: datetime
) -> TaxPaper:
    """Note a tax paper that a treasurer has seen; what is withheld follows it. Raises: NotAllowed, BadTaxPaper."""
    require(by, Permission.ORDERS_PAY)
    if kind not in dict(TaxPaper.KINDS) or not number.strip() or valid_to < valid_from:
        raise BadTaxPaper("Pilih jenis surat, isi nomornya, dan masa berlakunya.")
    have = TaxPaper.objects.filter(business=business_id, kind=kind, number=number.strip(), ended_at=None)
    if have.exists():
        raise BadTaxPaper("Surat ini sudah tercatat.")
    made = TaxPaper.objects.create(
        business_id=business_id, kind=kind, number=number.strip(), valid_from=valid_from, valid_to=valid_to,
        recorded_by=by, recorded_at=now,
    )  # fmt: skip
    audit.record("orders.tax_paper_noted", by=by, at=now, target=_target(made.business), detail={"kind": kind})
    return made


@whole
def end_tax_paper(*, paper_id: int, reason: str, by: User, now: datetime) -> TaxPaper:
    """End a tax paper that was wrong or was taken back. Raises: NotAllowed, BadTaxPaper."""
    require(by, Permission.ORDERS_PAY)
    paper = TaxPaper.objects.select_for_update(of=("self",)).select_related("business").get(pk=paper_id)
    if paper.ended_at is not None or not reason.strip():
        raise BadTaxPaper("Surat ini sudah berakhir, atau alasannya belum ditulis.")
    paper.ended_at = now
    paper.save(update_fields=["ended_at"])
    target = _target(paper.business)
    audit.record("orders.tax_paper_ended", by=by, at=now, target=target, reason=reason, detail={"kind": paper.kind})
    return paper


def _target(business: Business) -> str:
    return f"registry.business:{business.public_id}"
