"""What each field of business matching is."""

from tumbuh.kernel.privacy import Mark

_INTERNAL = {
    "Buyer": "id representative added_by added_at",
    "Demand": "id buyer drafted_from drafted_by drafted_at consented_by consented_at withdrawn_at",
    "SupplyProfile": "id business drafted_from drafted_at changed_by changed_at consented_by consented_at withdrawn_at",
    "SuggestionRun": "id event seed input_hash ran_by ran_at fairness",
    "Suggestion": "id run demand supply score rank parts exclusions chosen rested",
    "SuggestionTally": "id run demand able excluded reasons",
    "Event": "id organised_by created_at opened_at arranged_at ended_at end_reason floor cap_permyriad rest_days",
    "EventSession": "id event",
    "Slot": "id event session",
    "Participant": "id event buyer business state most_meetings most_per_session booth away code invited_by "
    "invited_at answered_at arrived_at reminded_at",
    "Meeting": "id public_id event buyer seller demand origin asked_by_side state worth slot table message asked_by "
    "asked_at answered_at reason_code reason_words ended_at reminded_at",
    "TimetableRun": "id event worth bound placed waiting milliseconds made_by made_at",
    "HallEntry": "id key event kind participant meeting happened_at noted_by noted_at",
    "Outcome": "id meeting interest_rupiah next_step next_on note told_by told_at superseded_at",
    "Deal": "id public_id meeting state interest_rupiah quoted_rupiah interested_at quoted_at ordered_at paid_at "
    "lost_at lost_code next_step next_on reminded_on",
    "DealOrder": "id deal source order_key ordered_rupiah ordered_on added_by added_at paid_rupiah paid_on "
    "cancelled_at",
}
_PUBLIC = {
    "Buyer": "public_id kind name unit_ref area_code",
    "Demand": "public_id source plan_code title category quantity unit unit_budget_rupiah total_budget_rupiah "
    "needed_on area_code certificates size_classes state",
    "SupplyProfile": "public_id description categories capacity unit unit_price_rupiah serves lead_days state",
    "SuggestionRun": "public_id judged_on demands sellers pairs excluded objective bound plain_objective",
    "Event": "public_id name number place area_code mode state slot_minutes tables most_in_a_row",
    "EventSession": "name starts_at ends_at",
    "Slot": "number starts_at ends_at is_break",
    "Participant": "public_id name",
}

FIELDS: dict[str, Mark] = {
    f"{model}.{name}": mark
    for mark, tables in ((Mark.INTERNAL, _INTERNAL), (Mark.PUBLIC, _PUBLIC))
    for model, names in tables.items()
    for name in names.split()
}
