"""The rail puts the facts of the day before the rules, with other orders listed and reasons kept."""

from datetime import timedelta

import pytest

from tests.integration.orders import city as cities
from tests.integration.orders.city import NOON
from tumbuh.orders import queries, services
from tumbuh.orders.models import Justification, Order
from tumbuh.orders.rules.rail import Check, Verdict

pytestmark = pytest.mark.django_db


def verdicts(basket, now=NOON):
    return {step.check: step.verdict for step in queries.rail(basket, now=now).steps}


def step(basket, check, now=NOON):
    return next(one for one in queries.rail(basket, now=now).steps if one.check is check)


def test_a_small_lunch_passes_every_step_with_its_rule_and_first_day(city):
    rail = queries.rail(city.fill((city.rice, 40)), now=NOON)
    assert [one.check for one in rail.steps] == list(Check)
    assert (rail.stops, rail.warnings) == ((), ())
    assert all(one.source and one.since.year > 2000 and one.certainty in {"found", "known"} for one in rail.steps)
    assert step(city.fill((city.rice, 40)), Check.METHOD).sentence.startswith("E-purchasing oleh Pejabat Pengadaan")


def test_orders_that_together_pass_the_limit_are_listed_and_asked_about(city):
    for _ in range(2):
        city.clock += timedelta(days=1)
        city.place(300, city.rice)
    city.clock += timedelta(days=1)
    big = cities.offer(city.seller, "Prasmanan", line_kind="catering", pool=city.rice.pool, price_rupiah=140_000)
    basket = city.fill((big, 300))
    found = step(basket, Check.SPLIT, city.clock)
    assert found.verdict is Verdict.WARN
    assert "Bersama 2 pesanan sejenis dalam 30 hari jumlahnya Rp57.000.000" in found.sentence
    assert {one.order for one in found.evidence} == {str(one.public_id) for one in Order.objects.all()}
    later = city.clock + timedelta(days=40)
    assert step(basket, Check.SPLIT, later).verdict is Verdict.OK


def test_a_cancelled_order_is_no_part_of_a_split(city):
    city.clock += timedelta(days=1)
    order = city.place(300)
    services.cancel(order_id=order.pk, reason="event_cancelled", by=city.officer, now=city.clock)
    assert queries.similar_orders(city.disposition, {"catering"}, on=city.clock.date()) == []


def test_what_would_be_refused_stops(city):
    dear = cities.offer(city.seller, "Tumpeng", line_kind="catering", pool=city.rice.pool, price_rupiah=1_000_000)
    basket = city.fill((dear, 210))
    found = verdicts(basket)
    # 210 million is above what one order may cost, above the package's 100 million and the line's 200 million.
    assert {check for check, verdict in found.items() if verdict is Verdict.STOP} == {
        Check.METHOD, Check.LIMIT, Check.PACKAGE, Check.BUDGET,
    }  # fmt: skip
    assert found[Check.QUOTES] is Verdict.WARN


def test_too_near_a_delivery_stops(city):
    basket = city.fill((city.rice, 10))
    assert step(basket, Check.LEAD, NOON + timedelta(hours=20)).verdict is Verdict.STOP


def test_a_reason_is_typed_once_and_offered_again(city):
    basket = city.fill((city.rice, 10))
    warning = {"rule": "split", "title": "Pemecahan paket", "words": "Dua acara yang berbeda."}
    services.place(basket_id=basket.pk, by=city.officer, now=NOON, warnings=[warning])
    assert Order.objects.get().warnings == [warning]
    assert queries.reasons_before("101", Check.SPLIT) == ["Dua acara yang berbeda."]
    again = city.fill((city.rice, 5))
    services.place(basket_id=again.pk, by=city.officer, now=NOON, warnings=[warning])
    assert Justification.objects.count() == 1
