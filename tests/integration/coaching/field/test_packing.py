"""A phone carries its own person's people and nobody else's, and a sketch that names nobody."""

import base64
import json
from datetime import timedelta

from tests.integration.coaching.city import NOON, owner, person
from tests.integration.coaching.field.conftest import CLOCK, Field
from tumbuh.accounts.permissions import Role
from tumbuh.audit.models import AuditEvent
from tumbuh.coaching.field.packing import code_hash, pack
from tumbuh.coaching.field.sketching import sketch_for
from tumbuh.coaching.rules.sketch import Filter, digest_of
from tumbuh.coaching.services import assign
from tumbuh.production import services as production


def test_only_the_people_and_places_of_the_own_area_are_on_the_phone(field: Field) -> None:
    production.add_site(
        new=production.NewSite("KB-9", "Kebun Jauh", "yard", "31.71.01.1001", field.garden.opened_on), by=None, now=NOON
    )
    bundle = pack(device=field.phone.device, by=field.city.mentor, now=NOON)
    assert [one["name"] for one in bundle["people"]] == ["Budi", "Siti"]
    assert bundle["people_total"] == 2
    assert [one["name"] for one in bundle["sites"]] == ["Kebun Melati"]
    assert "Jauh" not in json.dumps(bundle)
    assert AuditEvent.objects.filter(event="coaching.bundle_taken").count() == 1


def test_the_day_says_whom_to_see_where_and_why(field: Field) -> None:
    assign(agency=field.city.agency, mentor=field.city.mentor, owner_id=field.budi.pk, by=field.city.officer, now=NOON)
    field.phone.visit(field.siti, visited=CLOCK - 86_400_000 * 10, next_on="2026-04-06")
    field.phone.send()
    people = {one["name"]: one for one in pack(device=field.phone.device, by=field.city.mentor, now=NOON)["people"]}
    assert [people[name]["why"]["2026-04-06"] for name in ("Siti", "Budi")] == [
        {"text": "Janji hari ini", "urgency": 1}, {"text": "Belum pernah dikunjungi", "urgency": 2},
    ]  # fmt: skip
    assert people["Siti"]["why"]["2026-04-07"]["text"] == "Janji 1 hari yang lalu"  # fetched in the evening before
    assert (people["Siti"]["last_seen"], people["Siti"]["phone"]) == ("2026-03-27", "+6281200000001")
    assert people["Siti"]["place"].endswith("Matraman")


def test_the_sessions_of_the_next_days_are_on_the_phone_too(field: Field) -> None:
    for days in (2, 3):
        field.city.session(field.session.cycle, title=f"Hari ke-{days}", starts_at=NOON + timedelta(days=days))
    sessions = pack(device=field.phone.device, by=field.city.mentor, now=NOON)["sessions"]
    assert [one["title"] for one in sessions] == [field.session.title, "Hari ke-2"]


def test_a_place_brings_what_was_harvested_there_last(field: Field) -> None:
    field.phone.write(
        "log", site=str(field.garden.public_id), commodity="kangkung", log_kind="harvest", quantity="12", unit="ikat",
        done_on="2026-04-06", done=CLOCK,
    )  # fmt: skip
    field.phone.send()
    [site] = pack(device=field.phone.device, by=field.city.mentor, now=NOON)["sites"]
    assert site["usual"] == {"commodity": "kangkung", "unit": "ikat"}


def test_a_right_code_is_known_without_any_code_on_the_phone(field: Field) -> None:
    stranger = owner("Orang Jauh", area="31.71.01.1001")
    field.city.apply(field.session.cycle, stranger)
    [session] = pack(device=field.phone.device, by=field.city.mentor, now=NOON)["sessions"]
    assert session["codes"][code_hash(session["id"], field.code)] == "Siti"
    assert sorted(session["codes"].values()) == ["Peserta 2", "Siti"]
    assert field.code not in json.dumps(session)


def test_a_card_shows_both_values_that_two_people_wrote(field: Field) -> None:
    other = field.another_phone()
    for phone, text in ((field.phone, "Pagar hijau"), (other, "Sebelah musala")):
        phone.write("card", field.siti.public_id, directions=text)
        phone.send()
    people = {one["name"]: one for one in pack(device=other.device, by=field.city.mentor, now=NOON)["people"]}
    heads = people["Siti"]["card"]["directions"]["heads"]
    assert {one["value"] for one in heads} == {"Pagar hijau", "Sebelah musala"}
    assert {one["who"] for one in heads} == {str(field.city.mentor)}


def test_the_bundle_tells_again_what_was_refused(field: Field) -> None:
    entity = field.phone.visit(field.siti, purpose="")
    field.phone.send()
    [record] = pack(device=field.phone.device, by=field.city.mentor, now=NOON + timedelta(minutes=1))["records"]
    assert (record["entity"], record["state"], record["code"]) == (str(entity), "refused", "visit_incomplete")


def test_the_sketch_knows_who_is_registered_and_names_nobody(field: Field) -> None:
    owner("Ratna", area="31.75.02.1001", phone="+6281277777777")
    sketch = sketch_for(device=field.phone.device, by=field.city.mentor, now=NOON)
    key = base64.b64decode(sketch["key"])

    def found(kind: str, text: str) -> list[str]:
        digest = digest_of(key, kind, text)
        return [
            one["name"]
            for one in sketch["districts"]
            if Filter(one["size"], base64.b64decode(one["bits"])).may_hold(digest)
        ]

    assert len(found("phone", "+6281277777777")) == 1
    assert found("phone", "+6281200000001") == ["Matraman"]
    assert found("phone", "+6281299999999") == []
    assert not any(word in json.dumps(sketch) for word in ("Ratna", "Siti", "+62"))


def test_a_person_without_an_area_takes_who_takes_part(field: Field) -> None:
    officer = person("petugas_lapangan", Role.FIELD_MENTOR, "agency", "2.17")
    phone = field.another_phone(officer)
    bundle = pack(device=phone.device, by=officer, now=NOON)
    assert [one["name"] for one in bundle["people"]] == ["Siti"]
