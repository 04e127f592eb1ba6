"""Needs of the demo's unit in different states, through the services: chosen, closed with quotes, open, a draft."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db import transaction

from tumbuh.accounts.models import User
from tumbuh.accounts.permissions import Role
from tumbuh.accounts.queries import person_named
from tumbuh.accounts.services import add_membership, create_user, deactivate_user
from tumbuh.demo.city import City
from tumbuh.demo.jakarta import aware
from tumbuh.kernel.errors import Refused
from tumbuh.kernel.periods import WIB, day_in_wib
from tumbuh.needs import services
from tumbuh.needs.models import Invitation, Need
from tumbuh.needs.services import NeedValues, QuoteValues
from tumbuh.orders import seeing
from tumbuh.orders import services as orders
from tumbuh.orders.models import Disposition
from tumbuh.orders.rules.moves import DispositionState
from tumbuh.procurement.ordering import lines_to_order, package_to_order

LEAST_CEILING = 5_000_000  # of the package that the needs hang on; a small city has few that are larger
ADDRESS, AREA = "Ruang Pola, Gedung Blok G, Balai Kota", "31.71.01"
ASKED_BEFORE = timedelta(days=7)  # so that two working days and a weekend have gone by


@dataclass(frozen=True)
class _Story:
    """One need of the demo: the sentence and what it says, when it was stated, and how far it went."""

    sentence: str
    title: str
    quantity: int
    ceiling_rupiah: int
    stated_before: timedelta
    due_after: timedelta
    most_sellers: int = 1
    until: str = "open"


STORIES = (
    _Story("makan siang 60 orang Balai Kota maksimal 38 ribu per kotak", "Nasi kotak", 60, 38_000, ASKED_BEFORE,
           timedelta(days=2), until="awarded"),
    _Story("nasi kotak 90 kotak rapat kerja di Balai Kota maks 36rb per kotak, boleh dibagi", "Nasi kotak", 90, 36_000,
           ASKED_BEFORE, timedelta(days=4), most_sellers=3, until="closed"),
    _Story("makan siang 40 orang minggu depan di Balai Kota maksimal 35 ribu per kotak", "Nasi kotak", 40, 35_000,
           timedelta(hours=2), timedelta(days=8)),
    _Story("nasi kotak 25 kotak untuk tamu dinas, maks 40rb per kotak", "Nasi kotak", 25, 40_000,
           timedelta(hours=1), timedelta(days=10), until="draft"),
)  # fmt: skip


def add_needs(city: City) -> None:
    """Add the needs, whole or not at all; nothing when they are there or no package of the unit could pay them."""
    if Need.objects.exists():
        return
    now = aware(city.now)
    with transaction.atomic():
        disposition = _disposition(now - ASKED_BEFORE - timedelta(hours=2))
        if disposition is None:
            return
        standing_in: list[User] = []
        for story in STORIES:
            standing_in += _tell(story, disposition, now)
        administrator = person_named("pengelola")
        for user in standing_in:
            deactivate_user(user_id=user.pk, by=administrator, now=now, reason="Akun pengganti kota contoh selesai")


def _disposition(at: datetime) -> Disposition | None:
    """Return a package that the demo's officer has in hand, else one that goes to it now; None when none fits."""
    officer, ppk, kpa = (person_named(name) for name in ("pengadaan", "ppk", "kpa"))
    in_hand = seeing.dispositions_of_officer(officer, state=DispositionState.TAKEN_UP)
    found = next((one for one in in_hand if one.free_rupiah >= LEAST_CEILING), None)
    if found is not None:
        return found
    for package in seeing.packages_to_dispose(kpa, now=at):
        lines = lines_to_order(package_to_order(package.code)) if package.left_rupiah >= LEAST_CEILING else []
        line = next((one for one in lines if one.free_rupiah >= LEAST_CEILING and not one.blocked), None)
        if line is None:
            continue
        made = orders.dispose(
            plan_code=package.code, budget_line_id=line.pk, ceiling_rupiah=LEAST_CEILING, commitment_officer=ppk,
            by=kpa, now=at,
        )  # fmt: skip
        orders.prepare(disposition_id=made.pk, procurement_officer=officer, by=ppk, now=at)
        return orders.take_up(disposition_id=made.pk, by=officer, now=at)
    return None


def _tell(story: _Story, disposition: Disposition, now: datetime) -> list[User]:
    """Take one need as far as its story goes; return the accounts that stood in for sellers without one."""
    officer, at = person_named("pengadaan"), now - story.stated_before
    due = datetime.combine(day_in_wib(now + story.due_after), time(12), tzinfo=WIB)
    values = NeedValues(
        sentence=story.sentence, title=story.title, category_code="nasi_kotak", quantity=story.quantity, unit="kotak",
        deliver_by_at=due, address=ADDRESS, area_code=AREA, unit_ceiling_rupiah=story.ceiling_rupiah,
        most_sellers=story.most_sellers,
    )  # fmt: skip
    need = services.state_need(disposition=disposition, values=values, by=officer, now=at)
    if story.until == "draft":
        return []
    try:
        need = services.ask_sellers(need_id=need.pk, by=officer, now=at)
    except Refused:  # a very small city has nobody who could cook it; the draft says so
        return []
    told = list(Invitation.objects.filter(need=need, state="told").select_related("seller").order_by("turn"))
    asked = told[:3] if story.until != "open" else told[-1:]
    standing_in = list(_quotes(need, asked, at + timedelta(minutes=20)))
    closes = need.closes_at
    if closes is None or story.until == "open" or closes + timedelta(hours=1) > now:
        return standing_in
    services.close(need_id=need.pk, now=closes)
    if story.until == "awarded":
        opened = services.open_quotes(need_id=need.pk, by=officer, now=closes + timedelta(minutes=30))
        chosen = services.propose(opened, now=closes + timedelta(minutes=40))
        services.award(
            need_id=need.pk, quantities=chosen.quantities, reason="", reason_text="", by=officer,
            now=closes + timedelta(minutes=50),
        )  # fmt: skip
    return standing_in


def _quotes(need: Need, asked: Sequence[Invitation], at: datetime) -> Iterator[User]:
    """Quote for the sellers around their catalogue price; those without an account get one that stands in."""
    for number, invitation in enumerate(asked):
        user = create_user(
            username=f"penjual-{need.pk}-{number + 1}", password=None,
            full_name=invitation.seller.name, by=None, now=at - timedelta(days=1),
        )  # fmt: skip
        add_membership(
            user=user, role=Role.OWNER, scope_kind="business", scope_code=str(invitation.seller.public_id),
            by=None, now=at - timedelta(days=1),
        )  # fmt: skip
        values = QuoteValues(
            offer_id=invitation.offer_id, quantity=need.quantity if need.most_sellers == 1 else need.quantity * 6 // 10,
            unit_price_rupiah=invitation.offer.price_rupiah - 500 * number, delivery_rupiah=20_000 * (number + 1),
        )  # fmt: skip
        services.note_read(need_id=need.pk, seller=invitation.seller, by=user, now=at)
        services.send_quote(need_id=need.pk, seller=invitation.seller, values=values, by=user, now=at)
        yield user
