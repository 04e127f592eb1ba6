"""What each field of the notices is."""

from tumbuh.kernel.privacy import Mark

_INTERNAL = {
    "Notice": "id public_id person event title body short path key urgent told_at read_at",
    "Outgoing": "id public_id notice channel state attempts due_at changed_at trouble receipt",
    "Preference": "id person channels changed_at",
}

FIELDS: dict[str, Mark] = {
    f"{model}.{name}": Mark.INTERNAL for model, names in _INTERNAL.items() for name in names.split()
} | {"Preference.phone": Mark.PERSONAL}
