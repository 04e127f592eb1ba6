"""What can be done with business matching: profiles, events, meetings, the hall, and what comes of them."""

from tumbuh.matching.arranging import arrange_timetable, assign
from tumbuh.matching.directory import match_directory
from tumbuh.matching.hall import Entry, Noted, note
from tumbuh.matching.inviting import Seat, answer_invitation, invite, seat_participant
from tumbuh.matching.joining import request_joint
from tumbuh.matching.meeting import (
    accept_meeting,
    cancel_meeting,
    decline_meeting,
    move_meeting,
    request_meeting,
    withdraw_participant,
)
from tumbuh.matching.offering import SupplyValues, change_supply, draft_supply, share_supply, withdraw_supply
from tumbuh.matching.organising import (
    EventValues,
    Stretch,
    cancel_event,
    create_event,
    finish_event,
    open_event,
    start_event,
)
from tumbuh.matching.outcomes import link_order, lose_deal, note_quote, tell_outcome
from tumbuh.matching.papering import print_event
from tumbuh.matching.paying import follow_orders
from tumbuh.matching.profiling import (
    DemandValues,
    add_buyer,
    change_demand,
    draft_demands,
    share_demand,
    state_demand,
    withdraw_demand,
)
from tumbuh.matching.reminding import remind
from tumbuh.matching.suggesting import suggest

__all__ = [
    "DemandValues",
    "Entry",
    "EventValues",
    "Noted",
    "Seat",
    "Stretch",
    "SupplyValues",
    "accept_meeting",
    "add_buyer",
    "answer_invitation",
    "arrange_timetable",
    "assign",
    "cancel_event",
    "cancel_meeting",
    "change_demand",
    "change_supply",
    "create_event",
    "decline_meeting",
    "draft_demands",
    "draft_supply",
    "finish_event",
    "follow_orders",
    "invite",
    "link_order",
    "lose_deal",
    "match_directory",
    "move_meeting",
    "note",
    "note_quote",
    "open_event",
    "print_event",
    "remind",
    "request_joint",
    "request_meeting",
    "seat_participant",
    "share_demand",
    "share_supply",
    "start_event",
    "state_demand",
    "suggest",
    "tell_outcome",
    "withdraw_demand",
    "withdraw_participant",
    "withdraw_supply",
]
