"""The e-order as a table of moves: which act leads from where to where, by whom, and which acts need another person."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from tumbuh.kernel.errors import Refused
from tumbuh.kernel.states import IllegalMove, Moves


class State(StrEnum):
    """Where an order is."""

    PLACED = "placed"  # the seller has not answered
    PART_OFFERED = "part_offered"  # the seller can do a part; the buyer takes it or cancels
    CONFIRMED = "confirmed"
    PART_DELIVERED = "part_delivered"
    DELIVERED = "delivered"
    RECEIVED = "received"  # counted and signed for; the pay-by clock runs
    DEBIT_REQUESTED = "debit_requested"
    PAID = "paid"
    CLOSED = "closed"
    DECLINED = "declined"  # by the seller
    CANCELLED = "cancelled"  # by either side, or nothing of it was accepted


class Act(StrEnum):
    """What can be done to an order."""

    PLACE = "place"
    CONFIRM = "confirm"
    CONFIRM_PART = "confirm_part"
    ACCEPT_PART = "accept_part"
    DECLINE = "decline"
    CANCEL = "cancel"
    WITHDRAW = "withdraw"
    DELIVER_PART = "deliver_part"
    DELIVER = "deliver"
    RECEIVE = "receive"
    REJECT = "reject"
    PAY = "pay"
    REQUEST_DEBIT = "request_debit"
    REFUSE_DEBIT = "refuse_debit"
    CONFIRM_DEBIT = "confirm_debit"
    CLOSE = "close"


class Actor(StrEnum):
    """Who does it. A seller acts for its business, everybody else for a unit of the city."""

    PROCUREMENT_OFFICER = "procurement_officer"
    COMMITMENT_OFFICER = "commitment_officer"
    TREASURER = "treasurer"
    BUDGET_OWNER = "budget_owner"
    SELLER = "seller"


@dataclass(frozen=True)
class Move:
    """One row of the table. `needs_reason`: a code of the list and, for "other", words."""

    act: Act
    starts: tuple[State, ...]  # none: the order begins with it
    end: State
    actor: Actor
    needs_reason: bool = False


ORDER_ACTS: tuple[Move, ...] = (
    Move(Act.PLACE, (), State.PLACED, Actor.PROCUREMENT_OFFICER),
    Move(Act.CONFIRM, (State.PLACED,), State.CONFIRMED, Actor.SELLER),
    Move(Act.CONFIRM_PART, (State.PLACED,), State.PART_OFFERED, Actor.SELLER, needs_reason=True),
    Move(Act.DECLINE, (State.PLACED,), State.DECLINED, Actor.SELLER, needs_reason=True),
    Move(Act.ACCEPT_PART, (State.PART_OFFERED,), State.CONFIRMED, Actor.PROCUREMENT_OFFICER),
    Move(
        Act.CANCEL, (State.PLACED, State.PART_OFFERED, State.CONFIRMED), State.CANCELLED,
        Actor.PROCUREMENT_OFFICER, needs_reason=True,
    ),
    Move(Act.WITHDRAW, (State.PART_OFFERED, State.CONFIRMED), State.CANCELLED, Actor.SELLER, needs_reason=True),
    Move(Act.DELIVER_PART, (State.CONFIRMED, State.PART_DELIVERED), State.PART_DELIVERED, Actor.SELLER),
    Move(Act.DELIVER, (State.CONFIRMED, State.PART_DELIVERED), State.DELIVERED, Actor.SELLER),
    Move(Act.RECEIVE, (State.PART_DELIVERED, State.DELIVERED), State.RECEIVED, Actor.COMMITMENT_OFFICER),
    Move(
        Act.REJECT, (State.PART_DELIVERED, State.DELIVERED), State.CANCELLED, Actor.COMMITMENT_OFFICER,
        needs_reason=True,
    ),
    Move(Act.PAY, (State.RECEIVED,), State.PAID, Actor.TREASURER),
    Move(Act.REQUEST_DEBIT, (State.RECEIVED,), State.DEBIT_REQUESTED, Actor.TREASURER),
    Move(Act.REFUSE_DEBIT, (State.DEBIT_REQUESTED,), State.RECEIVED, Actor.BUDGET_OWNER, needs_reason=True),
    Move(Act.CONFIRM_DEBIT, (State.DEBIT_REQUESTED,), State.PAID, Actor.BUDGET_OWNER),
    Move(Act.CLOSE, (State.PAID,), State.CLOSED, Actor.COMMITMENT_OFFICER),
)  # fmt: skip
_BY_ACT: Mapping[Act, Move] = {move.act: move for move in ORDER_ACTS}
ORDER_MOVES: Moves = {state: frozenset(move.end for move in ORDER_ACTS if state in move.starts) for state in State}

OVER = frozenset({State.CLOSED, State.DECLINED, State.CANCELLED})
HOLDS_MONEY = frozenset(State) - OVER - {State.PAID}

# Four eyes: who did one of these acts to an order does not do the act of the left side to it. Source: invariant 8 and
# domain §3, actors: who orders does not sign for the goods, who asks for the debit does not confirm it.
APART: Mapping[Act, frozenset[Act]] = {
    Act.CONFIRM: frozenset({Act.PLACE}),
    Act.CONFIRM_PART: frozenset({Act.PLACE}),
    Act.DECLINE: frozenset({Act.PLACE}),
    Act.ACCEPT_PART: frozenset({Act.CONFIRM_PART}),
    Act.WITHDRAW: frozenset({Act.PLACE}),
    Act.DELIVER_PART: frozenset({Act.PLACE}),
    Act.DELIVER: frozenset({Act.PLACE}),
    Act.RECEIVE: frozenset({Act.PLACE, Act.CONFIRM, Act.CONFIRM_PART, Act.DELIVER_PART, Act.DELIVER}),
    Act.REJECT: frozenset({Act.PLACE, Act.CONFIRM, Act.CONFIRM_PART, Act.DELIVER_PART, Act.DELIVER}),
    Act.PAY: frozenset({Act.PLACE, Act.CONFIRM, Act.DELIVER, Act.RECEIVE}),
    Act.REQUEST_DEBIT: frozenset({Act.PLACE, Act.CONFIRM, Act.DELIVER, Act.RECEIVE}),
    Act.REFUSE_DEBIT: frozenset({Act.REQUEST_DEBIT}),
    Act.CONFIRM_DEBIT: frozenset({Act.PLACE, Act.CONFIRM, Act.DELIVER, Act.RECEIVE, Act.REQUEST_DEBIT}),
    Act.CLOSE: frozenset({Act.PLACE, Act.PAY, Act.CONFIRM_DEBIT, Act.REQUEST_DEBIT}),
}


class OwnAct(Refused):
    """The person did an earlier act of this order that this one checks."""

    code = "own_act"


class ReasonNeeded(Refused):
    """The act needs a reason of the list, and "other" needs words."""

    code = "order_reason_needed"


class Reason(StrEnum):
    """Why an order is changed, declined, cancelled or taken only in part, or a debit refused."""

    OUT_OF_STOCK = "out_of_stock"
    CAPACITY = "capacity"
    PRICE_CHANGED = "price_changed"
    CANNOT_DELIVER = "cannot_deliver"
    EVENT_CANCELLED = "event_cancelled"
    EVENT_MOVED = "event_moved"
    FEWER_PEOPLE = "fewer_people"
    BUDGET_CHANGED = "budget_changed"
    ORDERED_WRONGLY = "ordered_wrongly"
    BAD_QUALITY = "bad_quality"
    NOT_DELIVERED = "not_delivered"
    PAPERS_INCOMPLETE = "papers_incomplete"
    YEAR_END = "year_end"
    OTHER = "other"


REASON_NAMES: Mapping[Reason, str] = {
    Reason.OUT_OF_STOCK: "Stok atau bahan habis",
    Reason.CAPACITY: "Kapasitas hari itu penuh",
    Reason.PRICE_CHANGED: "Harga bahan berubah",
    Reason.CANNOT_DELIVER: "Tidak dapat mengantar ke tempat atau pada waktunya",
    Reason.EVENT_CANCELLED: "Acara dibatalkan",
    Reason.EVENT_MOVED: "Acara dipindah",
    Reason.FEWER_PEOPLE: "Jumlah peserta berkurang",
    Reason.BUDGET_CHANGED: "Anggaran berubah",
    Reason.ORDERED_WRONGLY: "Salah memesan",
    Reason.BAD_QUALITY: "Mutu tidak sesuai",
    Reason.NOT_DELIVERED: "Barang tidak datang",
    Reason.PAPERS_INCOMPLETE: "Dokumen belum lengkap",
    Reason.YEAR_END: "Tahun anggaran berakhir",
    Reason.OTHER: "Alasan lain (tuliskan)",
}
# Which reasons each act offers; "other" always.
REASONS_OF: Mapping[Act, tuple[Reason, ...]] = {
    Act.CONFIRM_PART: (Reason.OUT_OF_STOCK, Reason.CAPACITY, Reason.OTHER),
    Act.DECLINE: (
        Reason.OUT_OF_STOCK, Reason.CAPACITY, Reason.PRICE_CHANGED, Reason.CANNOT_DELIVER, Reason.OTHER,
    ),
    Act.CANCEL: (
        Reason.EVENT_CANCELLED, Reason.EVENT_MOVED, Reason.FEWER_PEOPLE, Reason.BUDGET_CHANGED,
        Reason.ORDERED_WRONGLY, Reason.NOT_DELIVERED, Reason.YEAR_END, Reason.OTHER,
    ),
    Act.WITHDRAW: (Reason.OUT_OF_STOCK, Reason.CAPACITY, Reason.CANNOT_DELIVER, Reason.OTHER),
    Act.REJECT: (Reason.BAD_QUALITY, Reason.NOT_DELIVERED, Reason.OTHER),
    Act.REFUSE_DEBIT: (Reason.PAPERS_INCOMPLETE, Reason.BUDGET_CHANGED, Reason.OTHER),
}  # fmt: skip

STATE_NAMES: Mapping[State, str] = {
    State.PLACED: "Menunggu penjual",
    State.PART_OFFERED: "Ditawarkan sebagian",
    State.CONFIRMED: "Disanggupi penjual",
    State.PART_DELIVERED: "Dikirim sebagian",
    State.DELIVERED: "Dikirim",
    State.RECEIVED: "Diterima, menunggu pembayaran",
    State.DEBIT_REQUESTED: "Menunggu persetujuan autodebet",
    State.PAID: "Dibayar",
    State.CLOSED: "Selesai",
    State.DECLINED: "Ditolak penjual",
    State.CANCELLED: "Dibatalkan",
}
ACT_NAMES: Mapping[Act, str] = {
    Act.PLACE: "Pesan",
    Act.CONFIRM: "Sanggupi",
    Act.CONFIRM_PART: "Sanggupi sebagian",
    Act.ACCEPT_PART: "Terima sebagian",
    Act.DECLINE: "Tolak",
    Act.CANCEL: "Batalkan",
    Act.WITHDRAW: "Mundur",
    Act.DELIVER_PART: "Kirim sebagian",
    Act.DELIVER: "Kirim",
    Act.RECEIVE: "Terima barang",
    Act.REJECT: "Tolak barang",
    Act.PAY: "Bayar",
    Act.REQUEST_DEBIT: "Minta autodebet",
    Act.REFUSE_DEBIT: "Kembalikan permintaan",
    Act.CONFIRM_DEBIT: "Setujui autodebet",
    Act.CLOSE: "Tutup pesanan",
}


def move_of(act: Act) -> Move:
    """Return the act's row of the table."""
    return _BY_ACT[act]


def check_act(act: Act, *, state: State) -> Move:
    """Return the move when the act may be done in this state. Raises: IllegalMove."""
    move = _BY_ACT[act]
    if state not in move.starts:
        raise IllegalMove(f"“{ACT_NAMES[act]}” tidak dapat dilakukan: pesanan ini {STATE_NAMES[state].lower()}.")
    return move


def check_apart(act: Act, *, person: int, done: Iterable[tuple[str, int]]) -> None:
    """
    Pass when the person did none of the acts that this one checks. `done` are the order's (act, person) so far.

    Raises: OwnAct.
    """
    forbidden = APART.get(act, frozenset())
    own = sorted({earlier for earlier, who in done if who == person and earlier in set(map(str, forbidden))})
    if own:
        earlier = ACT_NAMES[Act(own[0])]
        raise OwnAct(
            f"Anda sudah melakukan “{earlier}” pada pesanan ini; “{ACT_NAMES[act]}” harus dilakukan orang lain."
        )


def check_reason(act: Act, *, reason: str, words: str) -> str:
    """Return the reason's code when the list of the act has it. Raises: ReasonNeeded."""
    offered = REASONS_OF[act]
    if reason not in set(map(str, offered)):
        raise ReasonNeeded(f"Pilih alasan: {', '.join(REASON_NAMES[one] for one in offered)}.")
    if reason == Reason.OTHER and not words.strip():
        raise ReasonNeeded("Tuliskan alasannya; pihak lain dan pemeriksa membacanya.")
    return reason


def acts_of(actor: Actor, state: State) -> list[Act]:
    """Return what this actor can do to an order in this state, in the order of the table."""
    return [move.act for move in ORDER_ACTS if move.actor is actor and state in move.starts]


def leads_to(state: State) -> Collection[State]:
    """Return the states that may follow."""
    return frozenset(State(end) for end in ORDER_MOVES[state])


class DispositionState(StrEnum):
    """Where a package is on its way from the budget owner to the procurement officer."""

    DISPOSED = "disposed"  # to the PPK
    PREPARED = "prepared"  # documents are there; to the procurement officer
    TAKEN_UP = "taken_up"  # orders are made of it
    DONE = "done"
    RETURNED = "returned"  # to the budget owner, with a reason


DISPOSITION_MOVES: Moves = {
    DispositionState.DISPOSED: frozenset({DispositionState.PREPARED, DispositionState.RETURNED}),
    DispositionState.PREPARED: frozenset({DispositionState.TAKEN_UP, DispositionState.RETURNED}),
    DispositionState.TAKEN_UP: frozenset({DispositionState.DONE, DispositionState.RETURNED}),
    DispositionState.DONE: frozenset(),
    DispositionState.RETURNED: frozenset(),
}
DISPOSITION_NAMES: Mapping[DispositionState, str] = {
    DispositionState.DISPOSED: "Menunggu PPK",
    DispositionState.PREPARED: "Menunggu Pejabat Pengadaan",
    DispositionState.TAKEN_UP: "Sedang dibelanjakan",
    DispositionState.DONE: "Selesai",
    DispositionState.RETURNED: "Dikembalikan",
}
