"""What each field of the ledger's tables is: personal, sensitive, internal or public."""

from tumbuh.kernel.privacy import Mark

_INTERNAL = {
    "Shop": "id public_id external_id business opened_at opened_by",
    "Batch": (
        "id public_id shop channel file_name file_sha256 file_bytes state rows_total rows_read accepted unchanged "
        "restated stale repeated quarantined restated_orders net_change_rupiah latest_event_at "
        "ledger_version_before ledger_version notices refusal_code refusal created_at created_by finished_at"
    ),
    "QuarantinedLine": (
        "id batch shop row order_id reason column value kept fingerprint state closed_at closed_by closing_reason"
    ),
    "SkuMapping": "id shop sku variation product mapped_at mapped_by ended_at",
    "Restatement": "id shop cause lines made_at made_by",
}

FIELDS: dict[str, Mark] = {
    "Shop.channel": Mark.PUBLIC,
    "Shop.name": Mark.PUBLIC,
} | {f"{model}.{name}": Mark.INTERNAL for model, names in _INTERNAL.items() for name in names.split()}
