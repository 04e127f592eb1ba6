"""What each field of the catalogue is."""

from tumbuh.kernel.privacy import Mark

_INTERNAL = {
    "Product": "id added_at added_by retired_at",
    "OriginEvidence": "id product verified_by added_at withdrawn_at",
}
_PUBLIC = {
    "Product": "public_id business name kind",
    "OriginEvidence": "kind level reference share_permyriad valid_from valid_to",
}

FIELDS: dict[str, Mark] = {
    f"{model}.{name}": mark
    for mark, tables in ((Mark.INTERNAL, _INTERNAL), (Mark.PUBLIC, _PUBLIC))
    for model, names in tables.items()
    for name in names.split()
}
