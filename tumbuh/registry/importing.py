"""Taking in a register file: receive it, queue it for the worker, run it; refusals are noted on the import."""

import contextlib
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction

from tumbuh.accounts.models import User
from tumbuh.accounts.permissions import Permission
from tumbuh.accounts.services import require
from tumbuh.audit import services as audit
from tumbuh.intake.arriving import copy_kept, sha256_of
from tumbuh.kernel.errors import Refused
from tumbuh.kernel.states import check_move
from tumbuh.registry import columns
from tumbuh.registry.files import open_table
from tumbuh.registry.models import RegisterImport
from tumbuh.registry.reading import Progress, Reading, note, target_of
from tumbuh.registry.rules import IMPORT_MOVES, Policy, State

UPLOADS_KEPT = timedelta(hours=24)


def import_register(
    *,
    path: Path,
    file_name: str,
    mapping: Mapping[str, str] | None,
    validate_only: bool,
    by: User | None,
    now: datetime,
    policy: Policy = Policy.WHOLE,
    progress: Progress | None = None,
) -> RegisterImport:
    """
    Read a register file (csv, xlsx) and return the import with its counts; state done, validated or rejected.

    `mapping` (column -> field) overrides the columns that are known by name. With Policy.WHOLE one bad row keeps all
    out (state "rejected"); with GOOD_ROWS the others come in. Bad rows: queries.bad_rows. The same file again creates
    nothing. Raises: NotAllowed, and UnreadableFile, BadMapping, KeysNotRotated; nothing is then written but the note.
    """
    received = receive(path=path, file_name=file_name, by=by, now=now)
    return run(
        register_import=received,
        path=path,
        mapping=mapping,
        validate_only=validate_only,
        policy=policy,
        now=now,
        progress=progress,
    )


@transaction.atomic
def receive(*, path: Path, file_name: str, by: User | None, now: datetime, keep: bool = False) -> RegisterImport:
    """Note that a file came in; with `keep` take a copy into the spool for the worker. Raises: NotAllowed."""
    if by is not None:
        require(by, Permission.REGISTRY_IMPORT)
    digest = sha256_of(path)
    received = RegisterImport.objects.create(
        file_name=Path(file_name).name[:255],
        file_sha256=digest,
        file_bytes=path.stat().st_size,
        created_at=now,
        created_by=by,
    )
    if keep:
        copy_kept(path, uploaded_file(received))
    audit.record("registry.file_received", by=by, at=now, target=target_of(received), detail={"sha256": digest})
    return received


def uploaded_file(register_import: RegisterImport) -> Path:
    """Return where an uploaded register waits for the worker."""
    return Path(settings.SPOOL_DIR) / f"register-{register_import.public_id}.upload"


def discard_stale_uploads(*, now: datetime) -> int:
    """Remove uploaded registers that nobody imported within a day: they hold ids in the clear. Return how many."""
    stale = [
        path
        for path in Path(settings.SPOOL_DIR).glob("register-*.upload")
        if now.timestamp() - path.stat().st_mtime > UPLOADS_KEPT.total_seconds()
    ]
    for path in stale:
        path.unlink(missing_ok=True)
    return len(stale)


@transaction.atomic
def queue(
    *,
    register_import: RegisterImport,
    mapping: Mapping[str, str],
    validate_only: bool,
    policy: Policy,
    by: User,
    now: datetime,
    defer: Callable[[int], object],
) -> None:
    """Hand a received file to the worker. Raises: NotAllowed, IllegalMove; BadMapping when it cannot work."""
    require(by, Permission.REGISTRY_IMPORT)
    locked = RegisterImport.objects.select_for_update().get(pk=register_import.pk)
    check_move(IMPORT_MOVES, locked.state, State.QUEUED)
    path = uploaded_file(locked)
    if not path.exists():
        raise Refused("Berkas unggahan sudah dihapus (disimpan 24 jam). Unggah lagi.", code="upload_gone")
    columns.check_mapping(mapping, open_table(path, score=columns.score_with(mapping), sample_only=True).columns)
    note(locked, state=State.QUEUED, mapping=dict(mapping), validate_only=validate_only, policy=policy.value, stage="")
    audit.record("registry.import_queued", by=by, at=now, target=target_of(locked))
    transaction.on_commit(lambda: defer(locked.pk))


def run_queued(*, import_id: int, now: datetime) -> RegisterImport:
    """Do what `queue` asked for. A refusal is an answer, noted on the import; the upload goes when it has served."""
    register_import = RegisterImport.objects.get(pk=import_id)
    if not register_import.is_working:
        return register_import
    path = uploaded_file(register_import)
    with contextlib.suppress(Refused):
        run(
            register_import=register_import,
            path=path,
            mapping=register_import.mapping,
            validate_only=register_import.validate_only,
            policy=Policy(register_import.policy),
            now=now,
        )
    if register_import.state in {State.DONE, State.REFUSED}:
        path.unlink(missing_ok=True)
    return register_import


def run(
    *,
    register_import: RegisterImport,
    path: Path,
    mapping: Mapping[str, str] | None,
    validate_only: bool,
    policy: Policy,
    now: datetime,
    progress: Progress | None = None,
) -> RegisterImport:
    """Read a received file. A refusal of the whole file is noted on the import and raised."""
    check_move(IMPORT_MOVES, register_import.state, State.RUNNING)
    note(
        register_import,
        state=State.RUNNING,
        validate_only=validate_only,
        policy=policy.value,
        refusal="",
        refusal_code="",
    )
    reading = Reading(register_import, now, progress or (lambda _: None))
    try:
        return reading.read(path, mapping)
    except Refused as refusal:
        note(register_import, state=State.REFUSED, refusal=refusal.message, refusal_code=refusal.code, finished_at=now)
        target, detail = target_of(register_import), {"code": refusal.code}
        audit.record("registry.import_refused", by=register_import.created_by, at=now, target=target, detail=detail)
        raise
    except Exception:
        note(register_import, state=State.FAILED, refusal="Terjadi kesalahan di sisi kami; tidak ada yang tersimpan.")
        raise
