"""What a seller does with a need: read it, quote, change or take back the quote, decline, ask."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from tumbuh.accounts.models import User
from tumbuh.audit import services as audit
from tumbuh.catalogue.supplying import SupplyRow, supplies
from tumbuh.kernel.errors import NotAllowed, Refused
from tumbuh.kernel.periods import WIB, day_in_wib
from tumbuh.kernel.states import check_move
from tumbuh.needs import access, terms
from tumbuh.needs.models import Invitation, Need, Question, Quote
from tumbuh.needs.posting import locked
from tumbuh.needs.rules.states import INVITED_MOVES, Invited, State
from tumbuh.needs.sealing import seal
from tumbuh.orders.rules.tax import LineKind, Standing, Withheld, withheld
from tumbuh.orders.rules.totals import Priced, Totals, totals
from tumbuh.orders.terms import tax_terms
from tumbuh.registry.models import Business

_MOST_RUPIAH = 10**12


class NotInvited(Refused):
    """The seller was not told of this need."""

    code = "not_invited"


class QuotesClosed(Refused):
    """The window has ended, or the need was taken back."""

    code = "quotes_closed"


class BadQuote(Refused):
    """A figure of the quote cannot be."""

    code = "bad_quote"


@dataclass(frozen=True)
class QuoteValues:
    """A quote as the seller typed it. `packing` and `delivery`: of the whole, not of one."""

    offer_id: int
    quantity: int
    unit_price_rupiah: int
    packing_rupiah: int = 0
    delivery_rupiah: int = 0
    note: str = ""


@dataclass(frozen=True)
class Landed:
    """What a quote costs the buyer landed, and what the seller gets when the treasurer has withheld taxes."""

    totals: Totals
    withheld: tuple[Withheld, ...]

    @property
    def received_rupiah(self) -> int:
        """What reaches the seller's account."""
        return self.totals.total_rupiah - sum(one.rupiah for one in self.withheld)


def landed(row: SupplyRow, values: QuoteValues, *, on: date) -> Landed:
    """
    Return what a quote comes to by the taxes of a day.

    Withheld is an estimate: with an NPWP and without a certificate or statement, which the treasurer asks for.
    """
    rates, kind = tax_terms(on), LineKind(row.line_kind)
    sums = totals(
        [Priced(kind, values.quantity, values.unit_price_rupiah)],
        packing_rupiah=values.packing_rupiah,
        delivery_rupiah=values.delivery_rupiah,
        registered=row.collects_vat,
        terms=rates,
    )
    net = sums.goods_rupiah + sums.packing_rupiah + sums.delivery_rupiah
    vat = 0 if kind is LineKind.CATERING else sums.tax_rupiah
    taken = withheld([(kind, net)], ppn_rupiah=vat, standing=Standing.PLAIN, has_npwp=True, terms=rates)
    return Landed(sums, tuple(taken))


@transaction.atomic
def send_quote(*, need_id: int, seller: Business, values: QuoteValues, by: User, now: datetime) -> Quote:
    """
    Seal and send a quote, or a new version of it. Nobody reads the figures before closing; the buyer sees how many.

    Raises: NotAllowed, NotInvited, QuotesClosed, BadQuote; nothing is then written.
    """
    access.require_seller(by, seller.public_id, now)
    need = locked(need_id)
    invitation = _invitation(need, seller)
    _check_open(need, now)
    row = _checked(need, seller, values, now)
    before = Quote.objects.filter(need=need, seller=seller).order_by("-version").first()
    Quote.objects.filter(need=need, seller=seller, superseded_at=None).update(superseded_at=now)
    sealed, fingerprint = seal(_content(row, values, now), need=str(need.public_id))
    quote = Quote.objects.create(
        need=need, seller=seller, offer_id=values.offer_id, version=before.version + 1 if before else 1,
        sealed=sealed, fingerprint=fingerprint, sent_by=by, sent_at=now,
    )  # fmt: skip
    if invitation.answered_at is None:
        invitation.answered_at = now
        invitation.save(update_fields=["answered_at"])
    audit.record(
        "needs.quote_sent", by=by, at=now, target=f"needs.quote:{quote.public_id}",
        detail={"version": quote.version, "fingerprint": fingerprint},
    )  # fmt: skip
    return quote


@transaction.atomic
def take_back(*, need_id: int, seller: Business, by: User, now: datetime) -> None:
    """Take a quote back before closing. Raises: NotAllowed, NotInvited, QuotesClosed, Refused without a quote."""
    access.require_seller(by, seller.public_id, now)
    need = locked(need_id)
    _invitation(need, seller)
    _check_open(need, now)
    quote = Quote.objects.filter(need=need, seller=seller, superseded_at=None).first()
    if quote is None:
        raise Refused("Belum ada penawaran yang dapat ditarik.", code="no_quote")
    quote.superseded_at = now
    quote.save(update_fields=["superseded_at"])
    audit.record("needs.quote_taken_back", by=by, at=now, target=f"needs.quote:{quote.public_id}")


@transaction.atomic
def decline(*, need_id: int, seller: Business, reason: str, by: User, now: datetime) -> Invitation:
    """
    Say that the seller does not take part; the next one is told.

    Raises: NotAllowed, NotInvited, QuotesClosed, Refused while a quote stands.
    """
    access.require_seller(by, seller.public_id, now)
    need = locked(need_id)
    invitation = _invitation(need, seller)
    _check_open(need, now)
    if Quote.objects.filter(need=need, seller=seller, superseded_at=None).exists():
        raise Refused("Tarik dahulu penawaran Anda, lalu nyatakan tidak ikut.", code="quote_stands")
    check_move(INVITED_MOVES, invitation.state, Invited.DECLINED)
    invitation.state, invitation.answered_at = Invited.DECLINED.value, now
    invitation.decline_reason = reason.strip()[:300]
    invitation.save(update_fields=["state", "answered_at", "decline_reason"])
    audit.record("needs.declined", by=by, at=now, target=need.reference, reason=invitation.decline_reason)
    return invitation


@transaction.atomic
def note_read(*, need_id: int, seller: Business, by: User, now: datetime) -> None:
    """Note the first time that somebody of the seller read the need. Raises: NotAllowed, NotInvited."""
    access.require_seller(by, seller.public_id, now)
    unread = Invitation.objects.filter(need=need_id, seller=seller, read_at=None, told_at__isnull=False)
    if unread.update(read_at=now):
        need = Need.objects.get(pk=need_id)
        audit.record("needs.read", by=by, at=now, target=need.reference)


@transaction.atomic
def ask(*, need_id: int, seller: Business, text: str, by: User, now: datetime) -> Question:
    """Ask the buyer; everybody told sees it without the seller's name. Raises: NotAllowed, NotInvited, QuotesClosed."""
    access.require_seller(by, seller.public_id, now)
    need = locked(need_id)
    _invitation(need, seller)
    _check_open(need, now)
    if not text.strip():
        raise Refused("Tulis pertanyaannya.", code="question_empty")
    made = Question.objects.create(need=need, seller=seller, text=text.strip()[:1_000], asked_by=by, asked_at=now)
    access.tell_poster(
        need, event="needs.asked", title=f"Pertanyaan: {need.title}", body=made.text,
        key=f"needs.question:{made.public_id}", now=now,
    )  # fmt: skip
    audit.record("needs.asked", by=by, at=now, target=need.reference)
    return made


def _invitation(need: Need, seller: Business) -> Invitation:
    told = Invitation.objects.select_for_update(of=("self",)).filter(need=need, seller=seller, told_at__isnull=False)
    invitation = told.first()
    if invitation is None:
        raise NotInvited("Usaha Anda belum diundang untuk kebutuhan ini.")
    return invitation


def _check_open(need: Need, now: datetime) -> None:
    """The moment of closing closes, whether or not the worker has come by."""
    if need.state != State.OPEN or need.closes_at is None or now >= need.closes_at:
        closed = f" pada {need.closes_at.astimezone(WIB):%d/%m/%Y %H.%M} WIB" if need.closes_at else ""
        raise QuotesClosed(f"Penawaran sudah ditutup{closed}; isinya tidak dapat diubah lagi.")


def _checked(need: Need, seller: Business, values: QuoteValues, now: datetime) -> SupplyRow:
    rows = own_supplies(need, seller.pk, now=now)
    row = next((one for one in rows if one.offer_id == values.offer_id), None)
    if row is None:
        raise NotAllowed("Produk ini bukan milik usaha Anda atau bukan jenis yang diminta.")
    least = 1 if need.most_sellers > 1 else need.quantity
    if need.most_sellers > 1:
        least = max(1, -(-need.quantity * terms.value("least_share", day_in_wib(now)) // 10_000))
    if not least <= values.quantity <= need.quantity:
        raise BadQuote(f"Jumlah yang sanggup dikirim antara {least} dan {need.quantity} {need.unit}.")
    most = min(row.room, row.max_quantity or row.room)
    if values.quantity > most:
        raise BadQuote(f"Sisa stok atau kapasitas hari itu {most}; naikkan dahulu atau tawarkan lebih sedikit.")
    if values.quantity < row.min_quantity:
        raise BadQuote(f"Pesanan minimum produk ini {row.min_quantity}.")
    if not 0 < values.unit_price_rupiah <= _MOST_RUPIAH:
        raise BadQuote("Isi harga satuan dalam rupiah utuh, lebih dari nol.")
    if not (0 <= values.packing_rupiah <= _MOST_RUPIAH and 0 <= values.delivery_rupiah <= _MOST_RUPIAH):
        raise BadQuote("Ongkos kemas dan ongkos antar diisi nol atau lebih.")
    return row


def own_supplies(need: Need, seller_id: int, *, now: datetime) -> list[SupplyRow]:
    """Return the seller's products that a quote for this need may be about."""
    day = day_in_wib(need.deliver_by_at)
    rows = supplies([need.category.code], day=day, today=day_in_wib(now), seller_ids=[seller_id])
    return [row for row in rows if row.state == "listed"]


def _content(row: SupplyRow, values: QuoteValues, now: datetime) -> dict[str, Any]:
    """Return what is sealed: the figures as typed, and the totals by the taxes of the day on which it was sent."""
    sums = landed(row, values, on=day_in_wib(now)).totals
    return asdict(values) | {**asdict(sums), "total_rupiah": sums.total_rupiah}
