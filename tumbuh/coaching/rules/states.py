"""The life of a cycle, of an enrolment and of an imported list, as tables of moves. Pure."""

from enum import StrEnum

from tumbuh.kernel.states import Moves


class CycleState(StrEnum):
    """How far a cycle is."""

    DRAFT = "draft"
    OPEN = "open"  # owners may apply
    RUNNING = "running"
    CLOSED = "closed"


class EnrolmentState(StrEnum):
    """How an owner stands to a cycle."""

    APPLIED = "applied"  # something that a rule asks is not known yet
    ELIGIBLE = "eligible"  # waits for the lottery
    NOT_ELIGIBLE = "not_eligible"
    ENROLLED = "enrolled"
    WAITING = "waiting"
    COMPLETED = "completed"
    DROPPED = "dropped"


CYCLE_MOVES: Moves = {
    CycleState.DRAFT: (CycleState.OPEN,),
    CycleState.OPEN: (CycleState.RUNNING,),
    CycleState.RUNNING: (CycleState.CLOSED,),
    CycleState.CLOSED: (),
}
ENROLMENT_MOVES: Moves = {
    EnrolmentState.APPLIED: (EnrolmentState.ELIGIBLE, EnrolmentState.NOT_ELIGIBLE, EnrolmentState.DROPPED),
    EnrolmentState.NOT_ELIGIBLE: (EnrolmentState.APPLIED, EnrolmentState.ELIGIBLE, EnrolmentState.DROPPED),
    EnrolmentState.ELIGIBLE: (EnrolmentState.ENROLLED, EnrolmentState.WAITING, EnrolmentState.DROPPED),
    EnrolmentState.WAITING: (EnrolmentState.ENROLLED, EnrolmentState.DROPPED),
    EnrolmentState.ENROLLED: (EnrolmentState.COMPLETED, EnrolmentState.DROPPED),
    EnrolmentState.COMPLETED: (),
    EnrolmentState.DROPPED: (),
}
IMPORT_MOVES: Moves = {"done": ("undone",), "undone": ()}

CYCLE_NAMES = [("draft", "Rancangan"), ("open", "Pendaftaran dibuka"), ("running", "Berjalan"), ("closed", "Selesai")]
ALLOCATION_NAMES = [("first_come", "Urutan mendaftar"), ("lottery", "Undian")]
ENROLMENT_NAMES = [
    ("applied", "Perlu dilengkapi"),
    ("eligible", "Memenuhi syarat"),
    ("not_eligible", "Tidak memenuhi syarat"),
    ("enrolled", "Peserta"),
    ("waiting", "Daftar tunggu"),
    ("completed", "Lulus"),
    ("dropped", "Keluar"),
]
IMPORT_NAMES = [("done", "Masuk"), ("undone", "Dibatalkan")]
ROW_NAMES = [
    ("new", "Baru"),
    ("known", "Sudah tercatat"),
    ("waiting", "Menunggu dicocokkan"),
    ("rejected", "Ditolak"),
    ("dismissed", "Dikesampingkan"),
]
