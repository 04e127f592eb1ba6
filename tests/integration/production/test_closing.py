from datetime import date, timedelta
from uuid import uuid4

import pytest

from tests.conftest import NOON
from tests.integration.production.conftest import Field
from tumbuh.kernel.errors import NotAllowed
from tumbuh.kernel.periods import Quarter
from tumbuh.production import services
from tumbuh.production.closing import NothingNew, OpenQuestions, TooEarly
from tumbuh.production.models import QuarterClosing

Q2 = Quarter(2025, 2)


def close(field: Field, quarter: Quarter = Q2, days: int = 0) -> QuarterClosing:
    now = NOON + timedelta(days=days)
    return services.close_quarter(quarter=quarter, reason="Rekapitulasi", by=field.officer, now=now)


def test_a_quarter_is_called_final_with_its_coverage(field: Field) -> None:
    field.harvest()
    made = close(field)
    assert (made.revision, made.reported, made.expected) == (1, 1, 3)


def test_a_quarter_that_runs_is_not_final(field: Field) -> None:
    with pytest.raises(TooEarly):
        close(field, Quarter(2026, 1))
    assert QuarterClosing.objects.count() == 0


def test_a_late_report_makes_a_revision_possible(field: Field) -> None:
    field.harvest()
    close(field)
    with pytest.raises(NothingNew):
        close(field, days=1)
    field.harvest("7", now=NOON + timedelta(days=2))
    assert close(field, days=3).revision == 2


def test_an_open_question_holds_the_quarter_up(field: Field) -> None:
    values = field.values("900", unit="kg", area_m2=200)
    services.record_log(client_id=uuid4(), kind="harvest", values=values, by=None, now=NOON, ask=False)
    with pytest.raises(OpenQuestions):
        close(field)


def test_who_noted_does_not_close(field: Field) -> None:
    services.record_log(client_id=uuid4(), kind="harvest", values=field.values(), by=field.officer, now=NOON)
    with pytest.raises(NotAllowed):
        close(field)


def test_a_closed_place_is_expected_until_the_quarter_of_its_last_day(field: Field) -> None:
    services.close_site(site_id=field.roof.pk, closed_on=date(2025, 4, 1), by=None, now=NOON)
    field.harvest()
    assert close(field).expected == 3
    field.harvest(done_on=date(2025, 8, 1))
    assert close(field, Quarter(2025, 3)).expected == 2
