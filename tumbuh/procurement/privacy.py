"""What each field of public buying is: personal, sensitive, internal or public."""

from tumbuh.kernel.privacy import Mark

_FACT = "id key year as_of fingerprint batch recorded_at superseded_at"
_INTERNAL = {
    "SpendingUnit": f"{_FACT} active valid_from valid_to",
    "UnitBudget": _FACT,
    "Commitment": _FACT,
    "Package": f"{_FACT} active deleted announced",
    "PackageRevision": _FACT,
    "PackageFunding": _FACT,
    "Purchase": f"{_FACT} external_id vendor_code recording_reason",
    "Vendor": _FACT,
    "ContractStage": f"{_FACT} purchase_key",
    "Payment": _FACT,
    "BudgetLine": "id public_id held_rupiah blocked",
    "BudgetCeiling": "id line batch recorded_at superseded_at",
    "Holding": "id public_id line reference amount_rupiah realised_rupiah released_rupiah held_at changed_at",
    "ImportBatch": (
        "id public_id dataset year version file_name file_sha256 file_bytes as_of state stage rows_total rows_done "
        "created restated unchanged stale repeated rejected unmatched unknown_columns notices refusal_code refusal "
        "created_at created_by finished_at"
    ),
    "RejectedRow": (
        "id batch dataset row key reason column value message kept fingerprint state closed_at closed_by closing_reason"
    ),
    "Unmatched": (
        "id public_id purchase_key year unit_ref reason value_rupiah suggested_code suggestion_permyriad "
        "suggestion_reasons state opened_at closed_at closed_by closing_reason"
    ),
    "Match": "id purchase_key plan_codes reason matched_by recorded_at superseded_at",
    "PublishedFigure": "id recorded_at",
}
_PERSONAL = {
    "Package": "officer_name officer_nip_cipher",  # nama_ppk, nip_ppk
    "Purchase": "vendor_npwp_hash",  # a small vendor's is its owner's
    "Vendor": "npwp_hash",
}
_PUBLIC = {
    "SpendingUnit": "name skpd_code agency_code",
    "UnitBudget": (
        "unit_ref version total_rupiah operating_rupiah capital_rupiah contingency_rupiah not_procured_rupiah "
        "procured_rupiah"
    ),
    "Commitment": "document version unit_ref filed_on source rupiah",
    "Package": (
        "kind unit_ref name ceiling_rupiah method method_text procurement_kind domestic micro_small "
        "not_micro_small_reason exempt exempt_reason consolidated announced_on selection_from_on contract_from_on "
        "use_from_on use_until_on"
    ),
    "PackageRevision": "old_code new_code revised_on reason",
    "PackageFunding": "plan_code sub_activity account fund_source rupiah",
    "Purchase": (
        "source name unit_ref method status state ordered_on value_rupiah shipping_rupiah domestic_rupiah "
        "micro_small_rupiah plan_codes vendor_name vendor_place vendor_micro_small"
    ),
    "Vendor": "name place micro_small kbli_code",
    "ContractStage": (
        "stage number signed_on value_rupiah handover_number handed_over_on payment_record_number paid_rupiah "
        "progress_permyriad"
    ),
    "Payment": "document unit_ref sub_activity account account_name kind paid_on rupiah",
    "BudgetLine": "year unit_ref sub_activity account account_name fund_source version ceiling_rupiah realised_rupiah",
    "BudgetCeiling": "version ceiling_rupiah",
    "PublishedFigure": "year as_of figure numerator_rupiah denominator_rupiah printed source note",
}

FIELDS: dict[str, Mark] = {
    f"{model}.{name}": mark
    for mark, tables in ((Mark.INTERNAL, _INTERNAL), (Mark.PERSONAL, _PERSONAL), (Mark.PUBLIC, _PUBLIC))
    for model, names in tables.items()
    for name in names.split()
}
