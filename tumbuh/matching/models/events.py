"""Events: sessions, slots, participants, meetings, and what happened in the hall."""

import uuid

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from tumbuh.matching.models.profiles import APPEND_ONLY, NEVER_DELETED
from tumbuh.matching.rules.states import EVENT_NAMES, MEETING_NAMES, MODE_NAMES, PARTICIPANT_NAMES

_LIVE = ["requested", "waiting", "scheduled", "held", "missed"]
_SEATED = ["scheduled", "held", "missed"]


class Event(models.Model):
    """One gathering of buyers and sellers ("temu bisnis"). Its moves: rules.states.EVENT_MOVES."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=200)
    number = models.PositiveIntegerField(unique=True)  # of the batch
    place = models.CharField(max_length=200)
    area_code = models.CharField(max_length=13, blank=True)
    mode = models.CharField(max_length=12, choices=[(m.value, name) for m, name in MODE_NAMES.items()])
    state = models.CharField(
        max_length=9, choices=[(s.value, name) for s, name in EVENT_NAMES.items()], default="draft"
    )
    slot_minutes = models.PositiveSmallIntegerField()
    tables = models.PositiveSmallIntegerField()
    most_in_a_row = models.PositiveSmallIntegerField(default=0)  # 0: no limit
    floor = models.PositiveSmallIntegerField(default=0)  # meetings that each eligible seller should have
    cap_permyriad = models.PositiveSmallIntegerField(null=True)  # the largest part of all meetings for one seller
    rest_days = models.PositiveSmallIntegerField(default=0)  # so long a pair that met is not matched again
    organised_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)
    arranged_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    end_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="event_named", condition=Q(name__gt="", place__gt="", number__gte=1)),
            models.CheckConstraint(
                name="event_mode_known", condition=Q(mode__in=["participants", "organiser", "hybrid"])
            ),
            models.CheckConstraint(name="event_slots_known", condition=Q(slot_minutes__in=[15, 20, 30], tables__gte=1)),
            models.CheckConstraint(
                name="event_cap_a_part", condition=Q(cap_permyriad=None) | Q(cap_permyriad__range=(1, 10_000))
            ),
            models.CheckConstraint(
                name="event_end_whole",
                condition=Q(state__in=["finished", "cancelled"], ended_at__isnull=False)
                | Q(state__in=["draft", "open", "arranged", "running"], ended_at=None, end_reason=""),
            ),
        ]
        triggers = [NEVER_DELETED]

    def __str__(self) -> str:
        return f"{self.name} ({self.number})"

    @property
    def reference(self) -> str:
        """How the trail, notices and documents name it."""
        return f"matching.event:{self.public_id}"


class EventSession(models.Model):
    """One stretch of an event without a long pause, such as a morning."""

    event = models.ForeignKey(Event, models.PROTECT, related_name="sessions")
    name = models.CharField(max_length=60)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="eventsession_in_order", condition=Q(ends_at__gt=F("starts_at"))),
            models.UniqueConstraint(fields=["event", "starts_at"], name="eventsession_once"),
        ]
        triggers = [NEVER_DELETED]

    def __str__(self) -> str:
        return self.name


class Slot(models.Model):
    """One slot of an event, numbered from 0 through all its sessions; in a break nobody meets."""

    event = models.ForeignKey(Event, models.PROTECT, related_name="slots")
    session = models.ForeignKey(EventSession, models.PROTECT, related_name="slots")
    number = models.PositiveSmallIntegerField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    is_break = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event", "number"], name="slot_number_once"),
            models.UniqueConstraint(fields=["event", "starts_at"], name="slot_start_once"),
            models.CheckConstraint(name="slot_in_order", condition=Q(ends_at__gt=F("starts_at"))),
        ]
        triggers = [
            pgtrigger.Protect(name="stays_as_told", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.event_id} {self.number}"


class Participant(models.Model):
    """One buyer or one business at an event. `code` is what its square code says at the door."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    event = models.ForeignKey(Event, models.PROTECT, related_name="participants")
    buyer = models.ForeignKey("matching.Buyer", models.PROTECT, null=True, related_name="participations")
    business = models.ForeignKey("registry.Business", models.PROTECT, null=True, related_name="participations")
    state = models.CharField(
        max_length=9, choices=[(s.value, name) for s, name in PARTICIPANT_NAMES.items()], default="invited"
    )
    name = models.CharField(max_length=200)  # as it stands on the table card
    most_meetings = models.PositiveSmallIntegerField()
    most_per_session = models.PositiveSmallIntegerField(null=True)
    booth = models.PositiveSmallIntegerField(null=True)  # its own table, where it stays
    away = ArrayField(models.PositiveSmallIntegerField(), default=list, blank=True)  # numbers of slots
    code = models.CharField(max_length=16, unique=True)
    invited_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    invited_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    arrived_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="participant_one_side",
                condition=Q(buyer=None, business__isnull=False) | Q(buyer__isnull=False, business=None),
            ),
            models.CheckConstraint(name="participant_meets_somebody", condition=Q(most_meetings__gte=1)),
            models.UniqueConstraint(fields=["event", "buyer"], name="participant_buyer_once"),
            models.UniqueConstraint(fields=["event", "business"], name="participant_business_once"),
            models.UniqueConstraint(fields=["event", "booth"], name="participant_booth_once"),
        ]
        triggers = [NEVER_DELETED]

    def __str__(self) -> str:
        return self.name

    @property
    def is_buyer(self) -> bool:
        """Whether it stands on the buying side."""
        return self.buyer_id is not None

    @property
    def key(self) -> str:
        """How the solvers name it; buyers come before sellers."""
        return f"{'b' if self.is_buyer else 's'}{self.pk}"


class Meeting(models.Model):
    """
    A buyer and a seller who meet, may meet or have met. Its moves: rules.states.MEETING_MOVES.

    Whatever a service does, the database lets nobody be in two places and no table hold two meetings.
    """

    ORIGINS = [("request", "Permintaan peserta"), ("assigned", "Dipilih penyelenggara")]
    SIDES = [("buyer", "Pembeli"), ("seller", "Penjual"), ("organiser", "Penyelenggara")]

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    event = models.ForeignKey(Event, models.PROTECT, related_name="meetings")
    buyer = models.ForeignKey(Participant, models.PROTECT, related_name="meetings_bought")
    seller = models.ForeignKey(Participant, models.PROTECT, related_name="meetings_sold")
    demand = models.ForeignKey("matching.Demand", models.PROTECT, null=True, related_name="meetings")
    origin = models.CharField(max_length=8, choices=ORIGINS)
    asked_by_side = models.CharField(max_length=9, choices=SIDES)
    state = models.CharField(max_length=9, choices=[(s.value, name) for s, name in MEETING_NAMES.items()])
    worth = models.PositiveIntegerField(default=1)  # hundredths of a point; at least 1
    slot = models.ForeignKey(Slot, models.PROTECT, null=True, related_name="meetings")
    table = models.PositiveSmallIntegerField(null=True)
    message = models.CharField(max_length=300, blank=True)
    asked_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    reason_code = models.CharField(max_length=16, blank=True)  # of a refusal or a cancellation
    reason_words = models.CharField(max_length=300, blank=True)
    ended_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="meeting_of_two", condition=~Q(buyer=F("seller"))),
            models.CheckConstraint(name="meeting_worth_something", condition=Q(worth__gte=1)),
            models.CheckConstraint(
                name="meeting_seated_whole",
                condition=Q(state__in=_SEATED, slot__isnull=False, table__gte=1)
                | (~Q(state__in=_SEATED) & Q(slot=None, table=None)),
            ),
            models.CheckConstraint(
                name="meeting_end_whole",
                condition=Q(state__in=["declined", "cancelled"], ended_at__isnull=False, reason_code__gt="")
                | (~Q(state__in=["declined", "cancelled"]) & Q(ended_at=None, reason_code="")),
            ),
            models.UniqueConstraint(fields=["buyer", "seller"], condition=Q(state__in=_LIVE), name="meeting_pair_once"),
            models.UniqueConstraint(
                fields=["buyer", "slot"], condition=Q(state__in=_SEATED), name="meeting_buyer_in_one_place"
            ),
            models.UniqueConstraint(
                fields=["seller", "slot"], condition=Q(state__in=_SEATED), name="meeting_seller_in_one_place"
            ),
            models.UniqueConstraint(
                fields=["slot", "table"], condition=Q(state__in=_SEATED), name="meeting_table_for_one"
            ),
        ]
        indexes = [models.Index(fields=["event", "state"], name="meeting_of_event")]
        triggers = [
            NEVER_DELETED,
            pgtrigger.Trigger(  # who meets and where is of one event, and nobody meets in a break
                name="of_one_event",
                operation=pgtrigger.Insert | pgtrigger.Update,
                when=pgtrigger.Before,
                func=(
                    "IF EXISTS (SELECT 1 FROM matching_participant p WHERE p.id IN (NEW.buyer_id, NEW.seller_id) "
                    "AND (p.event_id <> NEW.event_id OR (p.buyer_id IS NULL) = (p.id = NEW.buyer_id))) THEN "
                    "RAISE EXCEPTION 'a meeting is of a buyer and a seller of its event'; END IF; "
                    "IF NEW.slot_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM matching_slot s "
                    "WHERE s.id = NEW.slot_id AND s.event_id = NEW.event_id AND NOT s.is_break) THEN "
                    "RAISE EXCEPTION 'a meeting is in a slot of its event that is no break'; END IF; RETURN NEW;"
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.buyer_id} {self.seller_id} {self.state}"

    @property
    def reference(self) -> str:
        """How the trail and notices name it."""
        return f"matching.meeting:{self.public_id}"


class TimetableRun(models.Model):
    """One making of a timetable: how good it is, and how much better another is at most."""

    event = models.ForeignKey(Event, models.PROTECT, related_name="timetables")
    worth = models.BigIntegerField()
    bound = models.BigIntegerField()
    placed = models.PositiveIntegerField()
    waiting = models.PositiveIntegerField()
    milliseconds = models.PositiveIntegerField(null=True)  # what it took, where a door measured it
    made_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="timetablerun_within_bound", condition=Q(bound__gte=F("worth"), worth__gte=0))
        ]
        triggers = [APPEND_ONLY]

    def __str__(self) -> str:
        return f"{self.event_id} {self.worth}/{self.bound}"


class HallEntry(models.Model):
    """
    What was noted in the hall, at once or later by a device that was offline.

    `key` is made by the device: sent twice, it is noted once.
    """

    KINDS = [("arrived", "Hadir"), ("held", "Terlaksana"), ("missed", "Tidak hadir")]

    key = models.UUIDField(unique=True)
    event = models.ForeignKey(Event, models.PROTECT, related_name="entries")
    kind = models.CharField(max_length=7, choices=KINDS)
    participant = models.ForeignKey(Participant, models.PROTECT, null=True, related_name="entries")
    meeting = models.ForeignKey(Meeting, models.PROTECT, null=True, related_name="entries")
    happened_at = models.DateTimeField()  # by the device's clock
    noted_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    noted_at = models.DateTimeField()  # by ours

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="hallentry_whole",
                condition=Q(kind="arrived", participant__isnull=False, meeting=None)
                | Q(kind__in=["held", "missed"], participant=None, meeting__isnull=False),
            )
        ]
        triggers = [APPEND_ONLY]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
