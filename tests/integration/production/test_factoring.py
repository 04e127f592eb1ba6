from datetime import date, timedelta
from typing import Any

import pytest

from tests.conftest import NOON
from tests.integration.production.conftest import Field
from tumbuh.kernel.errors import NotAllowed
from tumbuh.production import services
from tumbuh.production.factoring import BadFactor
from tumbuh.production.models import ConversionFactor

LATER = NOON + timedelta(days=3)


def set_factor(field: Field, **given: Any) -> int:
    wanted: dict[str, Any] = {
        "commodity_code": "kangkung", "unit": "ikat", "area_code": "31.74", "grams_per_unit": 300,
        "valid_from": date(2025, 5, 1), "source": "Timbang 30 ikat, Pasar Minggu", "by": field.officer, "now": LATER,
    }  # fmt: skip
    return services.set_factor(**(wanted | given))[1]


def test_a_factor_restates_what_it_touches_and_nothing_else(field: Field) -> None:
    touched = field.harvest("10")
    before = field.harvest("10", done_on=date(2025, 4, 30))
    elsewhere = field.harvest("10", site_id=field.roof.pk)
    in_kilos = field.harvest("10", unit="kg")
    assert set_factor(field) == 1
    told = [(one.mass_mg, one.cause) for one in touched.versions.order_by("number")]
    assert told == [(2_500_000, "entry"), (3_000_000, "factor")]
    assert [log.versions.count() for log in (before, elsewhere, in_kilos)] == [1, 1, 1]


def test_the_same_factor_again_restates_nothing(field: Field) -> None:
    field.harvest("10")
    set_factor(field)
    assert set_factor(field, now=LATER + timedelta(days=1)) == 0


def test_a_factor_needs_its_source(field: Field) -> None:
    known = ConversionFactor.objects.count()
    with pytest.raises(BadFactor):
        set_factor(field, source=" ")
    assert ConversionFactor.objects.count() == known


def test_who_only_notes_sets_no_factor(field: Field) -> None:
    with pytest.raises(NotAllowed):
        set_factor(field, by=field.worker)


def test_loading_the_file_again_keeps_what_officers_set(field: Field) -> None:
    set_factor(field)
    assert services.load_commodities(now=LATER) == 0
