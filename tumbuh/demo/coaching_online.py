"""Which sellers of the demo took a course about selling online, and what came of it in their orders. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from tumbuh.demo.chance import Chance
from tumbuh.demo.shops import Seller, Stall

TRUE_LIFT = 1.25  # of the orders, from the day after the course that helps; the other course changes nothing
_SHARE = 0.3  # of the sellers take each course; the rest can be compared with


@dataclass(frozen=True)
class OnlineGroups:
    """The NIB of who took which course, in the order in which they applied."""

    helped: Sequence[str]
    idle: Sequence[str]
    others: Sequence[str]


def online_groups(
    sellers: Sequence[Seller], first: str, owners: Mapping[str, int], *, most: int, chance: Chance
) -> OnlineGroups:
    """
    Return the groups of a city, at most `most` in a course; `first`, whose owner tries the demo, is helped.

    `owners`: who owns the business of a NIB. Only the first business of each owner takes part.
    """
    taken: dict[int, str] = {owners[first]: first}
    for at in chance.branch("online courses").shuffle("who", len(sellers)):
        taken.setdefault(owners[sellers[at].nib], sellers[at].nib)
    in_order = list(taken.values())
    size = min(most, int(len(in_order) * _SHARE))
    return OnlineGroups(in_order[:size], in_order[size : 2 * size], in_order[2 * size :])


def lifted(stalls: Sequence[Stall], helped: Sequence[str], owners: Mapping[str, int], *, ended_on: date) -> list[Stall]:
    """Return the shops, all of those of the helped owners with more orders after the course."""
    whose = {owners[nib] for nib in helped}
    return [
        replace(stall, lifted_after=ended_on, lift=TRUE_LIFT) if owners[stall.seller.nib] in whose else stall
        for stall in stalls
    ]
