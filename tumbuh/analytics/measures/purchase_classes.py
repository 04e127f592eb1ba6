"""
What each realised purchase is: domestic, other, unmatched or excluded, in rupiah that add up to its value.

Question: of what the city bought, how much is known to be domestic and from small business, and by which evidence?
The part that a contract states counts first; else the flag of the packages it was planned in, if all of them agree.
A purchase without a package, with an unknown one, an untagged one or disagreeing ones is *unmatched*: never guessed,
in no numerator. Exempt packages (status_dikecualikan) are *excluded*. Source: domain §3.
"""

from typing import Any

import narwhals as nw

ID = "purchase_classes"
VERSION = 1
PARTS = ("domestic", "other", "unmatched", "excluded")
SIZE_PARTS = ("micro_small", "larger", "size_unknown", "size_excluded")
REASONS = ("contract", "plan", "exempt", "no_code", "code_unknown", "untagged", "mixed")


def classify(purchases: Any, plans: Any, packages: Any) -> Any:
    """
    Return the purchases with `<part>_rupiah` for PARTS and SIZE_PARTS, each family adding up to value_rupiah, `reason`
    and `size_reason`, and local_micro_small_rupiah with its unknown part.

    `purchases` has PURCHASE_SCHEMA, `plans` PURCHASE_PLAN_SCHEMA, `packages` PACKAGE_SCHEMA. Cost: two hash joins.
    """
    joined = purchases.join(_votes(plans, packages), on="purchase", how="left").with_columns(
        nw.col(*_VOTES).fill_null(0)
    )
    value = nw.col("value_rupiah")
    known = (nw.col("codes") > 0) & (nw.col("found") == nw.col("codes"))
    exempt = known & (nw.col("exempt_codes") == nw.col("codes"))
    joined = joined.with_columns(
        reason=_reason("contract_domestic_rupiah", "domestic", known, exempt),
        size_reason=_size_reason(known, exempt),
    )
    domestic = _stated("reason", "contract_domestic_rupiah", "domestic")
    small = _stated("size_reason", "contract_micro_small_rupiah", "micro_small")
    stated, sized = nw.col("reason").is_in(["contract", "plan"]), nw.col("size_reason").is_in(_SIZED)
    marked = joined.with_columns(
        domestic_rupiah=domestic,
        excluded_rupiah=nw.when(nw.col("reason") == "exempt").then(value).otherwise(0),
        unmatched_rupiah=nw.when(stated | (nw.col("reason") == "exempt")).then(0).otherwise(value),
        micro_small_rupiah=small,
        size_excluded_rupiah=nw.when(nw.col("size_reason") == "exempt").then(value).otherwise(0),
        size_unknown_rupiah=nw.when(sized | (nw.col("size_reason") == "exempt")).then(0).otherwise(value),
    )
    return marked.with_columns(
        other_rupiah=nw.when(stated).then(value - nw.col("domestic_rupiah")).otherwise(0),
        larger_rupiah=nw.when(sized).then(value - nw.col("micro_small_rupiah")).otherwise(0),
        local_micro_small_rupiah=nw.when(nw.col("vendor_local")).then(nw.col("micro_small_rupiah")).otherwise(0),
        place_unknown_micro_small_rupiah=nw.when(nw.col("vendor_local").is_null())
        .then(nw.col("micro_small_rupiah"))
        .otherwise(0),
    ).drop(*_VOTES)


def measure(purchases: Any, *, by: tuple[str, ...] = ()) -> Any:
    """Return the sums of value and of each part of classified purchases, and their number."""
    names = ("value", *PARTS, *SIZE_PARTS, "local_micro_small", "place_unknown_micro_small")
    sums = [nw.col(f"{name}_rupiah").sum() for name in names]
    return (
        purchases.group_by(*by).agg(*sums, nw.len().alias("purchases"))
        if by
        else purchases.select(*sums, nw.len().alias("purchases"))
    )


def realised(purchases: Any) -> Any:
    """Return the purchases that count as realised."""
    return purchases.filter(nw.col("state") == "realised")


def part(purchases: Any, name: str) -> Any:
    """Return the rows with something in a part, as `rupiah`. Raises: ValueError for no such part."""
    if name not in (*PARTS, *SIZE_PARTS, "local_micro_small", "value"):
        raise ValueError(f"no part {name!r} of purchases")
    column = nw.col(f"{name}_rupiah")
    return purchases.filter(column != 0).with_columns(rupiah=column)


_FLAGS = {"domestic": "domestic", "micro_small": "micro_small"}
_VOTES = ("codes", "found", "exempt_codes", *(f"{flag}_{side}" for flag in _FLAGS for side in ("yes", "no")))
_SIZED = ["contract", "vendor", "plan"]


def _votes(plans: Any, packages: Any) -> Any:
    """Count per purchase its codes, those that are known, and the flags of their packages."""
    flags = packages.select("code", "exempt", *_FLAGS, found=nw.lit(1, nw.Int64))
    joined = plans.join(flags, on="code", how="left")
    yes = [nw.col(flag).cast(nw.Int64).sum().alias(f"{flag}_yes") for flag in _FLAGS]
    no = [(~nw.col(flag)).cast(nw.Int64).sum().alias(f"{flag}_no") for flag in _FLAGS]
    counted = [nw.len().cast(nw.Int64).alias("codes"), nw.col("found").sum()]
    exempt = nw.col("exempt").cast(nw.Int64).sum().alias("exempt_codes")
    return joined.group_by("purchase").agg(*counted, exempt, *yes, *no)


def _reason(contract: str, flag: str, known: Any, exempt: Any) -> Any:
    return (
        nw.when(exempt)
        .then(nw.lit("exempt"))
        .otherwise(nw.when(~nw.col(contract).is_null()).then(nw.lit("contract")).otherwise(_by_plan(flag, known)))
    )


def _size_reason(known: Any, exempt: Any) -> Any:
    by_vendor = (
        nw.when(~nw.col("vendor_micro_small").is_null())
        .then(nw.lit("vendor"))
        .otherwise(_by_plan("micro_small", known))
    )
    stated = nw.when(~nw.col("contract_micro_small_rupiah").is_null()).then(nw.lit("contract")).otherwise(by_vendor)
    return nw.when(exempt).then(nw.lit("exempt")).otherwise(stated)


def _by_plan(flag: str, known: Any) -> Any:
    codes, yes, no = nw.col("codes"), nw.col(f"{flag}_yes"), nw.col(f"{flag}_no")
    tagged = nw.when((yes == codes) | (no == codes)).then(nw.lit("plan")).otherwise(_untagged(codes, yes, no))
    return (
        nw.when(codes == 0)
        .then(nw.lit("no_code"))
        .otherwise(nw.when(known).then(tagged).otherwise(nw.lit("code_unknown")))
    )


def _untagged(codes: Any, yes: Any, no: Any) -> Any:
    return nw.when(yes + no < codes).then(nw.lit("untagged")).otherwise(nw.lit("mixed"))


def _stated(reason: str, contract: str, flag: str) -> Any:
    """Return the rupiah that are stated to be so: the contract's part, or all of it when flag or vendor says yes."""
    value, why = nw.col("value_rupiah"), nw.col(reason)
    by_flag = (why == "plan") & (nw.col(f"{flag}_yes") == nw.col("codes"))
    whole = by_flag | ((why == "vendor") & nw.col("vendor_micro_small")) if reason == "size_reason" else by_flag
    return nw.when(why == "contract").then(nw.col(contract)).otherwise(nw.when(whole).then(value).otherwise(0))
