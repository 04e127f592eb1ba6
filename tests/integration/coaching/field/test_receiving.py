"""What a phone sends is written once, however its messages are shuffled, doubled, lost and sent again."""

from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.integration.coaching.city import NOON, person
from tests.integration.coaching.field.conftest import CLOCK, Field, Phone
from tumbuh.accounts.permissions import Role
from tumbuh.coaching.field.receiving import MOST_OPS, Sent, state_of
from tumbuh.coaching.models import Attendance, FieldOp, FieldRecord, ServiceGiven, Visit, VisitNote
from tumbuh.coaching.rules.oplog import BadOperation
from tumbuh.production.models import Log, LogVersion


def outcome(entity: UUID) -> tuple[str, str]:
    record = FieldRecord.objects.get(entity=entity)
    return record.state, record.code


def harvest(field: Field, phone: Phone, **given: Any) -> UUID:
    fields: dict[str, Any] = {
        "site": str(field.garden.public_id), "commodity": "kangkung", "log_kind": "harvest", "quantity": "12",
        "unit": "ikat", "done_on": "2026-04-06",
    }  # fmt: skip
    return phone.write("log", **(fields | given), done=CLOCK)


def test_a_day_of_work_is_written_by_the_services(field: Field) -> None:
    phone = field.phone
    first, second = phone.visit(field.siti), phone.visit(field.budi, next_on="2026-04-13")
    came = phone.write("attendance", session=str(field.session.public_id), code=field.code, attended=CLOCK, done=CLOCK)
    log = harvest(field, phone)
    taken = phone.send()
    assert (taken.through, taken.missing) == (len(phone.ops), [])
    assert [(row.entity, row.state) for row in taken.records] == [
        (one, "written") for one in (first, second, came, log)
    ]
    assert set(Visit.objects.values_list("owner__name", "mentor__username")) == {
        ("Siti", "pendamping"), ("Budi", "pendamping"),
    }  # fmt: skip
    assert list(VisitNote.objects.values_list("text", flat=True)) == ["Izin hampir habis."] * 2
    assert Attendance.objects.get().owner_id == field.siti.pk
    assert LogVersion.objects.get().mass_mg == 12 * 250 * 1_000_000 // 1_000
    assert Log.objects.get().source == "field"


def test_a_message_whose_answer_was_lost_changes_nothing_when_it_comes_again(field: Field) -> None:
    field.phone.visit(field.siti)
    first, again = field.phone.send(), field.phone.send()
    assert (again.through, [row.state for row in again.records]) == (first.through, ["written"])
    assert (Visit.objects.count(), VisitNote.objects.count(), ServiceGiven.objects.count()) == (1, 1, 1)
    assert FieldOp.objects.count() == len(field.phone.ops)


def test_what_comes_before_its_beginning_waits_and_is_asked_for(field: Field) -> None:
    field.phone.visit(field.siti)
    taken = field.phone.send(field.phone.ops[2:])
    assert (taken.through, taken.missing, Visit.objects.count()) == (0, [1, 2], 0)
    assert field.phone.send(field.phone.ops[:2]).through == len(field.phone.ops)
    assert Visit.objects.get().purpose == "Cek P-IRT"


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_interleaving_of_two_phones_ends_in_the_same_rows_and_every_value_is_found(
    field: Field, data: st.DataObject
) -> None:
    phones = [field.another_phone(), field.another_phone()]
    visits = [phone.visit(field.siti, note=f"catatan {number}") for number, phone in enumerate(phones)]
    for number, phone in enumerate(phones):
        phone.write("card", field.budi.public_id, directions=f"gang {phone.device.pk} nomor {number}")
    messages = [(phone, [op]) for phone in phones for op in phone.ops]
    for at in data.draw(st.lists(st.integers(0, len(messages) - 1), max_size=20)):  # in no order, some never
        phone, message = messages[at]
        phone.send(message)
    for at in data.draw(st.permutations([0, 1])):  # with signal: everything again, from the beginning
        phones[at].send()
    assert Visit.objects.filter(client_id__in=[f"field:{one}" for one in visits]).count() == 2
    values = FieldOp.objects.filter(device__in=[one.device for one in phones]).values_list("number", "value")
    assert sorted(map(str, values)) == sorted(str((op.number, op.value)) for one in phones for op in one.ops)
    known = state_of([field.budi.public_id])[str(field.budi.public_id)]["directions"]
    assert {f"gang {one.device.pk} nomor {number}" for number, one in enumerate(phones)} <= {
        op.value for op in known.heads
    }


def test_two_mentors_who_describe_one_house_keep_both_descriptions_until_one_has_seen_both(field: Field) -> None:
    other = field.another_phone()
    house = field.siti.public_id
    field.phone.write("card", house, directions="Pagar hijau")
    other.write("card", house, directions="Sebelah musala")
    field.phone.send()
    other.send()
    known = state_of([house])[str(house)]["directions"]
    assert known.in_conflict
    seen = tuple(str(op.id) for op in known.heads)
    other.ops.append(Sent(2, house, "card", "directions", "Pagar hijau, sebelah musala", CLOCK - 9_000, seen))
    other.send()
    known = state_of([house])[str(house)]["directions"]
    assert (known.value, known.in_conflict, len(known.all)) == ("Pagar hijau, sebelah musala", False, 3)


def test_a_person_of_another_area_is_refused_and_nothing_but_the_note_is_kept(field: Field) -> None:
    entity = field.phone.visit(field.far)
    field.phone.visit(field.siti)
    taken = field.phone.send()
    assert (outcome(entity), taken.through) == (("refused", "not_allowed"), len(field.phone.ops))
    assert list(Visit.objects.values_list("owner__name", flat=True)) == ["Siti"]
    assert ServiceGiven.objects.count() == 1


def test_a_card_of_another_area_is_set_aside_and_shown_to_nobody(field: Field) -> None:
    field.phone.write("card", field.far.public_id, directions="rahasia")
    assert field.phone.send().through == 1
    assert FieldOp.objects.get().set_aside == "not_yours"
    assert state_of([field.far.public_id]) == {}


def test_what_was_refused_is_written_once_it_is_mended(field: Field) -> None:
    entity = field.phone.visit(field.siti, purpose="")
    field.phone.send()
    assert outcome(entity) == ("refused", "visit_incomplete")
    number = len(field.phone.ops)
    seen = tuple(f"{field.phone.device.public_id}:{op.number}" for op in field.phone.ops if op.field == "purpose")
    field.phone.ops.append(Sent(number + 1, entity, "visit", "purpose", "Foto produk", CLOCK + 900, seen))
    field.phone.ops.append(Sent(number + 2, entity, "visit", "done", CLOCK, CLOCK + 901))
    field.phone.send()
    assert (outcome(entity), Visit.objects.get().purpose) == (("written", ""), "Foto produk")


def test_nobody_writes_into_the_record_of_another_person(field: Field) -> None:
    entity = field.phone.visit(field.siti)
    field.phone.send()
    officer = field.another_phone(person("pendamping_lain", Role.FIELD_MENTOR, "area", "31.75.01"))
    officer.write("visit", entity, note="palsu")
    officer.send()
    assert FieldOp.objects.get(value="palsu").set_aside == "not_yours"
    assert VisitNote.objects.count() == 1


def test_a_note_that_was_mended_later_is_added_and_the_first_stays(field: Field) -> None:
    entity = field.phone.visit(field.siti)
    field.phone.send()
    field.phone.write("visit", entity, note="Izin habis 3 Juni.")
    field.phone.send()
    field.phone.send()
    assert list(VisitNote.objects.order_by("pk").values_list("text", flat=True)) == [
        "Izin hampir habis.", "Izin habis 3 Juni.",
    ]  # fmt: skip


def test_a_clock_that_runs_ahead_says_no_more_than_just_now(field: Field) -> None:
    field.phone.visit(field.siti, visited=CLOCK + 86_400_000)
    field.phone.send()
    assert Visit.objects.get().visited_at == NOON


def test_a_number_used_twice_keeps_both_values(field: Field) -> None:
    field.phone.write("card", field.siti.public_id, directions="kiri")
    field.phone.send()
    field.phone.send([replace(field.phone.ops[0], value="kanan")])
    known = state_of([field.siti.public_id])[str(field.siti.public_id)]["directions"]
    assert {op.value for op in known.heads} == {"kiri", "kanan"}


@pytest.mark.parametrize(
    "bad",
    [
        {"number": 0}, {"kind": "loan"}, {"value": [1]}, {"value": 1.5}, {"clock_ms": 5}, {"replaces": ("x",)},
        {"replaces": tuple(f"a:{n}" for n in range(1, 60))},
    ],
)  # fmt: skip
def test_what_no_page_of_ours_sends_is_refused_and_leaves_nothing(field: Field, bad: dict[str, object]) -> None:
    field.phone.visit(field.siti)
    with pytest.raises(BadOperation):
        field.phone.send([replace(field.phone.ops[0], **bad)])  # type: ignore[arg-type]
    assert (FieldOp.objects.count(), FieldRecord.objects.count()) == (0, 0)


def test_too_many_at_once_are_refused(field: Field) -> None:
    one = Sent(1, field.siti.public_id, "card", "directions", "x", CLOCK)
    with pytest.raises(BadOperation, match=str(MOST_OPS)):
        field.phone.send([replace(one, number=number) for number in range(1, MOST_OPS + 2)])


def test_a_value_of_the_wrong_shape_is_kept_and_does_not_hold_up_what_follows(field: Field) -> None:
    entity = field.phone.write("visit", next_on="besok")
    field.phone.visit(field.siti)
    assert field.phone.send().through == len(field.phone.ops)
    assert FieldOp.objects.get(entity=entity).set_aside == "unreadable"
    assert Visit.objects.count() == 1
