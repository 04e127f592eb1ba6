"""What was bought at night is recorded with its picture; late is said, twice is refused."""

from datetime import timedelta

import pytest

from tests.integration.orders.city import NOON, PLAN, UNIT
from tests.integration.orders.test_acts import JPEG
from tumbuh.kernel.errors import Refused
from tumbuh.orders import services
from tumbuh.orders.models import UrgentBuy
from tumbuh.orders.recording import PictureMissing
from tumbuh.procurement.models import Purchase

pytestmark = pytest.mark.django_db


def bought(number: str, hours: int) -> services.Bought:
    return services.Bought(UNIT, "Genset sewa", number, NOON - timedelta(hours=hours), 1_500_000, PLAN, "Toko Malam")


def test_a_night_buy_is_a_purchase_with_reason_and_picture(city):
    ask = {"words": "Listrik padam saat banjir.", "photo": ("struk.jpg", JPEG), "by": city.officer, "now": NOON}
    made = services.record_urgent_buy(bought=bought("S-1", 23), **ask)
    late = services.record_urgent_buy(bought=bought("S-2", 25), **ask)
    assert (made.in_time, late.in_time) == (True, False)
    purchase = Purchase.objects.get(key=made.purchase_key)
    assert (purchase.value_rupiah, purchase.recording_reason) == (1_500_000, "Listrik padam saat banjir.")
    with pytest.raises(Refused, match="sudah dicatat"):
        services.record_urgent_buy(bought=bought("S-1", 23), **ask)
    with pytest.raises(PictureMissing):
        services.record_urgent_buy(bought=bought("S-3", 1), **(ask | {"photo": ("struk.jpg", b"")}))
    assert (UrgentBuy.objects.count(), Purchase.objects.count()) == (2, 2)
