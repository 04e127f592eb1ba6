"""An order in words: its rows, its money, its clock, its card. What every page of an order shows the same."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from tumbuh.kernel.money import format_rupiah
from tumbuh.kernel.numbers import format_number, format_percent
from tumbuh.kernel.periods import day_in_wib
from tumbuh.orders.models import Order, OrderEvent, OrderLine
from tumbuh.orders.rules import clock as clocks
from tumbuh.orders.rules.moves import REASON_NAMES, STATE_NAMES, Reason, State
from tumbuh.orders.rules.tax import Withheld
from tumbuh.reference.holidays import working_days_between
from tumbuh.web.orders.parts import Balance, Card, CardLine, Clock, Money
from tumbuh.web.orders.words import STATE_KINDS, day_in_words, moment_in_words, table_moment

_WHOLE = 10_000
_DONE = {
    "place": gettext_noop("Pesanan dibuat"),
    "confirm": gettext_noop("Disanggupi penjual"),
    "confirm_part": gettext_noop("Ditawarkan sebagian"),
    "accept_part": gettext_noop("Bagian itu diterima pembeli"),
    "decline": gettext_noop("Ditolak penjual"),
    "cancel": gettext_noop("Dibatalkan pembeli"),
    "withdraw": gettext_noop("Penjual mundur"),
    "deliver_part": gettext_noop("Dikirim sebagian"),
    "deliver": gettext_noop("Dikirim"),
    "receive": gettext_noop("Barang diterima, BAST terbit"),
    "reject": gettext_noop("Kiriman ditolak"),
    "pay": gettext_noop("Dibayar"),
    "request_debit": gettext_noop("Autodebet diminta"),
    "refuse_debit": gettext_noop("Permintaan autodebet dikembalikan"),
    "confirm_debit": gettext_noop("Autodebet disetujui, dibayar"),
    "close": gettext_noop("Pesanan ditutup"),
    "propose_change": gettext_noop("Perubahan diusulkan"),
    "accept_change": gettext_noop("Perubahan disetujui"),
    "refuse_change": gettext_noop("Perubahan ditolak"),
}
_SHORT = 8  # of the hexadecimal digits: enough to tell one unit's orders apart and to say on the phone


def number(order: Order) -> str:
    """Return the short name of an order that people say; its documents have numbers of their own."""
    return order.public_id.hex[:_SHORT].upper()


def what(lines: Sequence[OrderLine]) -> str:
    """Return "40 kotak Nasi kotak ayam" and how many other products there are."""
    if not lines:
        return ""
    first = lines[0]
    said = f"{format_number(first.expected_quantity)} {first.unit} {first.title}"
    others = len(lines) - 1
    if not others:
        return said
    return said + ngettext(" dan %(n)s produk lain", " dan %(n)s produk lain", others) % {"n": others}


def state(order: Order) -> tuple[str, str]:
    """Return an order's state in words and the kind of its badge."""
    found = State(order.state)
    return _(STATE_NAMES[found]), STATE_KINDS[found]


def row(order: Order, *, href: str, unit: str = "") -> dict[str, object]:
    """Return an order as one row of a list."""
    words, kind = state(order)
    promise = ""
    if order.pay_by_on and order.state in {State.RECEIVED, State.DEBIT_REQUESTED}:
        promise = _("dibayar paling lambat %(day)s") % {"day": day_in_words(order.pay_by_on)}
    return {
        "href": href,
        "title": what(list(order.lines.all())) or order.seller_name,
        "number": number(order),
        "unit": unit,
        "seller": order.seller_name,
        "state": words,
        "state_kind": kind,
        "promise": promise,
        "when": table_moment(order.deliver_by_at),
        "total": format_rupiah(order.total_rupiah),
    }


def money(order: Order, taxes: Sequence[Withheld], *, to_seller: bool = False) -> list[Money]:
    """
    Return what an order costs landed, what is withheld and what the seller gets, as things stand.

    A line of nothing is left out, except the tax that a seller could add.
    """
    parts = [(_("Harga barang"), order.goods_rupiah), (_("Kemasan"), order.packing_rupiah)]
    parts.append((_("Ongkos kirim"), order.delivery_rupiah))
    rows = [Money(label, format_rupiah(amount)) for label, amount in parts if amount or label == parts[0][0]]
    if order.tax_rupiah:
        rows.append(Money(_("Pajak yang ditambahkan penjual"), format_rupiah(order.tax_rupiah)))
    rows.append(Money(_("Harga sampai di tempat"), format_rupiah(order.total_rupiah), "total"))
    held = sum(tax.rupiah for tax in taxes)
    for tax in taxes:
        label = _("Dipotong %(tax)s (%(rate)s)") % {"tax": tax.tax, "rate": rate(tax.rate_permyriad)}
        rows.append(Money(label, format_rupiah(-tax.rupiah), "", tax.rule))
    got = _("Anda terima") if to_seller else _("Diterima penjual")
    rows.append(Money(got, format_rupiah(order.total_rupiah - held), "total"))
    return rows


def rate(permyriad: int) -> str:
    """Return 150 as "1,5 %"."""
    digits = 0 if permyriad % 100 == 0 else 1 if permyriad % 10 == 0 else 2
    return format_percent(permyriad, _WHOLE, digits=digits)


def clock(order: Order, found: clocks.Clock | None, *, promise_days: int) -> Clock:
    """Return the pay-by clock in words; `found` None: nothing was received yet, so it does not run."""
    if found is None:
        if order.state in {State.DECLINED, State.CANCELLED}:
            return Clock("none", _("Tidak ada pembayaran"), _("Pesanan ini tidak jadi."))
        words = _("Mulai berjalan saat barang diterima; dibayar paling lambat %(n)s hari kerja kemudian.")
        return Clock("none", _("Belum berjalan"), words % {"n": promise_days})
    promised = day_in_words(found.pay_by_on)
    received = _("Diterima %(day)s.") % {"day": day_in_words(found.received_on)}
    if found.paid_on is not None:
        words = _("%(day)s, %(n)s hari sesudah diterima.")
        told = words % {"day": day_in_words(found.paid_on), "n": found.days_to_pay}
        late = "" if found.days_left >= 0 else _("Dijanjikan %(day)s.") % {"day": promised}
        return Clock("paid", _("Sudah dibayar"), told, None, late or received)
    left = working_days_between(found.today, found.pay_by_on)
    if found.pace is clocks.Pace.LATE:
        words = ngettext("Terlambat %(n)s hari kerja", "Terlambat %(n)s hari kerja", -left)
        late = _("Dijanjikan %(day)s; belum dibayar.") % {"day": promised}
        return Clock("late", words % {"n": max(-left, 1)}, late, 100, received)
    whole = max((found.pay_by_on - found.received_on).days, 1)
    share = min(100, 100 * (found.today - found.received_on).days // whole)
    until = _("Dibayar paling lambat %(day)s.") % {"day": promised}
    if found.pace is clocks.Pace.LAST_DAY:
        return Clock("due", _("Hari terakhir"), until, max(share, 95), received)
    words = ngettext("%(n)s hari kerja lagi", "%(n)s hari kerja lagi", left)
    return Clock("running", words % {"n": left}, until, share, received)


def card(order: Order, *, payer: str, promise: str, taxes: Sequence[Withheld]) -> Card:
    """Return an order as its seller reads it."""
    words, kind = state(order)
    lines = [
        CardLine(
            format_number(line.expected_quantity), line.unit, line.title, format_rupiah(line.price_rupiah), line.note
        )
        for line in order.lines.all()
    ]
    return Card(
        number=number(order),
        state=words,
        state_kind=kind,
        when=moment_in_words(order.deliver_by_at),
        where=order.delivery_address,
        payer=payer,
        promise=promise,
        lines=lines,
        money=money(order, taxes, to_seller=True),
    )


def lines(order: Order) -> list[dict[str, str]]:
    """Return the lines of an order with every quantity on its way."""
    return [
        {
            "title": line.title,
            "note": line.note,
            "about": line.unit,
            "price": format_rupiah(line.price_rupiah),
            "ordered": format_number(line.quantity),
            "confirmed": "" if line.confirmed_quantity is None else format_number(line.confirmed_quantity),
            "delivered": format_number(line.delivered_quantity) if line.delivered_quantity else "",
            "received": "" if line.received_quantity is None else format_number(line.received_quantity),
            "rupiah": format_rupiah(line.rupiah),
        }
        for line in order.lines.all()
    ]


def balance(*, ceiling_rupiah: int, before_rupiah: int, asked_rupiah: int) -> Balance:
    """Return a budget line before and after something is asked of it."""
    after = before_rupiah - asked_rupiah
    used = ceiling_rupiah - before_rupiah
    shares = [round(100 * part / ceiling_rupiah) if ceiling_rupiah else 0 for part in (used, asked_rupiah)]
    words = _("Pagu %(ceiling)s, sisa sesudah pesanan %(after)s") % {
        "ceiling": format_rupiah(ceiling_rupiah),
        "after": format_rupiah(after),
    }
    return Balance(
        ceiling=format_rupiah(ceiling_rupiah),
        before=format_rupiah(before_rupiah),
        asked=format_rupiah(asked_rupiah),
        after=format_rupiah(after),
        used_share=shares[0],
        now_share=min(shares[1] or (1 if asked_rupiah else 0), 100 - min(shares[0], 99)),
        is_over=after < 0,
        words=words,
    )


def events(found: Sequence[OrderEvent]) -> list[dict[str, str]]:
    """Return what was done to an order, in words."""
    return [
        {
            "what": act_name(event.act),
            "reason": ". ".join(part for part in (reason_name(event.reason), event.words) if part),
            "who": str(event.done_by or _("Sistem")),
            "at": moment_in_words(event.done_at),
        }
        for event in found
    ]


def act_name(act: str) -> str:
    """Return what was done in words: a move of the table, or a change that was proposed or answered."""
    return _(_DONE.get(act, act))


def reason_name(reason: str) -> str:
    """Return a reason of the list in words, empty for none; "other" says itself by its words."""
    return _(REASON_NAMES[Reason(reason)]) if reason and reason != Reason.OTHER else ""


def day_of(order: Order) -> str:
    """Return the day on which an order is to be there, in words."""
    return day_in_words(day_in_wib(order.deliver_by_at))
