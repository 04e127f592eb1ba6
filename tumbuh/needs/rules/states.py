"""The life of a need and of an invitation, as tables of moves. Pure."""

from enum import StrEnum


class State(StrEnum):
    """How far a need is."""

    DRAFT = "draft"
    OPEN = "open"  # sellers may quote
    CLOSED = "closed"  # nobody may quote any more, nobody has read a quote
    OPENED = "opened"  # the quotes are read and ranked
    AWARDED = "awarded"
    FAILED = "failed"
    WITHDRAWN = "withdrawn"


class Invited(StrEnum):
    """How a seller stands to a need."""

    EXCLUDED = "excluded"  # not eligible; the reasons are kept
    WAITING = "waiting"  # eligible, its turn has not come
    TOLD = "told"
    SKIPPED = "skipped"  # silent for too long: the next one was told; it may still quote
    DECLINED = "declined"


MOVES: dict[str, tuple[str, ...]] = {
    State.DRAFT: (State.OPEN, State.WITHDRAWN),
    State.OPEN: (State.CLOSED, State.WITHDRAWN),
    State.CLOSED: (State.OPENED, State.FAILED),
    State.OPENED: (State.AWARDED, State.FAILED),
    State.AWARDED: (),
    State.FAILED: (),
    State.WITHDRAWN: (),
}
INVITED_MOVES: dict[str, tuple[str, ...]] = {
    Invited.EXCLUDED: (Invited.WAITING, Invited.TOLD),
    Invited.WAITING: (Invited.TOLD, Invited.EXCLUDED),
    Invited.TOLD: (Invited.SKIPPED, Invited.DECLINED),
    Invited.SKIPPED: (Invited.DECLINED,),
    Invited.DECLINED: (),
}

STATE_NAMES: dict[State, str] = {
    State.DRAFT: "Rancangan",
    State.OPEN: "Menunggu penawaran",
    State.CLOSED: "Ditutup, belum dibuka",
    State.OPENED: "Dibuka, belum dipilih",
    State.AWARDED: "Sudah dipilih",
    State.FAILED: "Tanpa hasil",
    State.WITHDRAWN: "Dibatalkan",
}
