"""The sales ledger's store and the engine that reads it."""

from collections.abc import Iterator

from django.conf import settings

from tumbuh.cli.checkup.findings import Finding, ok, one_line, problem, warning
from tumbuh.lake.engines import open_engine
from tumbuh.lake.probe import probe
from tumbuh.lake.store import SalesStore

MANY_FILES = 5_000


def ledger() -> Iterator[Finding]:
    """Check that the store takes a file and gives it back."""
    url = settings.LEDGER_URL
    try:
        probe(url)
    except Exception as error:  # each store has errors of its own
        mend = "Periksa LEDGER_URL dan hak tulisnya; untuk folder: pemiliknya pengguna yang menjalankan Tumbuh."
        yield problem("ledger", f"Buku penjualan di {url} tidak dapat ditulisi: {one_line(error)}", mend)
        return
    yield ok("ledger", f"Buku penjualan di {url} dapat dibaca dan ditulisi")


def engine() -> Iterator[Finding]:
    """Check that the engine answers, on the ledger's own files."""
    name = settings.LEDGER_ENGINE
    try:
        opened = open_engine(name)
        snapshot = SalesStore(settings.LEDGER_URL).snapshot()
        lines = opened.collect(opened.sales(snapshot.files).select("order_id")).height if snapshot.files else 0
    except Exception as error:  # each engine has errors of its own
        mend = "Periksa LEDGER_ENGINE: duckdb (bawaan), spark://… atau sc://…; untuk Spark pasang pyspark."
        yield problem("engine", f"Mesin {name} tidak dapat membaca buku penjualan: {one_line(error)}", mend)
        return
    marked = f"{lines:,}".replace(",", ".")
    text = f"{name}: {marked} baris dalam {len(snapshot.files)} berkas, versi {snapshot.version}"
    if len(snapshot.files) > MANY_FILES:
        yield warning("engine", text, "Jalankan `tumbuh ledger compact`; tidak ada baris yang hilang.")
    else:
        yield ok("engine", text)
