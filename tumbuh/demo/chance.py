"""Seeded chance for whole columns: the same seed and stream give the same values on every machine. Pure."""

import hashlib
from collections.abc import Sequence
from typing import Any

import polars as pl

_GOLDEN, _FIRST, _SECOND = 0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB
_MASK = 2**64 - 1


class Chance:
    """
    A family of independent streams of random numbers.

    SplitMix64 (Steele, Lea, Flood 2014) over the row number: each stream is named, so adding one leaves all the others
    as they were, and a column of a million values is a handful of Polars expressions.
    """

    def __init__(self, seed: int, *path: str) -> None:
        self._seed, self._path = seed, path

    def branch(self, *names: object) -> "Chance":
        """Return the streams of a part, e.g. of one shop."""
        return Chance(self._seed, *self._path, *(str(name) for name in names))

    def uniform(self, stream: str, size: int) -> pl.Series:
        """Return `size` numbers from 0 (included) to 1 (excluded)."""
        bits = self._bits(stream, size)
        return ((bits // 2**11).cast(pl.Float64) / 2**53).alias(stream)

    def integers(self, stream: str, size: int, low: int, high: int) -> pl.Series:
        """Return `size` whole numbers from `low` to `high`, both included."""
        return (self.uniform(stream, size) * (high - low + 1)).floor().cast(pl.Int64) + low

    def pick(self, stream: str, size: int, values: Sequence[Any], weights: Sequence[float] | None = None) -> pl.Series:
        """Return `size` of the values, each as often as its weight says."""
        return pl.Series(values).gather(self.index(stream, size, weights or [1.0] * len(values))).alias(stream)

    def index(self, stream: str, size: int, weights: Sequence[float]) -> pl.Series:
        """Return `size` positions in `weights`, each as often as its weight says."""
        bounds = pl.Series(weights, dtype=pl.Float64).cum_sum()
        thrown = self.uniform(stream, size) * float(bounds[-1])
        found = pl.select(bounds.search_sorted(thrown, side="right")).to_series()
        return found.clip(0, len(bounds) - 1).cast(pl.UInt32)

    def shuffle(self, stream: str, size: int) -> pl.Series:
        """Return the numbers 0 to size - 1 in random order."""
        return self._bits(stream, size).arg_sort()

    def below(self, stream: str, size: int, share: float) -> pl.Series:
        """Return `size` Booleans, true as often as `share` says."""
        return self.uniform(stream, size) < share

    def _bits(self, stream: str, size: int) -> pl.Series:
        name = "\x1f".join((str(self._seed), *self._path, stream))
        start = int.from_bytes(hashlib.blake2b(name.encode(), digest_size=8).digest(), "big")
        steps = pl.select(pl.int_range(1, size + 1, dtype=pl.UInt64)).to_series()
        mixed = steps * pl.Series([_GOLDEN], dtype=pl.UInt64) + pl.Series([start], dtype=pl.UInt64)
        for shift, factor in ((30, _FIRST), (27, _SECOND)):
            mixed = (mixed ^ (mixed // 2**shift)) * pl.Series([factor], dtype=pl.UInt64)
        return mixed ^ (mixed // 2**31)


def split_by_weight(total: int, weights: Sequence[int]) -> list[int]:
    """
    Return whole parts of `total` in the proportion of the weights; their sum is `total`.

    Largest remainder (Hamilton), ties to the earlier part.
    """
    whole = sum(weights)
    if whole == 0:
        raise ValueError("the weights are all zero")
    parts = [total * weight // whole for weight in weights]
    order = sorted(range(len(weights)), key=lambda i: (-(total * weights[i] % whole), i))
    for i in order[: total - sum(parts)]:
        parts[i] += 1
    return parts
