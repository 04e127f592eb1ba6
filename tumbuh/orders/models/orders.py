"""Orders with their lines and every act done to them."""

import uuid

import pgtrigger
from django.db import models
from django.db.models import F, Q

STATES = [
    "placed", "part_offered", "confirmed", "part_delivered", "delivered", "received", "debit_requested", "paid",
    "closed", "declined", "cancelled",
]  # fmt: skip


class Order(models.Model):
    """
    One purchase by a city unit from one business. Its moves: rules.moves.ORDER_ACTS.

    The amounts are what it costs as things stand: they go down when a part is declined, changed or not received;
    `placed_total_rupiah` stays. `balance_before_rupiah` is what the budget line had left when it was placed.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    disposition = models.ForeignKey("orders.Disposition", models.PROTECT, related_name="orders")
    group_id = models.UUIDField(null=True)  # of several orders that serve one need
    source = models.CharField(max_length=10, default="basket")  # basket or award
    source_reference = models.CharField(max_length=160, blank=True)  # e.g. "needs.award:<public id>"
    unit_ref = models.CharField(max_length=64)
    plan_code = models.CharField(max_length=64)
    year = models.PositiveSmallIntegerField()
    budget_line = models.ForeignKey("procurement.BudgetLine", models.PROTECT, related_name="+")
    seller = models.ForeignKey("registry.Business", models.PROTECT, related_name="orders")
    seller_name = models.CharField(max_length=200)
    size_class = models.CharField(max_length=6, blank=True)  # of the seller on the day of the order
    state = models.CharField(max_length=16, default="placed")
    goods_rupiah = models.BigIntegerField()
    packing_rupiah = models.BigIntegerField(default=0)
    delivery_rupiah = models.BigIntegerField(default=0)
    tax_rupiah = models.BigIntegerField(default=0)  # that the seller adds: PPN or PBJT
    total_rupiah = models.BigIntegerField()  # landed
    placed_total_rupiah = models.BigIntegerField()
    balance_before_rupiah = models.BigIntegerField()
    withheld_rupiah = models.BigIntegerField(default=0)  # known when it is paid
    stock_reference = models.CharField(max_length=160)  # what the catalogue holds the stock for
    delivery_address = models.TextField()
    delivery_area = models.CharField(max_length=13, blank=True)
    deliver_by_at = models.DateTimeField()
    warnings = models.JSONField(default=list)  # of the legality rail, with the reason to go on
    placed_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    placed_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)
    received_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    received_at = models.DateTimeField(null=True)
    pay_by_on = models.DateField(null=True)
    payment_path = models.CharField(max_length=10, blank=True)  # manual or autodebet
    paid_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    paid_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    end_reason = models.CharField(max_length=20, blank=True)  # rules.moves.Reason
    end_words = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="order_state_known", condition=Q(state__in=STATES)),
            models.CheckConstraint(name="order_source_known", condition=Q(source__in=["basket", "award"])),
            models.CheckConstraint(
                name="order_amounts_add_up",
                condition=Q(
                    goods_rupiah__gte=0,
                    packing_rupiah__gte=0,
                    delivery_rupiah__gte=0,
                    tax_rupiah__gte=0,
                    total_rupiah=F("goods_rupiah") + F("packing_rupiah") + F("delivery_rupiah") + F("tax_rupiah"),
                ),
            ),
            models.CheckConstraint(
                name="order_never_grows",
                condition=Q(placed_total_rupiah__gt=0, placed_total_rupiah__gte=F("total_rupiah")),
            ),
            models.CheckConstraint(
                name="order_within_balance", condition=Q(balance_before_rupiah__gte=F("placed_total_rupiah"))
            ),
            models.CheckConstraint(
                name="order_withheld_within",
                condition=Q(withheld_rupiah__gte=0, withheld_rupiah__lte=F("total_rupiah")),
            ),
            models.CheckConstraint(
                name="order_received_whole",
                condition=Q(received_at=None, received_by=None, pay_by_on=None)
                | Q(received_at__isnull=False, received_by__isnull=False, pay_by_on__isnull=False),
            ),
            models.CheckConstraint(
                name="order_received_when_it_says",
                condition=Q(state__in=["received", "debit_requested", "paid", "closed"], received_at__isnull=False)
                | Q(
                    state__in=[
                        "placed",
                        "part_offered",
                        "confirmed",
                        "part_delivered",
                        "delivered",
                        "declined",
                        "cancelled",
                    ],
                    received_at=None,
                ),
            ),
            models.CheckConstraint(
                name="order_paid_whole",
                condition=Q(state__in=["paid", "closed"], paid_at__isnull=False, paid_by__isnull=False)
                & Q(payment_path__in=["manual", "autodebet"])
                | ~Q(state__in=["paid", "closed"]) & Q(paid_at=None, paid_by=None, payment_path=""),
            ),
            models.CheckConstraint(
                name="order_end_whole",
                condition=Q(state="closed", ended_at__isnull=False)
                | Q(state__in=["declined", "cancelled"], ended_at__isnull=False, end_reason__gt="")
                | ~Q(state__in=["closed", "declined", "cancelled"]) & Q(ended_at=None, end_reason="", end_words=""),
            ),
            models.CheckConstraint(  # four eyes, whatever a service does
                name="order_four_eyes",
                condition=(Q(received_by=None) | ~Q(received_by=F("placed_by")))
                & (Q(paid_by=None) | (~Q(paid_by=F("placed_by")) & ~Q(paid_by=F("received_by")))),
            ),
            models.UniqueConstraint(
                fields=["source_reference"], condition=Q(source_reference__gt=""), name="order_award_once"
            ),
        ]
        indexes = [
            models.Index(fields=["unit_ref", "state"], name="order_of_unit"),
            models.Index(fields=["seller", "state"], name="order_of_seller"),
            models.Index(fields=["disposition"], name="order_of_disposition"),
            models.Index(fields=["unit_ref", "-placed_at"], name="order_newest_of_unit"),
            models.Index(
                fields=["pay_by_on"], name="order_unpaid", condition=Q(state__in=["received", "debit_requested"])
            ),
            models.Index(fields=["group_id"], name="order_group", condition=Q(group_id__isnull=False)),
        ]
        triggers = [
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(
                name="as_it_was_placed",
                fields=[
                    "public_id",
                    "disposition",
                    "group_id",
                    "source",
                    "source_reference",
                    "unit_ref",
                    "plan_code",
                    "year",
                    "budget_line",
                    "seller",
                    "placed_total_rupiah",
                    "balance_before_rupiah",
                    "placed_by",
                    "placed_at",
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seller_name} {self.public_id}"

    @property
    def reference(self) -> str:
        """How the other apps name it: what money is held for, what a paper is about."""
        return f"orders.order:{self.public_id}"

    @property
    def balance_after_rupiah(self) -> int:
        """What the budget line had left after it was placed."""
        return self.balance_before_rupiah - self.placed_total_rupiah


class OrderLine(models.Model):
    """One offer in an order, with what was known of it on the day. Quantities only go down on the way."""

    order = models.ForeignKey(Order, models.PROTECT, related_name="lines")
    position = models.PositiveSmallIntegerField()
    offer = models.ForeignKey("catalogue.Offer", models.PROTECT, related_name="+")
    master = models.ForeignKey("catalogue.MasterProduct", models.PROTECT, null=True, related_name="+")
    title = models.CharField(max_length=200)
    unit = models.CharField(max_length=20)
    category_code = models.CharField(max_length=40)
    line_kind = models.CharField(max_length=8)  # goods, catering or service: decides the tax
    price_rupiah = models.PositiveBigIntegerField()
    quantity = models.PositiveIntegerField()
    confirmed_quantity = models.PositiveIntegerField(null=True)
    delivered_quantity = models.PositiveIntegerField(default=0)
    received_quantity = models.PositiveIntegerField(null=True)  # accepted, and so paid
    returned_quantity = models.PositiveIntegerField(default=0)  # after it was closed
    returned_at = models.DateTimeField(null=True)
    origin_level = models.SmallIntegerField(default=0)  # catalogue.rules.OriginLevel
    tkdn_permyriad = models.PositiveSmallIntegerField(null=True)
    bmp_permyriad = models.PositiveSmallIntegerField(null=True)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["order", "offer"], name="orderline_once"),
            models.UniqueConstraint(fields=["order", "position"], name="orderline_position_once"),
            models.CheckConstraint(
                name="orderline_kind_known", condition=Q(line_kind__in=["goods", "catering", "service"])
            ),
            models.CheckConstraint(
                name="orderline_quantities_go_down",
                condition=Q(quantity__gt=0)
                & (Q(confirmed_quantity=None) | Q(confirmed_quantity__lte=F("quantity")))
                & (Q(delivered_quantity=0) | Q(delivered_quantity__lte=F("confirmed_quantity")))
                & (Q(received_quantity=None) | Q(received_quantity__lte=F("delivered_quantity")))
                & (Q(returned_quantity=0) | Q(returned_quantity__lte=F("received_quantity"))),
            ),
        ]
        indexes = [models.Index(fields=["offer"], name="orderline_of_offer")]
        triggers = [
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(
                name="same_line_for_ever",
                fields=["order", "position", "offer", "title", "unit", "line_kind", "quantity"],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} × {self.title}"

    @property
    def expected_quantity(self) -> int:
        """What is to come: as confirmed, before that as ordered."""
        return self.quantity if self.confirmed_quantity is None else self.confirmed_quantity

    @property
    def due_quantity(self) -> int:
        """What is to be paid as things stand: as received, before that as expected."""
        return self.expected_quantity if self.received_quantity is None else self.received_quantity

    @property
    def rupiah(self) -> int:
        """What it costs as things stand, without tax."""
        return self.due_quantity * self.price_rupiah


class OrderEvent(models.Model):
    """One act done to an order. Append-only; `told_at` notes that the others were told of it."""

    order = models.ForeignKey(Order, models.PROTECT, related_name="events")
    act = models.CharField(max_length=20)  # rules.moves.Act, or a change
    from_state = models.CharField(max_length=16, blank=True)
    to_state = models.CharField(max_length=16)
    done_by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+")
    done_at = models.DateTimeField()
    reason = models.CharField(max_length=20, blank=True)
    words = models.TextField(blank=True)
    detail = models.JSONField(default=dict)
    told_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="orderevent_named", condition=Q(act__gt="", to_state__in=STATES)),
        ]
        indexes = [
            models.Index(fields=["order", "id"], name="orderevent_of_order"),
            models.Index(fields=["id"], name="orderevent_untold", condition=Q(told_at=None)),
        ]
        triggers = [
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="stays_as_done", operation=pgtrigger.Update, condition=pgtrigger.AnyChange(exclude=["told_at"])
            ),
        ]

    def __str__(self) -> str:
        return f"{self.act} {self.to_state}"
