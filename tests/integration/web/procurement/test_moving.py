"""What would move a unit's percentages: packages nobody bought yet, that enough of the register could supply."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest

from tests.integration.procurement.conftest import GOLDEN, NOON
from tumbuh.accounts.permissions import Role
from tumbuh.accounts.rules import ScopeKind
from tumbuh.procurement.choosing import forget
from tumbuh.registry.models import Business, Site

pytestmark = pytest.mark.django_db
PAGE = "/belanja/penggerak/"
M = 1_000_000


@pytest.fixture
def plan(city, bring_in, tmp_path: Path) -> None:
    """Two packages more that nobody bought: catering without tags, and a large one."""
    row = next(one for one in json.loads((GOLDEN / "rup_provider.json").read_text()) if one["kd_rup"] == 40000002)
    rows = [
        row
        | {"kd_rup": 40000021, "nama_paket": "Makan rapat A", "pagu": 40 * M, "status_pdn": None, "status_ukm": None},
        row | {"kd_rup": 40000022, "nama_paket": "Makan rapat B", "pagu": 900 * M},
    ]
    path = tmp_path / "rup.json"
    path.write_text(json.dumps(rows))
    bring_in("rup_provider", path, now=NOON + timedelta(hours=1))


@pytest.fixture
def caterers(db: None) -> Callable[[int, str], None]:
    """Register caterers in a city."""

    def make(count: int, area: str = "31.71.01.1001") -> None:
        for number in range(count):
            business = Business.objects.create(
                name=f"Dapur {area} {number}", name_key=f"dapur {area} {number}", registered_on=date(2023, 6, 10),
                kbli_version="2020", kbli_code="56210", created_at=NOON,
            )  # fmt: skip
            Site.objects.create(business=business, area_code=area, created_at=NOON)
        forget()

    return make


def moves(answer: Any) -> dict[str, tuple[str, str]]:
    return {one.name.split(":")[0]: (one.added_above, one.added_below) for one in answer.context["moves"]}


def codes(answer: Any) -> list[str]:
    return [line["code"] for line in answer.context["page"]]


def test_the_sum_that_they_would_add_to_each_percentage(plan, caterers, governor):
    caterers(3)
    answer = governor.get(PAGE)
    assert codes(answer) == ["40000021"]
    assert moves(answer) == {
        "P3DN A": ("Rp40.000.000", "Rp0"),
        "P3DN B": ("Rp40.000.000", "Rp40.000.000"),
        "P3DN C": ("Rp40.000.000", "Rp40.000.000"),
        "P3DN D": ("Rp40.000.000", "Rp0"),
        "UMK dalam rencana": ("Rp40.000.000", "Rp0"),
        "UMK dalam belanja": ("Rp40.000.000", "Rp40.000.000"),
        "UMK setempat": ("Rp40.000.000", "Rp40.000.000"),
    }
    first = answer.context["moves"][0]
    assert (first.before, first.after, first.change) == ("87,70 %", "89,03 %", "naik 1,33 poin")


def test_each_assumption_can_be_changed_in_the_address(plan, caterers, governor):
    caterers(3)
    assert codes(governor.get(f"{PAGE}?most=1.000.000.000")) == ["40000022", "40000021"]
    assert moves(governor.get(f"{PAGE}?part=50"))["P3DN A"] == ("Rp20.000.000", "Rp0")
    assert codes(governor.get(f"{PAGE}?least=4")) == []
    assert codes(governor.get(f"{PAGE}?kbli_meals=10,11")) == []
    assert codes(governor.get(f"{PAGE}?city=31.74")) == []
    assert codes(governor.get(f"{PAGE}?city=31.71")) == ["40000021"]


def test_what_somebody_bought_stays_out_whatever_month_is_looked_at(plan, caterers, governor):
    caterers(3)
    for asked in ("", "?month=2026-12", "?method=e_purchasing"):
        assert codes(governor.get(f"{PAGE}{asked}")) == ["40000021"]


def test_a_unit_sees_packages_of_its_own(plan, caterers, head_of):
    caterers(3)
    assert codes(head_of(ScopeKind.UNIT, "101").get(PAGE)) == ["40000021"]
    assert codes(head_of(ScopeKind.UNIT, "102").get(PAGE)) == []


@pytest.mark.parametrize("asked", ["least=0", "least=x", "part=101", "most=banyak", "city=99", "kbli_meals=5A"])
def test_an_assumption_that_is_none_is_refused_in_words(city, governor, asked):
    assert governor.get(f"{PAGE}?{asked}").status_code == HTTPStatus.BAD_REQUEST


def test_without_the_permission_it_does_not_open(city, signed_in):
    assert signed_in(Role.FIELD_MENTOR).get(PAGE).status_code == HTTPStatus.FORBIDDEN
