"""What each field of the documents is. Names of people stand in the content only."""

from tumbuh.kernel.privacy import Mark

_INTERNAL = {
    "Series": "id kind code year last_number",
    "Paper": "id public_id series sequence code subject issued_at issued_by voided_by void_reason",
    "PaperFile": "id paper made_with",
}
_PUBLIC = {"Paper": "kind number issued_on issuer party total_rupiah voided_at", "PaperFile": "sha256"}
_PERSONAL = {"Paper": "content", "PaperFile": "content"}

FIELDS: dict[str, Mark] = {
    f"{model}.{name}": mark
    for mark, tables in ((Mark.INTERNAL, _INTERNAL), (Mark.PUBLIC, _PUBLIC), (Mark.PERSONAL, _PERSONAL))
    for model, names in tables.items()
    for name in names.split()
}
