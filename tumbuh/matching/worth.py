"""What it is worth that two participants meet: the best score of what one looks for and the other offers."""

from datetime import date

from tumbuh.matching.models import Demand, Participant, SupplyProfile
from tumbuh.matching.reading import demand_profile, seller_profiles, vocabulary
from tumbuh.matching.rules.explaining import explain
from tumbuh.matching.terms import terms

AGREED = 10_000  # what two want themselves stands above the best score that an organiser can choose


def worth_of(buyer: Participant, seller: Participant, *, demand: Demand | None, on: date) -> int:
    """
    Return the score of the pair in hundredths of a point, at least 1: the best of the buyer's shared demands.

    A pair that a filter keeps apart may still want to talk; it is then worth 1.
    """
    known = vocabulary()
    supply = SupplyProfile.objects.filter(business=seller.business_id, state="shared").select_related(
        "business__seller_profile"
    )
    asked = Demand.objects.filter(buyer=buyer.buyer_id, state="shared").select_related("category")
    if demand is not None:
        asked = asked.filter(pk=demand.pk)
    found = 1
    for profile in seller_profiles(supply, known, on=on).values():
        for one in asked.order_by("pk"):
            told = explain(demand_profile(one, known), profile, terms(on), on=on)
            found = max(found, told.score) if told.may_meet else found
    return found
