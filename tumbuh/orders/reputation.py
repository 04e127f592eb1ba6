"""
What orders say of a seller to everybody: how often it came in time and whole, and what units think of it.

A review that its seller finds unfair is reported; a curator of the place keeps or hides it and tells both sides why.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Avg, Count, F, Q, QuerySet
from django.db.models.functions import Coalesce

from tumbuh.accounts.models import User
from tumbuh.accounts.permissions import Permission
from tumbuh.accounts.queries import businesses_of, holders, scopes_of
from tumbuh.accounts.rules import CITY, Scope, ScopeKind
from tumbuh.audit import services as audit
from tumbuh.catalogue.access import check_curator, judging_scope
from tumbuh.kernel.errors import NotAllowed, Refused
from tumbuh.kernel.periods import day_in_wib
from tumbuh.notices import services as notices
from tumbuh.orders import access
from tumbuh.orders.models import Order, OrderEvent, OrderLine, Review, ReviewReport
from tumbuh.orders.retrying import whole
from tumbuh.registry.facts import seller_facts

LEAST = 5  # deliveries or reviews; below it a part or a mean says more about chance than about the seller
_SHOWN = 5
_LEVEL = "city"  # who judges products of the city judges reports; a kecamatan's own curator knows the seller too well


class NotReportable(Refused):
    """There is no review to report, or it was reported before."""

    code = "review_not_reportable"


class ReportDecided(Refused):
    """The report was decided already."""

    code = "review_report_decided"


@dataclass(frozen=True)
class Reputation:
    """
    Counts of a seller's orders: answered and of these refused by it; delivered and in time; received and whole.

    `stars_tenths`: the mean of the reviews that count, times ten; None without one.
    """

    answered: int
    refused: int
    delivered: int
    in_time: int
    received: int
    in_full: int
    reviews: int
    stars_tenths: int | None


def reputation_of(seller_id: int) -> Reputation:
    """Return what a seller's orders say of it. Four statements."""
    counted = Order.objects.filter(seller=seller_id).aggregate(
        answered=Count("pk", filter=~Q(state="placed")),
        delivered=Count("pk", filter=Q(delivered_at__isnull=False)),
        in_time=Count("pk", filter=Q(delivered_at__lte=F("deliver_by_at"))),
        received=Count("pk", filter=Q(received_at__isnull=False)),
    )
    promised = Coalesce("confirmed_quantity", "quantity")
    short = OrderLine.objects.filter(
        order__seller=seller_id, order__received_at__isnull=False, received_quantity__lt=promised
    )
    missing = short.aggregate(orders=Count("order", distinct=True))["orders"]
    refused = OrderEvent.objects.filter(order__seller=seller_id, act__in=["decline", "withdraw"])
    told = reviews_of(seller_id).aggregate(n=Count("pk"), mean=Avg("stars"))
    return Reputation(
        answered=counted["answered"],
        refused=refused.aggregate(orders=Count("order", distinct=True))["orders"],
        delivered=counted["delivered"],
        in_time=counted["in_time"],
        received=counted["received"],
        in_full=counted["received"] - missing,
        reviews=told["n"],
        stars_tenths=round(told["mean"] * 10) if told["n"] else None,
    )


def reviews_of(seller_id: int) -> QuerySet[Review]:
    """Return the reviews of a seller that count, the latest first: all but those that were hidden."""
    found = Review.objects.filter(order__seller=seller_id).exclude(report__state="hidden")
    return found.select_related("order").order_by("-pk")


def latest_reviews(seller_id: int) -> list[Review]:
    """Return the latest reviews with words, once there are enough of all to be fair; else none."""
    found = reviews_of(seller_id)
    return list(found.exclude(words="")[:_SHOWN]) if found.count() >= LEAST else []


@whole
def report_review(*, order_id: int, words: str, by: User, now: datetime) -> ReviewReport:
    """Report the review of an order as its seller, once. Raises: NotAllowed, NotReportable."""
    order = Order.objects.select_for_update(of=("self",)).select_related("seller").get(pk=order_id)
    access.require_for_seller(by, order.seller.public_id, now=now)
    found = Review.objects.filter(order=order).first()
    if found is None or not words.strip() or ReviewReport.objects.filter(review=found).exists():
        raise NotReportable("Belum ada ulasan, sudah dilaporkan, atau alasannya kosong.")
    facts = seller_facts([order.seller_id], on=day_in_wib(now)).get(order.seller_id)
    made = ReviewReport.objects.create(
        review=found, words=words.strip(), area_code=facts.area_code if facts else "", reported_by=by, reported_at=now
    )
    audit.record("orders.review_reported", by=by, at=now, target=order.reference)
    people = holders(Permission.CATALOGUE_CURATE, scope=judging_scope(made.area_code, _LEVEL), on=day_in_wib(now))
    notices.tell(
        people=people, event="orders.review_reported", title=f"Ulasan {order.seller_name} dilaporkan",
        body="Penjual meminta ulasan diperiksa.", path="/kurasi/", key=_target(made), now=now,
    )  # fmt: skip
    return made


@transaction.atomic
def decide_report(*, report_id: int, hide: bool, reasons: str, by: User, now: datetime) -> ReviewReport:
    """
    Keep a reported review or hide it, with reasons that both sides read.

    Raises: NotAllowed (also for who wrote it or sells for the business), ReportDecided, Refused without reasons.
    """
    report = ReviewReport.objects.select_for_update(of=("self",)).select_related("review__order__seller").get(
        pk=report_id
    )  # fmt: skip
    review, order = report.review, report.review.order
    check_curator(by, report.area_code, _LEVEL, now)
    if by.pk in {review.written_by_id, report.reported_by_id} or str(order.seller.public_id) in businesses_of(
        by, day_in_wib(now)
    ):
        raise NotAllowed("Laporan ini diputuskan orang lain: Anda pihak di dalamnya.")
    if report.state != "waiting":
        raise ReportDecided("Laporan ini sudah diputuskan. Muat ulang halaman kurasi.")
    if not reasons.strip():
        raise Refused("Tulis alasannya; penjual dan pembeli membacanya.", code="reason_missing")
    report.state = "hidden" if hide else "kept"
    report.decided_by, report.decided_at, report.reasons = by, now, reasons.strip()
    report.save(update_fields=["state", "decided_by", "decided_at", "reasons"])
    audit.record(
        "orders.review_report_decided", by=by, at=now, target=order.reference, reason=report.reasons,
        detail={"state": report.state},
    )  # fmt: skip
    said = "disembunyikan" if hide else "tetap tampil"
    told = ((report.reported_by_id, f"/jualan/pesanan/{order.public_id}/"),
            (review.written_by_id, f"/pesanan/{order.public_id}/"))  # fmt: skip
    for person, path in told:
        notices.tell(
            people=[person], event="orders.review_report_decided", title=f"Ulasan {said}",
            body=f"{order.seller_name}: {report.reasons}", path=path, key=_target(report), now=now,
        )  # fmt: skip
    return report


def reports_waiting(user: User, *, now: datetime) -> QuerySet[ReviewReport]:
    """Return the reports that wait for this curator, the longest waiting first."""
    found = ReviewReport.objects.filter(state="waiting").select_related("review__order").order_by("reported_at", "pk")
    scopes = scopes_of(user, Permission.CATALOGUE_CURATE, day_in_wib(now))
    if CITY in scopes:
        return found
    inside = Q(pk__in=[])
    for scope in scopes:
        if _covers_a_kota(scope):
            inside |= Q(area_code=scope.code) | Q(area_code__startswith=f"{scope.code}.")
    return found.filter(inside)


def report(public_id: UUID, *, by: User, now: datetime) -> ReviewReport | None:
    """Return one report that a curator may decide; None when there is none."""
    found = ReviewReport.objects.select_related("review__order").filter(public_id=public_id).first()
    if found is not None:
        check_curator(by, found.area_code, _LEVEL, now)
    return found


def _covers_a_kota(scope: Scope) -> bool:
    return scope.kind is ScopeKind.AREA and scope.code.count(".") <= 1


def _target(made: ReviewReport) -> str:
    return f"orders.review_report:{made.public_id}"
