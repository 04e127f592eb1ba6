"""Undoing a whole import at any later time: what it made is withdrawn, what it changed is as it was before."""

from collections.abc import Iterator
from datetime import datetime

from django.db import connection, models, transaction
from psycopg import sql

from tumbuh import bulk
from tumbuh.accounts.models import User
from tumbuh.accounts.permissions import Permission
from tumbuh.accounts.services import require
from tumbuh.audit import services as audit
from tumbuh.kernel.errors import Refused
from tumbuh.kernel.periods import format_moment
from tumbuh.kernel.states import check_move
from tumbuh.registry.models import (
    REGISTER_TABLES,
    Business,
    ClassAssessment,
    Licence,
    Owner,
    Ownership,
    RegisterChange,
    RegisterImport,
    Site,
    Traced,
)
from tumbuh.registry.reading import lock_register, note, target_of
from tumbuh.registry.rules import IMPORT_MOVES, State

_NAMES = {
    Owner: "pemilik", Business: "usaha", Ownership: "kepemilikan", Site: "tempat usaha", Licence: "izin",
    ClassAssessment: "penilaian kelas",
}  # fmt: skip
_SHOWN = 3


class UndoBlocked(Refused):
    """Later changes stand on what the import brought. `blockers` names them, one sentence each."""

    code = "undo_blocked"

    def __init__(self, blockers: list[str]) -> None:
        super().__init__(
            "Impor ini tidak dapat dibatalkan karena perubahan sesudahnya berdiri di atasnya: "
            + "; ".join(blockers)
            + "."
        )
        self.blockers = blockers


@transaction.atomic
def undo_import(*, import_id: int, by: User | None, now: datetime, reason: str) -> RegisterImport:
    """
    Undo an import as a whole and return it. Rows it made are withdrawn (they stay readable), the others are restored.

    Raises: NotAllowed, IllegalMove, Refused without a reason, UndoBlocked with what stands on it; nothing then changes.
    """
    if by is not None:
        require(by, Permission.REGISTRY_UNDO_IMPORT)
    if not reason.strip():
        raise Refused("Tulis alasan pembatalan; alasan disimpan dalam jejak audit.", code="reason_missing")
    lock_register()
    done = RegisterImport.objects.select_for_update().get(pk=import_id)
    check_move(IMPORT_MOVES, done.state, State.UNDONE)
    if blockers := list(_blockers(done)):
        raise UndoBlocked(blockers)
    restored = {model._meta.model_name: _restore(model, done) for model in REGISTER_TABLES}
    withdrawn = {
        model._meta.model_name: model._default_manager.filter(created_in=done, withdrawn_at=None).update(
            withdrawn_at=now, written_in=None
        )
        for model in REGISTER_TABLES
    }
    note(done, state=State.UNDONE, undone_at=now, undone_by=by, undo_reason=reason.strip())
    audit.record(
        "registry.import_undone",
        by=by,
        at=now,
        target=target_of(done),
        reason=reason.strip(),
        detail={"withdrawn": withdrawn, "restored": restored},
    )
    return done


def _blockers(done: RegisterImport) -> Iterator[str]:
    for model in REGISTER_TABLES:
        yield from _changed_since(model, done)
    for model in (Owner, Business):
        yield from _built_on(model, done)


def _changed_since(model: type[Traced], done: RegisterImport) -> Iterator[str]:
    """Name rows that the import made or changed and that somebody changed after it."""
    journaled = RegisterChange.objects.filter(register_import=done, table=bulk.table_name(model)).values("row_id")
    touched = model._default_manager.filter(models.Q(created_in=done) | models.Q(pk__in=journaled))
    later = touched.exclude(written_in=done)
    for import_id in later.order_by("written_in").values_list("written_in", flat=True).distinct():
        rows = later.filter(written_in=import_id)
        cause = "perubahan sesudahnya"
        if import_id is not None:
            other = RegisterImport.objects.get(pk=import_id)
            cause = f"impor “{other.file_name}” ({format_moment(other.created_at)}), batalkan itu dahulu"
        yield f"{rows.count()} {_NAMES[model]} ({_examples(rows)}) diubah oleh {cause}"


def _built_on(model: type[Traced], done: RegisterImport) -> Iterator[str]:
    """Name what else refers to rows that the import made: shops, products, or rows of a later import."""
    made = model._default_manager.filter(created_in=done, withdrawn_at=None)
    for relation in model._meta.get_fields(include_hidden=True):
        if (
            not isinstance(relation, models.ManyToOneRel)
            or relation.related_model._meta.model_name == "registerimportrow"
        ):
            continue
        other = relation.related_model
        rows = other._default_manager.filter(**{f"{relation.field.name}__in": made})
        if issubclass(other, Traced):
            rows = rows.filter(withdrawn_at=None).exclude(created_in=done)
        if count := rows.count():
            name = _NAMES[other] if other in _NAMES else str(other._meta.verbose_name)
            yield f"{count} {name} ({_examples(rows)}) berdiri pada {_NAMES[model]} dari impor ini"


def _examples(rows: models.QuerySet[models.Model]) -> str:
    """Return the names of the first few; of owners only how many, since messages travel further than pages do."""
    if issubclass(rows.model, Owner):
        return "nama tidak ditampilkan"
    shown = [_name_of(row) for row in rows.order_by("pk")[:_SHOWN]]
    return ", ".join(shown) + (", …" if rows.count() > _SHOWN else "")


def _name_of(row: models.Model) -> str:
    business = getattr(row, "business", None)
    return str(business) if isinstance(row, Traced) and business else str(row)


def _restore(model: type[Traced], done: RegisterImport) -> int:
    """Set the changed rows back to how they were; return how many."""
    names = [bulk.column_name(field) for field in model._meta.concrete_fields if not field.primary_key]
    columns = sql.SQL(", ").join([sql.Identifier(name) for name in names])
    values = sql.SQL(", ").join([sql.SQL("b.{}").format(sql.Identifier(name)) for name in names])
    table = sql.Identifier(bulk.table_name(model))
    statement = sql.SQL(
        "UPDATE {table} t SET ({columns}) = (SELECT {values} FROM jsonb_populate_record(t, c.before) b) "
        "FROM {journal} c WHERE c.row_id = t.id AND c.register_import_id = %s AND c.{table_column} = %s"
    ).format(
        table=table,
        columns=columns,
        values=values,
        journal=sql.Identifier(bulk.table_name(RegisterChange)),
        table_column=sql.Identifier("table"),
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [done.pk, bulk.table_name(model)])
        return int(cursor.rowcount)
