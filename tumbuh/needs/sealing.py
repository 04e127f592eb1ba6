"""
The seal of a quote: its content encrypted with a key of its need's own, and a fingerprint that commits to it.

What this guarantees, and against whom not: the ADR on sealed quotes. Only `needs.reading` opens a seal, and it writes
down that it did.
"""

import base64
import hashlib
import json
import secrets
from functools import lru_cache
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


class SealBroken(Exception):  # noqa: N818 - a fact that somebody must look into, no refusal
    """A sealed quote does not open, or is not what its fingerprint committed to: somebody changed the database."""


def seal(content: dict[str, Any], *, need: str) -> tuple[str, str]:
    """Return (sealed, fingerprint) of a quote. The salt keeps the price from being guessed out of the fingerprint."""
    plain = json.dumps(content | {"salt": secrets.token_hex(16)}, sort_keys=True, separators=(",", ":"))
    return _cipher(settings.FIELD_KEY, need).encrypt(plain.encode()).decode(), _fingerprint(plain)


def unseal(sealed: str, *, fingerprint: str, need: str) -> dict[str, Any]:
    """Return the content of a seal. Raises: SealBroken."""
    try:
        plain = _cipher(settings.FIELD_KEY, need).decrypt(sealed).decode()
    except InvalidToken:
        raise SealBroken("the seal does not open with the keys of FIELD_KEY") from None
    if _fingerprint(plain) != fingerprint:
        raise SealBroken("the content is not what was sent")
    content: dict[str, Any] = json.loads(plain)
    content.pop("salt")
    return content


def _fingerprint(plain: str) -> str:
    return hashlib.sha256(plain.encode()).hexdigest()


@lru_cache(maxsize=256)
def _cipher(field_key: str, need: str) -> MultiFernet:
    """Return the cipher of one need: a key derived (HKDF, RFC 5869) from each installation key, the first one seals."""
    derived = []
    for key in (part.strip() for part in field_key.split(",") if part.strip()):
        info = f"tumbuh needs quote {need}".encode()
        raw = HKDF(hashes.SHA256(), length=32, salt=None, info=info).derive(key.encode())
        derived.append(Fernet(base64.urlsafe_b64encode(raw)))
    return MultiFernet(derived)
