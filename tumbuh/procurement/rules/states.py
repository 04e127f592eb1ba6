"""The moves of the states of this app. Pure."""

from collections.abc import Mapping
from enum import StrEnum

from tumbuh.kernel.states import Moves


class PurchaseState(StrEnum):
    """How far a purchase is. The words of each source are mapped to these in datasets/statuses.toml."""

    ONGOING = "ongoing"
    REALISED = "realised"
    CANCELLED = "cancelled"
    UNKNOWN = "unknown"  # a word that we do not know yet: it waits, and its rupiah are shown apart


class ImportState(StrEnum):
    """Where an import is."""

    RECEIVED = "received"
    RUNNING = "running"
    DONE = "done"
    REFUSED = "refused"
    FAILED = "failed"


class WaitState(StrEnum):
    """What became of something that could not be matched."""

    WAITING = "waiting"
    RESOLVED = "resolved"
    DISMISSED = "dismissed"


IMPORT_MOVES: Moves = {
    ImportState.RECEIVED: {ImportState.RUNNING, ImportState.REFUSED},
    # A worker that was killed leaves its batch running; it is run again.
    ImportState.RUNNING: {ImportState.RUNNING, ImportState.DONE, ImportState.REFUSED, ImportState.FAILED},
    ImportState.FAILED: {ImportState.RUNNING},
    ImportState.DONE: set(),
    ImportState.REFUSED: set(),
}
WAIT_MOVES: Moves = {
    WaitState.WAITING: {WaitState.RESOLVED, WaitState.DISMISSED},
    WaitState.RESOLVED: {WaitState.WAITING},
    WaitState.DISMISSED: {WaitState.WAITING},
}
BUDGET_VERSIONS: Mapping[str, str] = {"rapbd": "RAPBD", "apbd": "APBD", "apbd_p": "APBD-P"}
