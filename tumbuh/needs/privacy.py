"""What each field of needs and quotes is."""

from tumbuh.kernel.privacy import Mark

_INTERNAL = {
    "Need": "id disposition understood posted_by silent_minutes end_reason address",
    "Invitation": "id need seller offer state turn wave exclusions checked_at told_at people_told read_at answer_by_at "
    "answered_at decline_reason",
    "Quote": "id need seller offer version sealed sent_by superseded_at closing_exclusions note preference_permyriad "
    "preference_reason evaluated_rupiah outcome",
    "SealReading": "id quote purpose read_by read_at",
    "OpeningConsent": "id need given_by given_at",
    "Award": "id need quote decided_by reason_text order_reference",
    "Question": "id need seller asked_by answered_by",
}
_PUBLIC = {
    "Need": "public_id unit_ref sentence title category quantity unit note licences deliver_by_at area_code "
    "unit_ceiling_rupiah total_ceiling_rupiah most_sellers state posted_at opened_for_quotes_at closes_at "
    "window_reason urgent closed_at quotes_read_at ended_at",
    "Quote": "public_id fingerprint sent_at opened_at quantity unit_price_rupiah goods_rupiah packing_rupiah "
    "delivery_rupiah tax_rupiah total_rupiah rank gap_rupiah",
    "Award": "public_id quantity total_rupiah reason decided_at",
    "Question": "public_id text asked_at answer answered_at",
}

FIELDS: dict[str, Mark] = {
    f"{model}.{name}": mark
    for mark, tables in ((Mark.INTERNAL, _INTERNAL), (Mark.PUBLIC, _PUBLIC))
    for model, names in tables.items()
    for name in names.split()
}
