"""What each field of the catalogue is."""

from tumbuh.kernel.privacy import Mark

_PERSONAL = {"SellerProfile": "phone"}
_INTERNAL = {
    "ProductUpload": "id public_id business file_name policy added bad_rows uploaded_by uploaded_at",
    "Product": "id master added_at added_by retired_at",
    "OriginEvidence": "id product verified_by added_at withdrawn_at",
    "Category": "id retired_at",
    "MasterProduct": "id search_key added_at added_by",
    "SellerProfile": "id banned_until_on ban_reason consented_at added_at",
    "Offer": "id product sku on_hand reserved pool state pause_reason quality_permyriad rotation_key added_at added_by "
    "changed_at",
    "OfferPrice": "id offer set_by set_at voided_at",
    "OfferCost": "id offer pieces materials_rupiah packing_rupiah labour_rupiah energy_rupiah other_rupiah noted_by "
    "noted_at replaced_at",
    "OfferPhoto": "id offer position added_at withdrawn_at",
    "PaidPrice": "id offer master price_rupiah quantity paid_on reference",
    "StockMovement": "id offer kind quantity reference key reason moved_at moved_by",
    "CapacityPool": "id public_id business name daily_limit added_at retired_at",
    "CapacityDay": "id pool day_on limit taken closed note",
    "CapacityBooking": "id pool offer day_on quantity consumed released reference settled_by booked_at changed_at",
    "CurationStep": "id public_id offer level round state area_code scores reasons opened_at decided_by decided_at "
    "appeal_of appeal appealed_at grade",
    "ChangeProposal": "id public_id offer before after state area_code proposed_by proposed_at decided_by decided_at "
    "reasons",
    "EvidenceClaim": "id public_id offer kind reference share_permyriad valid_to state area_code claimed_by claimed_at "
    "decided_by decided_at reasons evidence",
    "SearchRow": "id offer shown terms name_key seller turn turns rotation_key refreshed_at",
    "SearchWord": "id term offers",
}
_PUBLIC = {
    "Product": "public_id business name kind",
    "OriginEvidence": "kind level reference share_permyriad company_benefit_permyriad holder valid_from valid_to",
    "Category": "code name parent line_kind food kbli_codes search_words position",
    "MasterProduct": "public_id name category unit pack",
    "SellerProfile": "business seller_type maker_name delivers_to delivery_fee_rupiah packing_fee_rupiah collects_vat",
    "Offer": "public_id seller category title description maker_name unit price_rupiah min_quantity max_quantity "
    "lead_hours made_to_order grade listed_at",
    "OfferPrice": "price_rupiah valid_from valid_to",
    "OfferPhoto": "public_id file sha256 width height",
    "CapacityPool": "lead_hours cutoff_time closed_weekdays closed_on_holidays",
    "SearchRow": "price_rupiah seller_name seller_public_id kinds district_code size_class origin_level licences "
    "lead_hours",
}

FIELDS: dict[str, Mark] = {
    f"{model}.{name}": mark
    for mark, tables in ((Mark.PERSONAL, _PERSONAL), (Mark.INTERNAL, _INTERNAL), (Mark.PUBLIC, _PUBLIC))
    for model, names in tables.items()
    for name in names.split()
}
