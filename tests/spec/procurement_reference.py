"""The figures of public buying once more: slow, obvious, in plain Python, from the definitions of domain §3."""

from collections import defaultdict
from typing import Any

Row = dict[str, Any]


def classified(purchases: list[Row], plans: list[Row], packages: list[Row]) -> list[Row]:
    """Return each purchase with its parts and reasons."""
    by_code = {package["code"]: package for package in packages}
    answers = []
    for purchase in purchases:
        codes = [plan["code"] for plan in plans if plan["purchase"] == purchase["purchase"]]
        found = [by_code[code] for code in codes if code in by_code]
        answers.append(purchase | _parts(purchase, codes, found))
    return answers


def _parts(purchase: Row, codes: list[str], found: list[Row]) -> Row:
    value = purchase["value_rupiah"]
    names = "domestic other unmatched excluded micro_small larger size_unknown size_excluded local_micro_small"
    parts: Row = {f"{name}_rupiah": 0 for name in (*names.split(), "place_unknown_micro_small")}
    if codes and len(found) == len(codes) and all(package["exempt"] for package in found):
        return parts | {
            "reason": "exempt", "size_reason": "exempt", "excluded_rupiah": value, "size_excluded_rupiah": value,
        }  # fmt: skip
    reason, part = _stated(purchase["contract_domestic_rupiah"], None, (codes, found), "domestic", value)
    parts["reason"] = reason
    if part is None:
        parts["unmatched_rupiah"] = value
    else:
        parts |= {"domestic_rupiah": part, "other_rupiah": value - part}
    small = purchase["contract_micro_small_rupiah"]
    reason, part = _stated(small, purchase["vendor_micro_small"], (codes, found), "micro_small", value)
    parts["size_reason"] = reason
    if part is None:
        parts["size_unknown_rupiah"] = value
        return parts
    parts |= {"micro_small_rupiah": part, "larger_rupiah": value - part}
    if purchase["vendor_local"] is None:
        parts["place_unknown_micro_small_rupiah"] = part
    elif purchase["vendor_local"]:
        parts["local_micro_small_rupiah"] = part
    return parts


def _stated(
    contract: int | None, vendor: bool | None, plan: tuple[list[str], list[Row]], flag: str, value: int
) -> tuple[str, int | None]:
    codes, found = plan
    if contract is not None:
        return "contract", contract
    if vendor is not None:
        return "vendor", value if vendor else 0
    if len(found) < len(codes) or not codes:
        return ("code_unknown" if codes else "no_code"), None
    flags = [package[flag] for package in found]
    if all(one is flags[0] for one in flags) and flags[0] is not None:
        return "plan", value if flags[0] else 0
    return ("untagged" if None in flags else "mixed"), None


def figures(
    rows: list[Row], packages: list[Row], budgets: list[Row], commitments: list[Row], payments: list[Row]
) -> Row:
    """Return numerator and denominator of each figure, from the realised rows of `classified`."""
    realised = [row for row in rows if row["state"] == "realised"]
    plan = [package for package in packages if package["counted"] and not package["exempt"]]
    domestic = sum(row["domestic_rupiah"] for row in realised)
    planned = sum(package["ceiling_rupiah"] for package in plan if package["domestic"])
    small_plan = sum(package["ceiling_rupiah"] for package in plan if package["micro_small"])
    procured = sum(row["rupiah"] for row in budgets if row["rupiah"] is not None)
    small = sum(row["micro_small_rupiah"] for row in realised)
    return {
        "p3dn_commitment": (domestic, sum(row["rupiah"] for row in commitments)),
        "p3dn_plan_tag": (domestic, planned),
        "p3dn_payments": (domestic, sum(row["rupiah"] for row in payments if row["in_scope"])),
        "p3dn_plan": (planned, procured),
        "domestic_recorded": (domestic, sum(row["value_rupiah"] - row["excluded_rupiah"] for row in realised)),
        "micro_small_plan": (small_plan, procured),
        "micro_small_purchases": (small, sum(row["value_rupiah"] - row["size_excluded_rupiah"] for row in realised)),
        "local_micro_small": (sum(row["local_micro_small_rupiah"] for row in realised), small),
    }


def gaps(rows: list[Row], payments: list[Row]) -> dict[str, tuple[int, int]]:
    """Return per unit what is not recorded and what is recorded ahead of payment."""
    left: dict[str, int] = defaultdict(int)
    for payment in payments:
        if payment["in_scope"]:
            left[payment["unit"]] += payment["rupiah"]
    for row in rows:
        if row["state"] == "realised":
            left[row["unit"]] -= row["value_rupiah"]
    return {unit: (max(0, value), max(0, -value)) for unit, value in left.items()}
