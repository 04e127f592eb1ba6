"""Emergency and night buys outside the catalogue: allowed, and recorded within a day with a reason and a picture."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from tumbuh.accounts.models import User
from tumbuh.audit import services as audit
from tumbuh.kernel.errors import Refused
from tumbuh.kernel.periods import day_in_wib
from tumbuh.orders.models import UrgentBuy
from tumbuh.orders.retrying import whole
from tumbuh.orders.storing import keep
from tumbuh.orders.terms import number
from tumbuh.procurement import services as procurement


class PictureMissing(Refused):
    """Without a picture and a moment nobody can see afterwards what was bought when."""

    code = "picture_missing"


@dataclass(frozen=True)
class Bought:
    """What was bought: from whom, when, for how much, with the number on its receipt."""

    unit: str
    name: str
    receipt_number: str
    bought_at: datetime
    value_rupiah: int
    plan_code: str
    vendor_name: str


@whole
def record_urgent_buy(*, bought: Bought, words: str, photo: tuple[str, bytes], by: User, now: datetime) -> UrgentBuy:
    """
    Record what was bought in need as a purchase of the city, with its picture.

    One that is recorded later than the hours allow is recorded all the same and says so: a late truth is better than
    none. The same receipt once more is refused. Raises: NotAllowed, ReasonMissing, PartAboveValue, PictureMissing,
    FileNotAllowed, FileTooLarge.
    """
    if not photo[1] or bought.bought_at > now:
        raise PictureMissing("Sertakan foto barang atau struknya, dan waktu belanja yang sudah lewat.")
    purchase = procurement.record_purchase(
        unit=bought.unit, name=bought.name, external_id=bought.receipt_number,
        ordered_on=day_in_wib(bought.bought_at), value_rupiah=bought.value_rupiah, domestic_rupiah=None,
        micro_small_rupiah=None, plan_codes=bought.plan_code, vendor_name=bought.vendor_name, reason=words, by=by,
        now=now,
    )  # fmt: skip
    if UrgentBuy.objects.filter(purchase_key=purchase.key).exists():
        raise Refused("Struk ini sudah dicatat.", code="receipt_recorded")
    kept = keep(photo[1], name=photo[0])
    allowed = timedelta(hours=number("record_within", day_in_wib(bought.bought_at)))
    made = UrgentBuy.objects.create(
        purchase_key=purchase.key, unit_ref=bought.unit, bought_at=bought.bought_at, words=words.strip(),
        file=kept.path, sha256=kept.sha256, in_time=now - bought.bought_at <= allowed, recorded_by=by, recorded_at=now,
    )  # fmt: skip
    detail = {"in_time": made.in_time, "value_rupiah": bought.value_rupiah}
    audit.record(
        "orders.urgent_buy_recorded", by=by, at=now, target=f"orders.urgentbuy:{made.public_id}", detail=detail
    )
    return made
