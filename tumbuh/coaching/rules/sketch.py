"""
A sketch of who is registered that names nobody: one Bloom filter for each district. Pure.

At a doorstep without signal it answers "perhaps registered in Cakung" or "surely not yet in this sketch". What goes in
is a keyed hash of a phone number or a NIK; the key is in the sealed part of the device and changes with each sketch.
Sixteen bits and seven probes for each entry: about 7 in 10,000 strangers are taken for registered (Bloom 1970).
"""

import hmac
from collections.abc import Iterable
from dataclasses import dataclass

PROBES = 7
BITS_EACH = 16
LEAST_BITS = 1_024  # the size of a small district's filter says little about how many are in it


@dataclass(frozen=True)
class Filter:
    """A Bloom filter: `bits` in bytes, the lowest bit of each byte first."""

    size: int
    bits: bytes

    def may_hold(self, digest: bytes) -> bool:
        """Return whether it may be in; False is sure."""
        return all(self.bits[at >> 3] >> (at & 7) & 1 for at in probes(digest, self.size))


def digest_of(key: bytes, kind: str, text: str) -> bytes:
    """Return the keyed hash of a phone ("phone", "+62…") or a NIK ("nik", 16 digits): HMAC-SHA256."""
    return hmac.digest(key, f"{kind}:{text}".encode(), "sha256")


def probes(digest: bytes, size: int) -> list[int]:
    """Return which bits stand for a digest: seven times four bytes of it, modulo the size."""
    return [int.from_bytes(digest[4 * at : 4 * at + 4], "big") % size for at in range(PROBES)]


def filter_of(digests: Iterable[bytes]) -> Filter:
    """Return the filter of some digests."""
    entries = set(digests)
    size = max(LEAST_BITS, (len(entries) * BITS_EACH + 7) // 8 * 8)
    bits = bytearray(size // 8)
    for entry in entries:
        for at in probes(entry, size):
            bits[at >> 3] |= 1 << (at & 7)
    return Filter(size, bytes(bits))
