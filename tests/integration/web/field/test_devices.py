"""A phone is set up by who is signed in, and signed out from the list."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tumbuh.accounts.permissions import Role
from tumbuh.coaching.models import FieldDevice

pytestmark = pytest.mark.django_db


def test_a_phone_gets_its_secret_once(signed_in: Callable[..., Client]) -> None:
    client = signed_in(Role.FIELD_MENTOR)
    asked = client.get(reverse("field_ready")).json()
    assert (asked["person"], bool(asked["csrf"]), FieldDevice.objects.count()) == ("Field_Mentor", True, 0)
    made = client.post(reverse("field_ready"), {"name": "Ponsel Rina"})
    assert made.json()["secret"].startswith("tmf_")
    assert made["Cache-Control"] == "private, no-store"
    device = FieldDevice.objects.get()
    assert (str(device.public_id), device.name) == (made.json()["device"], "Ponsel Rina")
    assert made.json()["secret"] not in str(vars(device))


def test_who_records_nothing_is_turned_away(signed_in: Callable[..., Client], client: Client) -> None:
    assert client.get(reverse("field_ready")).status_code == 302
    assert signed_in(Role.INSPECTOR).post(reverse("field_ready"), {"name": "x"}).status_code == 403
    assert not FieldDevice.objects.exists()


def test_a_lost_phone_is_signed_out_from_the_list(signed_in: Callable[..., Any]) -> None:
    client = signed_in(Role.FIELD_MENTOR)
    client.post(reverse("field_ready"), {"name": "Ponsel hilang"})
    device = FieldDevice.objects.get()
    assert "Ponsel hilang" in client.get(reverse("field_devices")).content.decode()
    FieldDevice.objects.update(session_key="")  # else this sign-in would end with it
    done = client.post(reverse("field_sign_out", args=[device.public_id]), {"reason": "jatuh di kali"}, follow=True)
    assert "jatuh di kali" in done.content.decode()
    device.refresh_from_db()
    assert device.signed_out_at is not None


def test_nobody_sees_or_signs_out_the_phone_of_another(signed_in: Callable[..., Client]) -> None:
    signed_in(Role.FIELD_MENTOR).post(reverse("field_ready"), {"name": "Punya Rina"})
    other = signed_in(Role.EXTENSION_WORKER)
    assert "Punya Rina" not in other.get(reverse("field_devices")).content.decode()
    address = reverse("field_sign_out", args=[FieldDevice.objects.get().public_id])
    assert other.post(address, {"reason": "iseng"}).status_code == 400
    assert FieldDevice.objects.get().signed_out_at is None
