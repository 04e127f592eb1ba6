"""The life of profiles, events, participants, meetings and deals, as tables of moves. Pure."""

from enum import StrEnum


class ProfileState(StrEnum):
    """How far a demand or a supply is on its way into the directory."""

    DRAFT = "draft"  # drafted from what the city knows; nobody else sees it
    SHARED = "shared"  # its owner consented
    WITHDRAWN = "withdrawn"  # the consent was taken back


class Mode(StrEnum):
    """Who decides whom one meets."""

    PARTICIPANTS = "participants"
    ORGANISER = "organiser"
    HYBRID = "hybrid"


class EventState(StrEnum):
    """How far an event is."""

    DRAFT = "draft"
    OPEN = "open"  # participants come in, ask for meetings and answer
    ARRANGED = "arranged"  # the timetable is out; what is freed is refilled
    RUNNING = "running"
    FINISHED = "finished"
    CANCELLED = "cancelled"


class ParticipantState(StrEnum):
    """How a participant stands to an event."""

    INVITED = "invited"
    COMING = "coming"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class MeetingState(StrEnum):
    """How far a meeting is."""

    REQUESTED = "requested"
    DECLINED = "declined"
    WAITING = "waiting"  # both agree, or the organiser chose it; there is no slot yet
    SCHEDULED = "scheduled"
    HELD = "held"
    MISSED = "missed"  # somebody did not come
    CANCELLED = "cancelled"


class DealState(StrEnum):
    """How far a pair is on its way from interest to money paid."""

    INTERESTED = "interested"
    QUOTED = "quoted"
    ORDERED = "ordered"
    PAID = "paid"
    LOST = "lost"


PROFILE_MOVES: dict[str, tuple[str, ...]] = {
    ProfileState.DRAFT: (ProfileState.SHARED, ProfileState.WITHDRAWN),
    ProfileState.SHARED: (ProfileState.WITHDRAWN,),
    ProfileState.WITHDRAWN: (ProfileState.SHARED,),
}
EVENT_MOVES: dict[str, tuple[str, ...]] = {
    EventState.DRAFT: (EventState.OPEN, EventState.CANCELLED),
    EventState.OPEN: (EventState.ARRANGED, EventState.CANCELLED),
    EventState.ARRANGED: (EventState.RUNNING, EventState.CANCELLED),
    EventState.RUNNING: (EventState.FINISHED,),
    EventState.FINISHED: (),
    EventState.CANCELLED: (),
}
PARTICIPANT_MOVES: dict[str, tuple[str, ...]] = {
    ParticipantState.INVITED: (ParticipantState.COMING, ParticipantState.DECLINED),
    ParticipantState.COMING: (ParticipantState.WITHDRAWN,),
    ParticipantState.DECLINED: (ParticipantState.COMING,),
    ParticipantState.WITHDRAWN: (ParticipantState.COMING,),
}
MEETING_MOVES: dict[str, tuple[str, ...]] = {
    MeetingState.REQUESTED: (MeetingState.WAITING, MeetingState.DECLINED, MeetingState.CANCELLED),
    MeetingState.DECLINED: (),
    MeetingState.WAITING: (MeetingState.SCHEDULED, MeetingState.CANCELLED),
    MeetingState.SCHEDULED: (MeetingState.HELD, MeetingState.MISSED, MeetingState.CANCELLED, MeetingState.WAITING),
    MeetingState.HELD: (),
    MeetingState.MISSED: (MeetingState.HELD,),  # they came after all
    MeetingState.CANCELLED: (),
}
DEAL_MOVES: dict[str, tuple[str, ...]] = {
    DealState.INTERESTED: (DealState.QUOTED, DealState.ORDERED, DealState.LOST),
    DealState.QUOTED: (DealState.ORDERED, DealState.LOST),
    DealState.ORDERED: (DealState.PAID, DealState.LOST),
    DealState.PAID: (),
    DealState.LOST: (),
}

LIVE_MEETINGS = (
    MeetingState.REQUESTED, MeetingState.WAITING, MeetingState.SCHEDULED, MeetingState.HELD, MeetingState.MISSED,
)  # fmt: skip
SEATED_MEETINGS = (MeetingState.SCHEDULED, MeetingState.HELD, MeetingState.MISSED)
AT_WORK = (EventState.OPEN, EventState.ARRANGED, EventState.RUNNING)

PROFILE_NAMES = {
    ProfileState.DRAFT: "Rancangan",
    ProfileState.SHARED: "Tampil di direktori",
    ProfileState.WITHDRAWN: "Ditarik",
}
MODE_NAMES = {
    Mode.PARTICIPANTS: "Peserta memilih",
    Mode.ORGANISER: "Penyelenggara mengatur",
    Mode.HYBRID: "Peserta memilih, penyelenggara melengkapi",
}
EVENT_NAMES = {
    EventState.DRAFT: "Rancangan",
    EventState.OPEN: "Pendaftaran dibuka",
    EventState.ARRANGED: "Jadwal terbit",
    EventState.RUNNING: "Berlangsung",
    EventState.FINISHED: "Selesai",
    EventState.CANCELLED: "Dibatalkan",
}
PARTICIPANT_NAMES = {
    ParticipantState.INVITED: "Diundang",
    ParticipantState.COMING: "Akan hadir",
    ParticipantState.DECLINED: "Tidak ikut",
    ParticipantState.WITHDRAWN: "Mundur",
}
MEETING_NAMES = {
    MeetingState.REQUESTED: "Menunggu jawaban",
    MeetingState.DECLINED: "Ditolak",
    MeetingState.WAITING: "Daftar tunggu",
    MeetingState.SCHEDULED: "Terjadwal",
    MeetingState.HELD: "Terlaksana",
    MeetingState.MISSED: "Tidak hadir",
    MeetingState.CANCELLED: "Dibatalkan",
}
DEAL_NAMES = {
    DealState.INTERESTED: "Minat",
    DealState.QUOTED: "Penawaran",
    DealState.ORDERED: "Dipesan",
    DealState.PAID: "Dibayar",
    DealState.LOST: "Tidak berlanjut",
}

DECLINE_NAMES = {
    "not_my_product": "Bukan produk kami",
    "no_capacity": "Kapasitas penuh",
    "no_time": "Tidak ada waktu",
    "price": "Harga tidak cocok",
    "met_already": "Sudah pernah bertemu",
    "other": "Alasan lain",
}
CANCEL_NAMES = {
    "ill": "Sakit",
    "no_time": "Berhalangan",
    "no_need": "Kebutuhan sudah terpenuhi",
    "no_capacity": "Kapasitas penuh",
    "withdrawn": "Mundur dari acara",
    "event_cancelled": "Acara dibatalkan",
    "organiser": "Diubah penyelenggara",
}
LOST_NAMES = {
    "price": "Harga tidak sepakat",
    "quality": "Mutu tidak sesuai",
    "no_budget": "Anggaran tidak jadi",
    "other_seller": "Pindah ke penjual lain",
    "no_answer": "Tidak ada jawaban",
    "order_cancelled": "Pesanan dibatalkan",
}
NEXT_STEP_NAMES = {
    "quotation": "Kirim penawaran",
    "sample": "Kirim contoh",
    "visit": "Kunjungan",
    "order": "Langsung pesan",
    "meet_again": "Bertemu lagi",
    "none": "Tidak ada",
}
