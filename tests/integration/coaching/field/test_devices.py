"""A phone works for its own person until it is signed out, from anywhere and for good."""

from datetime import timedelta
from importlib import import_module
from uuid import uuid4

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session

from tests.integration.coaching.city import NOON, person
from tests.integration.coaching.field.conftest import Field
from tumbuh.accounts.permissions import Role
from tumbuh.coaching.field.devices import (
    DeviceSignedOut,
    NoSuchDevice,
    devices_seen_by,
    holder_of,
    register_device,
    sign_out_device,
)
from tumbuh.coaching.models import FieldDevice
from tumbuh.kernel.errors import NotAllowed, Refused

LATER = NOON + timedelta(hours=1)


def test_a_phone_that_is_signed_out_is_refused_and_the_sign_in_it_came_from_ends(field: Field) -> None:
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session.create()
    device, secret = register_device(name="Ponsel", session_key=session.session_key, by=field.city.mentor, now=NOON)
    assert holder_of(secret, now=LATER).user == field.city.mentor
    sign_out_device(public_id=device.public_id, reason="hilang di angkot", by=field.city.mentor, now=LATER)
    with pytest.raises(DeviceSignedOut):
        holder_of(secret, now=LATER)
    device.refresh_from_db()
    assert (device.wiped_at, device.session_key, device.last_seen_at) == (LATER, "", LATER)
    assert not Session.objects.filter(session_key=session.session_key).exists()


def test_the_database_does_not_revive_a_phone(field: Field) -> None:
    device = field.phone.device
    sign_out_device(public_id=device.public_id, reason="hilang", by=field.city.mentor, now=LATER)
    with pytest.raises(Exception, match="Cannot update"):
        FieldDevice.objects.filter(pk=device.pk).update(
            signed_out_at=None, signed_out_by=None, sign_out_reason="", wiped_at=None
        )


def test_an_unknown_secret_and_an_account_that_ended_open_nothing(field: Field) -> None:
    _device, secret = register_device(name="", session_key="", by=field.city.mentor, now=NOON)
    type(field.city.mentor).objects.filter(pk=field.city.mentor.pk).update(is_active=False)
    for wrong in ("tmf_x", secret):
        with pytest.raises(DeviceSignedOut):
            holder_of(wrong, now=NOON)


def test_only_its_person_and_who_manages_accounts_sign_a_phone_out(field: Field) -> None:
    other, admin = person("lain", Role.FIELD_MENTOR), person("admin", Role.ADMINISTRATOR)
    for public_id, by in ((field.phone.device.public_id, other), (uuid4(), admin)):
        with pytest.raises(NoSuchDevice):
            sign_out_device(public_id=public_id, reason="iseng", by=by, now=NOON)
    with pytest.raises(Refused, match="alasan"):
        sign_out_device(public_id=field.phone.device.public_id, reason=" ", by=admin, now=NOON)
    assert FieldDevice.objects.get().signed_out_at is None
    assert (list(devices_seen_by(other, now=NOON)), len(devices_seen_by(admin, now=NOON))) == ([], 1)
    sign_out_device(public_id=field.phone.device.public_id, reason="pindah tugas", by=admin, now=NOON)
    with pytest.raises(Refused, match="sudah"):
        sign_out_device(public_id=field.phone.device.public_id, reason="lagi", by=admin, now=NOON)


def test_who_records_nothing_gets_no_phone(field: Field) -> None:
    with pytest.raises(NotAllowed):
        register_device(name="x", session_key="", by=person("inspektur", Role.INSPECTOR), now=NOON)
    assert FieldDevice.objects.count() == 1
