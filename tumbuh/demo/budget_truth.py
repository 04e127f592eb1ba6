"""What the figures of the demo's buying must be, added up from the orders and packages themselves. Pure."""

from tumbuh.demo.budget_files import REVISED_SHARE, Year
from tumbuh.demo.budget_purchases import SALARIES_ACCOUNT, TRAVEL_ACCOUNT, classified

OUTSIDE = (SALARIES_ACCOUNT, TRAVEL_ACCOUNT)


def truth(made: Year) -> dict[str, tuple[int, int]]:
    """Return numerator and denominator of P3DN A to D."""
    domestic = int(classified(made.bought.purchases)["domestic"].sum())
    tagged = int(made.budgets["tagged"].sum())
    paid = sum(row["rupiah"] for row in made.bought.payments.iter_rows(named=True) if row["account"] not in OUTSIDE)
    promised = sum(int(rupiah * REVISED_SHARE) for rupiah in made.budgets["tagged"] if rupiah > 0)
    return {
        "p3dn_commitment": (domestic, promised),
        "p3dn_plan_tag": (domestic, tagged),
        "p3dn_payments": (domestic, paid),
        "p3dn_plan": (tagged, int(made.budgets["known"].sum())),
    }


def unrecorded(made: Year) -> dict[int, int]:
    """Return per unit what it paid for procurement and recorded nowhere."""
    found: dict[int, int] = {}
    for row in made.bought.payments.iter_rows(named=True):
        if row["purchase"] is None and row["account"] not in OUTSIDE:
            found[row["unit"]] = found.get(row["unit"], 0) + row["rupiah"]
    return found
