from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from tumbuh.catalogue.rules.days import Timing
from tumbuh.kernel.periods import WIB
from tumbuh.needs.rules.eligibility import Supply, Wanted, exclusions

NOW = datetime(2026, 4, 6, 9, tzinfo=WIB)
WANTED = Wanted(
    quantity=100, deliver_by_at=datetime(2026, 4, 8, 12, tzinfo=WIB), day=date(2026, 4, 8), area_code="31.71.01.1001",
    licences=("halal",), size_classes=("micro", "small"), unit_ceiling_rupiah=30_000, price_slack_permyriad=2_000,
    least_share_permyriad=10_000,
)  # fmt: skip
SUPPLY = Supply(
    offer_id=1, title="Nasi kotak", price_rupiah=30_000, min_quantity=10, max_quantity=None, room=100,
    timing=Timing(lead_hours=12), licences=("halal", "pirt"), size_class="micro", delivers_to=("31.71",),
    state="listed", banned_until_on=None, is_open=True,
)  # fmt: skip


def codes(supply: Supply, wanted: Wanted = WANTED) -> list[str]:
    return [one.code for one in exclusions(supply, wanted, now=NOW)]


def test_who_meets_everything_is_eligible() -> None:
    assert codes(SUPPLY) == []


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"is_open": False}, "closed_business"), ({"banned_until_on": date(2026, 4, 8)}, "banned"),
        ({"state": "paused"}, "not_listed"), ({"size_class": "medium"}, "size_class"),
        ({"size_class": ""}, "size_class"),
        ({"licences": ()}, "licence_halal"), ({"delivers_to": ("31.72",)}, "area"), ({"room": 99}, "capacity"),
        ({"max_quantity": 99}, "capacity"), ({"min_quantity": 101}, "min_quantity"),
        ({"timing": Timing(lead_hours=72)}, "lead_time"), ({"timing": Timing(closed_weekdays=(2,))}, "closed_day"),
        ({"price_rupiah": 36_001}, "price"),
    ],
)  # fmt: skip
def test_each_thing_that_keeps_a_seller_away_has_its_own_reason_and_fix(change: dict[str, Any], code: str) -> None:
    found = exclusions(replace(SUPPLY, **change), WANTED, now=NOW)
    assert [one.code for one in found] == [code]
    assert found[0].text.endswith(".")
    assert found[0].fix.endswith(".")


@pytest.mark.parametrize(
    "change",
    [
        {"banned_until_on": date(2026, 4, 7)}, {"delivers_to": ()}, {"delivers_to": ("31.71.01.1001.1",)},
        {"price_rupiah": 36_000}, {"size_class": "small"},
    ],
)  # fmt: skip
def test_what_is_just_enough_keeps_nobody_away(change: dict[str, Any]) -> None:
    assert codes(replace(SUPPLY, **change)) == []


def test_a_small_kitchen_is_eligible_when_the_need_may_be_shared() -> None:
    assert codes(replace(SUPPLY, room=10), replace(WANTED, least_share_permyriad=1_000)) == []
    assert codes(replace(SUPPLY, room=9), replace(WANTED, least_share_permyriad=1_000)) == ["capacity"]


def test_several_reasons_are_all_told() -> None:
    assert codes(replace(SUPPLY, room=0, licences=())) == ["licence_halal", "capacity"]
