"""
The legality rail: what is looked at before an order is placed, each step with its rule and what it stands on. Pure.

A warning is a question that the buyer answers in words, never an accusation; only what would be refused anyway stops.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from tumbuh.kernel.money import format_rupiah
from tumbuh.kernel.numbers import format_number
from tumbuh.kernel.policy import Rule
from tumbuh.procurement.rules.methods import METHOD_NAMES, Executor, Way
from tumbuh.procurement.rules.pdn_order import Decision


class Verdict(StrEnum):
    """What a step says. NONE: the rule does not apply."""

    OK = "ok"
    WARN = "warn"
    STOP = "stop"
    NONE = "none"


class Check(StrEnum):
    """The steps, in the order in which they are shown."""

    METHOD = "method"
    QUOTES = "quotes"
    DOMESTIC = "domestic"
    PREFERENCE = "preference"
    PRICE = "price"
    SPLIT = "split"
    BUDGET = "budget"
    PACKAGE = "package"
    LIMIT = "limit"
    LEAD = "lead"


CHECK_NAMES = {
    Check.METHOD: "Metode",
    Check.QUOTES: "Harga pembanding",
    Check.DOMESTIC: "Kewajiban produk dalam negeri",
    Check.PREFERENCE: "Preferensi harga (HEA)",
    Check.PRICE: "Kewajaran harga",
    Check.SPLIT: "Pemecahan paket",
    Check.BUDGET: "Sisa anggaran",
    Check.PACKAGE: "Sisa paket",
    Check.LIMIT: "Batas satu pesanan",
    Check.LEAD: "Waktu pengantaran",
}


@dataclass(frozen=True)
class Evidence:
    """One line of what a verdict stands on; `order` is the public id of an order that can be opened."""

    text: str
    order: str = ""


@dataclass(frozen=True)
class Step:
    """One step: its verdict in a plain sentence, the rule with its first day, and what it stands on."""

    check: Check
    verdict: Verdict
    sentence: str
    source: str
    since: date
    certainty: str
    evidence: tuple[Evidence, ...] = ()

    @property
    def title(self) -> str:
        """What the step is called."""
        return CHECK_NAMES[self.check]


@dataclass(frozen=True)
class Rail:
    """All steps of a basket."""

    steps: tuple[Step, ...]

    @property
    def stops(self) -> tuple[Step, ...]:
        """The steps that keep the basket from being ordered."""
        return tuple(step for step in self.steps if step.verdict is Verdict.STOP)

    @property
    def warnings(self) -> tuple[Step, ...]:
        """The steps that need a reason to go on."""
        return tuple(step for step in self.steps if step.verdict is Verdict.WARN)


@dataclass(frozen=True)
class PriceSeen:
    """A price beside those of the same specification: n of them with their quartiles; n 0: none known."""

    title: str
    unit: str
    price_rupiah: int
    n: int = 0
    q1: int = 0
    median: int = 0
    q3: int = 0


@dataclass(frozen=True)
class OtherOrder:
    """Another order of the unit that may belong to the same purchase."""

    public_id: str
    placed_on: date
    seller_name: str
    rupiah: int


def method_step(way: Way, *, total_rupiah: int, officer_most: Rule) -> Step:
    """Say by which method a basket is bought and who may. Source: procurement.rules.methods."""
    by_officer = way.executor is Executor.PROCUREMENT_OFFICER
    who = "Pejabat Pengadaan" if by_officer else "PPK"
    sentence = f"{METHOD_NAMES[way.method]} oleh {who}, dengan {way.evidence}."
    if not by_officer:
        sentence += f" Di atas {format_rupiah(officer_most.value)} Pejabat Pengadaan tidak dapat memesan sendiri."
    verdict = Verdict.OK if by_officer else Verdict.STOP
    return _step(Check.METHOD, verdict, sentence, officer_most, Evidence(f"Nilai {format_rupiah(total_rupiah)}."))


def quotes_step(*, total_rupiah: int, compared: int, one_price_up_to: Rule, prices_above: int) -> Step:
    """Say how many prices are to be compared; `compared` is how many sellers of the same were found."""
    if total_rupiah <= one_price_up_to.value:
        sentence = f"Satu harga katalog cukup sampai {format_rupiah(one_price_up_to.value)}."
        return _step(Check.QUOTES, Verdict.OK, sentence, one_price_up_to)
    enough = compared >= prices_above
    sentence = f"Di atas {format_rupiah(one_price_up_to.value)} perlu {prices_above} harga pembanding; ada {compared}."
    return _step(Check.QUOTES, Verdict.OK if enough else Verdict.WARN, sentence, one_price_up_to)


def domestic_step(decision: Decision | None, chosen: Sequence[tuple[str, str]], *, rule: Rule) -> Step:
    """
    Say whether what was chosen is what article 66 allows; `chosen` are (candidate id, title).

    None: no candidate is known to be made here with a certificate or in SIINas, so the article has nothing to order.
    """
    if decision is None:
        sentence = "Belum ada produk bersertifikat TKDN sejenis di katalog; produk dalam negeri tetap diutamakan."
        return _step(Check.DOMESTIC, Verdict.OK, sentence, rule)
    steps = tuple(
        Evidence(f"{one.number}. {one.question} {'Ya' if one.answer else 'Tidak'}.") for one in decision.steps
    )
    outside = [title for id_, title in chosen if id_ not in decision.allowed]
    if outside:
        sentence = f"{', '.join(outside)}: ada produk lain yang diwajibkan pasal 66 pada langkah {decision.decided_at}."
        return _step(Check.DOMESTIC, Verdict.WARN, sentence, rule, *steps)
    if decision.needs_approval:
        sentence = "Hanya produk impor yang tersedia; perlu persetujuan sebelum dipesan."
        return _step(Check.DOMESTIC, Verdict.WARN, sentence, rule, *steps)
    sentence = f"Sesuai urutan pasal 66, langkah {decision.decided_at}."
    return _step(Check.DOMESTIC, Verdict.OK, sentence, rule, *steps)


def preference_step(*, total_rupiah: int, above: Rule) -> Step:
    """Say whether the price preference applies: to tenders above a value, never to a basket below it."""
    if total_rupiah > above.value:
        sentence = "Nilai di atas batas preferensi harga; pesanan ini seharusnya tender dengan HEA."
        return _step(Check.PREFERENCE, Verdict.STOP, sentence, above)
    sentence = f"Tidak berlaku: HEA untuk tender di atas {format_rupiah(above.value)}."
    return _step(Check.PREFERENCE, Verdict.NONE, sentence, above)


def price_step(prices: Sequence[PriceSeen], *, least: int, rule: Rule) -> Step:
    """Say whether prices lie at or below the third quartile of the same; too few of the same say nothing."""
    judged = [one for one in prices if one.n >= least]
    high = [one for one in judged if one.price_rupiah > one.q3]
    evidence = tuple(Evidence(_price_words(one, least)) for one in prices)
    if high:
        names = ", ".join(one.title for one in high)
        sentence = f"Harga di atas tiga perempat harga sejenis: {names}. Tulis alasannya atau pilih penawaran lain."
        return _step(Check.PRICE, Verdict.WARN, sentence, rule, *evidence)
    if not judged:
        sentence = "Belum cukup harga sejenis untuk dibandingkan."
        return _step(Check.PRICE, Verdict.NONE, sentence, rule, *evidence)
    return _step(Check.PRICE, Verdict.OK, "Harga wajar dibanding harga sejenis.", rule, *evidence)


def _price_words(one: PriceSeen, least: int) -> str:
    asked = f"{one.title}: {format_rupiah(one.price_rupiah)} per {one.unit}"
    if one.n < least:
        return f"{asked}; n = {one.n}, terlalu sedikit untuk dinilai."
    return (
        f"{asked}; Q1 {format_rupiah(one.q1)}, median {format_rupiah(one.median)}, Q3 {format_rupiah(one.q3)}, "
        f"n = {format_number(one.n)}."
    )


def split_step(others: Sequence[OtherOrder], *, total_rupiah: int, limit_rupiah: int, days: int, rule: Rule) -> Step:
    """
    Ask whether orders of the same unit, account and category were one purchase: together above the limit, each not.

    Source: Perpres 16/2018 art. 20(2)(d); separate places or kinds are innocent, so this only asks (domain §3).
    """
    each_within = total_rupiah <= limit_rupiah and all(one.rupiah <= limit_rupiah for one in others)
    together = total_rupiah + sum(one.rupiah for one in others)
    evidence = tuple(
        Evidence(f"{one.placed_on:%d/%m/%Y} {one.seller_name} {format_rupiah(one.rupiah)}", one.public_id)
        for one in others
    )
    if others and each_within and together > limit_rupiah:
        sentence = (
            f"Bersama {len(others)} pesanan sejenis dalam {days} hari jumlahnya {format_rupiah(together)}, di atas "
            f"{format_rupiah(limit_rupiah)}. Bila kebutuhannya memang terpisah, tulis alasannya."
        )
        return _step(Check.SPLIT, Verdict.WARN, sentence, rule, *evidence)
    sentence = f"{len(others)} pesanan sejenis dalam {days} hari, bersama ini {format_rupiah(together)}."
    return _step(Check.SPLIT, Verdict.OK, sentence, rule, *evidence)


def balance_step(check: Check, *, free_rupiah: int, total_rupiah: int, source: str, since: date) -> Step:
    """Say what a budget line, or a package, has before and after."""
    after = free_rupiah - total_rupiah
    what = "Sisa pagu" if check is Check.BUDGET else "Sisa paket"
    sentence = f"{what} {format_rupiah(free_rupiah)}, sesudah pesanan {format_rupiah(after)}."
    if after < 0:
        sentence = f"{what} {format_rupiah(free_rupiah)}, kurang {format_rupiah(-after)}."
    return Step(check, Verdict.OK if after >= 0 else Verdict.STOP, sentence, source, since, "found")


def limit_step(orders: Sequence[tuple[str, int]], *, most: Rule) -> Step:
    """Say whether each order stays within what one may cost; `orders` are (seller, landed rupiah)."""
    over = [seller for seller, rupiah in orders if rupiah > most.value]
    evidence = tuple(Evidence(f"{seller}: {format_rupiah(rupiah)}") for seller, rupiah in orders)
    if over:
        sentence = f"Di atas {format_rupiah(most.value)}: {', '.join(over)}."
        return _step(Check.LIMIT, Verdict.STOP, sentence, most, *evidence)
    return _step(Check.LIMIT, Verdict.OK, f"Setiap pesanan paling banyak {format_rupiah(most.value)}.", most, *evidence)


def lead_step(offers: Sequence[tuple[str, int]], *, now: datetime, deliver_by_at: datetime | None, rule: Rule) -> Step:
    """Say whether what is made to order can be made in time; `offers` are (title, lead hours)."""
    longest = max((hours for _, hours in offers), default=0)
    if deliver_by_at is None:
        return _step(Check.LEAD, Verdict.STOP, "Isi waktu pengantaran dahulu.", rule)
    hours = int((deliver_by_at - now).total_seconds()) // 3600
    late = [f"{title} ({needed} jam)" for title, needed in offers if needed > hours]
    if late or hours < 0:
        sentence = f"Terlalu dekat, tinggal {max(hours, 0)} jam: {', '.join(late) or 'waktunya sudah lewat'}."
        return _step(Check.LEAD, Verdict.STOP, sentence, rule)
    return _step(Check.LEAD, Verdict.OK, f"Cukup waktu: {hours} jam, yang terlama perlu {longest} jam.", rule)


def _step(check: Check, verdict: Verdict, sentence: str, rule: Rule, *evidence: Evidence) -> Step:
    return Step(check, verdict, sentence, rule.source, rule.valid_from, rule.certainty, evidence)
