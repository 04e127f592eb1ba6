"""Reading one received register file: open, check, identify, write. One transaction writes all of it or nothing."""

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import polars as pl
from django.db import connection, transaction

from tumbuh import bulk
from tumbuh.audit import services as audit
from tumbuh.kernel.errors import Refused
from tumbuh.kernel.periods import day_in_wib
from tumbuh.registry import columns
from tumbuh.registry.checking import Checked, check
from tumbuh.registry.classes import without_rule
from tumbuh.registry.files import Table, open_table
from tumbuh.registry.identity import identify
from tumbuh.registry.journal import Journal
from tumbuh.registry.models import REGISTER_TABLES, Owner, RegisterImport, RegisterImportRow
from tumbuh.registry.places import PlaceFinder
from tumbuh.registry.rules import Policy, State
from tumbuh.registry.sealing import Sealer, sealer
from tumbuh.registry.writing import write

Progress = Callable[[RegisterImport], None]
MANY_ROWS = 5_000  # from here on the planner must know the tables before and after
LOCK = 7_100_201  # one writer of the register at a time: two imports of one owner must not both create it


class KeysNotRotated(Refused):
    """Some ids are sealed with an older key, so that their owners would not be found again."""

    code = "keys_not_rotated"


def note(register_import: RegisterImport, **values: Any) -> None:
    """Set fields of an import and save just these."""
    for name, value in values.items():
        setattr(register_import, name, value)
    register_import.save(update_fields=list(values))


def target_of(register_import: RegisterImport) -> str:
    """Return the name of an import in the trail."""
    return f"registry.registerimport:{register_import.public_id}"


def lock_register() -> None:
    """Wait until no other import is writing; held to the end of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


class Reading:
    """One run over one file."""

    def __init__(self, register_import: RegisterImport, now: datetime, progress: Progress) -> None:
        self._import = register_import
        self._now = now
        self._today = day_in_wib(now)
        self._progress = progress
        self._sealer = sealer()

    def read(self, path: Path, mapping: Mapping[str, str] | None) -> RegisterImport:
        """Read the file and return the import, its counts filled. Raises: Refused for a file that is not usable."""
        self._tell("reading", done=0)
        table = open_table(path, score=columns.score_with(mapping))
        chosen = dict(mapping) if mapping is not None else columns.suggest(table.columns)
        columns.check_mapping(chosen, table.columns)
        note(
            self._import,
            mapping=chosen,
            unknown_columns=[name for name in table.columns if name not in chosen],
            notices=table.notices,
            rows_total=table.frame.height,
        )
        height = table.frame.height
        checked = check(
            table,
            mapping=chosen,
            sealer=self._sealer,
            places=PlaceFinder(self._today),
            today=self._today,
            step=lambda done: self._tell("checking", done=height * done // len(chosen)),
        )
        self._tell("writing", done=0)
        with transaction.atomic():
            self._settle(table, checked)
        self._tell("", done=height)
        return self._import

    def _settle(self, table: Table, checked: Checked) -> None:
        lock_register()
        _check_keys(self._sealer)
        many = table.frame.height > MANY_ROWS
        if many:
            bulk.analyze(REGISTER_TABLES)
        with transaction.atomic():
            column_of = {field: column for column, field in self._import.mapping.items()}
            lawless = without_rule(checked.good, column=column_of.get("as_of", ""))
            good = checked.good.join(lawless.select("row"), on="row", how="anti", maintain_order="left")
            identified = identify(good, column_of)
            errors = pl.concat([checked.errors, lawless, identified.errors])
            refused = self._import.policy == Policy.WHOLE and not errors.is_empty()
            journal = Journal(self._import, self._now)
            outcomes = self._write(identified.rows, journal)
            discarded = self._import.validate_only or refused
            transaction.set_rollback(discarded)  # the whole of it was tried, so the counts are what would have been
        self._trace(table, errors, None if discarded else outcomes)
        if many and not discarded:
            bulk.analyze(REGISTER_TABLES)
        self._close(outcomes, errors, journal, refused=refused)

    def _write(self, rows: pl.DataFrame, journal: Journal) -> pl.DataFrame:
        source = f"impor {self._import.pk}: {self._import.file_name}"
        return write(rows, journal=journal, sealer=self._sealer, today=self._today, source=source)

    def _trace(self, table: Table, errors: pl.DataFrame, outcomes: pl.DataFrame | None) -> None:
        """Note what became of each row. Refused rows keep their cells, sealed, for the file of bad rows."""
        RegisterImportRow.objects.filter(register_import=self._import).delete()  # of an earlier validation
        base = {"register_import_id": pl.lit(self._import.pk), "cells_cipher": pl.lit("")}
        if outcomes is not None:
            bulk.copy_in(bulk.table_name(RegisterImportRow), outcomes.with_columns(errors=pl.lit("[]"), **base))
        if errors.is_empty():
            return
        told: dict[int, list[dict[str, str]]] = {}
        for one in errors.sort("row", "column", "code").iter_rows(named=True):
            told.setdefault(one.pop("row"), []).append(one)
        cells = table.frame.filter(pl.col("row").is_in(list(told)))
        sealed = [
            (row.pop("row"), self._sealer.seal(json.dumps(row, ensure_ascii=False)))
            for row in cells.iter_rows(named=True)
        ]
        bad = pl.DataFrame(sealed, schema={"row": pl.UInt32, "cells_cipher": pl.String}, orient="row").with_columns(
            pl.Series("errors", [json.dumps(told[row], ensure_ascii=False) for row, _ in sealed], dtype=pl.String),
            register_import_id=base["register_import_id"],
            outcome=pl.lit("rejected"),
        )
        bulk.copy_in(bulk.table_name(RegisterImportRow), bad)

    def _close(self, outcomes: pl.DataFrame, errors: pl.DataFrame, journal: Journal, *, refused: bool) -> None:
        counted = dict(outcomes["outcome"].value_counts().iter_rows())
        by_code = errors.unique(["row", "code"])["code"].value_counts(sort=True)
        state = State.VALIDATED if self._import.validate_only else State.REJECTED if refused else State.DONE
        note(
            self._import,
            state=state,
            **{name: counted.get(name, 0) for name in ("created", "updated", "unchanged", "repeated")},
            rejected=errors["row"].n_unique(),
            counts=journal.counts,
            error_codes=dict(by_code.iter_rows()),
            finished_at=self._now,
        )
        detail = {"state": state.value, "rows": self._import.rows_total, "rejected": self._import.rejected}
        audit.record(
            "registry.import_read",
            by=self._import.created_by,
            at=self._now,
            target=target_of(self._import),
            detail=detail | {"made_and_changed": journal.counts},
        )

    def _tell(self, stage: str, *, done: int) -> None:
        note(self._import, stage=stage, rows_done=done)
        self._progress(self._import)


def _check_keys(known: Sealer) -> None:
    if Owner.objects.exclude(key_tag__in=["", known.tag]).exists():
        raise KeysNotRotated(
            "Kunci identitas sedang diganti; jalankan penggantian kunci sampai selesai, lalu ulangi impor."
        )
