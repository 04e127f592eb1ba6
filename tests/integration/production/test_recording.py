from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import IntegrityError, ProgrammingError, transaction

from tests.conftest import NOON
from tests.integration.production.conftest import Field
from tumbuh.audit.models import AuditEvent
from tumbuh.kernel.errors import NotAllowed, Refused
from tumbuh.production import services
from tumbuh.production.judging import AskFirst, BadLog, InputGone
from tumbuh.production.models import Log, LogVersion, ProcessingInput
from tumbuh.production.recording import ReasonMissing, StaleLog, StillUsed
from tumbuh.production.services import Input

LATER = NOON + timedelta(days=1)
KG = 1_000_000


def current(log: Log) -> LogVersion:
    return log.versions.get(superseded_at=None)


def test_a_harvest_keeps_what_was_said_and_the_mass_beside_it(field: Field) -> None:
    log = services.record_log(client_id=uuid4(), kind="harvest", values=field.values("12.5"), by=field.worker, now=NOON)
    found = current(log)
    assert (found.quantity_milli, found.unit, found.grams_per_unit, found.mass_mg) == (12_500, "ikat", 250, 3_125_000)
    assert found.factor is not None
    assert AuditEvent.objects.filter(event="production.logged", target=log.reference).count() == 1


def test_the_same_message_again_changes_nothing(field: Field) -> None:
    client_id = uuid4()
    first = services.record_log(client_id=client_id, kind="harvest", values=field.values(), by=field.worker, now=NOON)
    again = services.record_log(client_id=client_id, kind="harvest", values=field.values("99"), by=None, now=LATER)
    assert again == first
    assert LogVersion.objects.count() == 1


def test_outside_the_own_area_nothing_is_noted(field: Field) -> None:
    with pytest.raises(NotAllowed):
        services.record_log(
            client_id=uuid4(), kind="harvest", values=field.values(site_id=field.roof.pk), by=field.worker, now=NOON
        )
    assert Log.objects.count() == 0


def test_what_was_weighed_goes_before_a_factor(field: Field) -> None:
    found = current(field.harvest("40", commodity_code="ayam", unit="ekor", weighed_kg=Decimal(68)))
    assert (found.heads, found.mass_mg, found.factor) == (40, 68 * KG, None)


@pytest.mark.parametrize(
    "wrong",
    [
        {"done_on": date(2026, 1, 6)},  # tomorrow
        {"done_on": date(2021, 12, 31)},  # before the garden was opened
        {"area_m2": 201},
        {"commodity_code": "keripik_sayur"},
        {"unit": "karung"},
        {"quantity": "0"},
        {"unit": "tray"},
    ],
)
def test_what_cannot_be_is_refused_and_leaves_nothing(field: Field, wrong: dict[str, object]) -> None:
    events = AuditEvent.objects.count()
    with pytest.raises(Refused):
        field.harvest(**({"quantity": "12"} | wrong))  # type: ignore[arg-type]
    assert (Log.objects.count(), LogVersion.objects.count(), AuditEvent.objects.count()) == (0, 0, events)


def test_a_strange_harvest_asks_once_and_takes_a_reason(field: Field) -> None:
    with pytest.raises(AskFirst) as asked:
        field.harvest("900", unit="kg", area_m2=200)
    assert asked.value.question.code == "yield_high"
    assert Log.objects.count() == 0
    found = current(field.harvest("900", unit="kg", area_m2=200, reason="Panen raya, ditimbang dua kali"))
    assert (found.question, found.reason) == ("yield_high", "Panen raya, ditimbang dua kali")


def test_from_out_of_reach_a_strange_harvest_is_taken_and_answered_later(field: Field) -> None:
    values = field.values("900", unit="kg", area_m2=200)
    log = services.record_log(
        client_id=uuid4(), kind="harvest", values=values, by=field.worker, now=NOON, source="field", ask=False
    )
    assert (current(log).question, current(log).reason) == ("yield_high", "")
    services.answer_question(log_id=log.pk, seen_version=1, reason="Benar, panen raya", by=field.worker, now=LATER)
    assert (current(log).number, current(log).reason) == (2, "Benar, panen raya")


def test_a_correction_is_a_new_version_and_the_old_one_stays(field: Field) -> None:
    log = field.harvest()
    values = replace(services.values_of(current(log)), quantity=Decimal(21))
    services.correct_log(
        log_id=log.pk, seen_version=1, values=values, change_reason="Salah ketik", by=field.worker, now=LATER
    )
    told = [(one.number, one.quantity_milli, one.superseded_at) for one in log.versions.order_by("number")]
    assert told == [(1, 12_000, LATER), (2, 21_000, None)]


def test_two_corrections_of_one_version_do_not_overwrite_each_other(field: Field) -> None:
    log = field.harvest()
    for reason in ("pertama", "kedua"):
        correct = {"log_id": log.pk, "seen_version": 1, "values": field.values("13"), "change_reason": reason}
        if reason == "kedua":
            with pytest.raises(StaleLog):
                services.correct_log(**correct, by=None, now=LATER)  # type: ignore[arg-type]
        else:
            services.correct_log(**correct, by=None, now=LATER)  # type: ignore[arg-type]
    assert current(log).change_reason == "pertama"


def test_a_correction_without_a_reason_is_refused(field: Field) -> None:
    log = field.harvest()
    with pytest.raises(ReasonMissing):
        services.correct_log(
            log_id=log.pk, seen_version=1, values=field.values("13"), change_reason=" ", by=None, now=LATER
        )
    assert log.versions.count() == 1


def test_a_withdrawn_log_stays_readable_and_counts_no_more(field: Field) -> None:
    log = field.harvest()
    services.withdraw_log(log_id=log.pk, seen_version=1, change_reason="Tercatat dua kali", by=None, now=LATER)
    assert current(log).withdrawn
    with pytest.raises(StaleLog):
        services.withdraw_log(log_id=log.pk, seen_version=2, change_reason="Lagi", by=None, now=LATER)


def process(field: Field, harvest: Log, kilograms: str, made: str = "3") -> Log:
    return field.harvest(
        made, kind="process", commodity_code="keripik_sayur", unit="kg", site_id=field.kitchen.pk,
        done_on=date(2025, 6, 1), inputs=(Input(Decimal(kilograms), harvest_id=harvest.pk),),
    )  # fmt: skip


def test_a_harvest_is_used_at_most_once(field: Field) -> None:
    harvest = field.harvest("10", unit="kg")
    process(field, harvest, "6")
    with pytest.raises(InputGone):
        process(field, harvest, "4.001", made="2")
    assert ProcessingInput.objects.count() == 1
    process(field, harvest, "4", made="2")
    with pytest.raises(StillUsed):
        services.withdraw_log(log_id=harvest.pk, seen_version=1, change_reason="Salah", by=None, now=LATER)


def test_goods_bought_elsewhere_are_an_input_without_a_harvest(field: Field) -> None:
    log = field.harvest(
        "3", kind="process", commodity_code="keripik_pisang", unit="kg", site_id=field.kitchen.pk,
        inputs=(Input(Decimal(5), commodity_code="pisang"),),
    )  # fmt: skip
    assert [(one.harvest, one.used_mg) for one in current(log).inputs.all()] == [(None, 5 * KG)]


def test_an_input_is_harvested_before_it_is_processed(field: Field) -> None:
    harvest = field.harvest("10", unit="kg", done_on=date(2025, 6, 2))
    with pytest.raises(BadLog):
        process(field, harvest, "2")


def test_the_database_keeps_what_was_said(field: Field) -> None:
    version = current(field.harvest())
    with pytest.raises(ProgrammingError), transaction.atomic():
        LogVersion.objects.filter(pk=version.pk).update(quantity_milli=1)
    with pytest.raises(ProgrammingError), transaction.atomic():
        version.delete()
    version.pk, version.number, version.mass_mg = None, 2, 1
    with pytest.raises(IntegrityError), transaction.atomic():  # a second counting version, of another mass
        version.save(force_insert=True)
