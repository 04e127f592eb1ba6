"""A demand drafted from a package of the plan: what, how many, for how much, when and where. Pure."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

_COUNT = re.compile(r"\b(\d{1,3}(?:\.\d{3})+|\d{1,7})\s+([a-z]+)\b")
MOST_QUANTITY = 1_000_000


@dataclass(frozen=True)
class Kind:
    """A kind of thing: what people call it, how it is counted, and the middle of what it costs now (None: unknown)."""

    code: str
    name: str
    words: tuple[str, ...]
    unit: str
    middle_rupiah: int | None


@dataclass(frozen=True)
class PlannedPackage:
    """
    A package as the plan has it; `starts_on`, `ends_on` None where it does not say.

    `bought_rupiah`: what was bought of it already; the rest of the ceiling is what a demand is drafted from.
    """

    code: str
    name: str
    ceiling_rupiah: int
    starts_on: date | None
    accounts: frozenset[str]
    area_code: str = ""
    ends_on: date | None = None
    bought_rupiah: int = 0
    unit_name: str = ""

    @property
    def what(self) -> str:
        """The name without that of the unit: a ward called after a fruit buys no fruit."""
        start = self.name.casefold().find(self.unit_name.casefold()) if self.unit_name else -1
        return self.name if start < 0 else f"{self.name[:start]} {self.name[start + len(self.unit_name) :]}"

    @property
    def left_rupiah(self) -> int:
        """What is left of the ceiling."""
        return max(self.ceiling_rupiah - self.bought_rupiah, 0)


@dataclass(frozen=True)
class Drafted:
    """A demand as a start for its buyer. `drafted_from` says of each field which words or figures it came from."""

    title: str
    category: str
    quantity: int
    unit: str
    unit_budget_rupiah: int
    total_budget_rupiah: int
    needed_on: date
    area_code: str
    drafted_from: dict[str, str] = field(default_factory=dict)


class Kinds:
    """
    The kinds by what people call them.

    A package costs as many looks as its name has words, however many kinds there are: a city plans 100,000.
    """

    def __init__(self, kinds: Iterable[Kind]) -> None:
        self.by_code = {kind.code: kind for kind in kinds}
        self._codes: dict[str, str] = {}  # words between blanks -> code, of several the first
        for code, kind in sorted(self.by_code.items()):
            for called in (kind.name, *kind.words):
                if words := _words(called):
                    self._codes.setdefault(" ".join(words), code)
        self._most = max((one.count(" ") + 1 for one in self._codes), default=0)

    def named(self, text: str) -> tuple[str, str]:
        """Return the kind whose name or other words stand in a text, the longest first, and those; ("", "") if none."""
        words = _words(text)
        found = [
            (-len(called), self._codes[called], called)
            for first in range(len(words))
            for last in range(first + 1, min(first + self._most, len(words)) + 1)
            if (called := " ".join(words[first:last])) in self._codes
        ]
        if not found:
            return "", ""
        _, code, called = min(found)
        return code, f"“{called}” dalam nama paket"


def draft(package: PlannedPackage, kinds: Kinds, accounts: Mapping[str, str], *, today: date) -> Drafted | None:
    """
    Return a demand drafted from a package; None when neither its name nor its account names a kind of thing.

    `accounts`: start of an account → code of a kind. A package without a day, or of a day that is past, is needed
    today: its buyer corrects it.
    """
    code, said = kinds.named(package.what)
    if not code:
        code, said = _of_account(package.accounts, accounts)
    kind = kinds.by_code.get(code)
    if kind is None or package.left_rupiah <= 0:
        return None
    quantity, unit, counted_from = _quantity(package, kind)
    day = package.starts_on if package.starts_on is not None and package.starts_on >= today else today
    told = {
        "category": said,
        "quantity": counted_from,
        "budget": _budget_said(package),
        "needed_on": _day_said(package, day),
    }
    if package.area_code:
        told["area"] = "nama unit"
    return Drafted(
        title=" ".join(package.name.split())[:200],
        category=kind.code,
        quantity=quantity,
        unit=unit,
        unit_budget_rupiah=package.left_rupiah // quantity,
        total_budget_rupiah=package.left_rupiah,
        needed_on=day,
        area_code=package.area_code,
        drafted_from=told,
    )


def _budget_said(package: PlannedPackage) -> str:
    said = f"pagu Rp{package.ceiling_rupiah:,}"
    if package.bought_rupiah:
        said += f" dikurangi belanja yang tercatat Rp{package.bought_rupiah:,}"
    return said.replace(",", ".")


def _day_said(package: PlannedPackage, day: date) -> str:
    if day == package.starts_on:
        return "jadwal RUP"
    if package.ends_on is not None and package.starts_on is not None:
        return f"RUP berjalan sampai {package.ends_on:%d-%m-%Y}; isi sendiri harinya"
    return "RUP tanpa tanggal yang akan datang; isi sendiri"


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", text.casefold())


def _of_account(accounts: frozenset[str], known: Mapping[str, str]) -> tuple[str, str]:
    """Return the kind of the longest known start of an account, and which account that was."""
    found = [
        (-len(start), known[start], account) for account in accounts for start in known if account.startswith(start)
    ]
    if not found:
        return "", ""
    _, code, account = min(found)
    return code, f"rekening {account}"


def _quantity(package: PlannedPackage, kind: Kind) -> tuple[int, str, str]:
    """Return how many of which unit, from the name if it says so, else from the ceiling and what one costs."""
    for number, unit in _COUNT.findall(package.name.casefold()):
        count = int(number.replace(".", ""))
        if unit == kind.unit.casefold() and 0 < count <= min(MOST_QUANTITY, package.ceiling_rupiah):
            said = f"“{number} {unit}” dalam nama paket"
            if not package.bought_rupiah:
                return count, kind.unit, said
            return max(1, count * package.left_rupiah // package.ceiling_rupiah), kind.unit, f"{said}, bagian sisa pagu"
    if kind.middle_rupiah:
        count = max(1, min(package.left_rupiah // kind.middle_rupiah, MOST_QUANTITY))
        middle = f"{kind.middle_rupiah:,}".replace(",", ".")
        whose = "sisa pagu" if package.bought_rupiah else "pagu"
        return count, kind.unit, f"{whose} dibagi harga tengah katalog Rp{middle}"
    return 1, "paket", "tidak disebut; isi sendiri"
