"""What came of a meeting: interest, then an offer, then orders, then money paid. Interest is never money."""

import uuid

from django.db import models
from django.db.models import Q

from tumbuh.matching.models.profiles import NEVER_DELETED
from tumbuh.matching.rules.states import DEAL_NAMES, LOST_NAMES, NEXT_STEP_NAMES


class Outcome(models.Model):
    """What both said after a meeting; a later word supersedes it and both stay."""

    meeting = models.ForeignKey("matching.Meeting", models.PROTECT, related_name="outcomes")
    interest_rupiah = models.PositiveBigIntegerField()  # 0: none; a statement, not money
    next_step = models.CharField(max_length=12, choices=list(NEXT_STEP_NAMES.items()))
    next_on = models.DateField(null=True)
    note = models.CharField(max_length=300, blank=True)
    told_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    told_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["meeting"], condition=Q(superseded_at=None), name="meeting_outcome_current_once"
            ),
            models.CheckConstraint(
                name="meeting_outcome_step_dated",
                condition=Q(next_step="none", next_on=None) | (~Q(next_step="none") & Q(next_on__isnull=False)),
            ),
        ]
        triggers = [NEVER_DELETED]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.next_step}"


class Deal(models.Model):
    """One pair on its way from interest to money paid. Its moves: rules.states.DEAL_MOVES."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    meeting = models.OneToOneField("matching.Meeting", models.PROTECT, related_name="deal")
    state = models.CharField(max_length=10, choices=[(s.value, name) for s, name in DEAL_NAMES.items()])
    interest_rupiah = models.PositiveBigIntegerField()
    quoted_rupiah = models.PositiveBigIntegerField(null=True)
    interested_at = models.DateTimeField()
    quoted_at = models.DateTimeField(null=True)
    ordered_at = models.DateTimeField(null=True)
    paid_at = models.DateTimeField(null=True)  # when we saw the first payment
    lost_at = models.DateTimeField(null=True)
    lost_code = models.CharField(max_length=16, blank=True, choices=list(LOST_NAMES.items()))
    next_step = models.CharField(max_length=12, choices=list(NEXT_STEP_NAMES.items()))
    next_on = models.DateField(null=True)
    reminded_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="deal_interest_is_some", condition=Q(interest_rupiah__gt=0)),
            models.CheckConstraint(
                name="deal_quote_whole",
                condition=Q(quoted_at=None, quoted_rupiah=None) | Q(quoted_at__isnull=False, quoted_rupiah__gt=0),
            ),
            models.CheckConstraint(
                name="deal_state_whole",
                condition=Q(state="interested", quoted_at=None, ordered_at=None, paid_at=None, lost_at=None)
                | Q(state="quoted", quoted_at__isnull=False, ordered_at=None, paid_at=None, lost_at=None)
                | Q(state="ordered", ordered_at__isnull=False, paid_at=None, lost_at=None)
                | Q(state="paid", ordered_at__isnull=False, paid_at__isnull=False, lost_at=None)
                | Q(state="lost", paid_at=None, lost_at__isnull=False, lost_code__gt=""),
            ),
        ]
        indexes = [models.Index(fields=["state", "next_on"], name="deal_by_state")]
        triggers = [NEVER_DELETED]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.state}"

    @property
    def reference(self) -> str:
        """How the trail and notices name it."""
        return f"matching.deal:{self.public_id}"


class DealOrder(models.Model):
    """
    One order that came of a deal: an e-order, or a purchase in the city's books. An order is of one deal only.

    `paid_rupiah` is what the books say was paid, copied when it was seen; before that there is no realised money.
    """

    SOURCES = [("eorder", "e-Order"), ("purchase", "E-katalog atau pembelian lain")]

    deal = models.ForeignKey(Deal, models.PROTECT, related_name="orders")
    source = models.CharField(max_length=8, choices=SOURCES)
    order_key = models.CharField(max_length=300)  # public id of an order, key of a purchase
    ordered_rupiah = models.PositiveBigIntegerField()
    ordered_on = models.DateField(null=True)
    added_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    paid_rupiah = models.PositiveBigIntegerField(null=True)
    paid_on = models.DateField(null=True)
    cancelled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source", "order_key"], name="dealorder_once"),
            models.CheckConstraint(
                name="dealorder_paid_whole",
                condition=Q(paid_rupiah=None, paid_on=None)
                | Q(paid_rupiah__gt=0, paid_on__isnull=False, cancelled_at=None),
            ),
        ]
        triggers = [NEVER_DELETED]

    def __str__(self) -> str:
        return f"{self.source}:{self.order_key}"
