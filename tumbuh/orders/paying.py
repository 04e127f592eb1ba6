"""The treasurer pays by hand with proof, or asks for an autodebet that the budget owner confirms."""

from dataclasses import asdict
from datetime import date, datetime

from tumbuh.accounts.models import User
from tumbuh.kernel.errors import Refused
from tumbuh.kernel.money import format_rupiah
from tumbuh.kernel.periods import day_in_wib
from tumbuh.orders import acting, terms
from tumbuh.orders.models import DebitRequest, Invoice, Order, Payment, TaxPaper
from tumbuh.orders.retrying import whole
from tumbuh.orders.rules.matching import ThreeWay, check_agrees
from tumbuh.orders.rules.moves import Act
from tumbuh.orders.rules.tax import LineKind, Standing, Withheld, withheld
from tumbuh.orders.rules.totals import Priced, main_kind
from tumbuh.orders.storing import Kept, keep
from tumbuh.procurement import services as procurement
from tumbuh.registry.facts import has_npwp


class ProofMissing(Refused):
    """A payment needs the number of its proof and, when tax is withheld, that of the tax slip."""

    code = "proof_missing"


@whole
def pay(
    *,
    order_id: int,
    proof_number: str,
    paid_on: date,
    by: User,
    now: datetime,
    tax_slip_number: str = "",
    proof: tuple[str, bytes] | None = None,
) -> Order:
    """
    Note that the treasurer paid: the number of the proof, its file, the tax slip when something is withheld.

    The held money becomes realisation. Raises: NotAllowed, IllegalMove, OwnAct, InvoiceDiffers, ProofMissing.
    """
    doing = acting.begin(order_id=order_id, act=Act.PAY, by=by, now=now)
    if not doing.order.received_at or not day_in_wib(doing.order.received_at) <= paid_on <= day_in_wib(now):
        raise ProofMissing("Tanggal bayar harus antara tanggal berita acara dan hari ini.")
    kept = keep(proof[1], name=proof[0]) if proof else None
    _paid(doing, path="manual", proof_number=proof_number, paid_on=paid_on, slip=tax_slip_number, kept=kept)
    return acting.finish(
        "orders.paid", doing, detail={"path": "manual", "withheld_rupiah": doing.order.withheld_rupiah}
    )


@whole
def request_debit(*, order_id: int, by: User, now: datetime, tax_slip_number: str = "") -> Order:
    """Ask the budget owner to let the bank debit the unit's account. Raises: as pay."""
    doing = acting.begin(order_id=order_id, act=Act.REQUEST_DEBIT, by=by, now=now)
    order = doing.order
    check_agrees(three_way(order))
    if due_taxes(order, on=day_in_wib(now)) and not tax_slip_number.strip():
        raise ProofMissing("Ada pajak yang dipotong; isi nomor bukti potongnya.")
    DebitRequest.objects.create(
        order=order, rupiah=order.total_rupiah, requested_by=by, requested_at=now,
        tax_slip_number=tax_slip_number.strip(),
    )  # fmt: skip
    return acting.finish("orders.debit_requested", doing)


@whole
def confirm_debit(*, order_id: int, by: User, now: datetime) -> Order:
    """Confirm an autodebet as the budget owner; the order is paid by it. Raises: NotAllowed, IllegalMove, OwnAct."""
    doing = acting.begin(order_id=order_id, act=Act.CONFIRM_DEBIT, by=by, now=now)
    asked = _waiting(doing.order)
    _answer(asked, "confirmed", "", by, now)
    number = f"AD-{doing.order.year}-{asked.public_id.hex[:12].upper()}"
    paid_on = day_in_wib(now)
    _paid(doing, path="autodebet", proof_number=number, paid_on=paid_on, slip=asked.tax_slip_number, kept=None)
    detail = {"path": "autodebet", "withheld_rupiah": doing.order.withheld_rupiah}
    return acting.finish("orders.debit_confirmed", doing, detail=detail)


@whole
def refuse_debit(*, order_id: int, reason: str, by: User, now: datetime, words: str = "") -> Order:
    """Send a request for an autodebet back with a reason. Raises: NotAllowed, IllegalMove, OwnAct, ReasonNeeded."""
    doing = acting.begin(order_id=order_id, act=Act.REFUSE_DEBIT, by=by, now=now)
    _answer(_waiting(doing.order), "refused", words, by, now)
    return acting.finish("orders.debit_refused", doing, reason=reason, words=words)


def three_way(order: Order) -> ThreeWay:
    """Return order, receipt and invoice side by side."""
    invoice = Invoice.objects.filter(order=order, replaced_at=None).first()
    return ThreeWay(
        ordered_rupiah=order.placed_total_rupiah,
        received_rupiah=order.total_rupiah,
        invoiced_rupiah=invoice.rupiah if invoice else None,
        tolerance_rupiah=terms.number("invoice_tolerance", day_in_wib(order.placed_at)),
    )


def due_taxes(order: Order, *, on: date) -> list[Withheld]:
    """Return what is withheld when an order is paid on a day, by what its seller has shown."""
    lines = [Priced(LineKind(one.line_kind), one.due_quantity, one.price_rupiah) for one in acting.lines_of(order)]
    fees = order.packing_rupiah + order.delivery_rupiah
    prices = [*((line.kind, line.rupiah) for line in lines), (main_kind(lines), fees)]
    ppn = 0 if main_kind(lines) is LineKind.CATERING else order.tax_rupiah
    return withheld(
        prices,
        ppn_rupiah=ppn,
        standing=standing_of(order.seller_id, on=on),
        has_npwp=has_npwp(order.seller_id),
        terms=terms.tax_terms(on),
    )


def standing_of(business_id: int, *, on: date) -> Standing:
    """Return what a seller has shown that holds on a day; a statement of small sales goes before a certificate."""
    kinds = set(
        TaxPaper.objects.filter(business=business_id, ended_at=None, valid_from__lte=on, valid_to__gte=on).values_list(
            "kind", flat=True
        )
    )
    for standing in (Standing.UNDER_LIMIT, Standing.FINAL_CERTIFICATE):
        if standing.value in kinds:
            return standing
    return Standing.PLAIN


def _paid(doing: acting.Doing, *, path: str, proof_number: str, paid_on: date, slip: str, kept: Kept | None) -> None:
    order = doing.order
    check_agrees(three_way(order))
    taxes = due_taxes(order, on=paid_on)
    less = sum(tax.rupiah for tax in taxes)
    if not proof_number.strip():
        raise ProofMissing("Isi nomor bukti pembayaran.")
    if less and not slip.strip():
        raise ProofMissing(f"Ada pajak {format_rupiah(less)} yang dipotong; isi nomor bukti potongnya.")
    Payment.objects.create(
        order=order, path=path, gross_rupiah=order.total_rupiah, withheld_rupiah=less,
        taxes=[asdict(tax) for tax in taxes], paid_on=paid_on, proof_number=proof_number.strip(),
        proof_file=kept.path if kept else "", proof_sha256=kept.sha256 if kept else "",
        tax_slip_number=slip.strip(), paid_by=doing.by, paid_at=doing.now,
    )  # fmt: skip
    procurement.realise(reference=order.reference, amount_rupiah=order.total_rupiah, now=doing.now)
    doing.set(withheld_rupiah=less, payment_path=path, paid_by=doing.by, paid_at=doing.now)


def _waiting(order: Order) -> DebitRequest:
    return DebitRequest.objects.select_for_update().get(order=order, state="waiting")


def _answer(asked: DebitRequest, state: str, words: str, by: User, now: datetime) -> None:
    asked.state, asked.answered_by, asked.answered_at, asked.words = state, by, now, words.strip()
    asked.save(update_fields=["state", "answered_by", "answered_at", "words"])
