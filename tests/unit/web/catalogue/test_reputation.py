"""A record says both numbers of every part, and nothing of a handful."""

from tumbuh.orders.reputation import Reputation
from tumbuh.web.catalogue.reputation import Told, told_of


def record(**values: int) -> list[Told]:
    counts = dict.fromkeys(("answered", "refused", "delivered", "in_time", "received", "in_full", "reviews"), 0)
    return told_of(Reputation(**(counts | {"stars_tenths": None} | values)))


def test_without_orders_nothing_is_said() -> None:
    assert record() == []


def test_four_deliveries_are_counted_and_not_rated() -> None:
    shown = record(answered=4, delivered=4, in_time=3, received=4, in_full=4, reviews=4, stars_tenths=45)
    assert shown[0] == Told("Tiba tepat waktu", "3 dari 4 pengantaran", "Terlalu sedikit untuk dinilai.")
    assert shown[3].value == "4 ulasan; dirata-ratakan sesudah 5"


def test_twelve_have_a_share_with_its_interval_and_a_mean() -> None:
    shown = record(
        answered=14, refused=1, delivered=12, in_time=11, received=12, in_full=12, reviews=12, stars_tenths=46
    )
    assert shown[0] == Told(
        "Tiba tepat waktu", "11 dari 12 pengantaran (92 %)", "Kemungkinan besar antara 65 % dan 99 %."
    )
    assert shown[2].value == "1 dari 14 pesanan"
    assert shown[3].value == "4,6 dari 5, dari 12 ulasan"
