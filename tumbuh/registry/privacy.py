"""What each field of the register is: personal, sensitive, internal or public."""

from tumbuh.kernel.privacy import Mark

_TRACE = "id public_id created_in written_in created_at withdrawn_at"
_INTERNAL = {
    "Owner": f"{_TRACE} key_tag",
    "Business": f"{_TRACE} name_key nib source",
    "Ownership": f"{_TRACE} business from_on to_on",
    "Site": f"{_TRACE} business address",
    "Licence": f"{_TRACE} business",
    "ClassAssessment": f"{_TRACE} business basis as_of class_by_capital class_by_sales policy_source",
    "RegisterImport": (
        "id public_id file_name file_sha256 file_bytes state policy validate_only mapping unknown_columns notices "
        "stage rows_done rows_total created updated unchanged repeated rejected counts error_codes "
        "refusal_code refusal created_at created_by finished_at undone_at undone_by undo_reason"
    ),
    "RegisterImportRow": "id register_import row outcome business errors",
    "RegisterChange": "id register_import table row_id",
}
_PERSONAL = {
    "Owner": ("name name_key nik_cipher nik_hash npwp_cipher npwp_hash phone gender born_on home_area_code"),
    "Ownership": "owner",
    "RegisterImportRow": "owner cells_cipher",
}
_SENSITIVE = {  # a person's finances: UU PDP 27/2022 art. 4
    "Ownership": "share_permyriad",
    "ClassAssessment": "capital_rupiah yearly_sales_rupiah",
    "RegisterChange": "before",  # holds whatever the row held
}
_PUBLIC = {
    "Business": "name kbli_version kbli_code registered_on closed_on",
    "Site": "kind area_code",
    "Licence": "kind number issued_on valid_to",
    "ClassAssessment": "size_class",
}

FIELDS: dict[str, Mark] = {
    f"{model}.{name}": mark
    for mark, tables in (
        (Mark.INTERNAL, _INTERNAL),
        (Mark.PERSONAL, _PERSONAL),
        (Mark.SENSITIVE, _SENSITIVE),
        (Mark.PUBLIC, _PUBLIC),
    )
    for model, names in tables.items()
    for name in names.split()
    if not (name == "public_id" and model not in {"Owner", "Business", "RegisterImport"})
}
