"""Joint offers in the city: who covers a need together, and asking all of them at once."""

import pytest

from tests.integration.matching.city import NOON, MatchingCity
from tumbuh.kernel.errors import Refused
from tumbuh.matching import services
from tumbuh.matching.joining import events_to_ask_at, joint_offer_for
from tumbuh.matching.models import Meeting


def test_the_members_of_a_joint_offer_are_asked_once_and_told_their_shares(city: MatchingCity) -> None:
    demand = city.share_demand("PT Pembeli 1", title="Nasi kotak apel besar", quantity=450)
    event, _people = city.all_come()
    services.suggest(event_id=event.pk, by=city.organiser, now=NOON)
    members = joint_offer_for(demand)
    assert [one.quantity for one in members] == [225, 225]
    assert sum(one.rupiah for one in members) == 450 * 25_000
    assert [one.event for one in events_to_ask_at(demand)] == [event]
    by = city.speakers["PT Pembeli 1"]
    made = services.request_joint(event_id=event.pk, demand=demand, by=by, now=NOON)
    assert {one.seller.business_id for one in made} == {one.supply.business_id for one in members}
    assert all("bagian Anda 225 dari 450 kotak" in one.message for one in made)
    with pytest.raises(Refused, match="sudah diminta"):
        services.request_joint(event_id=event.pk, demand=demand, by=by, now=NOON)
    with pytest.raises(Refused):
        services.request_joint(event_id=event.pk, demand=demand, by=city.speakers["PT Pembeli 2"], now=NOON)
    assert Meeting.objects.count() == 2
