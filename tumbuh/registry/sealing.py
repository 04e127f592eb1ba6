"""
National ids at rest: sealed with Fernet, found by a keyed hash (ADR 6).

FIELD_KEY holds one or more Fernet keys separated by commas. The first one seals and hashes; all of them open. A row
notes in `key_tag` which key it was made with, so that `services.rotate_field_key` knows what is left to do.
"""

import hmac
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

KINDS = ("nik", "npwp")


class Sealer:
    """Seals, opens and hashes with the installation's keys."""

    def __init__(self, field_key: str) -> None:
        keys = [part.strip() for part in field_key.split(",") if part.strip()]
        self._fernet = MultiFernet([Fernet(key) for key in keys])
        self.tag = _derive(keys[0], "tag").hex()[:8]
        self._hash_keys = {kind: _derive(keys[0], kind) for kind in KINDS}

    def seal(self, text: str) -> str:
        """Return the text sealed with the first key; each call gives another token."""
        return self._fernet.encrypt(text.encode()).decode()

    def open(self, token: str) -> str:
        """Return the text of a token sealed with any of the keys. Raises: ValueError when none of them fits."""
        try:
            return self._fernet.decrypt(token).decode()
        except InvalidToken:
            raise ValueError("sealed with a key that FIELD_KEY does not hold") from None

    def digest(self, kind: str, text: str) -> str:
        """Return the keyed hash (HMAC-SHA256, hex) of a normalised id; kinds never share a key."""
        return hmac.digest(self._hash_keys[kind], text.encode(), "sha256").hex()


def sealer() -> Sealer:
    """Return the sealer of settings.FIELD_KEY."""
    return _cached(settings.FIELD_KEY)


@lru_cache(maxsize=4)
def _cached(field_key: str) -> Sealer:
    return Sealer(field_key)


def _derive(key: str, purpose: str) -> bytes:
    """Return a key of its own for a purpose (HKDF-SHA256, RFC 5869), so that no key does two jobs."""
    return HKDF(hashes.SHA256(), length=32, salt=None, info=f"tumbuh registry {purpose}".encode()).derive(key.encode())
