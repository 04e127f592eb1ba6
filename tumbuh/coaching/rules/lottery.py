"""
A draw that anyone can repeat. Pure.

Before the draw only the SHA-256 of the seed is published, so that the seed cannot be changed afterwards; the word is
said in public at the draw, so that nobody, not even who knows the seed, can know the order before. Then

    ticket(number) = SHA-256("<seed>|<word>|<number>"), and the lowest ticket comes first.

Anyone repeats it with `printf '%s' 'SEED|WORD|7' | sha256sum`. Each participant's ticket depends on his own number
alone, so that a list in another order, or with someone left out, gives everyone else the same ticket.
"""

import hashlib
from collections.abc import Collection, Iterable

from tumbuh.kernel.errors import Refused


class BadDraw(Refused):
    """The draw cannot be held, or repeated, like this."""

    code = "bad_draw"


def promise_of(seed: str) -> str:
    """Return what is published of a seed before the draw."""
    return hashlib.sha256(seed.encode()).hexdigest()


def list_digest(numbers: Iterable[int]) -> str:
    """Return the SHA-256 of the numbers that are drawn from, in ascending order, one a line."""
    return hashlib.sha256("".join(f"{number}\n" for number in sorted(numbers)).encode()).hexdigest()


def ticket(seed: str, word: str, number: int) -> str:
    """Return a participant's ticket, 64 hexadecimal digits."""
    return hashlib.sha256(f"{seed}|{word}|{number}".encode()).hexdigest()


def draw(*, seed: str, promise: str, word: str, numbers: Collection[int]) -> list[int]:
    """Return the numbers in the order of the draw. Raises: BadDraw when the seed is not the promised one."""
    if promise_of(seed) != promise:
        raise BadDraw("Benih undian tidak cocok dengan sidik yang diumumkan; undian ini tidak sah.")
    if not word.strip():
        raise BadDraw("Tulis kata umum yang diucapkan saat undian, misalnya angka penutupan IHSG hari itu.")
    if len(set(numbers)) != len(numbers):
        raise BadDraw("Satu nomor peserta muncul dua kali dalam daftar.")
    return sorted(numbers, key=lambda number: (ticket(seed, word, number), number))
