"""Phones with which people work offline: taken in use by their own person, signed out from anywhere, for good."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.contrib.sessions.models import Session as SignIn
from django.db import transaction
from django.db.models import QuerySet

from tumbuh.accounts.models import User
from tumbuh.accounts.permissions import Permission
from tumbuh.accounts.queries import permissions_of, scopes_of
from tumbuh.accounts.rules import CITY
from tumbuh.accounts.services import require
from tumbuh.audit import services as audit
from tumbuh.coaching.models import FieldDevice
from tumbuh.kernel.errors import NotAllowed, Refused
from tumbuh.kernel.periods import day_in_wib

PREFIX = "tmf_"
_BYTES = 32
_SEEN_EVERY = timedelta(minutes=1)  # the row is not written for each of a hundred pieces of a photo


class DeviceSignedOut(NotAllowed):
    """The device was signed out; it erases what it holds."""

    code = "device_signed_out"


class NoSuchDevice(Refused):
    """There is no such device, or it is not this person's."""

    code = "no_such_device"


@dataclass(frozen=True)
class Holder:
    """A device that speaks, for whom, and what that person may do today."""

    device: FieldDevice
    user: User
    permissions: frozenset[Permission]


@transaction.atomic
def register_device(*, name: str, session_key: str, by: User, now: datetime) -> tuple[FieldDevice, str]:
    """Take a phone in use; return it with its secret, which is kept nowhere else. Raises: NotAllowed."""
    require(by, Permission.COACHING_RECORD, on=day_in_wib(now))
    secret = PREFIX + secrets.token_urlsafe(_BYTES)
    made = FieldDevice.objects.create(
        user=by, name=name.strip()[:80] or "Ponsel", secret_hash=_hash(secret), session_key=session_key,
        registered_at=now, last_seen_at=now,
    )  # fmt: skip
    audit.record("coaching.device_registered", by=by, at=now, target=made.reference, detail={"name": made.name})
    return made, secret


def desk_of(user: User, *, now: datetime) -> FieldDevice:
    """
    Return the device under which a person writes in the office's own page; it has a number row as a phone has.

    Nobody holds its secret, so that nothing outside that page speaks for it.
    """
    made, _new = FieldDevice.objects.get_or_create(
        user=user, is_desk=True,
        defaults={
            "name": "Halaman catatan lapangan", "secret_hash": _hash(PREFIX + secrets.token_urlsafe(_BYTES)),
            "registered_at": now, "last_seen_at": now,
        },
    )  # fmt: skip
    return made


@transaction.atomic
def sign_out_device(*, public_id: UUID, reason: str, by: User, now: datetime) -> FieldDevice:
    """
    Refuse a device from now on; it erases itself when it next asks, and the sign-in it was made with ends.

    Its own person may, and who manages accounts in the whole city. Raises: NoSuchDevice, Refused.
    """
    found = FieldDevice.objects.select_for_update(of=("self",)).filter(public_id=public_id, is_desk=False).first()
    if found is None or (found.user_id != by.pk and not _manages_accounts(by, now)):
        raise NoSuchDevice("Perangkat ini tidak ada, atau bukan milik Anda.")
    if not reason.strip():
        raise Refused("Tulis alasannya, misalnya “ponsel hilang”.", code="sign_out_reason_missing")
    if found.signed_out_at is not None:
        raise Refused("Perangkat ini sudah dikeluarkan.", code="device_out_already")
    found.signed_out_at, found.signed_out_by, found.sign_out_reason = now, by, reason.strip()[:300]
    if found.session_key:
        SignIn.objects.filter(session_key=found.session_key).delete()
    found.session_key = ""
    found.save(update_fields=["signed_out_at", "signed_out_by", "sign_out_reason", "session_key"])
    audit.record("coaching.device_signed_out", by=by, at=now, target=found.reference, reason=found.sign_out_reason)
    return found


def holder_of(secret: str, *, now: datetime) -> Holder:
    """Return who speaks with a device's secret, and note that it was seen. Raises: DeviceSignedOut."""
    found = FieldDevice.objects.select_related("user").filter(secret_hash=_hash(secret)).first()
    if found is None or found.signed_out_at is not None or not found.user.is_active:
        if found is not None and found.signed_out_at is not None:
            FieldDevice.objects.filter(pk=found.pk, wiped_at=None).update(wiped_at=now)
        raise DeviceSignedOut("Ponsel ini sudah dikeluarkan dari Tumbuh; datanya di ponsel dihapus.")
    if now - found.last_seen_at >= _SEEN_EVERY:
        FieldDevice.objects.filter(pk=found.pk).update(last_seen_at=now)
    return Holder(found, found.user, permissions_of(found.user, day_in_wib(now)))


def devices_seen_by(user: User, *, now: datetime) -> QuerySet[FieldDevice]:
    """Return a person's own devices; to who manages accounts, everybody's. In use first, then the newest."""
    found = FieldDevice.objects.filter(is_desk=False).select_related("user", "signed_out_by")
    mine = found if _manages_accounts(user, now) else found.filter(user=user)
    return mine.order_by("-signed_out_at", "-registered_at")  # PostgreSQL puts the nulls of a descent first


def _manages_accounts(user: User, now: datetime) -> bool:
    return CITY in scopes_of(user, Permission.ACCOUNTS_GRANT, day_in_wib(now))


def _hash(secret: str) -> str:
    # 256 bits of chance need no slow hash: there is nothing to guess.
    return hashlib.sha256(secret.encode()).hexdigest()
