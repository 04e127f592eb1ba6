"""
Any acts by anybody, in any order: what is not allowed changes nothing, and after each step stock, days and money agree.

What the machine may do is said once more here, in another way than the code says it: a table of allowed (act, state)
with the role that does it. The code's own table is drawn in docs/reference/states.md.
"""

from functools import partial
from itertools import pairwise
from typing import Any

import hypothesis.strategies as st
import pytest
from django.apps import apps
from django.db import connection, transaction
from hypothesis import HealthCheck, settings
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from tests.integration.orders import city as cities
from tests.integration.orders.city import NOON
from tumbuh.accounts.permissions import Role
from tumbuh.catalogue.models import CapacityBooking, CapacityDay, Offer, StockMovement
from tumbuh.kernel.errors import Refused
from tumbuh.orders import services
from tumbuh.orders.models import Disposition, Order, OrderEvent, Payment
from tumbuh.procurement.models import BudgetLine, Holding, Purchase

ALLOWED = {
    "confirm": ({"placed"}, "seller"),
    "confirm_part": ({"placed"}, "seller"),
    "decline": ({"placed"}, "seller"),
    "accept_part": ({"part_offered"}, "officer"),
    "cancel": ({"placed", "part_offered", "confirmed"}, "officer"),
    "withdraw": ({"part_offered", "confirmed"}, "seller"),
    "deliver_some": ({"confirmed", "part_delivered"}, "seller"),
    "deliver": ({"confirmed", "part_delivered"}, "seller"),
    "receive": ({"part_delivered", "delivered"}, "ppk"),
    "reject": ({"part_delivered", "delivered"}, "ppk"),
    "pay": ({"received"}, "treasurer"),
    "request_debit": ({"received"}, "treasurer"),
    "confirm_debit": ({"debit_requested"}, "budget_owner"),
    "refuse_debit": ({"debit_requested"}, "budget_owner"),
    "close": ({"paid"}, "ppk"),
    "propose": ({"placed", "confirmed"}, "both"),
    "answer": ({"placed", "confirmed"}, "both"),
}
# What carries an order on; what stands here twice is tried twice as often, so that many orders come to their end.
FORWARD = (
    "confirm", "confirm", "confirm_part", "confirm_part", "accept_part", "accept_part", "deliver", "deliver",
    "deliver_some", "receive", "receive", "pay", "request_debit", "confirm_debit", "close", "cancel", "decline",
)  # fmt: skip
PEOPLE = ("seller", "other_seller", "officer", "ppk", "treasurer", "budget_owner", "nobody", "everybody")
TABLES = [
    model._meta.db_table
    for label in ("orders", "catalogue", "procurement", "papers", "audit", "notices")
    for model in apps.get_app_config(label).get_models()
]


def snapshot():
    """Return every row of every table that an act could touch."""
    with connection.cursor() as cursor:
        parts = " UNION ALL ".join(f"SELECT '{t}' AS t, x::text AS r FROM {t} x" for t in TABLES)
        cursor.execute(f"SELECT count(*), md5(string_agg(t || r, '' ORDER BY t, r)) FROM ({parts}) s")
        return cursor.fetchone()


SEEN: set[str] = set()


class World:
    """One unit, one seller with a kitchen and one with a stock; built once, each run of acts is taken back whole."""

    def __init__(self):
        city = self.city = cities.build(daily_limit=120, ceiling=3_000_000)
        rival = cities.business("Warung Sari")
        self.cakes = cities.offer(rival, "Kue basah", stock=60, price_rupiah=10_000)
        self.owners = {city.seller.pk: "seller", rival.pk: "other_seller"}
        everybody = cities.person("serba", Role.PROCUREMENT_OFFICER)
        for role in (Role.COMMITMENT_OFFICER, Role.TREASURER, Role.BUDGET_OWNER):
            cities.add_membership(
                user=everybody, role=role, scope_kind="unit", scope_code=cities.UNIT, by=None, now=NOON
            )
        self.people = {
            "seller": city.owner,
            "other_seller": cities.person("sari", Role.OWNER, "business", str(rival.public_id)),
            "officer": city.officer,
            "ppk": city.of(Role.COMMITMENT_OFFICER),
            "treasurer": city.of(Role.TREASURER),
            "budget_owner": city.of(Role.BUDGET_OWNER),
            "nobody": cities.person("lain", Role.PROCUREMENT_OFFICER, "unit", "999"),
            "everybody": everybody,
        }


class OrderMachine(RuleBasedStateMachine):
    """Up to four orders at a time. After a refusal every row is as it was, so that only what was done is added up."""

    world: World

    def __init__(self):
        super().__init__()
        self.outer = transaction.atomic()
        self.outer.__enter__()
        self.city, self.cakes = self.world.city, self.world.cakes
        self.owners, self.people = self.world.owners, self.world.people
        self.rows, self.orders, self.agreed = None, [], True

    def teardown(self):
        transaction.set_rollback(True)
        self.outer.__exit__(None, None, None)

    def _try(self, act, allowed):
        """Do an act. Refused: not a row of any table differs. Done: it had to be allowed."""
        self.rows = self.rows or snapshot()
        try:
            act()
        except Refused:
            assert snapshot() == self.rows
        else:
            assert allowed, "the machine let somebody do what the table does not allow"
            self.orders = list(Order.objects.order_by("pk").prefetch_related("lines"))
            self.rows, self.agreed = None, False
            SEEN.update(one.state for one in self.orders)

    @precondition(lambda self: len(self.orders) < 4)
    @rule(rice=st.integers(0, 50), cakes=st.integers(0, 40), who=st.sampled_from(("officer",) * 7 + PEOPLE))
    def place(self, rice, cakes, who):
        wanted = [(one, n) for one, n in ((self.city.rice, rice), (self.cakes, cakes)) if n]
        if not wanted:
            return
        basket = self.city.fill(*wanted)
        self.rows = None
        self._try(lambda: services.place(basket_id=basket.pk, by=self.people[who], now=NOON), who == "officer")

    @precondition(lambda self: self.orders)
    @rule(
        name=st.sampled_from(sorted(ALLOWED)), which=st.integers(0, 3), who=st.sampled_from(PEOPLE),
        n=st.integers(0, 50), accept=st.booleans(),
    )  # fmt: skip
    def act(self, name, which, who, n, accept):
        order = self.orders[which % len(self.orders)]
        states, role = ALLOWED[name]
        seller = self.owners[order.seller_id]
        roles = {"seller": {seller}, "both": {seller, "officer", "everybody"}}.get(role, {role, "everybody"})
        allowed = order.state in states and who in roles
        self._try(lambda: self._do(name, order, self.people[who], n, accept), allowed)

    @precondition(lambda self: self.orders)
    @rule(which=st.integers(0, 3), steps=st.integers(1, 6), pick=st.integers(0, 9), n=st.integers(1, 50))
    def go_on(self, which, steps, pick, n):
        """Take an order some steps further by the right people, for chance alone hardly ever comes to a payment."""
        at = which % len(self.orders)
        for _ in range(steps):
            order = self.orders[at]
            names = [name for name in FORWARD if order.state in ALLOWED[name][0]]
            if not names:
                break
            name = names[pick % len(names)]
            role = ALLOWED[name][1]
            who = self.owners[order.seller_id] if role == "seller" else role
            part = 1 + n % max(order.lines.all()[0].expected_quantity - 1, 1)  # of the first line, seldom all of it
            self._try(
                lambda name=name, order=order, who=who, part=part: self._do(name, order, self.people[who], part, False),
                allowed=True,
            )
            self.all_agrees()

    def _do(self, name, order, by, n, accept):
        asked: dict[str, Any] = {"order_id": order.pk, "by": by, "now": NOON}
        reasons: dict[str, Any] = {"reason": "other", "words": "Karena begitu."}
        acts = {
            "confirm_part": lambda: services.confirm_part(quantities={1: n}, **reasons, **asked),
            "deliver_some": lambda: services.deliver(quantities={1: n}, **asked),
            "receive": lambda: services.receive(
                counts={1: services.Counted(n, max(n - 2, 0), "bad")} if accept else None, **asked
            ),
            "pay": lambda: services.pay(
                proof_number="SP2D/1", paid_on=NOON.date(), tax_slip_number="BP-1", **asked
            ),
            "request_debit": lambda: services.request_debit(tax_slip_number="BP-2", **asked),
            "propose": lambda: services.propose_change(
                lines={1: services.LineChange(quantity=n)}, **reasons, **asked
            ),
            "answer": lambda: services.answer_change(accept=accept, **asked),
        }  # fmt: skip
        for one in ("decline", "cancel", "withdraw", "reject", "refuse_debit"):
            acts[one] = partial(getattr(services, one), **reasons, **asked)
        return acts.get(name, lambda: getattr(services, name)(**asked))()

    @invariant()
    def all_agrees(self):
        if not self.agreed:
            self.money_agrees()
            self.stock_and_days_agree()
            self.every_act_has_its_event_and_nobody_approved_their_own()
            self.agreed = True

    def money_agrees(self):
        line = BudgetLine.objects.get(pk=self.city.line.pk)
        paid = [one for one in self.orders if one.state in {"paid", "closed"}]
        live = [one for one in self.orders if one.state not in {"declined", "cancelled", "paid", "closed"}]
        held, spent = (sum(one.total_rupiah for one in orders) for orders in (live, paid))
        assert (line.held_rupiah, line.realised_rupiah) == (held, spent)
        assert line.free_rupiah >= 0
        assert sum(one.committed_rupiah for one in Disposition.objects.all()) == held + spent
        assert sum(one.held_rupiah for one in Holding.objects.all()) == held
        assert sum(one.gross_rupiah for one in Payment.objects.all()) == spent
        assert sum(Purchase.objects.values_list("value_rupiah", flat=True)) == sum(
            one.total_rupiah for one in paid if one.state == "closed"
        )

    def stock_and_days_agree(self):
        cakes = Offer.objects.get(pk=self.cakes.pk)
        sent = reserved = taken = 0
        for order in self.orders:
            over = order.state in {"declined", "cancelled", "received", "debit_requested", "paid", "closed"}
            for line in order.lines.all():
                waits = 0 if over else line.expected_quantity - line.delivered_quantity
                if line.offer_id == cakes.pk:
                    sent, reserved = sent + line.delivered_quantity, reserved + waits
                else:
                    taken += waits + line.delivered_quantity
        assert (cakes.on_hand, cakes.reserved) == (60 - sent, reserved)
        moved = {kind: 0 for kind, _ in StockMovement.KINDS}
        for kind, quantity in StockMovement.objects.filter(offer=cakes).values_list("kind", "quantity"):
            moved[kind] += quantity
        assert cakes.on_hand == moved["receive"] - moved["consume"]
        assert cakes.reserved == moved["reserve"] - moved["consume"] - moved["release"]
        assert sum(CapacityDay.objects.values_list("taken", flat=True)) == taken <= 120
        assert taken == sum(one.quantity - one.released for one in CapacityBooking.objects.all())

    def every_act_has_its_event_and_nobody_approved_their_own(self):
        told: dict[int, list[tuple[str, ...]]] = {order.pk: [] for order in self.orders}
        for key, *ends in OrderEvent.objects.order_by("pk").values_list("order", "from_state", "to_state"):
            told[key].append(tuple(ends))
        for order in self.orders:
            walked = told[order.pk]
            assert walked[0] == ("", "placed")
            assert walked[-1][1] == order.state
            assert all(after[0] == before[1] for before, after in pairwise(walked))
            signed = [one for one in (order.placed_by_id, order.received_by_id, order.paid_by_id) if one is not None]
            assert len(set(signed)) == len(signed)


@pytest.mark.django_db
def test_random_acts_by_random_people_break_nothing():
    OrderMachine.world = World()
    run_state_machine_as_test(
        OrderMachine,
        settings=settings(
            max_examples=16,
            stateful_step_count=20,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
    assert {"placed", "part_offered", "declined", "cancelled", "received", "paid", "closed"} <= SEEN
