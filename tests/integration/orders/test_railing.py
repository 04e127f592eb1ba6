"""The rail puts the facts of the day before the rules, with other orders listed and reasons kept."""

from datetime import date, timedelta

import pytest

from tests.integration.orders import city as cities
from tests.integration.orders.city import NOON
from tumbuh.catalogue.models import MasterProduct, Offer, OriginEvidence
from tumbuh.kernel.errors import Refused
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


SPLIT = {"rule": "split", "words": "Dua acara yang berbeda."}


@pytest.fixture
def asked(city):
    """A basket that the rail asks about: with the orders before it above what one may cost."""
    for _ in range(2):
        city.clock += timedelta(days=1)
        city.place(300, city.rice)
    city.clock += timedelta(days=1)
    big = cities.offer(city.seller, "Prasmanan", line_kind="catering", pool=city.rice.pool, price_rupiah=140_000)
    return city.fill((big, 300))


@pytest.mark.parametrize("reasons", [[], [SPLIT | {"words": "  "}], [SPLIT | {"rule": "price"}]])
def test_what_the_rail_asks_must_be_answered(city, asked, reasons):
    with pytest.raises(Refused) as refused:
        services.place(basket_id=asked.pk, by=city.officer, now=city.clock, warnings=reasons)
    assert refused.value.code == "rail_unanswered"
    assert "Pemecahan paket: Bersama 2 pesanan sejenis" in str(refused.value)
    asked.refresh_from_db()
    assert (Order.objects.count(), asked.placed_at, Justification.objects.count()) == (2, None, 0)


def test_the_answer_stays_with_the_order_and_is_offered_again(city, asked):
    idle = {"rule": "lead", "words": "Tidak ditanyakan."}
    [placed] = services.place(basket_id=asked.pk, by=city.officer, now=city.clock, warnings=[SPLIT, idle])
    [kept] = Order.objects.get(pk=placed.id).warnings
    assert (kept["rule"], kept["title"], kept["words"]) == ("split", "Pemecahan paket", "Dua acara yang berbeda.")
    assert kept["sentence"].startswith("Bersama 2 pesanan sejenis dalam 30 hari jumlahnya Rp57.000.000")
    assert queries.reasons_before("101", Check.SPLIT) == ["Dua acara yang berbeda."]
    again = city.fill((Offer.objects.get(title="Prasmanan"), 280))
    again = services.set_delivery(
        basket_id=again.pk, address=cities.ROOM, area="", deliver_by_at=city.clock + timedelta(days=4),
        by=city.officer, now=city.clock,
    )  # fmt: skip
    services.place(basket_id=again.pk, by=city.officer, now=city.clock, warnings=[SPLIT])
    assert Justification.objects.count() == 1


def test_above_the_officers_value_no_reason_helps(city):
    reasons = [{"rule": check.value, "words": "Perlu sekali."} for check in Check]
    dear = [
        cities.offer(cities.business(f"Dapur {n}"), "Tumpeng", line_kind="catering", stock=90, price_rupiah=1_000_000)
        for n in range(5)
    ]
    basket = city.fill(*((one, 45) for one in dear))
    with pytest.raises(Refused) as refused:
        services.place(basket_id=basket.pk, by=city.officer, now=NOON, warnings=reasons)
    assert Order.objects.count() == 0
    assert refused.value.code == "rail_stops"


def test_a_price_above_the_quartile_is_asked_about(city):
    master = MasterProduct.objects.create(
        name="Nasi kotak", category=city.rice.category, unit="kotak", search_key="nasi kotak", added_at=NOON
    )
    for number in range(5):
        other = cities.offer(cities.business(f"Dapur {number}"), "Nasi kotak", line_kind="catering", stock=9)
        other.product.master = master
        other.product.save()
    dear = cities.offer(city.seller, "Nasi kotak daun", line_kind="catering", stock=90, price_rupiah=40_000)
    dear.product.master = master
    dear.product.save()
    basket = city.fill((dear, 2))
    with pytest.raises(Refused, match="Kewajaran harga: Harga di atas tiga perempat harga sejenis"):
        services.place(basket_id=basket.pk, by=city.officer, now=NOON)
    reason = {"rule": "price", "words": "Sudah dengan kemasan daun."}
    services.place(basket_id=basket.pk, by=city.officer, now=NOON, warnings=[reason])
    assert [one["rule"] for one in Order.objects.get().warnings] == ["price"]


def test_a_certified_product_of_the_kind_is_asked_about(city):
    best = cities.offer(cities.business("Dapur Pusat"), "Nasi kotak TKDN", line_kind="catering", stock=9)
    OriginEvidence.objects.create(
        product=best.product, kind="tkdn", level=5, reference="TKDN/1", share_permyriad=4500,
        valid_from=date(2026, 1, 1), valid_to=date(2028, 1, 1), added_at=NOON,
    )  # fmt: skip
    basket = city.fill((city.rice, 10))
    with pytest.raises(Refused, match="diwajibkan pasal 66 pada langkah 1"):
        services.place(basket_id=basket.pk, by=city.officer, now=NOON)
    certified = city.fill((city.rice, 0), (best, 5))
    services.place(basket_id=certified.pk, by=city.officer, now=NOON)
    assert Order.objects.get().warnings == []
