"""Four files to try by hand: new packages, orders of which two find none, what was recorded late, payments. Pure."""

from collections.abc import Iterator
from datetime import timedelta

from tumbuh.demo.budget import BUYS, FIRST_CODE, home_unit
from tumbuh.demo.budget_files import DemoFile, Year, inaproc_row, package_row, payment_row, recorded_row

FOOD, PAPER, COMPUTERS = 4, 0, 6  # places in BUYS
ORDERS = (("food", 12_500_000), ("slipped", 7_250_000), ("nameless", 4_800_000), ("computers", 42_000_000))
RECORDED_RUPIAH, RECORDED_DOMESTIC_RUPIAH = 9_600_000, 9_120_000
LOST_RUPIAH = 7_250_000 + 4_800_000  # of the two orders that find no package
SLIP = 20_000_000  # one digit of a code


def to_try(made: Year) -> Iterator[DemoFile]:
    """
    Return the files, all of the unit in which the demo's people work.

    One order has a digit of its plan code wrong, so that the right package is suggested; one names no code at all.
    """
    unit, name = home_unit(), dict(made.units.select("unit", "name").iter_rows())[home_unit()]
    first = FIRST_CODE + made.plan.height
    plan = {
        "food": _package(first, FOOD, name, 60_000_000, domestic=True),
        "paper": _package(first + 1, PAPER, name, 25_000_000, domestic=True),
        "computers": _package(first + 2, COMPUTERS, name, 150_000_000, domestic=False),
    }
    packages = (package_row(row | {"unit": unit}, int(str(row["code"])), made.year) for row in plan.values())
    yield DemoFile("rup_provider", f"RUP-PaketPenyedia-{made.year}", packages)
    number = made.bought.purchases.height
    codes = {"food": first, "slipped": first + SLIP, "nameless": None, "computers": first + 2}
    of = {"slipped": "food", "nameless": "paper"}
    orders = [
        {
            "number": number + n, "on": made.today - timedelta(days=3 + n), "unit": unit, "value_rupiah": rupiah,
            "named_code": codes[key], "name": plan[of.get(key, key)]["name"],
        }
        for n, (key, rupiah) in enumerate(ORDERS, start=1)
    ]  # fmt: skip
    yield DemoFile("inaproc", f"INAPROC-paket-e-purchasing-{made.year}", (inaproc_row(o, made.year) for o in orders))
    late = {
        "number": number + 9, "on": made.today - timedelta(days=20), "unit": unit, "value_rupiah": RECORDED_RUPIAH,
        "contract_domestic": RECORDED_DOMESTIC_RUPIAH, "contract_small": RECORDED_RUPIAH, "named_code": first,
        "name": plan["food"]["name"],
    }  # fmt: skip
    yield DemoFile("spse_recorded", f"SPSE-PencatatanNonTender-{made.year}", iter([recorded_row(late, made.year)]))
    skpd = dict(made.units.select("unit", "skpd_code").iter_rows())[unit]
    accounts = {"food": FOOD, "slipped": FOOD, "nameless": PAPER, "computers": COMPUTERS}
    paid = [
        {
            "number": made.bought.payments.height + n, "on": made.today, "account": BUYS[accounts[key]].account,
            "rupiah": rupiah,
        }
        for n, (key, rupiah) in enumerate(ORDERS, start=1)
    ]  # fmt: skip
    yield DemoFile("payments", f"SIPD-SP2D-{made.year}", (payment_row(one, skpd, made.year) for one in paid))


def _package(code: int, buy: int, unit_name: str, ceiling: int, *, domestic: bool) -> dict[str, object]:
    return {
        "code": code, "buy": buy, "kind": "provider", "method": "e_purchasing", "ceiling_rupiah": ceiling,
        "domestic": domestic, "micro_small": domestic, "exempt": False, "name": f"Belanja {BUYS[buy].name} {unit_name}",
    }  # fmt: skip
