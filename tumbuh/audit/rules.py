"""How the trail is sealed: a keyed digest over each block of events, each chained to the one before."""

import hashlib
import hmac
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

START = "0" * 64  # stands before the first seal


@dataclass(frozen=True)
class SealedEvent:
    """What a seal covers of an event: everything."""

    id: int
    event: str
    at: datetime
    by_id: int | None
    target: str
    reason: str
    detail: Any


def line(event: SealedEvent) -> bytes:
    """Return the event as one line of bytes, always the same for the same event."""
    values = asdict(event) | {"at": event.at.astimezone(UTC).isoformat(timespec="microseconds")}
    return json.dumps(values, sort_keys=True, ensure_ascii=True, separators=(",", ":")).encode() + b"\n"


def seal_digest(*, key: bytes, previous: str, events: Iterable[SealedEvent]) -> tuple[str, int]:
    """
    Return the digest (64 hexadecimal digits) of a block that follows the seal `previous`, and how many events it holds.

    HMAC-SHA256: who can write the table but has not the key cannot make a seal that fits.
    Source: RFC 2104; the chain as in B. Schneier, J. Kelsey, "Secure Audit Logs", ACM TISSEC 2 (1999).
    """
    digest, count = hmac.new(key, previous.encode(), hashlib.sha256), 0
    for event in events:
        digest.update(line(event))
        count += 1
    return digest.hexdigest(), count
