"""A seller's record is counted from its orders; a reported review is kept or hidden by somebody of neither side."""

import pytest

from tests.integration.orders.city import NOON, City, join, person
from tumbuh.accounts.models import User
from tumbuh.accounts.permissions import Role
from tumbuh.kernel.errors import NotAllowed, Refused
from tumbuh.notices.models import Notice
from tumbuh.orders import services
from tumbuh.orders.models import Order, Review, ReviewReport
from tumbuh.orders.reputation import (
    NotReportable,
    ReportDecided,
    latest_reviews,
    reports_waiting,
    reputation_of,
    reviews_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def curator(city: City) -> User:
    return person("kurator", Role.CURATOR, "area", "31.71")


@pytest.fixture
def reviewed(city: City) -> Order:
    order = city.until("received")
    services.review(order_id=order.pk, stars=2, words="Basi.", by=city.of(Role.COMMITMENT_OFFICER), now=NOON)
    return order


def report(city: City, order: Order, words: str = "Bukan tentang pesanan ini.") -> ReviewReport:
    return services.report_review(order_id=order.pk, words=words, by=city.owner, now=NOON)


def test_the_record_counts_what_was_delivered_received_and_refused(city: City, reviewed: Order) -> None:
    second = city.place(10)
    services.decline(order_id=second.pk, reason="capacity", by=city.owner, now=NOON)
    city.place(10)  # waits for an answer, so that it counts nowhere
    found = reputation_of(city.seller.pk)
    assert (found.answered, found.refused, found.delivered, found.in_time) == (2, 1, 1, 1)
    assert (found.received, found.in_full, found.reviews, found.stars_tenths) == (1, 1, 1, 20)
    assert latest_reviews(city.seller.pk) == []  # one review is no fair sample


def test_what_is_hidden_counts_nowhere_and_both_sides_read_why(city: City, reviewed: Order, curator: User) -> None:
    made = report(city, reviewed)
    assert list(reports_waiting(curator, now=NOON)) == [made]
    services.decide_report(report_id=made.pk, hide=True, reasons="Menyebut orang.", by=curator, now=NOON)
    assert not reviews_of(city.seller.pk).exists()
    assert reputation_of(city.seller.pk).stars_tenths is None
    assert Review.objects.count() == 1
    told = Notice.objects.filter(event="orders.review_report_decided").values_list("person", flat=True)
    assert set(told) == {city.owner.pk, city.of(Role.COMMITMENT_OFFICER).pk}
    with pytest.raises(ReportDecided):
        services.decide_report(report_id=made.pk, hide=False, reasons="Jujur.", by=curator, now=NOON)


def test_what_is_kept_counts_on_and_is_not_reported_again(city: City, reviewed: Order, curator: User) -> None:
    made = report(city, reviewed)
    services.decide_report(report_id=made.pk, hide=False, reasons="Jujur.", by=curator, now=NOON)
    assert reviews_of(city.seller.pk).count() == 1
    with pytest.raises(NotReportable):
        report(city, reviewed)


def test_neither_side_decides_nor_a_curator_from_elsewhere(city: City, reviewed: Order) -> None:
    made = report(city, reviewed)
    for one in (city.owner, city.of(Role.COMMITMENT_OFFICER)):
        join(one, Role.CURATOR, "area", "31.71")
    far = person("kurator_jauh", Role.CURATOR, "area", "31.74")
    for one in (city.owner, city.of(Role.COMMITMENT_OFFICER), far):
        with pytest.raises(NotAllowed):
            services.decide_report(report_id=made.pk, hide=True, reasons="Bohong.", by=one, now=NOON)
    made.refresh_from_db()
    assert made.state == "waiting"
    assert list(reports_waiting(far, now=NOON)) == []


def test_a_report_and_a_decision_say_why(city: City, reviewed: Order, curator: User) -> None:
    with pytest.raises(NotReportable):
        report(city, reviewed, words=" ")
    with pytest.raises(NotAllowed):
        services.report_review(order_id=reviewed.pk, words="Bohong.", by=city.officer, now=NOON)
    assert not ReviewReport.objects.exists()
    made = report(city, reviewed)
    with pytest.raises(Refused, match="Tulis alasannya"):
        services.decide_report(report_id=made.pk, hide=True, reasons=" ", by=curator, now=NOON)
