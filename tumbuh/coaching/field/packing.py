"""What a device takes along for the day: its own person's people, meetings and places, and nobody else's."""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime, timedelta
from typing import Any

from tumbuh.accounts.models import User
from tumbuh.accounts.permissions import Permission
from tumbuh.accounts.queries import permissions_of
from tumbuh.audit import services as audit
from tumbuh.coaching import queries, terms
from tumbuh.coaching.attending import codes_of
from tumbuh.coaching.field.places import sites_of
from tumbuh.coaching.field.receiving import state_of
from tumbuh.coaching.models import Enrolment, FieldDevice, FieldRecord, Session, Visit
from tumbuh.coaching.rules.day_plan import Case, reason_today
from tumbuh.coaching.rules.kinds import SERVICE_NAMES
from tumbuh.coaching.rules.oplog import Field, State
from tumbuh.kernel.periods import day_in_wib
from tumbuh.production import queries as production
from tumbuh.reference.areas import areas_by_code
from tumbuh.registry.owners import OwnerProfile, profiles

MOST_PEOPLE = 400  # about 250 kB; the others are looked up when there is signal
MOST_SITES = 400
DAYS_AHEAD = 2  # who fetches in the evening works in the morning, also over a day without signal


def pack(*, device: FieldDevice, by: User, now: datetime) -> dict[str, Any]:
    """Return the day's bundle as plain data, and write to the trail that it was taken. Raises: NotAllowed."""
    on = day_in_wib(now)
    people, total = _people(by, now=now, on=on)
    bundle: dict[str, Any] = {
        "made_at": int(now.timestamp() * 1_000),
        "day": on.isoformat(),
        "days": [day.isoformat() for day in _days(on)],
        "device": str(device.public_id),
        "through": device.through,
        "person": str(by),
        "people": people,
        "people_total": total,
        "sessions": _sessions(by, now=now, on=on),
        "agencies": [{"code": one.code, "name": one.short_name} for one in queries.agencies_recorded_for(by, now=now)],
        "services": [{"code": code, "name": name} for code, name in SERVICE_NAMES],
        "sites": [],
        "commodities": [],
        "records": records_of(device),
    }
    if Permission.PRODUCTION_RECORD in permissions_of(by, on):
        bundle["sites"], bundle["commodities"] = _sites(by, now=now), _commodities()
    audit.record(
        "coaching.bundle_taken", by=by, at=now, target=device.reference,
        detail={"people": len(people), "sites": len(bundle["sites"])},
    )  # fmt: skip
    return bundle


def records_of(device: FieldDevice) -> list[dict[str, str]]:
    """Return what became of what a device sent, as its page shows it: what was refused, and what waits."""
    rows = FieldRecord.objects.filter(device=device, state__in=["refused", "photo", "open"]).order_by("pk")
    return [record_shape(row) for row in rows]


def record_shape(row: FieldRecord) -> dict[str, str]:
    """Return one record as a device is told of it."""
    return {"entity": str(row.entity), "state": row.state, "code": row.code, "message": row.message}


def _days(on: date) -> list[date]:
    return [on + timedelta(days=number) for number in range(DAYS_AHEAD + 1)]


def _people(by: User, *, now: datetime, on: date) -> tuple[list[dict[str, Any]], int]:
    mine = queries.own_owners(by, now=now)
    assigned = {one.owner_id: one.agency.code for one in queries.assigned_to(by)}
    keys = list(dict.fromkeys([*assigned, *mine.values_list("pk", flat=True)[:MOST_PEOPLE]]))[:MOST_PEOPLE]
    known = profiles(keys, on=on)
    seen, promised = queries.last_seen(keys), _promised(keys)
    cards = state_of([one.public_id for one in known.values()])
    writers = _writers(cards)
    every = terms.value("visit_after", on)
    people = []
    for key in keys:
        if key not in known:
            continue
        last = day_in_wib(seen[key]) if key in seen else None
        case = Case(promised.get(key), last, key in assigned)
        reasons = {day.isoformat(): reason_today(case, on=day, visit_days=every) for day in _days(on)}
        people.append(
            _person(known[key])
            | {
                "agency": assigned.get(key, ""),
                "last_seen": last.isoformat() if last else "",
                "why": {day: asdict(why) for day, why in reasons.items() if why},
                "card": _card(cards.get(str(known[key].public_id), {}), writers),
            }
        )
    return people, mine.count()


def _person(profile: OwnerProfile) -> dict[str, Any]:
    area = min(profile.areas, default="")
    return {
        "id": str(profile.public_id),
        "name": profile.name,
        "phone": profile.phone,
        "area": area,
        "place": _place(area),
        "businesses": [
            {"id": str(one.public_id), "name": one.name} for one in profile.businesses if one.closed_on is None
        ],
    }


def _writers(cards: State) -> dict[str, str]:
    """Return who holds each device that wrote a value that still stands, by the device's public id."""
    devices = {op.id.device for fields in cards.values() for known in fields.values() for op in known.heads}
    rows = FieldDevice.objects.filter(public_id__in=devices).select_related("user")
    return {str(one.public_id): str(one.user) for one in rows}


def _card(fields: Mapping[str, Field], writers: Mapping[str, str]) -> dict[str, Any]:
    """Return the fields of a card with all that nobody has replaced: the device shows two values as two."""
    return {
        name: {
            "value": known.value,
            "heads": [
                {"id": str(op.id), "value": op.value, "at": op.at, "who": writers[op.id.device]} for op in known.heads
            ],
            "values": len(known.all),
        }
        for name, known in fields.items()
    }


def _promised(keys: Collection[int]) -> dict[int, date]:
    """Return the day that was promised at each owner's latest visit."""
    rows = Visit.objects.filter(owner__in=keys).order_by("visited_at", "pk").values_list("owner_id", "next_on")
    return {owner: next_on for owner, next_on in dict(rows).items() if next_on is not None}


def _sessions(by: User, *, now: datetime, on: date) -> list[dict[str, Any]]:
    agencies = list(queries.agencies_recorded_for(by, now=now))
    rows = list(queries.sessions_between(agencies, on, _days(on)[-1]))
    early = timedelta(minutes=terms.value("early_minutes", on))
    own = set(queries.own_owners(by, now=now).values_list("pk", flat=True))
    return [
        {
            "id": str(one.public_id),
            "title": one.title,
            "place": one.place,
            "opens": int((one.starts_at - early).timestamp() * 1_000),
            "starts": int(one.starts_at.timestamp() * 1_000),
            "ends": int(one.ends_at.timestamp() * 1_000),
            "programme": one.cycle.programme.name,
            "codes": _codes(one, own),
        }
        for one in rows
    ]


def _codes(session: Session, own: Collection[int]) -> dict[str, str]:
    """
    Return hash of a participant's code → name, so that the device knows a right code without holding any code.

    Of people who are not this person's own the name stays here: the device shows the participant's number.
    """
    codes = codes_of(session)
    rows = Enrolment.objects.filter(pk__in=codes).values_list("pk", "number", "owner_id", "owner__name")
    return {
        code_hash(str(session.public_id), codes[pk]): name if owner in own else f"Peserta {number}"
        for pk, number, owner, name in rows
    }


def code_hash(session: str, code: str) -> str:
    """Return by what a device recognises a code of a session: SHA-256 of both."""
    return hashlib.sha256(f"{session}:{code}".encode()).hexdigest()


def _sites(by: User, *, now: datetime) -> list[dict[str, Any]]:
    rows: Sequence[Any] = list(sites_of(by, now=now)[:MOST_SITES])
    usual = production.usual_of([one.pk for one in rows])
    return [
        {
            "id": str(one.public_id),
            "name": one.name,
            "code": one.code,
            "kind": one.kind,
            "area": one.area_code,
            "place": _place(one.area_code),
            "last_on": one.last_on.isoformat() if one.last_on else "",
            "usual": dict(zip(("commodity", "unit"), usual[one.pk], strict=True)) if one.pk in usual else None,
        }
        for one in rows
    ]


def _commodities() -> list[dict[str, Any]]:
    units: dict[int, list[str]] = defaultdict(list)
    for one in production.factors():
        if one.unit not in units[one.commodity_id]:
            units[one.commodity_id].append(one.unit)
    return [
        {
            "code": one.code,
            "name": one.name,
            "group": one.group,
            "animal": one.is_animal,
            "units": list(dict.fromkeys([one.usual_unit, *units[one.pk], "kg"])),
        }
        for one in production.commodity_choices()
    ]


def _place(code: str) -> str:
    """Return "Cakung Barat, Cakung" of a ward's code."""
    areas = areas_by_code()
    names = [areas[part].name for part in (code, code[:8]) if part in areas]
    return ", ".join(dict.fromkeys(names))
