"""A joint offer: what several small sellers cover together and none of them covers alone. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate, combinations

MOST_MEMBERS = 5
BEST, LARGEST = 14, MOST_MEMBERS  # groups are looked for among so many of the best and of the largest


@dataclass(frozen=True)
class Able:
    """One seller who may meet a need: what its pair scores, how much it can make, for how much each."""

    id: str
    score: int
    capacity: int
    unit_price_rupiah: int


@dataclass(frozen=True)
class Share:
    """What one member of a joint offer delivers."""

    id: str
    quantity: int
    unit_price_rupiah: int


def joint_offer(quantity: int, able: Sequence[Able]) -> tuple[Share, ...]:
    """
    Return the shares of a group that covers a quantity together, the largest first; () where one seller is enough.

    As few members as can be, at most MOST_MEMBERS; of the groups of that size the one with the highest score, each
    member weighed by its share; equal ones by id, so that the order of the input changes nothing. A share is in
    proportion to what a member can make, whole pieces, never more than that. () also where no group is enough.
    """
    if quantity < 1 or any(one.capacity >= quantity for one in able):
        return ()
    usable = sorted((one for one in able if one.capacity > 0), key=lambda one: (-one.capacity, -one.score, one.id))
    sums = list(accumulate(one.capacity for one in usable[:MOST_MEMBERS]))
    size = next((n for n, covered in enumerate(sums, start=1) if covered >= quantity), None)
    if size is None:
        return ()
    best = sorted(usable, key=lambda one: (-one.score, one.id))[:BEST]
    pool = sorted({*best, *usable[:LARGEST]}, key=lambda one: one.id)
    groups = [found for found in combinations(pool, size) if sum(one.capacity for one in found) >= quantity]
    chosen = min(groups, key=lambda found: (-_worth(found), [one.id for one in found]))
    return tuple(sorted(_shares(quantity, chosen), key=lambda one: (-one.quantity, one.id)))


def _worth(group: Sequence[Able]) -> Fraction:
    """Return the mean score of a group by what each of it can make."""
    return Fraction(sum(one.score * one.capacity for one in group), sum(one.capacity for one in group))


def _shares(quantity: int, group: Sequence[Able]) -> list[Share]:
    """Share a quantity out by capacity; the pieces that are left go to the largest remainders."""
    whole = sum(one.capacity for one in group)
    parts = [divmod(quantity * one.capacity, whole) for one in group]
    left = quantity - sum(count for count, _rest in parts)
    first = sorted(range(len(group)), key=lambda n: (-parts[n][1], group[n].id))[:left]
    return [
        Share(one.id, parts[n][0] + (n in first), one.unit_price_rupiah) for n, one in enumerate(group)
    ]  # fmt: skip
