"""What of an order counts as domestic and as bought from small business. Pure."""

from collections.abc import Iterable

FOREIGN, UNKNOWN = -1, 0  # of catalogue.rules.OriginLevel
SMALL = ("micro", "small")


def domestic_rupiah(lines: Iterable[tuple[int, int]], *, total_rupiah: int) -> int | None:
    """
    Return the domestic part of what was paid; None when the origin of a line is not known.

    `lines` are (rupiah, origin level). Packing, delivery and tax follow the goods, in proportion and rounded down, for
    they were bought with them. A line without evidence makes the whole unknown: the plan's tag then speaks, as it does
    for any purchase whose contract says nothing (domain §3).
    """
    proved = list(lines)
    if any(level == UNKNOWN and rupiah for rupiah, level in proved):
        return None
    goods = sum(rupiah for rupiah, _ in proved)
    domestic = sum(rupiah for rupiah, level in proved if level > UNKNOWN)
    return domestic * total_rupiah // goods if goods else 0


def micro_small_rupiah(size_class: str, *, total_rupiah: int) -> int | None:
    """Return the part bought from micro and small business: all, nothing, or None when the class is not known."""
    if not size_class:
        return None
    return total_rupiah if size_class in SMALL else 0
