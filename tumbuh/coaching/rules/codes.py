"""
The code by which one participant shows that he was at one session. Pure.

It is made of the session's secret and the enrolment, so that it fits one person and one session, and can be printed, or
put on a device, before the session: `GROUPED` of ten letters of Crockford's alphabet (50 bits).
"""

import hmac
import re
from datetime import datetime, timedelta

from tumbuh.kernel.errors import Refused

_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: no I, L, O, U to be misread
_LENGTH = 10
_MISREAD = str.maketrans({"I": "1", "L": "1", "O": "0"})


class CodeUnknown(Refused):
    """The code belongs to nobody at this session."""

    code = "attendance_code_unknown"


class NotThen(Refused):
    """Nobody can have been at the session at that moment."""

    code = "attendance_out_of_time"


def attendance_code(secret: str, enrolment: str) -> str:
    """Return the code of an enrolment (its public id) for the session of the secret, e.g. "7K3QF-0ZD2M"."""
    bits = int.from_bytes(hmac.digest(secret.encode(), enrolment.encode(), "sha256")[:8], "big")
    letters = "".join(_LETTERS[bits >> (5 * at) & 31] for at in range(_LENGTH))
    return f"{letters[:5]}-{letters[5:]}"


def normal(text: str) -> str:
    """Return a typed or scanned code as it is compared; of an address that a QR code holds, its last part."""
    last = text.strip().rstrip("/").rsplit("/", 1)[-1]
    letters = re.sub(r"[\s-]", "", last).upper().translate(_MISREAD)
    return f"{letters[:5]}-{letters[5:]}"


def check_moment(*, attended_at: datetime, starts_at: datetime, ends_at: datetime, now: datetime, early: int) -> None:
    """
    Pass when somebody may have been there: from `early` minutes before the start to the end, and not in the future.

    What a device sends days later passes when its moment was within the session. Raises: NotThen.
    """
    if not starts_at - timedelta(minutes=early) <= attended_at <= ends_at:
        raise NotThen("Waktu hadir di luar jam sesi; periksa jam perangkat atau pilih sesi yang benar.")
    if attended_at > now + timedelta(minutes=early):
        raise NotThen("Waktu hadir ada di masa depan; periksa jam perangkat.")
