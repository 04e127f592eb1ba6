"""At the door: what a file is by its first bytes, before anything is read from it."""

from pathlib import Path
from typing import Literal

from tumbuh.kernel.errors import UnreadableFile


def kind_of(path: Path, *, limit_bytes: int) -> Literal["csv", "xlsx"]:
    """Return what the file is. Raises: UnreadableFile with codes empty_file, too_large, password, old_excel, html."""
    size = path.stat().st_size
    if size == 0:
        raise UnreadableFile("Berkas kosong (0 bita). Unduh ulang dari pusat penjual.", code="empty_file")
    if size > limit_bytes:
        raise UnreadableFile(
            f"Berkas lebih dari {limit_bytes // 1_000_000} MB. Unduh per bulan lalu unggah satu per satu.",
            code="too_large",
        )
    with path.open("rb") as file:
        start = file.read(2_000)
    if start.startswith(b"PK\x03\x04"):
        return "xlsx"
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        raise UnreadableFile(
            "Berkas ini Excel lama (.xls) atau terkunci kata sandi. Simpan ulang sebagai .xlsx tanpa kata sandi.",
            code="old_excel",
        )
    if start.lstrip(b"\xef\xbb\xbf \r\n\t").lower().startswith((b"<html", b"<!doctype", b"<table", b"<?xml")):
        raise UnreadableFile("Berkas ini halaman web, bukan Excel atau CSV. Unduh ulang ekspor aslinya.", code="html")
    return "csv"
