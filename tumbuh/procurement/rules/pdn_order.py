"""
Which products a city may buy, in the order of article 66 of Perpres 16/2018 as changed by 46/2025. Pure.

1. A product with TKDN + BMP of at least 40 % exists: only products with TKDN of at least 25 % may be bought.
2. Else products with TKDN of at least 25 %.  3. Else products with a TKDN below 25 %.
4. Else domestic products without a certificate that are registered in SIINas.  5. Else an import, with approval.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tumbuh.kernel.errors import Refused
from tumbuh.procurement.rules.certificates import Certificate, benefit_on, local_content_on

SOURCE = "Perpres 46/2025 pasal 66"


class NothingToBuy(Refused):
    """There is no product to decide about."""

    code = "nothing_to_buy"


@dataclass(frozen=True)
class Limits:
    """The thresholds of the article, in permyriad. Source: policies/procurement.toml."""

    combined_permyriad: int  # TKDN + BMP
    local_content_permyriad: int
    benefit_most_permyriad: int


@dataclass(frozen=True)
class Candidate:
    """A product that could be bought. `in_siinas`: made here and registered, whether or not it has a certificate."""

    id: str
    name: str
    certificate: Certificate | None = None
    in_siinas: bool = False


@dataclass(frozen=True)
class Step:
    """One question of the article, its answer, the products that made it yes, and those that pass if it is."""

    number: int
    question: str
    answer: bool
    because: tuple[str, ...]
    passes: tuple[str, ...]
    source: str


@dataclass(frozen=True)
class Decision:
    """What may be bought, and every step that led there; the last one decided."""

    steps: tuple[Step, ...]
    allowed: tuple[str, ...]
    needs_approval: bool

    @property
    def decided_at(self) -> int:
        """The number of the step that decided."""
        return self.steps[-1].number


def decide(candidates: Sequence[Candidate], *, on: date, limits: Limits) -> Decision:
    """
    Return what may be bought on a day, with the steps asked until one decided.

    A certificate that does not hold on the day proves nothing. Source: Perpres 46/2025 art. 66 (domain §3).
    Raises: NothingToBuy without candidates.
    """
    if not candidates:
        raise NothingToBuy("Pilih dahulu produk yang akan dibandingkan.")
    steps: list[Step] = []
    for step in _steps(candidates, on, limits):
        steps.append(step)
        if step.answer:
            break
    last = steps[-1]
    return Decision(tuple(steps), last.passes, needs_approval=last.number == 5)


def _steps(candidates: Sequence[Candidate], on: date, limits: Limits) -> list[Step]:
    content = {one.id: local_content_on(one.certificate, on) for one in candidates}
    most = limits.benefit_most_permyriad
    combined = {
        one.id: (content[one.id] or 0) + benefit_on(one.certificate, on, most_permyriad=most) for one in candidates
    }
    least = limits.local_content_permyriad
    high = tuple(id_ for id_, value in content.items() if value is not None and value >= least)
    low = tuple(id_ for id_, value in content.items() if value is not None and value < least)
    strong = tuple(id_ for id_ in content if content[id_] is not None and combined[id_] >= limits.combined_permyriad)
    made_here = tuple(one.id for one in candidates if one.in_siinas and content[one.id] is None)
    rest = tuple(one.id for one in candidates)
    both, one_limit = _percent(limits.combined_permyriad), _percent(least)
    asked = (
        (f"Apakah ada produk dengan TKDN + BMP paling sedikit {both}?", strong, high),
        (f"Apakah ada produk dengan TKDN paling sedikit {one_limit}?", high, high),
        (f"Apakah ada produk dengan TKDN di bawah {one_limit}?", low, low),
        ("Apakah ada produk dalam negeri tanpa sertifikat yang terdaftar di SIINas?", made_here, made_here),
        ("Tidak ada produk dalam negeri: apakah produk impor disetujui?", rest, rest),
    )
    return [
        Step(number, question, bool(because), because, passes if because else (), f"{SOURCE}, langkah {number}")
        for number, (question, because, passes) in enumerate(asked, start=1)
    ]


def _percent(permyriad: int) -> str:
    return f"{permyriad // 100} %" if permyriad % 100 == 0 else f"{permyriad // 100},{permyriad % 100:02} %"
