"""What can be done in coaching."""

from tumbuh.coaching.assigning import assign, end_assignment
from tumbuh.coaching.attending import (
    SessionValues,
    attend,
    attend_by_code,
    attend_many,
    cancel_session,
    codes_of,
    plan_session,
    withdraw_attendance,
)
from tumbuh.coaching.certifying import certify
from tumbuh.coaching.drawing import announce_lottery, hold_lottery
from tumbuh.coaching.enrolling import (
    TooLittleAttendance,
    add_seats,
    apply,
    complete,
    decide,
    drop,
    judge_again,
    reasons_against,
)
from tumbuh.coaching.finishing import certify_all, complete_all
from tumbuh.coaching.giving import give_service, withdraw_service
from tumbuh.coaching.programmes import CycleValues, add_agency, change_cycle, move_cycle, open_programme, plan_cycle
from tumbuh.coaching.reporting import NewOutcome, OutcomeValues, report_outcome, report_outcomes
from tumbuh.coaching.visiting import VisitValues, add_note, record_visit

__all__ = [
    "CycleValues",
    "NewOutcome",
    "OutcomeValues",
    "SessionValues",
    "TooLittleAttendance",
    "VisitValues",
    "add_agency",
    "add_note",
    "add_seats",
    "announce_lottery",
    "apply",
    "assign",
    "attend",
    "attend_by_code",
    "attend_many",
    "cancel_session",
    "certify",
    "certify_all",
    "change_cycle",
    "codes_of",
    "complete",
    "complete_all",
    "decide",
    "drop",
    "end_assignment",
    "give_service",
    "hold_lottery",
    "judge_again",
    "move_cycle",
    "open_programme",
    "plan_cycle",
    "plan_session",
    "reasons_against",
    "record_visit",
    "report_outcome",
    "report_outcomes",
    "withdraw_attendance",
    "withdraw_service",
]
