"""Whether the ledger's address takes files and gives them back: asked by the checkup, on a folder or object store."""

import secrets
from pathlib import Path

import polars as pl
from deltalake import DeltaTable, write_deltalake

_ROWS = pl.DataFrame({"probe": [1]})


class ProbeError(OSError):
    """What was written did not come back."""


def probe(url: str) -> None:
    """
    Write a tiny table beside the ledger, read it back and empty it. Raises: whatever the store raises, or ProbeError.

    On a folder nothing is left behind; on an object store an emptied table of a few hundred bytes may stay.
    """
    address = f"{url.rstrip('/')}/.probe-{secrets.token_hex(4)}"
    try:
        write_deltalake(address, _ROWS.to_arrow())
        table = DeltaTable(address)
        if pl.scan_parquet(table.file_uris()).collect().height != _ROWS.height:
            raise ProbeError("what was written did not come back")
        table.delete()
        table.vacuum(retention_hours=0, dry_run=False, enforce_retention_duration=False)
    finally:
        _remove_folder(Path(address))


def _remove_folder(folder: Path) -> None:
    if folder.is_dir():
        for path in sorted(folder.rglob("*"), reverse=True):
            path.rmdir() if path.is_dir() else path.unlink()
        folder.rmdir()
