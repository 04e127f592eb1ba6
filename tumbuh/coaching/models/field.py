"""Devices that work where there is no signal, what they sent, and what became of it."""

import uuid

import pgtrigger
from django.db import models
from django.db.models import F, Q

from tumbuh.coaching.models.guards import APPEND_ONLY, NEVER_DELETED
from tumbuh.coaching.rules.field_forms import RECORD_NAMES


class FieldDevice(models.Model):
    """One phone of one person. Its secret is kept as a hash; signed out for good, never revived."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    name = models.CharField(max_length=80)
    secret_hash = models.CharField(max_length=64, unique=True)
    session_key = models.CharField(max_length=40, blank=True)  # the sign-in it was made with, which ends with it
    is_desk = models.BooleanField(default=False)  # no phone: the page in which its person chooses between values
    through = models.PositiveIntegerField(default=0)  # up to here its operations came without a gap
    registered_at = models.DateTimeField()
    last_seen_at = models.DateTimeField()
    signed_out_at = models.DateTimeField(null=True)
    signed_out_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    sign_out_reason = models.CharField(max_length=300, blank=True)
    wiped_at = models.DateTimeField(null=True)  # when it learned of it, and erased what it held

    class Meta:
        constraints = [
            models.UniqueConstraint(name="fielddevice_one_desk", fields=["user"], condition=Q(is_desk=True)),
            models.CheckConstraint(name="fielddevice_hash_shape", condition=Q(secret_hash__regex=r"^[0-9a-f]{64}$")),  # noqa: S106
            models.CheckConstraint(
                name="fielddevice_signed_out_whole",
                condition=Q(signed_out_at=None, signed_out_by=None, sign_out_reason="", wiped_at=None)
                | Q(signed_out_at__isnull=False, signed_out_by__isnull=False, sign_out_reason__gt=""),
            ),
        ]
        indexes = [models.Index(fields=["user"], name="fielddevice_of_user")]
        triggers = [
            NEVER_DELETED,
            pgtrigger.ReadOnly(name="whose_it_is_stays", fields=["user", "secret_hash", "registered_at"]),
            pgtrigger.Protect(
                name="never_revived",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__signed_out_at__isnull=False, new__signed_out_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def reference(self) -> str:
        """How the trail names it."""
        return f"coaching.device:{self.public_id}"


class FieldOp(models.Model):
    """
    One value of one field, as a device wrote it (rules.oplog). Kept as it came, also what could not be used.

    `set_aside`: why it does not count; such a one is still found, and does not hold up what comes after it.
    """

    device = models.ForeignKey(FieldDevice, models.PROTECT, related_name="ops")
    number = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    entity = models.UUIDField()
    kind = models.CharField(max_length=12)
    field = models.CharField(max_length=20)
    value = models.JSONField(null=True)
    replaces = models.JSONField(default=list)  # "device:number", of what its writer saw
    clock_ms = models.BigIntegerField()  # the device's own clock; may be wrong
    received_at = models.DateTimeField()
    set_aside = models.CharField(max_length=12, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["device", "number", "digest"], name="fieldop_once"),
            models.CheckConstraint(
                name="fieldop_whole", condition=Q(number__gt=0, digest__regex=r"^[0-9a-f]{64}$", kind__gt="")
            ),
        ]
        indexes = [models.Index(fields=["entity"], name="fieldop_of_entity")]
        triggers = [APPEND_ONLY]

    def __str__(self) -> str:
        return f"{self.device_id}:{self.number} {self.field}"


class FieldRecord(models.Model):
    """What became of one entity that a device made: written into coaching or production, waiting, or refused."""

    entity = models.UUIDField(unique=True)
    kind = models.CharField(max_length=12)
    device = models.ForeignKey(FieldDevice, models.PROTECT, related_name="records")
    state = models.CharField(max_length=8, choices=RECORD_NAMES)
    code = models.CharField(max_length=60, blank=True)  # of the refusal
    message = models.CharField(max_length=500, blank=True)
    target = models.CharField(max_length=80, blank=True)  # what it became
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="fieldrecord_state_known", condition=Q(state__in=[state for state, _name in RECORD_NAMES])
            ),
            models.CheckConstraint(
                name="fieldrecord_whole",
                condition=Q(state="written", target__gt="")
                | Q(state="refused", code__gt="", message__gt="")
                | Q(state__in=["open", "photo", "shared", "differs"]),
            ),
        ]
        indexes = [models.Index(fields=["device", "state"], name="fieldrecord_of_device")]
        triggers = [NEVER_DELETED]

    def __str__(self) -> str:
        return f"{self.kind} {self.entity} {self.state}"


class FieldFile(models.Model):
    """A photo on its way: named by what it holds, taken in piece by piece from where it stopped."""

    device = models.ForeignKey(FieldDevice, models.PROTECT, related_name="files")
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    received = models.PositiveIntegerField(default=0)
    photo = models.CharField(max_length=200, blank=True)  # a file of MEDIA, once whole
    begun_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["device", "sha256"], name="fieldfile_once"),
            models.CheckConstraint(name="fieldfile_sha_shape", condition=Q(sha256__regex=r"^[0-9a-f]{64}$")),
            models.CheckConstraint(name="fieldfile_never_over", condition=Q(size__gt=0, received__lte=F("size"))),
            models.CheckConstraint(
                name="fieldfile_finished_whole",
                condition=Q(finished_at=None, photo="")
                | Q(finished_at__isnull=False, photo__gt="", received=F("size")),
            ),
        ]
        triggers = [NEVER_DELETED]

    def __str__(self) -> str:
        return self.sha256[:12]
