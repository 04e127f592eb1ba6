"""The office sees both values that two people wrote, says which is right, and loses neither."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from tests.integration.coaching.city import NOON, person
from tests.integration.coaching.field.conftest import Field
from tumbuh.accounts.permissions import Role
from tumbuh.audit.models import AuditEvent
from tumbuh.coaching.field.desk import NoSuchNote, NothingToChoose, choose, differing, note, stuck
from tumbuh.coaching.field.devices import devices_seen_by
from tumbuh.coaching.field.receiving import state_of
from tumbuh.coaching.models import FieldDevice, FieldOp, FieldRecord
from tumbuh.coaching.services import assign
from tumbuh.kernel.errors import NotAllowed


@pytest.fixture
def house(field: Field) -> UUID:
    """Siti's house, which two mentors describe without having seen each other's words."""
    for phone, text in ((field.phone, "Pagar hijau"), (field.another_phone(), "Sebelah musala")):
        phone.write("card", field.siti.public_id, directions=text, best_time="Pagi")
        phone.send()
    return field.siti.public_id


def test_two_values_wait_for_a_choice_and_what_both_wrote_alike_does_not(field: Field, house: UUID) -> None:
    [card] = differing(by=field.city.mentor, now=NOON)
    assert (card.title, [one.label for one in card.choices]) == ("Siti", ["Patokan rumah"])
    standing = card.choices[0].standing
    assert {(one.said, one.device) for one in standing} == {
        ("Pagar hijau", "Ponsel Rina"), ("Sebelah musala", "Ponsel lain"),
    }  # fmt: skip


def test_a_choice_replaces_what_was_seen_and_keeps_all_of_it_findable(field: Field, house: UUID) -> None:
    by, seen = field.city.mentor, [one.id for one in differing(by=field.city.mentor, now=NOON)[0].choices[0].standing]
    chosen = choose(entity=house, field="directions", value="Sebelah musala", seen=seen, by=by, now=NOON)
    assert (chosen.record.state, list(chosen.choices), differing(by=by, now=NOON)) == ("shared", [], [])
    assert state_of([house])[str(house)]["directions"].value == "Sebelah musala"
    history = [(one.value, one.stands) for one in chosen.values if one.field == "directions"]
    assert sorted(history) == [("Pagar hijau", False), ("Sebelah musala", False), ("Sebelah musala", True)]
    assert AuditEvent.objects.filter(event="coaching.value_chosen").count() == 1
    assert FieldDevice.objects.get(is_desk=True) not in devices_seen_by(by, now=NOON)


def test_what_came_in_after_the_page_was_opened_is_asked_about_again(field: Field, house: UUID) -> None:
    by, seen = field.city.mentor, [one.id for one in differing(by=field.city.mentor, now=NOON)[0].choices[0].standing]
    third = field.another_phone()
    third.write("card", house, directions="Rumah tingkat")
    third.send()
    after = choose(entity=house, field="directions", value="Pagar hijau", seen=seen, by=by, now=NOON)
    assert {one.value for one in after.choices[0].standing} == {"Pagar hijau", "Rumah tingkat"}


def test_a_choice_without_two_values_is_refused_and_changes_nothing(field: Field, house: UUID) -> None:
    by, seen = field.city.mentor, [one.id for one in differing(by=field.city.mentor, now=NOON)[0].choices[0].standing]
    before = FieldOp.objects.count()
    for name, value, ids in (("directions", None, seen), ("directions", "x", seen[:1]), ("best_time", "Sore", seen)):
        with pytest.raises(NothingToChoose):
            choose(entity=house, field=name, value=value, seen=ids, by=by, now=NOON)
    assert FieldOp.objects.count() == before
    assert not AuditEvent.objects.filter(event="coaching.value_chosen").exists()


def test_who_is_not_of_the_area_neither_sees_nor_chooses(field: Field, house: UUID) -> None:
    far = person("jauh", Role.FIELD_MENTOR, "area", "31.71.01")
    seen = [one.id for one in differing(by=field.city.mentor, now=NOON)[0].choices[0].standing]
    assert differing(by=far, now=NOON) == []
    with pytest.raises(NotAllowed):
        choose(entity=house, field="directions", value="x", seen=seen, by=far, now=NOON)
    with pytest.raises(NotAllowed):
        differing(by=person("pembeli", Role.PROCUREMENT_OFFICER), now=NOON)


def test_a_note_that_was_refused_is_read_in_words_by_its_agency_and_by_no_other(field: Field) -> None:
    assign(agency=field.city.agency, mentor=field.city.mentor, owner_id=field.budi.pk, by=field.city.officer, now=NOON)
    entity = field.phone.visit(field.siti, purpose="", next_on="2026-04-13")
    field.phone.send()
    [waiting] = stuck(by=field.city.officer, now=NOON)
    assert (waiting.record.entity, waiting.record.code) == (entity, "visit_incomplete")
    said = {one.field: one.said for one in note(entity, by=field.city.officer, now=NOON).values}
    assert (said["owner"], said["agency"], said["visited"]) == ("Siti", "PPKUKM", NOON - timedelta(minutes=1))
    assert stuck(by=field.city.other, now=NOON) == []
    with pytest.raises(NoSuchNote):
        note(entity, by=field.city.other, now=NOON)


def test_what_was_set_aside_says_why(field: Field) -> None:
    entity = field.phone.visit(field.siti)
    field.phone.ops[0] = replace(field.phone.ops[0], field="warna")
    field.phone.send()
    aside = [one for one in note(entity, by=field.city.mentor, now=NOON).values if one.aside]
    assert [(one.label, one.aside) for one in aside] == [("warna", "Isinya tidak terbaca")]


def test_two_phones_that_write_alike_leave_nothing_to_choose(field: Field) -> None:
    for phone in (field.phone, field.another_phone()):
        phone.write("card", field.siti.public_id, directions="Pagar hijau")
        phone.send()
    assert FieldRecord.objects.get(entity=field.siti.public_id).state == "shared"
