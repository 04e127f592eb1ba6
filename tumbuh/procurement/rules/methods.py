"""How something may be bought on a day, by whom, and with which proof: by kind and value. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from tumbuh.procurement.rules.preference import Kind


class Method(StrEnum):
    """Ways of buying; the words of RUP are mapped to these in datasets/statuses.toml."""

    E_PURCHASING = "e_purchasing"
    DIRECT_PROCUREMENT = "direct_procurement"
    DIRECT_APPOINTMENT = "direct_appointment"
    TENDER = "tender"
    QUICK_TENDER = "quick_tender"
    SELECTION = "selection"
    CONTEST = "contest"
    EXEMPT = "exempt"
    SELF_MANAGED = "self_managed"
    RECORDED = "recorded"
    ONLINE_SHOP = "online_shop"


METHOD_NAMES: Mapping[Method, str] = {
    Method.E_PURCHASING: "E-purchasing",
    Method.DIRECT_PROCUREMENT: "Pengadaan langsung",
    Method.DIRECT_APPOINTMENT: "Penunjukan langsung",
    Method.TENDER: "Tender",
    Method.QUICK_TENDER: "Tender cepat",
    Method.SELECTION: "Seleksi",
    Method.CONTEST: "Sayembara/kontes",
    Method.EXEMPT: "Dikecualikan",
    Method.SELF_MANAGED: "Swakelola",
    Method.RECORDED: "Pencatatan",
    Method.ONLINE_SHOP: "Toko daring",
}


class Executor(StrEnum):
    """Who carries the buying out."""

    PROCUREMENT_OFFICER = "procurement_officer"
    COMMITMENT_OFFICER = "commitment_officer"
    SELECTION_GROUP = "selection_group"


@dataclass(frozen=True)
class Band:
    """One step of a ladder of values: up to and with `up_to_rupiah` (None: no end) this holds."""

    up_to_rupiah: int | None
    answer: str


@dataclass(frozen=True)
class MethodTerms:
    """What the law says of methods on a day. Source: policies/procurement.toml."""

    direct_most_rupiah: Mapping[str, int]  # by Kind
    officer_most_rupiah: int  # e-purchasing by the procurement officer; above: the PPK
    catalogue_first_above_rupiah: int  # from here the catalogue is a duty when the item is in it; 0: always
    evidence: Sequence[Band]


@dataclass(frozen=True)
class Way:
    """One lawful way: the method, who does it, the proof it needs, and why."""

    method: Method
    executor: Executor
    evidence: str
    reason: str


def ways(*, kind: Kind, value_rupiah: int, in_catalogue: bool, terms: MethodTerms) -> list[Way]:
    """
    Return the lawful ways, the one the law prefers first.

    An item in the catalogue above the limit leaves only e-purchasing. Raises: ValueError for a value below zero.
    """
    if value_rupiah < 0:
        raise ValueError("a value is not below zero")
    found = []
    if in_catalogue:
        small = value_rupiah <= terms.officer_most_rupiah
        executor = Executor.PROCUREMENT_OFFICER if small else Executor.COMMITMENT_OFFICER
        found.append(Way(Method.E_PURCHASING, executor, "Surat Pesanan", "Barang/jasa ada di katalog elektronik."))
        if value_rupiah > terms.catalogue_first_above_rupiah:
            return found
    found.append(_outside_catalogue(kind, value_rupiah, terms))
    return found


def _outside_catalogue(kind: Kind, value_rupiah: int, terms: MethodTerms) -> Way:
    evidence = evidence_for(value_rupiah, terms.evidence)
    if value_rupiah <= terms.direct_most_rupiah[kind.value]:
        reason = "Nilai tidak melebihi batas pengadaan langsung."
        return Way(Method.DIRECT_PROCUREMENT, Executor.PROCUREMENT_OFFICER, evidence, reason)
    method = Method.SELECTION if kind is Kind.CONSULTANCY else Method.TENDER
    return Way(method, Executor.SELECTION_GROUP, evidence, "Nilai melebihi batas pengadaan langsung.")


def evidence_for(value_rupiah: int, bands: Sequence[Band]) -> str:
    """Return the proof that a value needs; bounds are included. Raises: ValueError when the ladder ends too early."""
    for band in bands:
        if band.up_to_rupiah is None or value_rupiah <= band.up_to_rupiah:
            return band.answer
    raise ValueError("the ladder of evidence has no last step")
