"""Programmes and who takes part, sessions, services, visits, mentors, outcomes, and lists that came in as files."""

from tumbuh.coaching.models.enrolments import Certificate, Enrolment, Lottery
from tumbuh.coaching.models.field import FieldDevice, FieldFile, FieldOp, FieldRecord
from tumbuh.coaching.models.imports import AttendanceImport, AttendanceImportRow
from tumbuh.coaching.models.outcomes import OutcomeReport
from tumbuh.coaching.models.programmes import Agency, Cycle, EligibilityRule, Programme
from tumbuh.coaching.models.sessions import Attendance, Session
from tumbuh.coaching.models.work import Assignment, ServiceGiven, Visit, VisitNote

__all__ = [
    "Agency",
    "Assignment",
    "Attendance",
    "AttendanceImport",
    "AttendanceImportRow",
    "Certificate",
    "Cycle",
    "EligibilityRule",
    "Enrolment",
    "FieldDevice",
    "FieldFile",
    "FieldOp",
    "FieldRecord",
    "Lottery",
    "OutcomeReport",
    "Programme",
    "ServiceGiven",
    "Session",
    "Visit",
    "VisitNote",
]
