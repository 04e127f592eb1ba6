"""The figures of public buying once more: slow, obvious, in plain Python, from the definitions of domain §3."""

from collections import defaultdict
from typing import Any

Row = dict[str, Any]
City = dict[str, list[Row]]  # purchases, plans, packages, budgets, commitments, payments


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


def purchase_classes(city: City) -> list[Row]:
    """Return the realised purchases with their parts and reasons."""
    rows = classified(city["purchases"], city["plans"], city["packages"])
    return [row for row in rows if row["state"] == "realised"]


def p3dn_commitment(city: City) -> tuple[int, int]:
    """Return what is domestic, and what was promised."""
    return _bought(city, "domestic"), sum(row["rupiah"] for row in city["commitments"])


def p3dn_plan_tag(city: City) -> tuple[int, int]:
    """Return what is domestic, and what was planned so."""
    return _bought(city, "domestic"), _planned(city, "domestic")


def p3dn_payments(city: City) -> tuple[int, int]:
    """Return what is domestic, and what was paid for procurement."""
    return _bought(city, "domestic"), sum(row["rupiah"] for row in city["payments"] if row["in_scope"])


def p3dn_plan(city: City) -> tuple[int, int]:
    """Return what is planned as domestic, and what is to be bought at all."""
    return _planned(city, "domestic"), _procured(city)


def domestic_recorded(city: City) -> tuple[int, int]:
    """Return what is domestic, and what is recorded and not excluded."""
    return _bought(city, "domestic"), _bought(city, "value") - _bought(city, "excluded")


def micro_small_plan(city: City) -> tuple[int, int]:
    """Return what is planned for small business, and what is to be bought at all."""
    return _planned(city, "micro_small"), _procured(city)


def micro_small_purchases(city: City) -> tuple[int, int]:
    """Return what is from small business, and what is recorded and not excluded."""
    return _bought(city, "micro_small"), _bought(city, "value") - _bought(city, "size_excluded")


def local_micro_small(city: City) -> tuple[int, int]:
    """Return what is from the city's own small business, and from all small business."""
    return _bought(city, "local_micro_small"), _bought(city, "micro_small")


def recording_gap(city: City) -> dict[str, tuple[int, int]]:
    """Return per unit what is not recorded and what is recorded ahead of payment."""
    left: dict[str, int] = defaultdict(int)
    for payment in city["payments"]:
        if payment["in_scope"]:
            left[payment["unit"]] += payment["rupiah"]
    for row in purchase_classes(city):
        left[row["unit"]] -= row["value_rupiah"]
    return {unit: (max(0, value), max(0, -value)) for unit, value in left.items()}


def p3dn_bridge(city: City) -> dict[str, int]:
    """Return what was paid, each bar of the bridge, and what was paid outside the scope."""
    gaps = recording_gap(city).values()
    return {
        "paid_rupiah": sum(row["rupiah"] for row in city["payments"] if row["in_scope"]),
        **{f"{part}_rupiah": _bought(city, part) for part in ("domestic", "other", "unmatched", "excluded")},
        "unrecorded_rupiah": sum(gap for gap, _ in gaps),
        "ahead_rupiah": sum(ahead for _, ahead in gaps),
        "outside_rupiah": sum(row["rupiah"] for row in city["payments"] if not row["in_scope"]),
    }


def _bought(city: City, part: str) -> int:
    return sum(row[f"{part}_rupiah"] for row in purchase_classes(city))


def _planned(city: City, tag: str) -> int:
    return sum(
        package["ceiling_rupiah"]
        for package in city["packages"]
        if package["counted"] and not package["exempt"] and package[tag]
    )


def _procured(city: City) -> int:
    return sum(row["rupiah"] for row in city["budgets"] if row["rupiah"] is not None)
