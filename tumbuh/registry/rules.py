"""What the register decides: the class of a business by law, the key of a name, the moves of an import. Pure."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tumbuh.kernel.states import Moves

_NOT_A_WORD = re.compile(r"[\W_]+")


class Policy(StrEnum):
    """What happens to the good rows of a file that holds bad ones."""

    WHOLE = "whole"  # nothing comes in unless everything is right
    GOOD_ROWS = "good_rows"  # the good rows come in, the bad ones go to the error file


class State(StrEnum):
    """Where an import stands."""

    RECEIVED = "received"
    QUEUED = "queued"
    RUNNING = "running"
    VALIDATED = "validated"
    REJECTED = "rejected"
    DONE = "done"
    UNDONE = "undone"
    REFUSED = "refused"
    FAILED = "failed"


IMPORT_MOVES: Moves = {
    State.RECEIVED: {State.QUEUED, State.RUNNING, State.REFUSED},
    State.QUEUED: {State.RUNNING, State.REFUSED, State.FAILED},
    State.RUNNING: {State.RUNNING, State.VALIDATED, State.REJECTED, State.DONE, State.REFUSED, State.FAILED},
    State.VALIDATED: {State.QUEUED, State.RUNNING},
    State.REJECTED: {State.QUEUED, State.RUNNING},
    State.DONE: {State.UNDONE},
    State.UNDONE: set(),
    State.REFUSED: set(),
    State.FAILED: {State.QUEUED, State.RUNNING},
}


class SizeClass(StrEnum):
    """The classes of PP 7/2021, smallest first."""

    MICRO = "micro"
    SMALL = "small"
    MEDIUM = "medium"
    LARGE = "large"


class Basis(StrEnum):
    """What a class was judged by."""

    CAPITAL = "capital"
    SALES = "sales"
    DECLARED = "declared"


@dataclass(frozen=True)
class ClassLimits:
    """The upper bounds of micro, small and medium (inclusive), and the last day of a firm that is "existing"."""

    capital_rupiah: tuple[int, int, int]
    sales_rupiah: tuple[int, int, int]
    existing_until: date
    source: str


@dataclass(frozen=True)
class ClassJudgement:
    """The class, what it was judged by, and what each test alone would have said (None: figure unknown)."""

    size_class: SizeClass
    basis: Basis
    by_capital: SizeClass | None
    by_sales: SizeClass | None

    @property
    def disagrees(self) -> bool:
        """Whether the two tests give different classes."""
        return None not in (self.by_capital, self.by_sales) and self.by_capital != self.by_sales


def umkm_class(
    *,
    capital_rupiah: int | None,
    yearly_sales_rupiah: int | None,
    registered_on: date | None,
    limits: ClassLimits,
    declared: SizeClass | None = None,
) -> ClassJudgement | None:
    """
    Return the class of a business; None when there is neither a figure nor a declaration.

    A firm registered after `limits.existing_until` is judged by its capital (land and building excluded), one that
    existed before by its yearly sales. When only the other figure is known, it decides and the basis says so; when
    none is known, the declared class stands. A firm whose day is unknown is judged as an existing one.
    Source: PP 7/2021 art. 35-36; policies/umkm_class.toml.
    """
    by_capital = None if capital_rupiah is None else _class_of(capital_rupiah, limits.capital_rupiah)
    by_sales = None if yearly_sales_rupiah is None else _class_of(yearly_sales_rupiah, limits.sales_rupiah)
    is_new = registered_on is not None and registered_on > limits.existing_until
    tests = [(by_capital, Basis.CAPITAL), (by_sales, Basis.SALES)]
    for size_class, basis in tests if is_new else reversed(tests):
        if size_class is not None:
            return ClassJudgement(size_class, basis, by_capital, by_sales)
    return ClassJudgement(declared, Basis.DECLARED, None, None) if declared else None


def _class_of(amount: int, bounds: Sequence[int]) -> SizeClass:
    if amount < 0:
        raise ValueError("capital and sales are not negative")
    for bound, size_class in zip(bounds, SizeClass, strict=False):
        if amount <= bound:
            return size_class
    return SizeClass.LARGE


def next_check_on(as_of: date) -> date:
    """Return when a class should be looked at again: a year later, since both tests are yearly figures."""
    try:
        return as_of.replace(year=as_of.year + 1)
    except ValueError:  # 29 February
        return as_of.replace(year=as_of.year + 1, day=28)


def name_key(name: str) -> str:
    """
    Return a name as it is compared: lower case, no accents, no punctuation, single spaces; "" when nothing is left.

    "PT. Maju-Jaya " and "pt maju jaya" are one. Titles and spellings (H., Moh/Muhammad) are left to the linkage.
    """
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return _NOT_A_WORD.sub(" ", plain.casefold()).strip()
