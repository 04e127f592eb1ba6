"""What can be done to the register: read a file into it, undo that, reveal an id, change the key that seals the ids."""

from tumbuh.registry.importing import (
    discard_stale_uploads,
    import_register,
    queue,
    receive,
    run,
    uploaded_file,
)
from tumbuh.registry.reading import Progress
from tumbuh.registry.revealing import reveal_nik, rotate_field_key
from tumbuh.registry.undoing import UndoBlocked, undo_import

__all__ = [
    "Progress",
    "UndoBlocked",
    "discard_stale_uploads",
    "import_register",
    "queue",
    "receive",
    "reveal_nik",
    "rotate_field_key",
    "run",
    "undo_import",
    "uploaded_file",
]
