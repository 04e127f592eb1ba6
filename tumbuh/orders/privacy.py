"""What each field of the e-order is."""

from tumbuh.kernel.privacy import Mark

_SENSITIVE = {
    "Order": "withheld_rupiah",
    "Payment": "withheld_rupiah taxes tax_slip_number",
    "TaxPaper": "kind number valid_from valid_to",
}
_PUBLIC = {
    "Order": (
        "public_id unit_ref plan_code year seller seller_name size_class state goods_rupiah packing_rupiah "
        "delivery_rupiah tax_rupiah total_rupiah placed_total_rupiah placed_at confirmed_at delivered_at "
        "received_at pay_by_on payment_path paid_at ended_at end_reason"
    ),
    "OrderLine": (
        "position offer master title unit category_code line_kind price_rupiah quantity confirmed_quantity "
        "delivered_quantity received_quantity returned_quantity returned_at origin_level tkdn_permyriad "
        "bmp_permyriad"
    ),
    "Payment": "path gross_rupiah paid_on",
    "Disposition": "public_id year plan_code package_name unit_ref ceiling_rupiah",
    "Review": "stars words reply",
}
_INTERNAL = {
    "Basket": "id public_id user disposition delivery_address delivery_area deliver_by_at made_at placed_at",
    "BasketLine": "id basket offer quantity note",
    "Disposition": (
        "id budget_line committed_rupiah state note disposed_by disposed_at commitment_officer prepared_at "
        "procurement_officer taken_up_at ended_at return_reason"
    ),
    "DispositionFile": "id public_id disposition name file sha256 bytes added_by added_at",
    "Justification": "id public_id unit_ref rule words written_by written_at",
    "Delivery": "id public_id order number sent_at sent_by note",
    "DeliveryLine": "id delivery line quantity",
    "Receipt": "id public_id order arrived_at late_minutes temperature_celsius note received_by received_at",
    "ReceiptLine": "id receipt line counted accepted flaw note",
    "ReceiptPhoto": "id public_id receipt file sha256 position",
    "Review": "id public_id order written_by written_at replied_by replied_at",
    "ReviewReport": "id public_id review words area_code state reported_by reported_at decided_by decided_at reasons",
    "Invoice": "id public_id order number rupiah issued_on tax_invoice_number sent_by sent_at replaced_at",
    "DebitRequest": (
        "id public_id order rupiah tax_slip_number requested_by requested_at state answered_by answered_at words"
    ),
    "Payment": "id public_id order proof_number proof_file proof_sha256 paid_by paid_at",
    "TaxPaper": "id public_id business recorded_by recorded_at ended_at",
    "SaleEntry": "id order version queued_at entered_at",
    "Order": (
        "id disposition group_id source source_reference budget_line balance_before_rupiah stock_reference "
        "delivery_address delivery_area deliver_by_at warnings placed_by received_by paid_by end_words"
    ),
    "OrderLine": "id order note",
    "OrderEvent": "id order act from_state to_state done_by done_at reason words detail told_at",
    "OrderMessage": "id public_id order side words file file_name file_sha256 written_by written_at",
    "OrderChange": (
        "id public_id order side lines deliver_by_at delivery_address reason words proposed_by proposed_at "
        "state answered_by answered_at answer_words"
    ),
    "UrgentBuy": "id public_id purchase_key unit_ref bought_at words file sha256 in_time recorded_by recorded_at",
}

FIELDS: dict[str, Mark] = {
    f"{model}.{name}": mark
    for mark, tables in ((Mark.INTERNAL, _INTERNAL), (Mark.PUBLIC, _PUBLIC), (Mark.SENSITIVE, _SENSITIVE))
    for model, names in tables.items()
    for name in names.split()
}
