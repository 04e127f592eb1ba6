"""The law of public buying on a day, from policies/procurement.toml, in the shapes that the rules take."""

from dataclasses import dataclass
from datetime import date

from tumbuh.procurement.rules.methods import Band, MethodTerms
from tumbuh.procurement.rules.pdn_order import Limits
from tumbuh.procurement.rules.preference import Terms
from tumbuh.reference.policies import policy


@dataclass(frozen=True)
class Law:
    """What holds on a day: article 66's thresholds, the price preference, methods and evidence."""

    limits: Limits
    preference: Terms
    methods: MethodTerms


def law(on: date) -> Law:
    """Return the law on a day. Raises: NoRuleInForce for a day before it."""

    def value(key: str) -> int:
        return int(policy("procurement", key, on=on).value)

    bounds = policy("procurement", "evidence_limits", on=on).value
    kinds = policy("procurement", "evidence_kinds", on=on).value
    return Law(
        limits=Limits(value("combined_least"), value("local_content_least"), value("benefit_most")),
        preference=Terms(
            above_rupiah=value("preference_above"),
            local_content_permyriad=value("local_content_least"),
            goods_most_permyriad=value("preference_goods_most"),
            works_permyriad=value("preference_works"),
        ),
        methods=MethodTerms(
            direct_most_rupiah=policy("procurement", "direct_most", on=on).value,
            officer_most_rupiah=value("officer_most"),
            catalogue_first_above_rupiah=value("catalogue_first_above"),
            evidence=[Band(most, name) for most, name in zip((*bounds, None), kinds, strict=True)],
        ),
    )
