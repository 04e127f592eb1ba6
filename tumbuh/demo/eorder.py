"""
The demo's e-order: packages disposed in six units, and their orders of eight weeks in every state, by the services.

Orders end as paid, never as closed: a closed one is a purchase of the city and would move the percentages whose known
values the demo promises. Closing is left to who tries the demo.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db import transaction

from tumbuh.accounts.models import User
from tumbuh.accounts.permissions import Role
from tumbuh.accounts.queries import businesses_of
from tumbuh.accounts.services import add_membership, create_user, deactivate_user
from tumbuh.catalogue.models import Offer
from tumbuh.demo.budget import home_unit
from tumbuh.demo.chance import Chance
from tumbuh.demo.city import City
from tumbuh.demo.jakarta import aware
from tumbuh.demo.people import person_with
from tumbuh.kernel.errors import Refused
from tumbuh.kernel.periods import WIB, day_in_wib
from tumbuh.orders import services as orders
from tumbuh.orders.models import Disposition, Order
from tumbuh.orders.seeing import disposed_of
from tumbuh.procurement.lookup import codes_within
from tumbuh.procurement.ordering import lines_to_order, package_to_order, packages_to_order
from tumbuh.procurement.seeing import Within
from tumbuh.reference.holidays import is_working_day

WEEKS = 8
UNITS = 6  # the home unit of the demo's people and five others
HOME_ORDERS, OTHER_ORDERS = 56, 14  # a unit's, over the weeks
PACKAGES = 3  # disposed in a unit
LEAST_FREE_RUPIAH = 8_000_000  # of a package and its line
DISPOSED_PERCENT = 80  # of what is free: the budget owner has something left to dispose
LEAST_LEFT_RUPIAH = 3_000_000  # of a package, to try another order of it
MOST_SELLERS = 12
ROOMS = ("Ruang rapat lantai 2", "Aula lantai 1", "Ruang serbaguna", "Ruang pola", "Halaman kantor")
# What the legality rail may ask, answered beforehand: an order keeps only what it was asked.
REASONS = [
    {"rule": "quotes", "words": "Penjual lain tidak sanggup mengantar pada jam itu."},
    {"rule": "domestic", "words": "Produk bersertifikat tidak cocok untuk konsumsi rapat; bahan dari dalam negeri."},
    {"rule": "price", "words": "Harga sudah termasuk kemasan sendiri dan antar pagi."},
    {"rule": "split", "words": "Rapat yang berlainan, masing-masing dengan undangan sendiri."},
]
STAND_INS = (
    (Role.BUDGET_OWNER, "kpa-unit-lain", "KPA Unit Lain"),
    (Role.COMMITMENT_OFFICER, "ppk-unit-lain", "PPK Unit Lain"),
    (Role.PROCUREMENT_OFFICER, "pp-unit-lain", "Pejabat Pengadaan Unit Lain"),
    (Role.TREASURER, "bendahara-unit-lain", "Bendahara Unit Lain"),
)
SELLERS_STAND_IN = ("penjual-lain", "Penjual Lain")
# What the units say of every other order that they received, by its fate.
SAID = (
    (5, "Hangat, rapi, dan datang sebelum rapat."),
    (5, "Peserta suka. Pesan lagi bulan depan."),
    (4, "Sesuai pesanan."),
    (4, "Enak dan porsinya pas; sambalnya lebih baik dipisah."),
    (5, ""),
    (3, "Rasanya baik, dua kemasan penyok."),
    (2, "Datang mepet; tolong lebih pagi."),
)
# How many days after the receipt a unit pays: most keep the promise of three working days, one unit is slow.
PROMPT, SLOW = (1, 2, 2, 3, 3, 4), (4, 6, 9, 14, 21, 33)


@dataclass(frozen=True)
class _Desk:
    """One unit with its people and the packages that they buy for."""

    people: Mapping[Role, User]
    packages: Sequence[Disposition]
    count: int
    pays_after: Sequence[int]


@dataclass(frozen=True)
class _Lot:
    """What fell to one order: what is bought of whom for which package, and what becomes of it (0–99)."""

    package: Disposition
    offer: Offer
    quantity: int
    room: str
    fate: int
    pays_after: int


@dataclass(frozen=True)
class _Shelf:
    """What can be ordered, and who answers for each seller."""

    offers: Sequence[Offer]
    owners: Mapping[int, User]


def add_orders(city: City) -> None:
    """Build the orders, whole or not at all; nothing when there are some, or nothing can be ordered."""
    if Order.objects.filter(source="basket").exists() or not Offer.objects.filter(state="listed").exists():
        return
    now = aware(city.now)
    start = max(now - timedelta(weeks=WEEKS), datetime(now.year, 1, 2, tzinfo=WIB))
    if now - start < timedelta(days=1):
        return  # the year's budgets are a day old; there is no past to tell
    with transaction.atomic():
        shelf = _shelf(start)
        for number, desk in enumerate(_desks(now, start)):
            _buy(desk, shelf, Chance(city.seed, "eorder", str(number)), start=start, now=now)
        _leave(now)


def truth() -> dict[str, dict[str, int]]:
    """Return how many orders are in each state and what they cost, as they were built; for people and for tests."""
    found: dict[str, dict[str, int]] = {}
    for state, rupiah in Order.objects.filter(source="basket").order_by("state").values_list("state", "total_rupiah"):
        one = found.setdefault(state, {"orders": 0, "rupiah": 0})
        one["orders"] += 1
        one["rupiah"] += rupiah
    return found


def _shelf(start: datetime) -> _Shelf:
    """Return the offers of the demo's owner and of a dozen sellers more, the caterers first."""
    listed = Offer.objects.filter(state="listed", listed_at__lt=start).select_related("seller", "category", "pool")
    offers = sorted(listed, key=lambda one: (one.category.line_kind != "catering", one.rotation_key, one.pk))
    owner = User.objects.get(username=person_with(Role.OWNER).username)
    own = businesses_of(owner, day_in_wib(start))
    sellers = [one.seller_id for one in offers if str(one.seller.public_id) in own]
    sellers = list(dict.fromkeys([*sellers, *(one.seller_id for one in offers)]))[:MOST_SELLERS]
    stand_in = _account(SELLERS_STAND_IN[0], SELLERS_STAND_IN[1], start)
    owners: dict[int, User] = {}
    for one in offers:
        if one.seller_id in sellers and one.seller_id not in owners:
            mine = str(one.seller.public_id) in own
            owners[one.seller_id] = owner if mine else stand_in
            if not mine:
                _give(stand_in, Role.OWNER, "business", str(one.seller.public_id), start)
    return _Shelf([one for one in offers if one.seller_id in owners], owners)


def _desks(now: datetime, start: datetime) -> Iterable[_Desk]:
    """Yield the units that have something to buy food from: the home unit first."""
    home = str(home_unit())
    own = {role: User.objects.get(username=person_with(role).username) for role, _, _ in STAND_INS}
    others = {role: _account(username, name, start) for role, username, name in STAND_INS}
    for role, user in others.items():
        _give(user, role, "city", "", start)
    found = packages_to_order(unit_codes=None, year=now.year)
    units = [home, *sorted({one.unit_ref for one in found} - set(codes_within(Within(units=frozenset({home})))))]
    made = 0
    for number, unit in enumerate(units):
        if made == UNITS:
            return
        people = own if unit == home else others
        wanted = sorted((one for one in found if one.unit_ref == unit), key=lambda one: "Makanan" not in one.name)
        packages = _dispose([one.key for one in wanted], people, start)
        if packages:
            made += 1
            pays_after = SLOW if number == UNITS - 1 or made == UNITS else PROMPT
            yield _Desk(people, packages, HOME_ORDERS if unit == home else OTHER_ORDERS, pays_after)


def _dispose(codes: Sequence[str], people: Mapping[Role, User], at: datetime) -> list[Disposition]:
    """Take the first packages with money through their three hands."""
    made: list[Disposition] = []
    for code in codes:
        if len(made) == PACKAGES:
            break
        package = package_to_order(code)
        left = package.ceiling_rupiah - disposed_of([code]).get(code, 0)
        line = next((one for one in lines_to_order(package) if not one.blocked), None)
        if line is None or min(line.free_rupiah, left) < LEAST_FREE_RUPIAH:
            continue
        ppk, officer = people[Role.COMMITMENT_OFFICER], people[Role.PROCUREMENT_OFFICER]
        ceiling = min(line.free_rupiah, left) * DISPOSED_PERCENT // 100
        one = orders.dispose(
            plan_code=code, budget_line_id=line.pk, ceiling_rupiah=ceiling, commitment_officer=ppk,
            by=people[Role.BUDGET_OWNER], now=at,
        )  # fmt: skip
        orders.prepare(disposition_id=one.pk, procurement_officer=officer, by=ppk, now=at + timedelta(hours=2))
        made.append(orders.take_up(disposition_id=one.pk, by=officer, now=at + timedelta(hours=4)))
    return made


def _buy(desk: _Desk, shelf: _Shelf, chance: Chance, *, start: datetime, now: datetime) -> None:
    """Place a unit's orders over the weeks and take each as far as its age allows."""
    n = desk.count
    span = int((now - start).total_seconds() // 3_600)
    hours = sorted(chance.integers("hour", n, 6, max(span - 1, 6)).to_list())
    which, quantity = chance.uniform("offer", n).to_list(), chance.integers("quantity", n, 3, 10).to_list()
    fate, wait = chance.integers("fate", n, 0, 99).to_list(), chance.integers("wait", n, 0, 5).to_list()
    left = {one.pk: one.ceiling_rupiah for one in desk.packages}
    for number in range(n):
        package = max(desk.packages, key=lambda one: left[one.pk])
        if left[package.pk] < LEAST_LEFT_RUPIAH:
            return
        lot = _Lot(
            package=package,
            offer=shelf.offers[int(which[number] ** 2 * len(shelf.offers))],  # the first, the owner's too, more often
            quantity=5 * quantity[number],
            room=ROOMS[number % len(ROOMS)],
            fate=fate[number],
            pays_after=desk.pays_after[wait[number]],
        )
        order = _place(desk, lot, start + timedelta(hours=hours[number]))
        if order is not None:
            left[package.pk] -= order.total_rupiah
            _live(desk, lot, order, owner=shelf.owners[lot.offer.seller_id], now=now)


def _place(desk: _Desk, lot: _Lot, at: datetime) -> Order | None:
    """Order for a working morning soon after; None when the seller has no room, or the package no money, on any."""
    officer, offer, key = desk.people[Role.PROCUREMENT_OFFICER], lot.offer, lot.package.pk
    wanted = min(max(lot.quantity, offer.min_quantity), offer.max_quantity or lot.quantity)
    for days in (2, 3, 4, 5):
        due = datetime.combine(at.astimezone(WIB).date() + timedelta(days=days), time(8, 30), tzinfo=WIB)
        if not is_working_day(due.date()):
            continue
        try:
            with transaction.atomic():
                basket = orders.put_in_basket(
                    disposition_id=key, offer_id=offer.pk, quantity=wanted, by=officer, now=at
                )
                orders.set_delivery(
                    basket_id=basket.pk, address=lot.room, area="31.71.01", deliver_by_at=due, by=officer, now=at
                )
                [placed] = orders.place(basket_id=basket.pk, by=officer, now=at, warnings=REASONS)
                return Order.objects.get(pk=placed.id)
        except Refused:
            continue
    return None


def _live(desk: _Desk, lot: _Lot, order: Order, *, owner: User, now: datetime) -> None:
    """Take an order along its path as far as there was time; the lot's fate decides who says no."""
    answered, due, key = order.placed_at + timedelta(hours=3), order.deliver_by_at, order.pk
    if answered > now or lot.fate < 2:
        return
    if lot.fate < 6:
        orders.decline(order_id=key, reason="capacity", by=owner, now=answered)
        return
    if lot.fate < 14 and due > now:
        whole = order.lines.get().quantity
        part = {1: whole - whole // 4}
        orders.confirm_part(order_id=key, quantities=part, reason="capacity", by=owner, now=answered)
        return
    orders.confirm(order_id=key, by=owner, now=answered)
    if lot.fate < 10:
        who, at = desk.people[Role.PROCUREMENT_OFFICER], min(answered + timedelta(hours=2), now)
        orders.cancel(order_id=key, reason="event_cancelled", by=who, now=at)
        return
    if due <= now:
        orders.deliver(order_id=key, by=owner, now=due - timedelta(minutes=40))
        _receive(desk, lot, order, now)


def _receive(desk: _Desk, lot: _Lot, order: Order, now: datetime) -> None:
    due = order.deliver_by_at
    received = due + timedelta(hours=2 if lot.fate < 80 else 26)
    if received > now:
        return
    orders.receive(
        order_id=order.pk, arrived_at=due + timedelta(minutes=25 if lot.fate > 92 else -20), now=received,
        temperature_celsius=64 if lot.offer.category.line_kind == "catering" else None,
        by=desk.people[Role.COMMITMENT_OFFICER],
    )  # fmt: skip
    said = received + timedelta(hours=3)
    if lot.fate % 2 and said <= now:
        stars, words = SAID[lot.fate // 2 % len(SAID)]
        ppk = desk.people[Role.COMMITMENT_OFFICER]
        orders.review(order_id=order.pk, stars=stars, words=words, by=ppk, now=said)
    paid = received + timedelta(days=lot.pays_after)
    if paid <= now:
        _pay(desk, lot, order, paid, now)


def _pay(desk: _Desk, lot: _Lot, order: Order, paid: datetime, now: datetime) -> None:
    treasurer, number = desk.people[Role.TREASURER], f"{day_in_wib(paid):%y%m%d}-{order.pk}"
    if lot.fate % 3:
        orders.pay(
            order_id=order.pk, proof_number=f"TRF-{number}", paid_on=day_in_wib(paid), tax_slip_number=f"BP-{number}",
            by=treasurer, now=paid,
        )  # fmt: skip
        return
    orders.request_debit(order_id=order.pk, tax_slip_number=f"BP-{number}", by=treasurer, now=paid)
    confirmed = paid + timedelta(hours=5)
    if confirmed < now - timedelta(days=2):  # those of the last two days wait for the budget owner
        orders.confirm_debit(order_id=order.pk, by=desk.people[Role.BUDGET_OWNER], now=confirmed)


def _leave(now: datetime) -> None:
    """Close the accounts of those who stood in: only the demo's people can sign in to it."""
    administrator = User.objects.get(username=person_with(Role.ADMINISTRATOR).username)
    names = [SELLERS_STAND_IN[0], *(username for _, username, _ in STAND_INS)]
    for user in User.objects.filter(username__in=names):
        deactivate_user(user_id=user.pk, by=administrator, now=now, reason="Pesanan contoh sudah dibuat")


def _account(username: str, name: str, at: datetime) -> User:
    """Return an account without a password: nobody can sign in to it."""
    return create_user(username=username, password=None, full_name=name, by=None, now=at)


def _give(user: User, role: Role, kind: str, code: str, at: datetime) -> None:
    day = day_in_wib(at)
    add_membership(user=user, role=role, scope_kind=kind, scope_code=code, from_on=day, by=None, now=at)
