"""What a device sends: each operation once, in any order, however often; then what is whole is written."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson
from django.db import transaction

from tumbuh.accounts.models import User
from tumbuh.coaching.access import may_about
from tumbuh.coaching.field.writing import write_record
from tumbuh.coaching.models import FieldDevice, FieldOp, FieldRecord
from tumbuh.coaching.rules.field_forms import DONE, KINDS, fits, is_moment
from tumbuh.coaching.rules.oplog import BadOperation, Op, OpId, State, gapless, merge
from tumbuh.registry.owners import NoSuchOwner, owner_by_id

MOST_OPS = 500  # of one message; a day's work is about a hundred
MOST_REPLACED = 50


@dataclass(frozen=True)
class Sent:
    """One operation as it stands in a message. `value` is a text, a number or nothing."""

    number: int
    entity: UUID
    kind: str
    field: str
    value: Any
    clock_ms: int
    replaces: tuple[str, ...] = ()


@dataclass(frozen=True)
class Taken:
    """What a device may forget: all up to `through`; `missing` it sends again; `records`: what became of what."""

    through: int
    missing: list[int]
    records: list[FieldRecord]


@transaction.atomic
def receive(*, device_id: int, ops: Sequence[Sent], by: User, now: datetime) -> Taken:
    """
    Take a message of a device in. What came before changes nothing, so that a lost answer costs nothing.

    What comes after a gap is kept and waits. What cannot be used is kept, set aside, and holds nothing up.
    Raises: BadOperation for what no device of ours sends.
    """
    _check(ops)
    # Two messages of one device wait for each other here.
    device = FieldDevice.objects.select_for_update(of=("self",)).get(pk=device_id)
    _keep(device, ops, by=by, now=now)
    numbers = set(FieldOp.objects.filter(device=device, number__gt=device.through).values_list("number", flat=True))
    before, device.through = device.through, gapless(numbers, start=device.through)
    device.save(update_fields=["through"])
    fresh = FieldOp.objects.filter(device=device, number__gt=before, number__lte=device.through, set_aside="")
    for entity in fresh.order_by("entity").values_list("entity", flat=True).distinct():
        settle(entity, by=by, now=now)
    sent = {one.entity for one in ops} | set(fresh.values_list("entity", flat=True))
    known = FieldRecord.objects.filter(entity__in=sent, device=device).exclude(kind="card").order_by("pk")
    highest = max(numbers, default=0)
    missing = [number for number in range(device.through + 1, highest) if number not in numbers]
    return Taken(device.through, missing[:MOST_OPS], list(known))


def settle(entity: UUID, *, by: User, now: datetime) -> FieldRecord:
    """Write an entity as its merged fields say, when they are whole; return what became of it."""
    # Locked before it is read: of two phones that write about one house at once, the second sees what the first wrote.
    record = FieldRecord.objects.select_for_update(of=("self",)).get(entity=entity)
    state = state_of([entity]).get(str(entity), {})
    if KINDS[record.kind].is_card:
        record.state = "differs" if any(known.in_conflict for known in state.values()) else "shared"
        record.changed_at = now
        record.save(update_fields=["state", "changed_at"])
    elif DONE in state:
        write_record(record, state, by=by, now=now)
    return record


def state_of(entities: Iterable[UUID]) -> State:
    """Return entity → field → what is known of it, of everything that counts."""
    return merge(ops_of(entities))


def ops_of(entities: Iterable[UUID]) -> list[Op]:
    """Return the operations that count of some entities: not set aside, and before their device's first gap."""
    rows = FieldOp.objects.filter(entity__in=list(entities), set_aside="").select_related("device")
    return [
        Op(
            OpId(str(row.device.public_id), row.number), str(row.entity), row.kind, row.field, row.value, row.clock_ms,
            frozenset(OpId.parse(one) for one in row.replaces), row.digest,
        )
        for row in rows
        if row.number <= row.device.through
    ]  # fmt: skip


def _check(ops: Sequence[Sent]) -> None:
    if len(ops) > MOST_OPS:
        raise BadOperation(f"Paling banyak {MOST_OPS} catatan dalam satu kiriman.")
    for one in ops:
        if one.number < 1 or one.kind not in KINDS or not is_moment(one.clock_ms):
            raise BadOperation("Kiriman ini bukan dari halaman lapangan Tumbuh; perbarui halamannya.")
        if not isinstance(one.value, str | int | None) or len(one.replaces) > MOST_REPLACED:
            raise BadOperation("Isi catatan berupa teks atau angka.")
        for seen in one.replaces:
            OpId.parse(seen)


def _keep(device: FieldDevice, ops: Sequence[Sent], *, by: User, now: datetime) -> None:
    known = set(
        FieldOp.objects.filter(device=device, number__in=[one.number for one in ops]).values_list("number", "digest")
    )
    fresh = [one for one in ops if (one.number, _digest(one)) not in known]
    owned = {record.entity: record for record in _records({one.entity for one in fresh})}
    rows = []
    for one in fresh:
        aside = _set_aside(one, owned.get(one.entity), by=by, now=now)
        if not aside and one.entity not in owned:
            state = "shared" if KINDS[one.kind].is_card else "open"
            made, _new = FieldRecord.objects.get_or_create(
                entity=one.entity, defaults={"kind": one.kind, "device": device, "state": state, "changed_at": now}
            )
            owned[one.entity] = made
        rows.append(
            FieldOp(
                device=device, number=one.number, digest=_digest(one), entity=one.entity, kind=one.kind,
                field=one.field[:20], value=one.value, replaces=list(one.replaces), clock_ms=one.clock_ms,
                received_at=now, set_aside=aside,
            )
        )  # fmt: skip
    FieldOp.objects.bulk_create(rows, ignore_conflicts=True)


def _records(entities: set[UUID]) -> list[FieldRecord]:
    return list(FieldRecord.objects.filter(entity__in=entities).select_related("device"))


def _set_aside(one: Sent, record: FieldRecord | None, *, by: User, now: datetime) -> str:
    """Return why an operation does not count; "" when it does."""
    if not fits(one.kind, one.field, one.value):
        return "unreadable"
    if record is not None and record.kind != one.kind:
        return "other_kind"
    if not KINDS[one.kind].is_card:
        return "" if record is None or record.device.user_id == by.pk else "not_yours"
    try:
        owner = owner_by_id(one.entity)
    except NoSuchOwner:
        return "nobody"
    return "" if may_about(by, owner.pk, now=now) else "not_yours"


def _digest(one: Sent) -> str:
    said = [str(one.entity), one.kind, one.field, one.value, one.clock_ms, sorted(one.replaces)]
    return hashlib.sha256(orjson.dumps(said)).hexdigest()
