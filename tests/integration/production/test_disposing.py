from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest

from tests.conftest import NOON
from tests.integration.production.conftest import Field
from tumbuh.production import services
from tumbuh.production.disposing import BadDisposal, balance_of
from tumbuh.production.models import Disposal, Log
from tumbuh.production.services import Gone

LATER = NOON + timedelta(days=1)


def gone(log: Log, goes: str, quantity: str, **given: Any) -> Disposal:
    wanted: dict[str, Any] = {"unit": "ikat", "gone_on": date(2025, 5, 6)} | given
    return services.record_disposal(
        client_id=uuid4(), harvest_id=log.pk, gone=Gone(goes, Decimal(quantity), **wanted), by=None, now=NOON
    )


def test_a_harvest_is_what_was_told_of_it_and_the_gap(field: Field) -> None:
    log = field.harvest("100")
    gone(log, "sold", "60")
    gone(log, "home", "20")
    gone(log, "loss", "1", unit="kg")
    found = balance_of(log.versions.get())
    assert (found.parts["sold"], found.parts["loss"], found.gap_mg) == (15_000_000, 1_000_000, 4_000_000)


def test_no_more_goes_than_was_harvested(field: Field) -> None:
    log = field.harvest("10")
    gone(log, "sold", "9")
    with pytest.raises(BadDisposal):
        gone(log, "gift", "1.001")
    assert Disposal.objects.count() == 1


def test_a_part_taken_back_is_to_be_told_anew(field: Field) -> None:
    log = field.harvest("10")
    slip = gone(log, "sold", "10")
    services.take_back_disposal(disposal_id=slip.pk, by=field.worker, now=LATER)
    gone(log, "home", "10")
    assert balance_of(log.versions.get()).gap_mg == 0
    with pytest.raises(BadDisposal):
        services.take_back_disposal(disposal_id=slip.pk, by=None, now=LATER)


@pytest.mark.parametrize("wrong", [{"goes": "sea"}, {"gone_on": date(2025, 5, 4)}, {"gone_on": date(2026, 1, 6)}])
def test_a_part_that_cannot_have_gone_is_refused(field: Field, wrong: dict[str, Any]) -> None:
    log = field.harvest("10")
    with pytest.raises(BadDisposal):
        gone(log, wrong.pop("goes", "sold"), "1", **wrong)
    assert Disposal.objects.count() == 0


def test_the_same_message_again_changes_nothing(field: Field) -> None:
    log, client_id = field.harvest("10"), uuid4()
    part = Gone("sold", Decimal(4), "ikat", date(2025, 5, 6))
    for _ in range(2):
        services.record_disposal(client_id=client_id, harvest_id=log.pk, gone=part, by=None, now=NOON)
    assert Disposal.objects.count() == 1
