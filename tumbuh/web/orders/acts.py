"""Which acts a page offers to a person on an order: the one that is next, and the others, each with its form."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from tumbuh.orders.models import Order
from tumbuh.orders.rules.moves import ACT_NAMES, APART, REASONS_OF, Act, Actor, State, acts_of
from tumbuh.web.orders import asking

# What each act is called on a page, what is said above its button, and the button.
_WORDS: Mapping[Act, tuple[str, str, str]] = {
    Act.CONFIRM: (
        gettext_noop("Sanggupi pesanan ini?"),
        gettext_noop("Periksa jumlah, waktu, dan tempatnya. Sesudah disanggupi, unit kota menunggu Anda."),
        gettext_noop("Terima pesanan"),
    ),
    Act.CONFIRM_PART: (
        gettext_noop("Hanya sanggup sebagian"),
        gettext_noop("Tulis jumlah yang sanggup Anda kirim; pembeli memilih menerima atau membatalkan."),
        gettext_noop("Terima sebagian"),
    ),
    Act.DECLINE: (
        gettext_noop("Tidak sanggup"),
        gettext_noop("Pesanan ditutup dan uangnya dilepas; pembeli mencari penjual lain."),
        gettext_noop("Tolak pesanan"),
    ),
    Act.WITHDRAW: (
        gettext_noop("Terpaksa mundur"),
        gettext_noop("Pembeli diberi kabar dan mencari penjual lain. Lakukan secepatnya."),
        gettext_noop("Mundur dari pesanan"),
    ),
    Act.DELIVER: (
        gettext_noop("Kirim barangnya, lalu tekan tombol ini"),
        gettext_noop("Kurangi jumlahnya bila baru sebagian yang dikirim; sisanya dapat menyusul."),
        gettext_noop("Sudah dikirim"),
    ),
    Act.ACCEPT_PART: (
        gettext_noop("Penjual hanya sanggup sebagian"),
        gettext_noop("Terima yang ada, atau batalkan dan pesan ke penjual lain. Uang kelebihannya dilepas."),
        gettext_noop("Terima bagian itu"),
    ),
    Act.CANCEL: (
        gettext_noop("Batalkan pesanan"),
        gettext_noop("Stok dan uangnya dilepas; penjual diberi kabar dengan alasan Anda."),
        gettext_noop("Batalkan pesanan ini"),
    ),
    Act.RECEIVE: (
        gettext_noop("Hitung dan periksa barangnya"),
        gettext_noop("Hasilnya menjadi BAST; jam pembayaran mulai berjalan."),
        gettext_noop("Periksa barang"),
    ),
    Act.REJECT: (
        gettext_noop("Tolak seluruh kiriman"),
        gettext_noop("Hanya bila tidak ada yang dapat diterima. Pesanan berakhir tanpa pembayaran."),
        gettext_noop("Tolak seluruhnya"),
    ),
    Act.PAY: (
        gettext_noop("Bayar penjual"),
        gettext_noop("Manual dengan bukti transfer dan bukti potong, atau minta autodebet kepada PA/KPA."),
        gettext_noop("Bayar pesanan"),
    ),
    Act.CONFIRM_DEBIT: (
        gettext_noop("Setujui autodebet"),
        gettext_noop("Rekening unit didebet sejumlah yang diterima; penjual dibayar hari itu juga."),
        gettext_noop("Setujui autodebet ini"),
    ),
    Act.REFUSE_DEBIT: (
        gettext_noop("Kembalikan kepada bendahara"),
        gettext_noop("Bendahara membaca alasan Anda dan melengkapi."),
        gettext_noop("Kembalikan permintaan"),
    ),
    Act.CLOSE: (
        gettext_noop("Tutup pesanan"),
        gettext_noop("Penjual sudah dibayar dan dokumennya lengkap. Penjualannya masuk buku penjualan."),
        gettext_noop("Tutup pesanan ini"),
    ),
}
_MAIN = (Act.CONFIRM, Act.DELIVER, Act.ACCEPT_PART, Act.RECEIVE, Act.PAY, Act.CONFIRM_DEBIT, Act.CLOSE)
_ON_A_PAGE = {Act.RECEIVE: "orders_receive", Act.PAY: "orders_pay"}
_MERGED = {Act.DELIVER_PART, Act.REQUEST_DEBIT}  # their button is that of another act
_WAITS = {
    State.PLACED: gettext_noop("Menunggu jawaban penjual"),
    State.PART_OFFERED: gettext_noop("Menunggu pembeli memilih menerima sebagian"),
    State.CONFIRMED: gettext_noop("Menunggu penjual mengirim"),
    State.PART_DELIVERED: gettext_noop("Sebagian sudah dikirim, sisanya ditunggu"),
    State.DELIVERED: gettext_noop("Menunggu PPK memeriksa barang"),
    State.RECEIVED: gettext_noop("Menunggu bendahara membayar"),
    State.DEBIT_REQUESTED: gettext_noop("Menunggu PA/KPA menyetujui autodebet"),
    State.PAID: gettext_noop("Menunggu PPK menutup pesanan"),
    State.CLOSED: gettext_noop("Pesanan selesai"),
    State.DECLINED: gettext_noop("Penjual menolak pesanan ini"),
    State.CANCELLED: gettext_noop("Pesanan ini dibatalkan"),
}


@dataclass(frozen=True)
class Offered:
    """One act as a page offers it: a form to send to `url`, or a page of its own at `href`."""

    act: Act
    title: str
    text: str
    button: str
    kind: str
    url: str = ""
    href: str = ""
    form: Any = None
    is_open: bool = False
    is_upload: bool = False


def offered(
    order: Order, actors: Iterable[Actor], *, own: Collection[Act], url: Any, page: Any, bound: Any = None
) -> tuple[Offered | None, list[Offered]]:
    """
    Return the act that is next for a person and the others that may be done.

    `own`: what the person did to this order before, because four eyes close some acts to it; `url(act)` and
    `page(name)` give addresses; `bound`: the form that was sent and was not whole.
    """
    state = State(order.state)
    found = [act for actor in actors for act in acts_of(actor, state) if act not in _MERGED]
    allowed = [act for act in dict.fromkeys(found) if not APART.get(act, frozenset()) & set(own)]
    shown = [_offer(act, order, url=url, page=page, bound=bound) for act in allowed]
    main = next((one for one in shown if one.act in _MAIN), None)
    return main, [one for one in shown if one is not main]


def wait(order: Order) -> dict[str, str]:
    """Return whom an order waits for, in words."""
    state = State(order.state)
    text = order.end_words if state in {State.DECLINED, State.CANCELLED} else ""
    return {"title": _(_WAITS[state]), "text": text}


def form_for(act: Act, order: Order, data: QueryDict | None = None) -> Any:
    """Return the form that an act asks to be filled in; None when its button is enough."""
    if act in {Act.CONFIRM_PART, Act.DELIVER}:
        reason = act if act in REASONS_OF else None
        return asking.QuantityForm(data, lines=_lines(order, act), reason_of=reason, auto_id=f"{act.value}-%s")
    if act in REASONS_OF:
        return asking.ReasonForm(data, act=act, auto_id=f"{act.value}-%s")
    return None


def _lines(order: Order, act: Act) -> Sequence[tuple[int, str, int, int]]:
    rows = []
    for line in order.lines.all():
        most = line.quantity if act is Act.CONFIRM_PART else line.expected_quantity - line.delivered_quantity
        if most > 0:
            rows.append((line.position, f"{line.title} ({line.unit})", most, most))
    return rows


def _offer(act: Act, order: Order, *, url: Any, page: Any, bound: Any) -> Offered:
    title, text, button = (_(words) for words in _WORDS.get(act, (ACT_NAMES[act], "", ACT_NAMES[act])))
    kind = "primary" if act in _MAIN else "outline-danger" if act in REASONS_OF else "outline-primary"
    if act in _ON_A_PAGE:
        return Offered(act, title, text, button, kind, href=page(_ON_A_PAGE[act]))
    again = bound is not None and bound[0] is act
    form = bound[1] if again else form_for(act, order)
    return Offered(act, title, text, button, kind, url=url(act), form=form, is_open=again)
