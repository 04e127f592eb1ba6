"""A whole record of a device becomes a visit, an attendance or a log, by the services that write them anywhere."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from tumbuh.accounts.models import User
from tumbuh.coaching import queries
from tumbuh.coaching.attending import attend_by_code
from tumbuh.coaching.field.places import site_of
from tumbuh.coaching.models import FieldFile, FieldRecord, Visit
from tumbuh.coaching.rules.kinds import ServiceKind
from tumbuh.coaching.rules.oplog import Field
from tumbuh.coaching.visiting import VisitValues, add_note, record_visit
from tumbuh.kernel.errors import Refused
from tumbuh.production.services import LogValues, record_log
from tumbuh.registry.owners import owner_by_id
from tumbuh.registry.queries import business_by_id

Fields = Mapping[str, Field]


class RecordIncomplete(Refused):
    """A record was called whole and lacks something."""

    code = "field_record_incomplete"


def write_record(record: FieldRecord, fields: Fields, *, by: User, now: datetime) -> None:
    """Write a record and note what became of it; a refusal leaves nothing written but its message."""
    if record.state == "written":
        _add_to(record, fields, by=by, now=now)
        return
    photo = _text(fields, "photo")
    file = FieldFile.objects.filter(device__user=by, sha256=photo, finished_at__isnull=False).first() if photo else None
    if photo and file is None:
        _note(record, state="photo", now=now)
        return
    try:
        with transaction.atomic():
            target = _WRITERS[record.kind](record, fields, file.photo if file else "", by, now)
    except Refused as refused:
        _note(record, state="refused", code=refused.code, message=refused.message[:500], now=now)
    else:
        _note(record, state="written", target=target, now=now)


def _visit(record: FieldRecord, fields: Fields, _photo: str, by: User, now: datetime) -> str:
    business = _text(fields, "business")
    next_on = _text(fields, "next_on")
    made = record_visit(
        agency=queries.agency_of(_text(fields, "agency")),
        owner_id=owner_by_id(_id(fields, "owner")).pk,
        values=VisitValues(
            purpose=_text(fields, "purpose"),
            visited_at=_moment(fields, "visited", now),
            note=_text(fields, "note"),
            next_on=date.fromisoformat(next_on) if next_on else None,
            business_id=business_by_id(UUID(business)).pk if business else None,
            service=_text(fields, "service") or ServiceKind.MENTORING.value,
        ),
        by=by,
        now=now,
        client_id=_client_id(record),
    )
    return made.reference


def _attendance(record: FieldRecord, fields: Fields, _photo: str, by: User, now: datetime) -> str:
    made = attend_by_code(
        session_id=queries.session(_id(fields, "session")).pk,
        code=_text(fields, "code"),
        attended_at=_moment(fields, "attended", now),
        by=by,
        now=now,
        client_id=_client_id(record),
    )
    return f"coaching.attendance:{made.public_id}"


def _log(record: FieldRecord, fields: Fields, photo: str, by: User, now: datetime) -> str:
    heads = _text(fields, "heads")
    made = record_log(
        client_id=record.entity,
        kind=_text(fields, "log_kind"),
        values=LogValues(
            site_id=site_of(_id(fields, "site"), user=by, now=now).pk,
            commodity_code=_text(fields, "commodity"),
            done_on=date.fromisoformat(_needed(fields, "done_on")),
            quantity=Decimal(_needed(fields, "quantity").replace(",", ".")),
            unit=_text(fields, "unit"),
            heads=int(Decimal(heads.replace(",", "."))) if heads else None,
            note=_text(fields, "note"),
            photo=photo,
        ),
        by=by,
        now=now,
        source="field",
        ask=False,  # nobody is there to be asked; the question stays open on the page of questions
    )
    return made.reference


_WRITERS = {"visit": _visit, "attendance": _attendance, "log": _log}


def _add_to(record: FieldRecord, fields: Fields, *, by: User, now: datetime) -> None:
    """A visit's note that another device wrote meanwhile, or that was mended, is added; nothing is written over."""
    if record.kind != "visit" or "note" not in fields:
        return
    visit = Visit.objects.get(client_id=_client_id(record))
    written = set(visit.notes.values_list("text", flat=True))
    for op in fields["note"].heads:
        text = str(op.value).strip()
        if text and text not in written:
            add_note(visit_id=visit.pk, text=text, by=by, now=now, client_id=f"field:{op.id}")


def _note(
    record: FieldRecord, *, state: str, now: datetime, code: str = "", message: str = "", target: str = ""
) -> None:
    record.state, record.code, record.message, record.target = state, code, message, target
    record.changed_at = now
    record.save(update_fields=["state", "code", "message", "target", "changed_at"])


def _client_id(record: FieldRecord) -> str:
    return f"field:{record.entity}"


def _text(fields: Fields, name: str) -> str:
    return str(fields[name].value or "").strip() if name in fields else ""


def _needed(fields: Fields, name: str) -> str:
    found = _text(fields, name)
    if not found:
        raise RecordIncomplete("Catatan ini belum lengkap; buka, lengkapi, lalu simpan lagi.")
    return found


def _id(fields: Fields, name: str) -> UUID:
    return UUID(_needed(fields, name))


def _moment(fields: Fields, name: str, now: datetime) -> datetime:
    """Return the moment a device noted; a clock that runs ahead says no more than "just now"."""
    return min(datetime.fromtimestamp(int(_needed(fields, name)) / 1_000, tz=UTC), now)
