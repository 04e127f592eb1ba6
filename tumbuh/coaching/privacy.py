"""What each field of coaching is. Income, sales and notes of a person are sensitive."""

from tumbuh.kernel.privacy import Mark

_SENSITIVE = {
    "OutcomeReport": "income_rupiah sales_rupiah",
    "VisitNote": "text",
    "FieldOp": "value",
    "FieldDevice": "session_key",
}
_PERSONAL = {"AttendanceImportRow": "name phone nik_hash"}
_INTERNAL = {
    "Agency": "id added_at",
    "Programme": "id opened_by opened_at",
    "Cycle": "id planned_by planned_at",
    "EligibilityRule": "id set_by set_at withdrawn_at",
    "Enrolment": "id owner reasons applied_by applied_at decided_by decided_at decision_reason seated_at ended_at "
    "end_reason",
    "Lottery": "id seed announced_by drawn_by",
    "Certificate": "id enrolment paper issued_by issued_at",
    "Session": "id secret planned_by planned_at cancel_reason",
    "Attendance": "id public_id session owner method attended_at recorded_at recorded_by client_id came_in "
    "withdrawn_at withdrawn_by withdraw_reason",
    "Visit": "id public_id agency owner business mentor visited_at purpose next_on recorded_at client_id",
    "VisitNote": "id visit written_by written_at client_id",
    "ServiceGiven": "id public_id agency owner kind given_on cycle attendance visit came_in note recorded_by "
    "recorded_at client_id withdrawn_at withdrawn_by withdraw_reason",
    "Assignment": "id public_id agency mentor owner from_on to_on assigned_by assigned_at",
    "OutcomeReport": "id public_id owner month_on paid_workers family_workers source recorded_by recorded_at "
    "client_id superseded_at",
    "FieldDevice": "id public_id user name secret_hash is_desk through registered_at last_seen_at signed_out_at "
    "signed_out_by sign_out_reason wiped_at",
    "FieldOp": "id device number digest entity kind field replaces clock_ms received_at set_aside",
    "FieldRecord": "id entity kind device state code message target changed_at",
    "FieldFile": "id device sha256 size received photo begun_at finished_at",
    "AttendanceImport": "id public_id agency session file_name file_sha256 state columns rows_total created_by "
    "created_at undone_by undone_at undo_reason",
    "AttendanceImportRow": "id public_id came_in row outcome kind given_on owner linked_by reason resolved_by "
    "resolved_at",
}
_PUBLIC = {
    "Agency": "public_id code name short_name",
    "Programme": "public_id agency name about ended_on",
    "Cycle": "public_id programme name starts_on ends_on apply_until_on seats taken numbers_given allocation "
    "attendance_permyriad state closed_at",
    "EligibilityRule": "cycle kind value",
    "Enrolment": "public_id cycle number state waiting_rank in_draw",
    "Lottery": "cycle promise announced_at word numbers_sha256 numbers seats drawn_at",
    "Session": "public_id cycle title service starts_at ends_at place area_code cancelled_at",
}

FIELDS: dict[str, Mark] = {
    f"{model}.{name}": mark
    for mark, tables in (
        (Mark.SENSITIVE, _SENSITIVE),
        (Mark.PERSONAL, _PERSONAL),
        (Mark.INTERNAL, _INTERNAL),
        (Mark.PUBLIC, _PUBLIC),
    )
    for model, names in tables.items()
    for name in names.split()
}
