"""What becomes of unpaid orders when the fiscal year ends: paid in time, at risk, or rolled over or cancelled. Pure."""

from datetime import date
from enum import StrEnum


class Outlook(StrEnum):
    """How likely an order is paid from this year's budget."""

    IN_TIME = "in_time"
    AT_RISK = "at_risk"  # it can still be, when everybody keeps to the last days
    TOO_LATE = "too_late"  # not by the promised days: roll it over to the next budget, or cancel it


def outlook(*, arrives_on: date, pay_by_on: date | None, last_receipt_on: date, ends_on: date, today: date) -> Outlook:
    """
    Return the outlook of an unpaid order.

    `pay_by_on` is known once it was received; before that what counts is whether it arrives by `last_receipt_on`, the
    last day from which the promised working days still end within the year. Source: UU 1/2004 art. 11.
    """
    if today > ends_on:
        return Outlook.TOO_LATE
    if pay_by_on is not None:
        return Outlook.IN_TIME if pay_by_on <= ends_on else Outlook.AT_RISK
    arrives = max(arrives_on, today)
    if arrives <= last_receipt_on:
        return Outlook.IN_TIME
    return Outlook.AT_RISK if arrives <= ends_on else Outlook.TOO_LATE
