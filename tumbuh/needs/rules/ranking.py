"""Ranking of opened quotes by landed total, and what each loser is told: rank, gap and the cheapest fix. Pure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from tumbuh.kernel.errors import Refused
from tumbuh.kernel.money import format_rupiah

REASONS: dict[str, str] = {
    "cheapest": "Total sampai terendah",
    "capacity": "Yang lebih murah tidak sanggup seluruh jumlahnya",
    "delivery": "Rekam jejak pengiriman yang lebih murah diragukan; buktinya dilampirkan",
    "evidence": "Bukti asal atau izin yang lebih kuat",
    "specification": "Spesifikasi lebih sesuai; perbedaannya dijelaskan",
    "rotation": "Pemerataan kesempatan menurut kebijakan unit",
}  # the codelist of A11; everything but "cheapest" needs a text


class ReasonMissing(Refused):
    """Another than the cheapest was chosen without saying why."""

    code = "award_reason_missing"


@dataclass(frozen=True)
class Bid:
    """An opened quote: what it costs landed for how many, and the price that it is ranked by (HEA where it applies)."""

    id: str
    quantity: int
    total_rupiah: int
    ranked_by: Fraction
    excluded: bool = False


@dataclass(frozen=True)
class Ranked:
    """A bid with its rank among those that cover what was asked for; None where it is out of the ranking."""

    bid: Bid
    rank: int | None
    gap_rupiah: int | None  # landed, for the whole quantity, against the first


def ranked(bids: Sequence[Bid], *, quantity: int) -> list[Ranked]:
    """
    Return the bids from the lowest price of one, landed; the excluded ones last and without rank.

    A bid for a part is compared by its price of one, so that a small kitchen is not last for being small; its gap is
    that price difference times its own quantity, rounded up. Equal prices share a rank; then the larger quantity and
    the id decide the order only.
    """
    valid = sorted(
        (bid for bid in bids if not bid.excluded and bid.quantity > 0),
        key=lambda bid: (bid.ranked_by / bid.quantity, -min(bid.quantity, quantity), bid.id),
    )
    found: list[Ranked] = []
    for place, bid in enumerate(valid, start=1):
        price, best = bid.ranked_by / bid.quantity, valid[0].ranked_by / valid[0].quantity
        before = found[-1] if found else None
        same = before is not None and before.bid.ranked_by / before.bid.quantity == price
        gap = (price - best) * bid.quantity
        found.append(Ranked(bid, before.rank if same and before else place, -int(-gap // 1)))
    rest = sorted((bid for bid in bids if bid.excluded or bid.quantity <= 0), key=lambda bid: bid.id)
    return [*found, *(Ranked(bid, None, None) for bid in rest)]


def check_reason(reason: str, text: str, *, is_cheapest: bool) -> None:
    """Pass when a choice is explained as it must be. Raises: ReasonMissing."""
    if is_cheapest and reason in {"", "cheapest"}:
        return
    if reason not in REASONS or reason == "cheapest":
        raise ReasonMissing("Pilihan ini bukan yang termurah: pilih alasannya dari daftar.")
    if len(text.strip()) < 10:
        raise ReasonMissing("Pilihan ini bukan yang termurah: jelaskan alasannya dalam satu kalimat.")


def fix_price(*, price_rupiah: int, limit_rupiah: int, landed: Callable[[int], int]) -> int | None:
    """
    Return the highest price of one at which the landed total is below a limit; None when even one rupiah is not.

    `landed(price)` never falls as the price rises, so that halving finds the price.
    """
    low, high = 0, price_rupiah
    while low < high:
        middle = (low + high + 1) // 2
        if landed(middle) < limit_rupiah:
            low = middle
        else:
            high = middle - 1
    return low or None


def why_not(one: Ranked, *, of: int, first: str, fix: str) -> str:
    """Return what a loser is told, in words: the rank, the gap to the first, and what would have been enough."""
    if one.rank is None:
        return f"Penawaran Anda tidak ikut diperingkat. {fix}".strip()
    gap = format_rupiah(one.gap_rupiah or 0)
    if one.rank == 1:
        chosen = f"tetapi pembeli memilih dengan alasan: {first}."
        return f"Penawaran Anda termurah (peringkat 1 dari {of}), {chosen} {fix}".strip()
    return f"Peringkat {one.rank} dari {of}; selisih dengan yang termurah {gap}. {fix}".strip()
