"""The door of a phone: its secret opens it, a cookie does not, and one that was signed out is told to erase."""

import hashlib
import json
from typing import Any

import pytest
from django.test import Client

from tests.integration.coaching.city import NOON
from tests.integration.coaching.field.conftest import Field, build
from tumbuh.coaching.field.devices import register_device, sign_out_device
from tumbuh.coaching.models import Visit


@pytest.fixture
def field(db: None) -> Field:
    return build()


@pytest.fixture
def headers(field: Field) -> dict[str, str]:
    field.phone.device, secret = register_device(name="x", session_key="", by=field.city.mentor, now=NOON)
    return {"Authorization": f"Bearer {secret}"}


def body(field: Field) -> str:
    ops = [
        {"number": op.number, "entity": str(op.entity), "kind": op.kind, "field": op.field, "value": op.value,
         "at": op.clock_ms, "replaces": []} for op in field.phone.ops
    ]  # fmt: skip
    return json.dumps({"ops": ops})


def post(client: Client, content: str, headers: dict[str, str]) -> Any:
    return client.post("/api/v1/lapangan/catatan", content, content_type="application/json", headers=headers)


def test_notes_arrive_and_the_answer_says_what_became_of_them(
    client: Client, field: Field, headers: dict[str, str]
) -> None:
    entity = field.phone.visit(field.siti)
    for _again in (1, 2):
        found = post(client, body(field), headers)
        assert found.json() == {
            "through": len(field.phone.ops),
            "missing": [],
            "records": [{"entity": str(entity), "state": "written", "code": "", "message": ""}],
        }
    assert Visit.objects.count() == 1
    assert found["Cache-Control"] == "private, no-store"


def test_a_piece_of_a_photo_is_answered_with_where_to_go_on(client: Client, headers: dict[str, str]) -> None:
    sha = hashlib.sha256(b"abc").hexdigest()
    address = f"/api/v1/lapangan/foto/{sha}?size=3&offset=0"
    found = client.put(address, b"ab", content_type="application/octet-stream", headers=headers)
    assert (found.status_code, found.json()) == (200, {"received": 2, "done": False})


@pytest.mark.parametrize("address", ["bekal", "sketsa"])
def test_what_the_phone_takes_along_needs_its_secret(
    client: Client, field: Field, headers: dict[str, str], address: str
) -> None:
    assert client.get(f"/api/v1/lapangan/{address}", headers=headers).status_code == 200
    client.force_login(field.city.mentor)
    refused = client.get(f"/api/v1/lapangan/{address}")
    assert (refused.status_code, refused.json()["code"]) == (401, "device_signed_out")


def test_a_phone_that_was_signed_out_is_told_so_and_writes_nothing(
    client: Client, field: Field, headers: dict[str, str]
) -> None:
    field.phone.visit(field.siti)
    sign_out_device(public_id=field.phone.device.public_id, reason="hilang", by=field.city.mentor, now=NOON)
    found = post(client, body(field), headers)
    assert (found.status_code, found.json()["code"], Visit.objects.count()) == (401, "device_signed_out", 0)


def test_a_malformed_message_is_refused(client: Client, headers: dict[str, str]) -> None:
    assert post(client, '{"ops": [{"number": 1}]}', headers).status_code == 422
