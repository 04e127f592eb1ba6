"""What a seller reads first: what has to arrive soon, then who waits for an answer, then the rest."""

from datetime import UTC, datetime, timedelta

from tumbuh.web.catalogue.next_steps import OpenOrders, ToSend, next_steps

NOW = datetime(2026, 11, 25, 4, 0, tzinfo=UTC)


def send(what: str, hours: int) -> ToSend:
    return ToSend(what, NOW + timedelta(hours=hours), "besok", f"/{what}/")


def titles(orders: OpenOrders) -> list[str]:
    found = next_steps([], has_profile=True, returned=frozenset(), orders=orders, costs={}, now=NOW)
    return [one.title for one in found]


def test_what_is_due_within_a_day_comes_before_answers_and_these_before_what_is_due_later() -> None:
    orders = OpenOrders(to_answer=2, url="/", to_send=(send("roti", 20), send("kue", 48)))
    assert titles(orders)[:3] == ["Siapkan roti", "2 pesanan menunggu jawaban Anda", "Siapkan kue"]


def test_what_is_late_says_so() -> None:
    assert titles(OpenOrders(to_send=(send("roti", -1),)))[0] == "Terlambat: roti"


def test_without_orders_the_shelf_comes_first() -> None:
    assert titles(OpenOrders()) == ["Tambah produk pertama"]
