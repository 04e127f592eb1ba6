"""Files of orders that are not for everybody: named by their content, in a folder that no web server shows."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from tumbuh.kernel.errors import Refused

MOST_BYTES = 10 * 1024 * 1024
# What a file may be, by its first bytes; what it is called says nothing.
KINDS = {b"%PDF-": "pdf", b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpg", b"PK\x03\x04": "zip"}
_OFFICE = {"docx", "xlsx", "odt", "ods"}


class FileTooLarge(Refused):
    """The file is larger than one may be."""

    code = "order_file_too_large"


class FileNotAllowed(Refused):
    """The file is of no kind that can be looked at as a document."""

    code = "order_file_not_allowed"


@dataclass(frozen=True)
class Kept:
    """A stored file: its name for people, its path under PRIVATE_ROOT and the hash of its content."""

    name: str
    path: str
    sha256: str


def keep(content: bytes, *, name: str) -> Kept:
    """
    Store a document and return where; the same content twice is one file.

    A file that no row names, because its act was rolled back, does no harm. Raises: FileTooLarge, FileNotAllowed.
    """
    if len(content) > MOST_BYTES:
        raise FileTooLarge(f"Berkas {name} lebih dari 10 MB; perkecil dahulu.")
    kind = next((kind for start, kind in KINDS.items() if content.startswith(start)), None)
    ending = Path(name).suffix.lower().lstrip(".")
    if kind is None or (kind == "zip" and ending not in _OFFICE):
        raise FileNotAllowed(f"Berkas {name} bukan PDF, gambar, Word, atau Excel.")
    sha256 = hashlib.sha256(content).hexdigest()
    path = f"orders/{sha256[:2]}/{sha256}.{ending if kind == 'zip' else kind}"
    full = Path(settings.PRIVATE_ROOT) / path
    if not full.exists():
        full.parent.mkdir(parents=True, exist_ok=True)
        half = full.with_suffix(".part")
        half.write_bytes(content)
        half.replace(full)
    return Kept(Path(name).name[-255:], path, sha256)


def kept_bytes(path: str) -> bytes:
    """Return the content of a stored file."""
    return (Path(settings.PRIVATE_ROOT) / path).read_bytes()
