"""What the office sees of the notes of the field: values that differ, notes that became nothing, all of the past."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from tumbuh.accounts.models import User
from tumbuh.accounts.permissions import Permission
from tumbuh.accounts.queries import scopes_of
from tumbuh.accounts.rules import CITY, Scope, ScopeKind
from tumbuh.audit import services as audit
from tumbuh.coaching import queries
from tumbuh.coaching.access import require_about
from tumbuh.coaching.field.devices import desk_of
from tumbuh.coaching.field.reading import readable
from tumbuh.coaching.field.receiving import Sent, receive, state_of
from tumbuh.coaching.models import Assignment, FieldDevice, FieldOp, FieldRecord
from tumbuh.coaching.rules.field_forms import ASIDE_NAMES, DONE, FIELD_NAMES, KIND_NAMES, KINDS
from tumbuh.kernel.errors import NotAllowed, Refused
from tumbuh.kernel.periods import day_in_wib
from tumbuh.registry.owners import owner_by_id, owners_by_id

MOST = 200  # rows of one list; the oldest first, so that none waits for ever


class NoSuchNote(Refused):
    """There is no such note, or it is not among those that the person sees."""

    code = "no_such_field_note"


class NothingToChoose(Refused):
    """The field holds no two values, or none was chosen."""

    code = "nothing_to_choose"


@dataclass(frozen=True)
class Written:
    """One value as somebody wrote it. `stands`: nobody replaced it; `aside`: why it does not count, "" when it does."""

    id: str
    field: str
    label: str
    value: Any
    said: Any  # the same in words
    who: str
    device: str
    written_at: datetime  # by the device's clock
    received_at: datetime
    stands: bool
    aside: str


@dataclass(frozen=True)
class Choice:
    """A field of a card of which more than one value stands."""

    field: str
    label: str
    standing: Sequence[Written]


@dataclass(frozen=True)
class Note:
    """One record of the field with all that was ever written in it. `title`: whose card, or what kind of note."""

    record: FieldRecord
    title: str
    kind: str
    choices: Sequence[Choice]
    values: Sequence[Written]


def differing(*, by: User, now: datetime) -> list[Note]:
    """Return the cards of a person's own people about which two wrote differently, the oldest first."""
    rows = FieldRecord.objects.filter(state="differs").select_related("device__user").order_by("changed_at", "pk")
    if CITY not in _held(by, now):
        rows = rows.filter(entity__in=queries.own_owners(by, now=now).values("public_id"))
    return _notes(list(rows[:MOST]))


def stuck(*, by: User, now: datetime) -> list[Note]:
    """Return the notes that became nothing yet: refused, not complete, or waiting for their photo; the oldest first."""
    rows = FieldRecord.objects.filter(state__in=["refused", "open", "photo"], device__in=_devices(by, now))
    return _notes(list(rows.select_related("device__user").order_by("changed_at", "pk")[:MOST]))


def note(entity: UUID, *, by: User, now: datetime) -> Note:
    """Return one note with every value that was ever written in it. Raises: NoSuchNote, NotAllowed."""
    record = FieldRecord.objects.filter(entity=entity).select_related("device__user").first()
    if record is None:
        raise NoSuchNote("Catatan ini tidak ada.")
    if KINDS[record.kind].is_card:
        require_about(by, owner_by_id(entity).pk, now=now)
    elif not _devices(by, now).filter(pk=record.device_id).exists():
        raise NoSuchNote("Catatan ini tidak ada, atau ditulis orang di luar wilayah Anda.")
    return _notes([record])[0]


@transaction.atomic
def choose(*, entity: UUID, field: str, value: str | None, seen: Sequence[str], by: User, now: datetime) -> Note:
    """
    Say which value of a card is right; it replaces those that the person saw, and they stay in the history.

    What came in meanwhile is not replaced: it is asked about again. Raises: NoSuchNote, NotAllowed, NothingToChoose.
    """
    FieldRecord.objects.select_for_update(of=("self",)).filter(entity=entity).first()
    before = note(entity, by=by, now=now)
    open_ = {one.id for choice in before.choices if choice.field == field for one in choice.standing}
    if value is None or len(open_ & set(seen)) < 2:
        raise NothingToChoose(
            "Tulisan ini sudah dipilih, atau belum ada yang ditandai. Muat ulang halaman, lalu pilih."
        )
    # Two choices of one person at once take two numbers.
    desk = FieldDevice.objects.select_for_update(of=("self",)).get(pk=desk_of(by, now=now).pk)
    at = int(now.timestamp() * 1_000)
    op = Sent(desk.through + 1, entity, "card", field, value.strip(), at, tuple(sorted(open_ & set(seen))))
    receive(device_id=desk.pk, ops=[op], by=by, now=now)
    audit.record("coaching.value_chosen", by=by, at=now, target=f"registry.owner:{entity}", detail={"field": field})
    return note(entity, by=by, now=now)


def _held(by: User, now: datetime) -> frozenset[Scope]:
    on = day_in_wib(now)
    held = scopes_of(by, Permission.COACHING_MANAGE, on) | scopes_of(by, Permission.COACHING_RECORD, on)
    if not held:
        raise NotAllowed("Anda tidak mencatat dan tidak mengelola pembinaan. Hubungi pengelola akun.")
    return held


def _devices(by: User, now: datetime) -> QuerySet[FieldDevice]:
    """Return the devices whose notes a person sees: the own ones, and those of the mentors of the agencies managed."""
    _held(by, now)
    managed = scopes_of(by, Permission.COACHING_MANAGE, day_in_wib(now))
    if CITY in managed:
        return FieldDevice.objects.all()
    codes = [scope.code for scope in managed if scope.kind is ScopeKind.AGENCY]
    mentors = Assignment.objects.filter(agency__code__in=codes, to_on=None)
    return FieldDevice.objects.filter(Q(user=by) | Q(user__in=mentors.values("mentor")))


def _notes(records: Sequence[FieldRecord]) -> list[Note]:
    entities = [record.entity for record in records]
    state = state_of(entities)
    standing = {
        (entity, name): {str(op.id) for op in known.heads}
        for entity, fields in state.items()
        for name, known in fields.items()
    }
    written: dict[UUID, list[Written]] = {entity: [] for entity in entities}
    ops = FieldOp.objects.filter(entity__in=entities).exclude(field=DONE).select_related("device__user")
    rows = list(ops.order_by("clock_ms", "pk"))
    said = readable(rows)
    for row in rows:
        stands = standing.get((str(row.entity), row.field), set())
        written[row.entity].append(_written(row, said[row.pk], stands))
    names = {owner.public_id: owner.name for owner in owners_by_id(entities)}
    return [
        Note(
            record, names.get(record.entity, KIND_NAMES[record.kind]), KIND_NAMES[record.kind],
            _choices(written[record.entity]) if record.state == "differs" else [], written[record.entity],
        )
        for record in records
    ]  # fmt: skip


def _written(row: FieldOp, said: Any, standing: set[str]) -> Written:
    name = f"{row.device.public_id}:{row.number}"
    return Written(
        name, row.field, FIELD_NAMES.get(row.field, row.field), row.value, said, str(row.device.user), row.device.name,
        datetime.fromtimestamp(row.clock_ms / 1_000, tz=UTC), row.received_at, name in standing and not row.set_aside,
        ASIDE_NAMES.get(row.set_aside, row.set_aside),
    )  # fmt: skip


def _choices(values: Sequence[Written]) -> list[Choice]:
    found: dict[str, list[Written]] = {}
    for one in values:
        if one.stands:
            found.setdefault(one.field, []).append(one)
    return [
        Choice(name, standing[0].label, standing)
        for name, standing in found.items()
        if len({one.value for one in standing}) > 1
    ]
