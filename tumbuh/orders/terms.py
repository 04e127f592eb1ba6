"""The law of the e-order on a day, from policies/eorder.toml, in the shapes that the rules take."""

from datetime import date
from functools import lru_cache

from tumbuh.orders.rules.tax import TaxTerms
from tumbuh.reference.policies import policy


@lru_cache(maxsize=1_024)
def tax_terms(on: date) -> TaxTerms:
    """Return the rates of a day. Raises: NoRuleInForce for a day before them."""
    part, whole = policy("eorder", "ppn_base", on=on).value
    return TaxTerms(
        pph22=number("pph22", on),
        pph22_above_rupiah=number("pph22_above", on),
        pph23=number("pph23", on),
        no_npwp_times=number("no_npwp_times", on),
        pph_final=number("pph_final", on),
        ppn=number("ppn", on),
        ppn_base=(part, whole),
        ppn_collected_above_rupiah=number("ppn_collected_above", on),
        pbjt_food=number("pbjt_food", on),
    )


@lru_cache(maxsize=4_096)
def number(key: str, on: date) -> int:
    """Return a whole number of the policy on a day. Raises: UnknownPolicy, NoRuleInForce."""
    return int(policy("eorder", key, on=on).value)
