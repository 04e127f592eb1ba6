"""What people were told, and what of it left the house. Written once; only the marks of reading and sending move."""

import uuid

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from tumbuh.notices.rules import CHANNEL_NAMES, Channel, Sending

_CHANNELS = [(channel.value, name) for channel, name in CHANNEL_NAMES.items()]


class Notice(models.Model):
    """One thing that one person was told, once per key."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey("accounts.User", models.PROTECT, related_name="notices")
    event = models.CharField(max_length=80)  # "orders.order_placed"
    title = models.CharField(max_length=200)
    body = models.TextField(blank=True)
    short = models.CharField(max_length=160)  # the same as one text message
    path = models.CharField(max_length=300)  # where the thing is, within our own pages
    key = models.CharField(max_length=160)  # told again with the same key: nothing happens
    urgent = models.BooleanField(default=False)  # may disturb the night
    told_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "key"], name="notice_once"),
            models.CheckConstraint(
                name="notice_says_something", condition=Q(event__gt="", title__gt="", key__gt="", path__startswith="/")
            ),
            models.CheckConstraint(
                name="notice_read_after_told", condition=Q(read_at=None) | Q(read_at__gte=F("told_at"))
            ),
        ]
        indexes = [
            models.Index(fields=["person", "-told_at"], name="notice_inbox"),
            models.Index(fields=["person"], condition=Q(read_at=None), name="notice_unread"),
        ]
        triggers = [
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="stays_as_told", operation=pgtrigger.Update, condition=pgtrigger.AnyChange(exclude=["read_at"])
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Outgoing(models.Model):
    """A notice on its way out by one channel. Its moves: rules.SENDING_MOVES."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)  # what makes a sending the same one
    notice = models.ForeignKey(Notice, models.PROTECT, related_name="outgoing")
    channel = models.CharField(max_length=10, choices=_CHANNELS)
    state = models.CharField(
        max_length=10, choices=[(one.value, one.value) for one in Sending], default=Sending.QUEUED.value
    )
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    trouble = models.CharField(max_length=200, blank=True)  # why it was not sent, without anybody's address
    receipt = models.CharField(max_length=200, blank=True)  # what the sender calls it

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["notice", "channel"], name="outgoing_once"),
            models.CheckConstraint(
                name="outgoing_channel_known", condition=Q(channel__in=[one.value for one in Channel])
            ),
            models.CheckConstraint(name="outgoing_state_known", condition=Q(state__in=[one.value for one in Sending])),
        ]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(state="queued"), name="outgoing_due"),
            models.Index(fields=["-changed_at"], condition=Q(state="failed"), name="outgoing_failed"),
        ]
        triggers = [pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.channel} {self.state}"


class Preference(models.Model):
    """By which channels a person wants to be told outside; without a row: by none."""

    person = models.OneToOneField("accounts.User", models.PROTECT, related_name="+")
    channels = ArrayField(models.CharField(max_length=10, choices=_CHANNELS), default=list)
    phone = models.CharField(max_length=20, blank=True)  # E.164, for WhatsApp and SMS
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="preference_channels_known",
                condition=Q(channels__contained_by=[one.value for one in Channel]),
            ),
            models.CheckConstraint(
                name="preference_phone_present",
                condition=Q(phone__gt="") | ~Q(channels__overlap=[Channel.WHATSAPP.value, Channel.SMS.value]),
            ),
        ]
        triggers = [pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return ", ".join(self.channels)
