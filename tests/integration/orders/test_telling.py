"""Each side hears of what the other did, once, in words that fit a text message; treasurers of what is due."""

from datetime import timedelta

import pytest

from tests.integration.orders import city as cities
from tests.integration.orders.city import NOON
from tumbuh.accounts.permissions import Permission, Role
from tumbuh.notices import queries
from tumbuh.notices.models import Notice
from tumbuh.orders import services, telling
from tumbuh.orders.models import OrderEvent

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def told(person):
    return [one.title for one in queries.inbox(person)][::-1]


def test_the_seller_hears_of_an_order_and_who_ordered_of_the_answer(city):
    order = city.until("confirmed")
    assert telling.tell_waiting(limit=10, now=NOON) == 2
    notice = queries.inbox(city.owner).get()
    assert (notice.title, notice.path) == ("Pesanan baru Rp1.000.000", f"/jualan/pesanan/{order.public_id}/")
    assert notice.body == ("40 kotak Nasi kotak. Antar 7 April 2026 12.00 WIB. Sanggupi atau tolak sekarang.")
    assert len(notice.short) <= 160
    assert told(city.officer) == ["Dapur Budi menyanggupi pesanan"]
    assert queries.inbox(city.officer).get().path == f"/pesanan/{order.public_id}/"


def test_along_the_whole_path_each_hears_what_is_theirs_to_do(city):
    city.until("closed")
    telling.tell_waiting(limit=10, now=NOON)
    assert told(city.owner) == ["Pesanan baru Rp1.000.000", "Barang Anda diterima", "Pembayaran Rp1.000.000"]
    assert told(city.officer) == ["Dapur Budi menyanggupi pesanan"]
    assert told(city.of(Role.COMMITMENT_OFFICER)) == ["Dapur Budi sudah mengirim", "Pesanan Dapur Budi sudah dibayar"]
    assert told(city.of(Role.TREASURER)) == ["Bayar Rp1.000.000 kepada Dapur Budi"]


def test_nobody_is_told_twice(city):
    city.until("confirmed")
    telling.tell_waiting(limit=10, now=NOON)
    assert telling.tell_waiting(limit=10, now=NOON) == 0
    OrderEvent.objects.update(told_at=None)  # as a worker leaves it that died before it committed
    telling.tell_waiting(limit=10, now=NOON)
    assert Notice.objects.count() == 2


def test_a_reason_is_told_with_the_words_and_a_message_goes_to_the_other_side(city):
    order = city.until("confirmed")
    services.say(order_id=order.pk, words="Bisa lebih pagi?", by=city.officer, now=NOON)
    services.withdraw(order_id=order.pk, reason="capacity", words="Oven rusak", by=city.owner, now=NOON)
    telling.tell_waiting(limit=10, now=NOON)
    assert told(city.owner) == ["Pesanan baru Rp1.000.000", "Pesan baru dari Dinas Perdagangan"]
    left = queries.inbox(city.officer).first()
    assert left.title == "Dapur Budi mundur dari pesanan"
    assert "Oven rusak. Cari penjual lain." in left.body
    assert left.urgent


def test_treasurers_hear_once_of_what_is_due_and_owners_of_what_is_late(city):
    city.until("received")  # on Monday: to be paid by Thursday
    city.until("received", quantity=10)
    city.until("placed", quantity=1)
    treasurer, owner = city.of(Role.TREASURER), city.of(Role.BUDGET_OWNER)
    assert telling.remind_to_pay(now=NOON + DAY) == 0
    assert telling.remind_to_pay(now=NOON + 2 * DAY) == 1
    assert telling.remind_to_pay(now=NOON + 2 * DAY) == 0
    assert told(treasurer) == ["2 pesanan harus dibayar paling lambat 9 April 2026"]
    assert telling.remind_to_pay(now=NOON + 3 * DAY) == 1
    assert told(treasurer)[1:] == ["2 pesanan harus dibayar hari ini"]
    assert telling.remind_to_pay(now=NOON + 4 * DAY) == 2
    assert telling.remind_to_pay(now=NOON + 5 * DAY) == 0
    assert told(owner) == ["2 pesanan terlambat dibayar"]
    late = queries.inbox(owner).get()
    assert late.body == "Rp1.250.000, yang paling lama dijanjikan 9 April 2026."
    assert telling.remind_to_pay(now=NOON + 8 * DAY) == 2


def test_a_unit_without_a_treasurer_of_its_own_reaches_that_of_its_agency(city):
    from tumbuh.procurement.models import SpendingUnit

    SpendingUnit.objects.create(
        key="102", year=2026, as_of=NOON, fingerprint="102", recorded_at=NOON, name="Suku Dinas", agency_code="9.9"
    )
    of_agency = cities.person("bendahara_dinas", Role.TREASURER, "agency", "9.9")
    found = telling._in_unit(Permission.ORDERS_PAY, "102", NOON)
    assert found == {of_agency.pk}
    assert telling._in_unit(Permission.ORDERS_PAY, "101", NOON) == {city.of(Role.TREASURER).pk}
