"""Taking in a file of a data set: received, read in parts, settled in one transaction; refusals are noted."""

import contextlib
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import polars as pl
from django.conf import settings
from django.db import connection, transaction

from tumbuh import bulk
from tumbuh.accounts.models import User
from tumbuh.accounts.permissions import Permission
from tumbuh.accounts.services import require
from tumbuh.audit import services as audit
from tumbuh.intake.arriving import copy_kept, sha256_of
from tumbuh.kernel.errors import Refused
from tumbuh.kernel.numbers import format_number
from tumbuh.kernel.states import check_move
from tumbuh.procurement import datasets, models, waiting
from tumbuh.procurement.budgeting import write_lines
from tumbuh.procurement.cells import parse
from tumbuh.procurement.datasets.shapes import Context
from tumbuh.procurement.files import Source, open_source
from tumbuh.procurement.known import known
from tumbuh.procurement.models import ImportBatch
from tumbuh.procurement.ordering import EORDER
from tumbuh.procurement.rejecting import kept_errors, reject, resolve_rejected
from tumbuh.procurement.rules.states import BUDGET_VERSIONS, IMPORT_MOVES, ImportState
from tumbuh.procurement.versions import Written, write_facts
from tumbuh.registry.sealing import sealer

Progress = Callable[[ImportBatch], None]
LOCK = 7_100_301  # one writer of purchases and plans at a time
MANY_ROWS = 5_000
_MATCHED_BY = {"Package", "PackageRevision", "Purchase"}  # what can change who waits for a package


class FutureCutOff(Refused):
    """The data is said to be from a day that has not come."""

    code = "future_cut_off"


def import_file(
    *,
    path: Path,
    file_name: str,
    dataset: str,
    year: int,
    by: User | None,
    now: datetime,
    as_of: datetime | None = None,
    version: str = "apbd",
    progress: Progress | None = None,
) -> ImportBatch:
    """
    Read one file of a data set and return the batch with its counts.

    `as_of` is the cut-off of the data (now unless given): a file from an older cut-off changes nothing that a newer one
    said. The same file again creates nothing. Rows that cannot be read wait in queries.rejected_rows, purchases
    without a package in queries.waiting. Raises: NotAllowed, UnknownDataSet, UnreadableFile, MissingColumns, and what
    the data set refuses; then nothing of it is in, and the batch says why.
    """
    batch = receive(
        path=path, file_name=file_name, dataset=dataset, year=year, as_of=as_of, by=by, now=now, version=version
    )
    return run(batch=batch, path=path, now=now, progress=progress)


@transaction.atomic
def receive(
    *,
    path: Path,
    file_name: str,
    dataset: str,
    year: int,
    by: User | None,
    now: datetime,
    as_of: datetime | None = None,
    version: str = "apbd",
    keep: bool = False,
) -> ImportBatch:
    """Note that a file came in; with `keep` take a copy into the spool for the worker. Raises: as import_file."""
    if by is not None:
        require(by, Permission.PROCUREMENT_IMPORT)
    datasets.dataset(dataset)
    if version not in BUDGET_VERSIONS:
        raise Refused("Versi anggaran harus rapbd, apbd, atau apbd_p.", code="unknown_version")
    if as_of is not None and as_of > now + timedelta(days=1):
        raise FutureCutOff(
            "Tanggal data berada di masa depan; berkas yang benar nanti tidak akan dapat menggantikannya."
        )
    batch = ImportBatch.objects.create(
        dataset=dataset,
        year=year,
        version=version,
        file_name=Path(file_name).name[:255],
        file_sha256=sha256_of(path),
        file_bytes=path.stat().st_size,
        as_of=as_of or now,
        created_at=now,
        created_by=by,
    )
    if keep:
        copy_kept(path, uploaded_file(batch))
    audit.record("procurement.file_received", by=by, at=now, target=_target(batch), detail={"dataset": dataset})
    return batch


def uploaded_file(batch: ImportBatch) -> Path:
    """Return where an uploaded file waits for the worker."""
    return Path(settings.SPOOL_DIR) / f"procurement-{batch.public_id}.upload"


def run_received(*, batch_id: int, now: datetime) -> ImportBatch:
    """Read an uploaded file in the background. A refusal is an answer, noted on the batch; the copy then goes."""
    batch = ImportBatch.objects.get(pk=batch_id)
    if batch.is_over:
        return batch
    with contextlib.suppress(Refused):
        run(batch=batch, path=uploaded_file(batch), now=now)
    if batch.state in {ImportState.DONE, ImportState.REFUSED}:
        uploaded_file(batch).unlink(missing_ok=True)
    return batch


def run(*, batch: ImportBatch, path: Path, now: datetime, progress: Progress | None = None) -> ImportBatch:
    """Read a received file. A refusal of the whole file is noted on the batch and raised."""
    check_move(IMPORT_MOVES, batch.state, ImportState.RUNNING)
    _note(batch, state=ImportState.RUNNING.value, stage="reading", rows_done=0, refusal="", refusal_code="")
    try:
        return _Reading(batch, now, progress or (lambda _: None)).read(path)
    except Refused as refusal:
        _note(
            batch,
            state=ImportState.REFUSED.value,
            refusal=refusal.message,
            refusal_code=refusal.code,
            finished_at=now,
        )
        audit.record(
            "procurement.import_refused",
            by=batch.created_by,
            at=now,
            target=_target(batch),
            detail={"code": refusal.code},
        )
        raise
    except Exception:
        _note(
            batch, state=ImportState.FAILED.value, refusal="Terjadi kesalahan di sisi kami; tidak ada yang tersimpan."
        )
        raise


class _Reading:
    """One run over one file."""

    def __init__(self, batch: ImportBatch, now: datetime, progress: Progress) -> None:
        self._batch = batch
        self._now = now
        self._progress = progress
        self._dataset = datasets.dataset(batch.dataset)
        self._context = Context(batch.year, batch.version, _hashed, _sealed)

    def read(self, path: Path) -> ImportBatch:
        """Read, then write all of it or nothing."""
        source = open_source(path, self._dataset.names(), required=self._dataset.required())
        _note(self._batch, rows_total=source.rows_total, unknown_columns=source.unknown, notices=source.notices)
        facts, rejected, notices = self._facts(source)
        self._tell("writing", self._batch.rows_done)
        with transaction.atomic():
            _lock()
            written = self._write(facts)
            kept = reject(self._batch, rejected)
            waiting_ = self._settle(written, sorted({self._batch.year, *facts["year"]}))
            self._close(written, kept, waiting_, [*source.notices, *notices, *_told(written), *self._same_orders()])
        self._progress(self._batch)
        return self._batch

    def _facts(self, source: Source) -> tuple[pl.DataFrame, pl.DataFrame, list[str]]:
        shaped_parts, rejected, rounded = [], [], 0
        notices: dict[str, None] = {}
        for part in source.parts:
            parsed = parse(part, self._dataset.columns)
            rounded += parsed.rounded
            good = parsed.frame.join(parsed.errors.select("row").unique(), on="row", how="anti", maintain_order="left")
            shaped = self._dataset.shape(good, self._context)
            shaped_parts.append(shaped.frame)
            rejected.append(kept_errors(part, pl.concat([parsed.errors, shaped.errors]), self._dataset))
            notices |= dict.fromkeys(shaped.notices)
            self._tell("reading", self._batch.rows_done + part.height)
        if rounded:
            notices[f"{format_number(rounded)} nilai memuat pecahan rupiah dan dibulatkan ke rupiah terdekat."] = None
        other = sum(int((frame["year"] != self._batch.year).sum()) for frame in shaped_parts)
        if other:
            notices[f"{format_number(other)} baris menyebut tahun lain dan masuk ke tahunnya sendiri."] = None
        if not shaped_parts:
            raise Refused("Berkas ini tidak memuat satu baris data pun; unduh ulang dari sumbernya.", code="no_rows")
        return pl.concat(shaped_parts), pl.concat(rejected), list(notices)

    def _write(self, facts: pl.DataFrame) -> Written:
        if self._dataset.target == "BudgetLine":
            return write_lines(facts, batch=self._batch, now=self._now)
        model: type[models.Fact] = getattr(models, self._dataset.target)
        if facts.height > MANY_ROWS:
            bulk.analyze([model])
        written = write_facts(model, facts, summed=self._dataset.summed, batch=self._batch, now=self._now)
        if facts.height > MANY_ROWS:
            bulk.analyze([model])
        return written

    def _settle(self, written: Written, years: list[int]) -> int:
        """Close what waited for these facts, and bring the queues of their years up to date. Raises: RevisionCircle."""
        if written.touched is not None:
            resolve_rejected(self._batch, written.touched, self._now)
        if self._dataset.target not in _MATCHED_BY:
            return 0
        self._tell("matching", self._batch.rows_done)
        changed = self._dataset.target != "Purchase" and bool(written.created or written.restated)
        counts = {year: waiting.refresh(known(year), now=self._now, plans_changed=changed) for year in years}
        return counts[self._batch.year]

    def _same_orders(self) -> list[str]:
        """Say how many rows of this file are orders that were made here, for those are purchases already."""
        if self._dataset.target != "Purchase":
            return []
        named = models.Purchase.objects.filter(batch=self._batch).values("external_id")
        own = models.Purchase.objects.filter(source=EORDER, superseded_at=None, external_id__in=named)
        same = own.count()
        if not same:
            return []
        return [
            f"{format_number(same)} baris memakai nomor pesanan e-order yang sudah tercatat sebagai belanja; "
            "belanja yang sama terhitung dua kali sampai baris itu dikeluarkan dari berkas."
        ]

    def _close(self, written: Written, kept: int, waiting_: int, notices: list[str]) -> None:
        check_move(IMPORT_MOVES, self._batch.state, ImportState.DONE)
        counts = {
            name: getattr(written, name) for name in ("created", "restated", "unchanged", "stale", "repeated")
        } | {"rejected": kept, "unmatched": waiting_}
        _note(self._batch, state=ImportState.DONE.value, stage="", finished_at=self._now, notices=notices, **counts)
        audit.record(
            "procurement.import_done",
            by=self._batch.created_by,
            at=self._now,
            target=_target(self._batch),
            detail={"dataset": self._batch.dataset, "year": self._batch.year} | counts,
        )

    def _tell(self, stage: str, done: int) -> None:
        _note(self._batch, stage=stage, rows_done=done)
        self._progress(self._batch)


def _told(written: Written) -> list[str]:
    if not written.differing:
        return []
    return [
        f"{format_number(written.differing)} baris memakai kunci yang sama dengan isi berbeda; satu dipakai per kunci."
    ]


def _hashed(numbers: pl.Series) -> pl.Series:
    """Return the keyed hash of each taxpayer's number, the register's own, so that vendors can be found in it."""
    return _each(numbers, lambda text: sealer().digest("npwp", text))


def _sealed(texts: pl.Series) -> pl.Series:
    return _each(texts, sealer().seal)


def _each(texts: pl.Series, make: Callable[[str], str]) -> pl.Series:
    """Return `make` of each distinct text, "" for none: officers and vendors come back thousands of times."""
    made = {text: make(text) for text in texts.drop_nulls().unique()}
    return pl.Series(texts.name, [made[text] if text else "" for text in texts], dtype=pl.String)


def _lock() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def _note(batch: ImportBatch, **values: object) -> None:
    for name, value in values.items():
        setattr(batch, name, value)
    batch.save(update_fields=list(values))


def _target(batch: ImportBatch) -> str:
    return f"procurement.importbatch:{batch.public_id}"
