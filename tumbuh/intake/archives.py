"""Workbooks are zip archives: may this one be inflated, and which part is which sheet."""

import html
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from tumbuh.intake.door import broken_workbook
from tumbuh.kernel.errors import UnreadableFile

MAX_INFLATED_BYTES = 6_000_000_000  # a full sheet of 1,048,576 rows with 65 columns is about 4 GB of XML
MAX_RATIO = 300  # of a whole workbook; real ones stay below 40
_SMALL_BYTES = 100_000  # a file this small may have any ratio
_PIECE = 1 << 20
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, UnicodeDecodeError)


def open_workbook(path: Path, *, max_inflated_bytes: int = MAX_INFLATED_BYTES) -> zipfile.ZipFile:
    """
    Return the archive of an xlsx file whose list of parts promises a size that we can read.

    The promise binds: no part gives more bytes than its entry says. Nothing is inflated here.
    Raises: UnreadableFile with code broken_xlsx, not_a_table or zip_bomb.
    """
    try:
        archive = zipfile.ZipFile(path)
    except BROKEN as error:
        raise broken_workbook() from error
    names = archive.namelist()
    if "xl/workbook.xml" not in names:
        archive.close()
        raise UnreadableFile(
            "Berkas ini arsip zip, bukan lembar Excel (.xlsx). Unggah berkas .xlsx atau .csv di dalamnya.",
            code="not_a_table",
        )
    inflated = sum(part.file_size for part in archive.infolist())
    limit = min(max_inflated_bytes, max(path.stat().st_size, _SMALL_BYTES) * MAX_RATIO)
    if inflated > limit or len(names) != len(set(names)):
        archive.close()
        raise UnreadableFile(
            "Berkas ini mengembang jauh melebihi ukurannya dan tidak dibaca demi keamanan. "
            "Simpan ulang datanya ke berkas baru.",
            code="zip_bomb",
        )
    return archive


def check_parts(archive: zipfile.ZipFile) -> None:
    """Inflate every part once, in pieces, against its check sum. Raises: UnreadableFile with code broken_xlsx."""
    for part in archive.infolist():
        for _ in inflate(archive, part.filename):
            pass


def inflate(archive: zipfile.ZipFile, name: str, *, piece_bytes: int = _PIECE) -> Iterator[bytes]:
    """Yield a part's bytes in pieces. Raises: UnreadableFile with code broken_xlsx where the part is spoilt."""
    try:
        with archive.open(name) as part:
            while piece := part.read(piece_bytes):
                yield piece
    except BROKEN as error:
        raise broken_workbook() from error


def sheets(archive: zipfile.ZipFile) -> list[tuple[str, str]]:
    """Return each sheet's name and the name of its part, in the workbook's order."""
    names = set(archive.namelist())
    book = _text(archive, "xl/workbook.xml")
    links = _text(archive, "xl/_rels/workbook.xml.rels") if "xl/_rels/workbook.xml.rels" in names else ""
    target = {}
    for link in re.findall(r"<(?:\w+:)?Relationship\s[^>]*>", links):
        target[_attribute(link, "Id")] = _attribute(link, "Target")
    found = []
    for sheet in re.findall(r"<(?:\w+:)?sheet\s[^>]*>", book):
        part = target.get(_attribute(sheet, r"\w+:id"), "").lstrip("/")
        part = part if part.startswith("xl/") else str(PurePosixPath("xl") / part)
        if part in names:
            found.append((html.unescape(_attribute(sheet, "name")), part))
    if not found:
        raise broken_workbook()
    return found


def counts_from_1904(archive: zipfile.ZipFile) -> bool:
    """Return whether the workbook counts its days from 1904, as old Macs do."""
    return re.search(r'date1904="(1|true)"', _text(archive, "xl/workbook.xml")) is not None


def _text(archive: zipfile.ZipFile, name: str) -> str:
    try:
        return b"".join(inflate(archive, name)).decode()
    except UnicodeDecodeError as error:
        raise broken_workbook() from error


def _attribute(tag: str, name: str) -> str:
    found = re.search(rf'\s{name}="([^"]*)"', tag)
    return found.group(1) if found else ""
