"""What the components of an order's pages are given: values in words, ready to be shown."""

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Step:
    """One stage of c-step-track. `state`: done, now, todo, stopped, or skipped (its words then say so)."""

    label: str
    state: str
    who: str = ""
    at: str = ""


@dataclass(frozen=True)
class Clock:
    """The pay-by clock of c-pay-clock. `state`: none, running, due, late, paid; `share`: percent of it used."""

    state: str
    value: str
    words: str
    share: int | None = None
    detail: str = ""


@dataclass(frozen=True)
class Fact:
    """One line of what a verdict stands on, with where it may be looked at."""

    text: str
    href: str = ""


@dataclass(frozen=True)
class RailStep:
    """One step of c-rail. `verdict`: ok, warn, stop or none (the rule does not apply)."""

    title: str
    verdict: str
    sentence: str
    rule: str
    source: str = ""
    since: str = ""
    certainty: str = ""
    facts: Sequence[Fact] = ()


@dataclass(frozen=True)
class Money:
    """One line of c-money-table. `kind`: empty, total or muted."""

    label: str
    amount: str
    kind: str = ""
    note: str = ""


@dataclass(frozen=True)
class Balance:
    """A budget line before and after, for c-balance; the shares are percent of the ceiling, for the drawing."""

    ceiling: str
    before: str
    asked: str
    after: str
    used_share: int
    now_share: int
    is_over: bool
    words: str


@dataclass(frozen=True)
class Said:
    """One message of c-thread; `offers` are prices, quantities or times that it proposes."""

    who: str
    at: str
    text: str
    is_mine: bool = False
    offers: Sequence[str] = ()
    file_href: str = ""
    file_name: str = ""


@dataclass(frozen=True)
class CardLine:
    """One product on a seller's card."""

    quantity: str
    unit: str
    title: str
    price: str = ""
    note: str = ""


@dataclass(frozen=True)
class Card:
    """One order as its seller reads it, for c-order-card."""

    number: str
    state: str
    state_kind: str
    when: str
    where: str
    payer: str
    promise: str
    lines: Sequence[CardLine] = ()
    money: Sequence[Money] = field(default_factory=tuple)


@dataclass(frozen=True)
class BasketLine:
    """One product in the basket, for c-basket-line; `problem` is why it cannot be ordered as it stands."""

    offer: str
    href: str
    title: str
    rupiah: str
    price: str
    unit: str
    quantity: int
    note: str = ""
    limits: str = ""
    problem: str = ""
