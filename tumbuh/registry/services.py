"""What can be done to the register: read a file into it, undo that, reveal an id, change the key that seals the ids."""

from tumbuh.registry.importing import (
    discard_stale_uploads,
    import_register,
    queue,
    receive,
    run,
    run_queued,
    uploaded_file,
)
from tumbuh.registry.reading import Progress
from tumbuh.registry.revealing import reveal_bad_rows, reveal_nik, rotate_field_key
from tumbuh.registry.undoing import UndoBlocked, undo_import

__all__ = [
    "Progress",
    "UndoBlocked",
    "discard_stale_uploads",
    "import_register",
    "queue",
    "receive",
    "reveal_bad_rows",
    "reveal_nik",
    "rotate_field_key",
    "run",
    "run_queued",
    "undo_import",
    "uploaded_file",
]
