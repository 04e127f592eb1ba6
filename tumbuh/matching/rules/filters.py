"""Hard filters: what keeps a pair from meeting whatever else speaks for it. Each keeps its reason; none is a score."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tumbuh.kernel.money import format_rupiah
from tumbuh.matching.rules.profiles import FULL, Demand, Seller, Terms


class Filter(StrEnum):
    """The filters, in the order in which reasons are told."""

    KIND = "kind"
    BAN = "ban"
    SIZE_CLASS = "size_class"
    CERTIFICATE = "certificate"
    CAPACITY = "capacity"
    PRICE = "price"
    AREA = "area"


@dataclass(frozen=True)
class Exclusion:
    """One reason why a pair may not meet, and the sentence that tells the seller what would have to be otherwise."""

    filter: Filter
    sentence: str


def exclusions(demand: Demand, seller: Seller, terms: Terms, *, on: date) -> tuple[Exclusion, ...]:
    """Return every reason that holds, not only the first: whoever mends one must know of the others."""
    found = []
    missing = missing_certificates(demand, seller)
    budget = demand.unit_budget_rupiah
    if not related(demand, seller):
        found.append(Exclusion(Filter.KIND, "Tidak menjual jenis yang dicari."))
    if seller.banned_until is not None and on <= seller.banned_until:
        found.append(Exclusion(Filter.BAN, f"Tidak boleh ikut sampai {seller.banned_until.isoformat()}."))
    if demand.size_classes and seller.size_class not in demand.size_classes:
        allowed = ", ".join(sorted(demand.size_classes))
        found.append(Exclusion(Filter.SIZE_CLASS, f"Hanya untuk usaha {allowed}; usaha ini {seller.size_class}."))
    if missing:
        found.append(Exclusion(Filter.CERTIFICATE, f"Sertifikat belum ada atau tidak berlaku: {', '.join(missing)}."))
    least = least_capacity(demand, terms)
    if seller.capacity < least:
        text = f"Kapasitas {seller.capacity}, paling sedikit {least} dari {demand.quantity}."
        found.append(Exclusion(Filter.CAPACITY, text))
    if budget is not None and seller.unit_price_rupiah > budget:
        text = f"Harga {format_rupiah(seller.unit_price_rupiah)} di atas batas {format_rupiah(budget)}."
        found.append(Exclusion(Filter.PRICE, text))
    if seller.serves and demand.district not in seller.serves:
        found.append(Exclusion(Filter.AREA, f"Tidak mengantar ke kecamatan {demand.district}."))
    return tuple(found)


def related(demand: Demand, seller: Seller) -> bool:
    """Return whether the seller sells the category, one beside it, or something of the same words."""
    return (
        demand.category in seller.categories
        or (demand.wider != "" and demand.wider in seller.wider)
        or bool(demand.words & seller.words)
    )


def missing_certificates(demand: Demand, seller: Seller) -> tuple[str, ...]:
    """Return the certificates that the need asks for and the seller has not."""
    return tuple(sorted(demand.certificates - seller.certificates))


def least_capacity(demand: Demand, terms: Terms) -> int:
    """Return the smallest capacity that is an offer, rounded up, in the unit of the need."""
    return -(-demand.quantity * terms.least_cover_permyriad // FULL)
