"""The demo's gatherings: one finished and followed to the money, one whose timetable is out, one in preparation."""

from tests.integration.demo.conftest import BuiltCity
from tumbuh.demo import matching_building
from tumbuh.matching import funnel
from tumbuh.matching.models import Deal, DealOrder, Demand, Event, Meeting, SupplyProfile
from tumbuh.orders.models import Order


def test_a_finished_gathering_led_to_orders_that_the_books_say_were_paid(built: BuiltCity) -> None:
    finished, arranged, draft = Event.objects.order_by("number")
    assert [finished.state, arranged.state, draft.state] == ["finished", "arranged", "draft"]
    told, sums = funnel.funnel(finished), matching_building.truth()
    assert told.held > 0
    assert told.interest.rupiah == sums["interest_rupiah"] > told.realised.rupiah == sums["paid_rupiah"]
    linked = {one.order_key: one for one in DealOrder.objects.all()}
    assert {one.deal.state for one in linked.values()} <= {"ordered", "paid"}
    for one in Order.objects.filter(public_id__in=linked):
        assert finished.ended_at is not None
        assert one.placed_at > finished.ended_at
        assert (linked[str(one.public_id)].paid_rupiah or 0) == (one.total_rupiah if one.paid_at else 0)


def test_needs_are_drafted_from_plans_and_typed_by_companies_of_the_city_and_others(built: BuiltCity) -> None:
    drafted = Demand.objects.filter(source="plan")
    assert drafted.filter(state="shared").exists() == drafted.exists()  # a very small city plans nothing to come
    assert all(one.drafted_from for one in drafted)
    kinds = set(Demand.objects.filter(source="typed", state="shared").values_list("buyer__kind", flat=True))
    assert kinds == {"city_company", "corporate"}


def test_the_coming_timetable_is_the_best_there_is_and_somebody_waits_for_an_answer(built: BuiltCity) -> None:
    arranged = Event.objects.get(state="arranged")
    run = arranged.timetables.get()
    assert run.worth == run.bound
    asked = Meeting.objects.filter(event=arranged, state="requested")
    assert {"Perumda Pasar Rakyat Kota"} <= set(asked.values_list("buyer__name", flat=True))


def test_building_the_gatherings_again_adds_nothing(built: BuiltCity) -> None:
    before = [one.objects.count() for one in (Event, Demand, SupplyProfile, Meeting, Deal)]
    matching_building.add_matching(built.city)
    assert [one.objects.count() for one in (Event, Demand, SupplyProfile, Meeting, Deal)] == before
