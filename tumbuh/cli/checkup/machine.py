"""The machine: Python, disk, clock, port, files and keys."""

import os
import shutil
import socket
import stat
import sys
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings

from tumbuh.cli.checkup.findings import Finding, info, ok, problem, warning

LEAST_PYTHON = (3, 11)
DISK_PROBLEM_BYTES, DISK_WARNING_BYTES = 500_000_000, 5_000_000_000
SECRETS = ("SECRET_KEY", "FIELD_KEY", "SEAL_KEY")
STALE_UPLOAD_SECONDS = 86_400
FIRST_YEAR = 2026  # a clock before this version was written is wrong


def python() -> Iterator[Finding]:
    """Check the interpreter."""
    found = ".".join(str(part) for part in sys.version_info[:3])
    if sys.version_info[:2] >= LEAST_PYTHON:
        yield ok("python", f"Python {found}")
    else:
        yield problem(
            "python", f"Python {found} terlalu lama", "Pasang Python 3.11 atau lebih baru, lalu `make setup`."
        )


def disk() -> Iterator[Finding]:
    """Check that there is room where the data is."""
    folder = _existing(Path(settings.VAR_DIR))
    free = shutil.disk_usage(folder).free
    text = f"Ruang kosong {free / 1e9:.1f} GB di {folder}"
    mend = "Kosongkan disk, atau pindahkan data: DATABASE_URL dan LEDGER_URL."
    if free < DISK_PROBLEM_BYTES:
        yield problem("disk", text, mend)
    elif free < DISK_WARNING_BYTES:
        yield warning("disk", text, mend)
    else:
        yield ok("disk", text)


def clock() -> Iterator[Finding]:
    """Check the clock and the time zone that days are counted in."""
    now = datetime.now(UTC)
    wib = now.astimezone(ZoneInfo(settings.TIME_ZONE))
    if now.year < FIRST_YEAR:
        yield problem("clock", f"Jam mesin menunjukkan {wib:%d/%m/%Y}", "Betulkan jam mesin, misalnya dengan NTP.")
    else:
        yield ok("clock", f"{wib:%d/%m/%Y %H.%M} WIB ({settings.TIME_ZONE})")


def secrets() -> Iterator[Finding]:
    """Check that the keys are there and that nobody else can read them."""
    folder = Path(settings.VAR_DIR) / "secrets"
    in_files = [name for name in SECRETS if not os.environ.get(name, "").strip()]
    if not in_files:
        yield ok("secrets", "Semua kunci berasal dari lingkungan (environment)")
        return
    for path in [folder, *(folder / name.lower() for name in in_files)]:
        if not path.exists():
            yield problem(
                "secrets", f"{path} tidak ada", "Jalankan `tumbuh migrate`; kunci dibuat sekali lalu disimpan."
            )
            continue
        mode = stat.S_IMODE(path.stat().st_mode)
        if mode & 0o077:
            yield problem("secrets", f"{path} dapat dibaca orang lain ({mode:04o})", f"chmod go-rwx {path}")
    if not any(stat.S_IMODE(p.stat().st_mode) & 0o077 for p in folder.glob("*")) and folder.exists():
        yield ok("secrets", f"Kunci di {folder} hanya terbaca pemiliknya; cadangkan folder itu di tempat aman")


def spool() -> Iterator[Finding]:
    """Check the folder in which uploads wait for the worker."""
    folder = Path(settings.SPOOL_DIR)
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        probe = folder / f".doctor-{os.getpid()}"
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as error:
        yield problem("spool", f"{folder} tidak dapat ditulisi: {error.strerror}", f"Beri hak tulis pada {folder}.")
        return
    now = datetime.now(UTC).timestamp()
    stale = [path for path in folder.glob("*.upload") if now - path.stat().st_mtime > STALE_UPLOAD_SECONDS]
    if stale:
        mend = "Pastikan `tumbuh worker` berjalan; unggahan yang menunggu akan dibaca lalu dihapus."
        yield warning("spool", f"{len(stale)} unggahan menunggu lebih dari sehari di {folder}", mend)
    else:
        yield ok("spool", f"{folder} dapat ditulisi")


def static() -> Iterator[Finding]:
    """Check that the pages' files were collected, and are those of this version."""
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    sources = [path for folder in settings.STATICFILES_DIRS for path in Path(folder).rglob("*") if path.is_file()]
    if not manifest.exists():
        yield warning("static", "Berkas halaman belum dikumpulkan", "`tumbuh serve` atau `tumbuh run` mengumpulkannya.")
    elif any(path.stat().st_mtime > manifest.stat().st_mtime for path in sources):
        yield warning("static", "Berkas halaman lebih lama daripada kodenya", "Mulai ulang `tumbuh serve`.")
    else:
        yield ok("static", f"{len(sources)} berkas halaman siap")


def port(number: int, host: str = "127.0.0.1") -> Iterator[Finding]:
    """Check whether the pages' port is free, ours, or somebody else's."""
    with socket.socket() as probe:
        probe.settimeout(2)
        if probe.connect_ex((host, number)) != 0:
            yield ok("port", f"Port {number} bebas")
            return
    try:
        with urllib.request.urlopen(f"http://{host}:{number}/", timeout=5) as answer:
            ours = b"Tumbuh" in answer.read(200_000)
    except OSError:
        ours = False
    if ours:
        yield ok("port", f"Tumbuh melayani halaman di port {number}")
    else:
        yield info("port", f"Port {number} dipakai program lain", f"Pakai port lain: make run PORT={number + 1}")


def chromium() -> Iterator[Finding]:
    """Say whether the browser tests can run."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found:
        yield info("chromium", f"{found} (hanya untuk uji peramban)")
    else:
        yield info("chromium", "Chromium tidak ada: uji peramban dilewati", "apt-get install chromium")


def safety() -> Iterator[Finding]:
    """Check the settings that must not be so in production."""
    if settings.DEBUG:
        yield warning(
            "safety", "TUMBUH_DEBUG=1: kesalahan ditampilkan lengkap", "Hapus TUMBUH_DEBUG bila bukan di meja."
        )
    outside = [host for host in settings.ALLOWED_HOSTS if host not in {"localhost", "127.0.0.1", "[::1]"}]
    if outside and not settings.SECURE:
        text = f"Dilayani untuk {', '.join(outside)} tanpa HTTPS"
        yield warning("safety", text, "Pasang HTTPS di depan, lalu TUMBUH_HTTPS=1.")
    elif not settings.DEBUG:
        yield ok("safety", "HTTPS" if settings.SECURE else "Hanya untuk mesin ini (localhost)")


def _existing(folder: Path) -> Path:
    return next(path for path in (folder, *folder.parents) if path.exists())
