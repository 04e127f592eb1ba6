"""At the door: what a file is by its bytes, whatever its name says."""

import os
from pathlib import Path
from typing import Literal

from tumbuh.kernel.errors import UnreadableFile

Kind = Literal["csv", "xlsx", "xls"]
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_LOCKED = "EncryptedPackage".encode("utf-16-le")  # the stream in which Excel keeps a workbook with a password
_LOOKED_AT = 1 << 20  # the list of streams stands near the start or the end
_WEB_PAGE = (b"<html", b"<!doctype", b"<table", b"<head", b"<body", b"<div", b"<?xml")


def kind_of(path: Path, *, limit_bytes: int) -> Kind:
    """Return what a file is. Raises: UnreadableFile with code empty_file, too_large, locked or web_page."""
    size = path.stat().st_size
    if size == 0:
        raise UnreadableFile("Berkas kosong (0 bita). Unduh atau simpan ulang, lalu unggah lagi.", code="empty_file")
    if size > limit_bytes:
        raise UnreadableFile(
            f"Berkas lebih dari {limit_bytes // 1_000_000} MB; bagi menjadi beberapa, misalnya per bulan, "
            "lalu impor satu per satu.",
            code="too_large",
        )
    with path.open("rb") as file:
        start = file.read(_LOOKED_AT)
        file.seek(-min(size, _LOOKED_AT), os.SEEK_END)
        end = file.read()
    if start.startswith(_ZIP):
        return "xlsx"
    if start.startswith(_OLE):
        if _LOCKED in start or _LOCKED in end:
            raise UnreadableFile(
                "Berkas Excel ini terkunci kata sandi. Buka di Excel, simpan tanpa kata sandi, lalu unggah lagi.",
                code="locked",
            )
        return "xls"
    if start.lstrip(b"\xef\xbb\xbf \r\n\t")[:10].lower().startswith(_WEB_PAGE):
        raise UnreadableFile(
            "Berkas ini halaman web, walaupun namanya Excel atau CSV. Unduh ulang, atau buka di Excel dan simpan "
            "sebagai .xlsx.",
            code="web_page",
        )
    return "csv"


def broken_workbook() -> UnreadableFile:
    """Return the refusal of a workbook that is cut off or spoilt."""
    return UnreadableFile(
        "Berkas Excel rusak atau terpotong. Unduh ulang, atau buka di Excel dan simpan ulang sebagai .xlsx, "
        "lalu unggah lagi.",
        code="broken_xlsx",
    )
