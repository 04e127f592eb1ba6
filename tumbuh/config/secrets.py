"""Keys of this installation: from the environment in production, else made once under `var/secrets` (mode 0600)."""

import os
import secrets
from pathlib import Path

from cryptography.fernet import Fernet


def secret(name: str, folder: Path) -> str:
    """Return the secret `name` (SECRET_KEY or FIELD_KEY); make and keep one when the environment has none."""
    if given := os.environ.get(name, "").strip():
        return given
    path = folder / name.lower()
    try:
        return path.read_text().strip()
    except FileNotFoundError:
        return _make(name, path)


def _make(name: str, path: Path) -> str:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    value = Fernet.generate_key().decode() if name == "FIELD_KEY" else secrets.token_urlsafe(48)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:  # another process was first
        return path.read_text().strip()
    with os.fdopen(handle, "w") as file:
        file.write(value)
    return value
