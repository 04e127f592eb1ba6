"""When a notice may leave the house, how often it is tried, and how it is said in one text message."""

import re
from collections.abc import Mapping
from datetime import datetime, time, timedelta
from enum import StrEnum

from tumbuh.kernel.errors import Refused
from tumbuh.kernel.periods import WIB

SHORT_LENGTH = 160  # one text message of the GSM alphabet
QUIET_FROM, QUIET_TO = time(21), time(6)  # WIB
WAITS = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2), timedelta(hours=8))
# GSM 03.38 has no curly quotes, long dashes or dots in one; with one of them a message is cut at 70 signs.
_PLAIN = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "…": "...", "\u00a0": " "})


class Channel(StrEnum):
    """A way out of the house. The inbox is none: what is told is always there."""

    WHATSAPP = "whatsapp"
    SMS = "sms"
    EMAIL = "email"


CHANNEL_NAMES = {Channel.WHATSAPP: "WhatsApp", Channel.SMS: "SMS", Channel.EMAIL: "Surel"}


class Sending(StrEnum):
    """How far a notice has come on one channel."""

    QUEUED = "queued"
    SENDING = "sending"  # handed to the sender; what became of it is not known yet
    SENT = "sent"
    READ = "read"  # read in the inbox before its turn came, so that it was not sent
    SKIPPED = "skipped"  # there is no sender or no address
    FAILED = "failed"  # tried enough, or unknown whether it arrived; waits for a person


SENDING_MOVES: Mapping[str, frozenset[Sending]] = {
    Sending.QUEUED: frozenset({Sending.SENDING, Sending.READ, Sending.SKIPPED}),
    Sending.SENDING: frozenset({Sending.SENT, Sending.QUEUED, Sending.FAILED}),
    Sending.SENT: frozenset(),
    Sending.READ: frozenset(),
    Sending.SKIPPED: frozenset(),
    Sending.FAILED: frozenset({Sending.QUEUED}),
}


class NotToldWell(Refused):
    """A notice without a title, an event or a key, or that leads out of the house."""

    code = "not_told_well"


def check_words(*, event: str, title: str, path: str, key: str) -> None:
    """Pass when a notice can be read, followed and told once. Raises: NotToldWell."""
    if not (event.strip() and title.strip() and key.strip()):
        raise NotToldWell("Kabar memerlukan kejadian, judul, dan kunci.")
    if not path.startswith("/") or path.startswith("//"):
        raise NotToldWell("Kabar hanya menuju ke halaman di dalam Tumbuh.")


def leaves_at(now: datetime, *, urgent: bool) -> datetime:
    """Return when a notice of `now` may be sent outside: at once, or at six in the morning after a quiet night."""
    here = now.astimezone(WIB)
    if urgent or QUIET_TO <= here.time() < QUIET_FROM:
        return now
    day = here.date() + timedelta(days=here.time() >= QUIET_FROM)
    return datetime.combine(day, QUIET_TO, WIB)


def tried_again_at(now: datetime, *, attempts: int, urgent: bool) -> datetime | None:
    """Return when to try again after so many attempts; None when it was tried enough."""
    if attempts > len(WAITS):
        return None
    return leaves_at(now + WAITS[attempts - 1], urgent=urgent)


def short_text(*, title: str, body: str) -> str:
    """Return title and body as one text message of at most 160 plain signs, cut between words when it must be."""
    title = title.strip()
    told = f"{title}{'' if title.endswith(('.', '!', '?')) else '.'} {body.strip()}"
    text = re.sub(r"\s+", " ", told.translate(_PLAIN)).strip()
    if len(text) <= SHORT_LENGTH:
        return text
    cut = text[: SHORT_LENGTH - 3]
    return f"{cut.rpartition(' ')[0] or cut}..."
