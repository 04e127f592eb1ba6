"""What small business could supply of a plan, and by how much that would move each percentage. Pure; all assumption."""

from collections.abc import Mapping
from dataclasses import dataclass, field

FULL = 100


@dataclass(frozen=True)
class Goods:
    """Something that units buy: its accounts, words in a package's name, and the first digits of who makes it."""

    id: str
    accounts: tuple[str, ...]
    words: tuple[str, ...]
    kbli: tuple[str, ...]


# Accounts: domain §3. Which activities make what is our assumption, which a page shows and lets everybody change.
GOODS: tuple[Goods, ...] = (
    Goods(
        "meals", ("5.1.02.01.01.0052", "5.1.02.01.01.0053", "5.1.02.01.01.0055"), ("makan", "minum"), ("10", "11", "56")
    ),
    Goods("stationery", ("5.1.02.01.01.0024",), ("alat tulis", "atk"), ("17", "4761")),
    Goods("printing", ("5.1.02.01.01.0026",), ("cetak", "penggandaan"), ("18",)),
    Goods("souvenirs", ("5.1.02.01.01.0035",), ("souvenir", "cendera mata"), ("13", "14", "15", "16", "32")),
    Goods("computing", ("5.1.02.01.01.0029",), ("bahan komputer",), ("4741", "9511")),
)  # fmt: skip


@dataclass(frozen=True)
class Assumptions:
    """
    What is assumed: activities per kind of goods, how many sellers are enough, the largest package, the part bought.

    `part_percent` of a ceiling is really bought; what is bought from the register is taken to be domestic.
    """

    kbli: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: {one.id: one.kbli for one in GOODS})
    least_businesses: int = 3
    most_rupiah: int = 200_000_000
    part_percent: int = FULL
    city_code: str = ""


@dataclass(frozen=True)
class Could:
    """What could be bought from small business: all of it, and how much of its ceilings carries no tag yet."""

    ceiling_rupiah: int
    bought_rupiah: int
    untagged_domestic_rupiah: int
    untagged_small_rupiah: int


def goods_of(name: str, account: str) -> str:
    """Return what a package buys, by its account, else by words of its name; "" when it is none of GOODS."""
    for one in GOODS:
        if account and account in one.accounts:
            return one.id
    spoken = f" {name.lower()} "
    return next((one.id for one in GOODS if any(f" {word}" in spoken for word in one.words)), "")


def bought(ceiling_rupiah: int, assumed: Assumptions) -> int:
    """Return the whole rupiah of a ceiling that would be bought."""
    return ceiling_rupiah * assumed.part_percent // FULL


def added(could: Could) -> dict[str, tuple[int, int]]:
    """
    Return by how much numerator and denominator of each figure would grow if all of it were bought so.

    The commitment and the budget stay. A package without the tag gets it, which raises the plan tagged domestic. What
    is bought is paid, so it is in both numbers where payments or purchases divide.
    """
    money = could.bought_rupiah
    return {
        "p3dn_commitment": (money, 0),
        "p3dn_plan_tag": (money, could.untagged_domestic_rupiah),
        "p3dn_payments": (money, money),
        "p3dn_plan": (could.untagged_domestic_rupiah, 0),
        "micro_small_plan": (could.untagged_small_rupiah, 0),
        "micro_small_purchases": (money, money),
        "local_micro_small": (money, money),
    }
