"""A file on its way in: written piece by piece to where only we may read it."""

import hashlib
import os
import shutil
import uuid
from collections.abc import Iterable
from pathlib import Path


def write_arriving(pieces: Iterable[bytes], folder: Path) -> Path:
    """Write the pieces as they come to a new file of `folder`, mode 0600; return it. Nothing stays when one fails."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / f"{uuid.uuid4()}.arriving"
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            for piece in pieces:
                file.write(piece)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return path


def copy_kept(path: Path, to: Path) -> None:
    """Copy a file to where it waits for the worker, mode 0600: it holds what only we may read."""
    to.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    to.touch(mode=0o600)
    shutil.copyfile(path, to)


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file's content, in hexadecimal: two files with the same one are the same file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
