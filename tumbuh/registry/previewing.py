"""A look into an uploaded register before it is read: its columns, what we take them for, a few rows, ids masked."""

from dataclasses import dataclass

from tumbuh.kernel.errors import Refused
from tumbuh.registry.columns import BY_NAME, HeaderScorer, score_with, suggest
from tumbuh.registry.files import open_table
from tumbuh.registry.importing import uploaded_file
from tumbuh.registry.models import RegisterImport
from tumbuh.registry.row_errors import masked

SHOWN_ROWS = 3
_SECRET = {"nik", "npwp", "phone"}
_LONG = 13  # digits: a cell with so many is an id, whatever its column is called


@dataclass(frozen=True)
class PreviewColumn:
    """One column of the file, the field it is taken for ("" for none), and its first cells."""

    name: str
    field: str
    cells: list[str]

    @property
    def label(self) -> str:
        """What the field is called."""
        return BY_NAME[self.field].label if self.field else ""


def preview(register_import: RegisterImport) -> list[PreviewColumn]:
    """Return the columns of an uploaded file. Raises: UnreadableFile; Refused when the upload is gone."""
    path = uploaded_file(register_import)
    if not path.exists():
        raise Refused("Berkas unggahan sudah dihapus (disimpan 24 jam). Unggah lagi.", code="upload_gone")
    chosen: dict[str, str] = register_import.mapping
    scorer: HeaderScorer = score_with(chosen)
    table = open_table(path, score=scorer, sample_only=True)
    mapping = chosen or suggest(table.columns)
    rows = table.frame.head(SHOWN_ROWS)
    return [
        PreviewColumn(name, mapping.get(name, ""), [_shown(cell, mapping.get(name, "")) for cell in rows[name]])
        for name in table.columns
    ]


def _shown(cell: str | None, field: str) -> str:
    if cell is None:
        return ""
    secret = field in _SECRET or sum(char.isdigit() for char in cell) >= _LONG
    return masked(cell) if secret else cell[:60]
