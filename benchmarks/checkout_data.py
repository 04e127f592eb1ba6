"""Units that buy: each with a package and a budget line of its own, an officer, and a token for its program."""

import random
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

UNITS = 160
CEILING = 10**12  # what a load orders in seconds, a unit orders in years
AGENCY = "2.11.0.00.0.00.01.0000"


@dataclass(frozen=True)
class Buyer:
    """A program of a unit: its token and the package from which it orders."""

    token: str
    disposition: str


def buyers(seed: int) -> list[Buyer]:
    """Write the units with everything that an order needs, by the services that pages use."""
    from django.utils import timezone

    now = timezone.now()
    owner, committer = _person("owner", now), _person("committer", now)
    found = []
    for number in random.Random(seed).sample(range(100, 999), UNITS):
        unit = _unit(str(number), owner, committer, now)
        found.append(_buyer(str(number), unit, owner, committer, now))
    return found


def orders(seed: int) -> list[list[dict[str, Any]]]:
    """Return what is ordered: two products of one seller, one of them made for the day where the seller cooks."""
    from tumbuh.catalogue.models import Offer

    chance = random.Random(seed)
    sellers: dict[int, tuple[list[str], list[str]]] = {}
    asked = Offer.objects.filter(state="listed").order_by("pk")
    for seller, public_id, cooked in asked.values_list("seller_id", "public_id", "made_to_order"):
        sellers.setdefault(seller, ([], []))[cooked].append(str(public_id))
    wanted = []
    for _ in range(4_000):
        in_stock, to_order = sellers[chance.choice(sorted(sellers))]
        chosen = [chance.choice(in_stock), chance.choice(to_order or in_stock)]
        wanted.append([{"offer": one, "quantity": 1} for one in dict.fromkeys(chosen)])
    return wanted


def _person(name: str, now: Any) -> Any:
    from tumbuh.accounts.models import User

    return User.objects.create(username=name, first_name=name, date_joined=now)


def _unit(code: str, owner: Any, committer: Any, now: Any) -> Any:
    from tumbuh.accounts.permissions import Role
    from tumbuh.accounts.services import add_membership
    from tumbuh.procurement.models import BudgetLine, Package, SpendingUnit

    fact = {"year": now.year, "as_of": now, "recorded_at": now}
    SpendingUnit.objects.create(key=code, fingerprint=code, name=f"Unit {code}", skpd_code=AGENCY, **fact)
    Package.objects.create(
        key=f"5{code}", fingerprint=code, kind="provider", unit_ref=code, name="Konsumsi rapat", ceiling_rupiah=CEILING,
        method="e_purchasing", domestic=True, micro_small=True, **fact,
    )  # fmt: skip
    for person, role in ((owner, Role.BUDGET_OWNER), (committer, Role.COMMITMENT_OFFICER)):
        add_membership(user=person, role=role, scope_kind="unit", scope_code=code, by=None, now=now)
    return BudgetLine.objects.create(
        year=now.year, unit_ref=AGENCY, sub_activity=f"2.11.01.1.06.0{code}", account="5.1.02.01.01.0052",
        version="apbd", ceiling_rupiah=CEILING,
    )  # fmt: skip


def _buyer(code: str, line: Any, owner: Any, committer: Any, now: Any) -> Buyer:
    from tumbuh.accounts.permissions import Permission, Role
    from tumbuh.accounts.services import add_membership
    from tumbuh.accounts.tokens import issue_token
    from tumbuh.orders import services

    officer = _person(f"officer{code}", now)
    add_membership(
        user=officer, role=Role.PROCUREMENT_OFFICER, scope_kind="unit", scope_code=code, by=None, now=now
    )  # fmt: skip
    made = services.dispose(
        plan_code=f"5{code}", budget_line_id=line.pk, ceiling_rupiah=CEILING, commitment_officer=committer, by=owner,
        now=now,
    )  # fmt: skip
    services.prepare(disposition_id=made.pk, procurement_officer=officer, by=committer, now=now)
    made = services.take_up(disposition_id=made.pk, by=officer, now=now)
    _, secret = issue_token(
        user=officer, name="Program", permissions=[Permission.ORDERS_PLACE], expires_at=now + timedelta(days=1),
        by=None, now=now,
    )  # fmt: skip
    return Buyer(secret, str(made.public_id))
