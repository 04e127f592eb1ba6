"""What a seller adds to its price, and what a treasurer withholds when paying: by kind of line and day. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class LineKind(StrEnum):
    """What a line is to the tax law; catering is a service (PPh 23), not goods (PPh 22)."""

    GOODS = "goods"
    CATERING = "catering"
    SERVICE = "service"


class Standing(StrEnum):
    """What the seller has shown."""

    PLAIN = "plain"
    FINAL_CERTIFICATE = "final_certificate"  # surat keterangan PP 55/2022: 0.5 % instead of PPh 22 and 23
    UNDER_LIMIT = "under_limit"  # a natural person's statement: sales of the year not above 500 million


@dataclass(frozen=True)
class TaxTerms:
    """The rates on a day, in permyriad. Source: policies/eorder.toml."""

    pph22: int
    pph22_above_rupiah: int
    pph23: int
    no_npwp_times: int
    pph_final: int
    ppn: int
    ppn_base: tuple[int, int]
    ppn_collected_above_rupiah: int
    pbjt_food: int


@dataclass(frozen=True)
class Added:
    """What the seller adds to one line: PPN or PBJT, on a base."""

    tax: str
    base_rupiah: int
    rupiah: int


@dataclass(frozen=True)
class Withheld:
    """One thing that the treasurer withholds and pays to the state, and the rule that says so."""

    tax: str
    base_rupiah: int
    rate_permyriad: int
    rupiah: int
    rule: str


def added(kind: LineKind, *, price_rupiah: int, registered: bool, terms: TaxTerms) -> Added:
    """
    Return what a seller adds to the price of a line.

    Who is not registered (no PKP, below the floor of PBJT) adds nothing. Food of a caterer bears PBJT and never PPN.
    Rounded down to the rupiah, as the tax office does. Source: domain §2; UU 7/2021, PMK 131/2024, Perda 1/2024.
    """
    if not registered:
        return Added("", price_rupiah, 0)
    if kind is LineKind.CATERING:
        return Added("PBJT", price_rupiah, price_rupiah * terms.pbjt_food // 10_000)
    part, whole = terms.ppn_base
    base = price_rupiah * part // whole
    return Added("PPN", base, price_rupiah * part * terms.ppn // (whole * 10_000))


def withheld(
    prices: Iterable[tuple[LineKind, int]], *, ppn_rupiah: int, standing: Standing, has_npwp: bool, terms: TaxTerms
) -> list[Withheld]:
    """
    Return what is withheld from one payment; empty when nothing.

    `prices` are the (kind, price without tax) of what is paid, packing and delivery among the goods or the service they
    belong to. The limits look at the whole payment, which must not be split. Rounded down to the rupiah.
    Source: PMK 59/2022 (PPh 22, PPN), UU PPh art. 23, PP 55/2022 with PMK 164/2023 (domain §2).
    """
    paid = list(prices)
    goods = sum(price for kind, price in paid if kind is LineKind.GOODS)
    services = sum(price for kind, price in paid if kind is not LineKind.GOODS)
    found = _income_tax(goods, services, standing, has_npwp, terms)
    whole = goods + services
    if ppn_rupiah > 0 and whole > terms.ppn_collected_above_rupiah:
        rule = f"PPN dipungut bendahara bila pembayaran di atas Rp{terms.ppn_collected_above_rupiah:,}".replace(
            ",", "."
        )
        found.append(Withheld("PPN", whole, terms.ppn, ppn_rupiah, rule))
    return found


def _income_tax(goods: int, services: int, standing: Standing, has_npwp: bool, terms: TaxTerms) -> list[Withheld]:
    if standing is Standing.UNDER_LIMIT:
        return []
    if standing is Standing.FINAL_CERTIFICATE:
        return _one("PPh final", goods + services, terms.pph_final, "PP 55/2022: surat keterangan ditunjukkan")
    times, more = (1, "") if has_npwp else (terms.no_npwp_times, ", tanpa NPWP dua kali lipat")
    found = []
    if goods > terms.pph22_above_rupiah:
        found += _one("PPh 22", goods, terms.pph22 * times, f"PPh 22: barang di atas batas{more}")
    return found + _one("PPh 23", services, terms.pph23 * times, f"PPh 23: jasa, termasuk jasa boga{more}")


def _one(tax: str, base: int, rate: int, rule: str) -> list[Withheld]:
    rupiah = base * rate // 10_000
    return [Withheld(tax, base, rate, rupiah, rule)] if rupiah else []
