"""Building the demo's catalogue through its services: sellers, kitchens, offers, stock, pictures and curation."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction

from tumbuh.accounts.models import User
from tumbuh.accounts.permissions import Role
from tumbuh.accounts.services import add_membership, create_user, deactivate_user
from tumbuh.catalogue import services as catalogue
from tumbuh.catalogue.models import CurationStep, Offer, Product
from tumbuh.catalogue.photos import Picture, keep
from tumbuh.catalogue.rules.masters import pack_of
from tumbuh.catalogue.services import Decision, NewMaster, NewOffer, PoolValues, ProfileValues
from tumbuh.demo import pictures
from tumbuh.demo.catalogue import TEBET, WAVES, Plan, PlannedOffer, PlannedSeller, plan
from tumbuh.demo.city import City
from tumbuh.demo.jakarta import aware
from tumbuh.kernel.periods import day_in_wib
from tumbuh.registry import queries as registry
from tumbuh.registry.models import Business

FIRST_WAVE, BETWEEN_WAVES = timedelta(days=230), timedelta(days=60)
# Judges of the first two steps all over the city, besides those who can sign in; and how long each step took.
STANDING_IN = (("kurator-kecamatan", "Tim Kurasi Kecamatan"), ("kurator-kota", "Tim Kurasi Kota"))
STEPS = ("district", "city", "province")
STEPS_TAKE = (timedelta(days=3), timedelta(days=6), timedelta(days=10))
LAST_CURATOR = "kurator3"
DESKS = (TEBET, TEBET[:5])  # where those judge the first two steps who sign in to the demo
GOOD = {"taste": 86, "packaging": 80, "hygiene": 84, "halal": 90, "photo": 78}
GOOD_GOODS = {"quality": 85, "packaging": 80, "photo": 78}
ASKS = "Tulis tanggal kedaluwarsa dan berat bersih pada label, lalu foto ulang kemasannya."


@dataclass(frozen=True)
class _Ready:
    """What is there before the first offer: businesses and kitchens by NIB, pictures, and the judges of the steps."""

    businesses: Mapping[str, Business]
    kitchens: Mapping[str, int]
    shots: Mapping[tuple[str, int], Picture]
    judges: Sequence[User]


def add_catalogue(city: City) -> None:
    """Build the catalogue, whole or not at all; nothing when it is there."""
    if Offer.objects.exists():
        return
    now = aware(city.now)
    planned = plan(city)
    shots = _pictures({(offer.motif, offer.palette) for offer in planned.offers}, Path(settings.MEDIA_ROOT))
    with transaction.atomic():
        catalogue.load_categories(now=now - FIRST_WAVE)
        businesses = registry.businesses_by_nib({seller.nib for seller in planned.sellers})
        kitchens = _open_sellers(planned, businesses, now - FIRST_WAVE)
        ready = _Ready(businesses, kitchens, shots, _judges(now - FIRST_WAVE - timedelta(days=30)))
        made: list[Offer] = []
        for wave in range(WAVES):
            at = now - FIRST_WAVE + BETWEEN_WAVES * wave
            chosen = [offer for offer in planned.offers if offer.wave == wave and offer.nib in businesses]
            made += _wave(chosen, ready, at, is_last=wave == WAVES - 1)
        _compare(made, now - timedelta(days=30))
        _raise_some_prices(made, now - timedelta(days=45))
        _give_the_owner_a_kitchen(businesses[planned.owners_nib], now - FIRST_WAVE)
        catalogue.inactivate_expired(now=now)
        _end_the_stand_ins(ready.judges[:-1], now)


def _pictures(wanted: Iterable[tuple[str, int]], folder: Path) -> dict[tuple[str, int], Picture]:
    return {one: keep(pictures.draw(*one), folder=folder) for one in sorted(wanted)}


def _open_sellers(planned: Plan, businesses: Mapping[str, Business], at: datetime) -> dict[str, int]:
    """Write the sellers' profiles and kitchens; return the kitchen's key by the seller's NIB."""
    kitchens = {}
    for seller in planned.sellers:
        business = businesses.get(seller.nib)
        if business is None:
            continue
        catalogue.set_profile(business=business, values=_profile(seller), by=None, now=at)
        if seller.kitchen is not None:
            limit, lead_hours, cutoff, closed = seller.kitchen
            values = PoolValues("Dapur", limit, lead_hours, cutoff, closed, closed_on_holidays=bool(closed))
            kitchens[seller.nib] = catalogue.add_pool(business=business, values=values, by=None, now=at).pk
    return kitchens


def _profile(seller: PlannedSeller) -> ProfileValues:
    return ProfileValues(
        seller_type=seller.seller_type,
        maker_name="Beberapa pabrik; disebut pada tiap produk" if seller.seller_type == "reseller" else "",
        phone=seller.phone,
        delivers_to=seller.delivers_to,
        delivery_fee_rupiah=seller.delivery_fee_rupiah,
        packing_fee_rupiah=seller.packing_fee_rupiah,
    )


def _judges(at: datetime) -> list[User]:
    """Return who judges each step; the first two are teams without a password."""
    people = []
    for username, name in STANDING_IN:
        user = create_user(username=username, password=None, full_name=name, by=None, now=at)
        add_membership(user=user, role=Role.CURATOR, from_on=day_in_wib(at), by=None, now=at)
        people.append(user)
    return [*people, User.objects.get(username=LAST_CURATOR)]


def _end_the_stand_ins(judges: Sequence[User], at: datetime) -> None:
    """Close the teams' accounts: from now on those judge who can sign in."""
    administrator = User.objects.get(username="pengelola")
    for judge in judges:
        deactivate_user(user_id=judge.pk, by=administrator, now=at, reason="Tim kurasi awal selesai")


def _wave(planned: Sequence[PlannedOffer], ready: _Ready, at: datetime, *, is_last: bool) -> list[Offer]:
    """Add the offers of one wave, fill them in, and take those that are ready through curation."""
    if not planned:
        return []
    owners = {business.pk for business in ready.businesses.values()}
    known = {(one.business_id, one.name): one.pk for one in Product.objects.filter(business__in=owners)}
    new = [_new(one, ready, known) for one in planned]
    sellers = [ready.businesses[nib] for nib in sorted({one.nib for one in planned})]
    made = catalogue.add_offers(businesses=sellers, offers=new, by=None, now=at)
    both = list(zip(made, planned, strict=True))
    shots = {offer.pk: ready.shots[one.motif, one.palette] for offer, one in both}
    catalogue.add_photos(photos=shots, by=None, now=at)
    stock = [(offer.pk, one.stock) for offer, one in both if one.stock]
    if stock:
        catalogue.receive_many(quantities=stock, by=None, now=at)
    fresh = list(Offer.objects.filter(pk__in=shots).select_related("product", "category"))
    missing = catalogue.missing_before_curation(fresh, on=day_in_wib(at))
    whole = [offer.pk for offer in fresh if not missing[offer.pk]]
    if whole:
        catalogue.submit_many(offer_ids=whole, by=None, now=at)
        _curate(whole, ready.judges, at, is_last=is_last)
    return made


def _new(one: PlannedOffer, ready: _Ready, known: Mapping[tuple[int, str], int]) -> NewOffer:
    business_id = ready.businesses[one.nib].pk
    maker = "" if one.kind == "maker" else "Pabrik di luar negeri" if "Impor" in one.title else "Beberapa pabrik"
    return NewOffer(
        business_id=business_id,
        title=one.title,
        category=one.category,
        unit=one.unit,
        price_rupiah=one.price_rupiah,
        description=one.description,
        kind=one.kind,
        product_id=known.get((business_id, one.product_name)),
        maker_name=maker,
        min_quantity=one.least,
        pool_id=ready.kitchens[one.nib] if not one.stock else None,
    )


def _curate(ready: Sequence[int], judges: Sequence[User], at: datetime, *, is_last: bool) -> None:
    """Judge step by step. Of the last wave some wait at each step, and of every wave a few are sent back or refused."""
    for level, (judge, takes) in enumerate(zip(judges, STEPS_TAKE, strict=True)):
        waiting = CurationStep.objects.filter(offer__in=ready, state="waiting", level=STEPS[level])
        waiting = waiting.select_related("offer__category")
        decisions = [
            _decision(step, number)
            for number, step in enumerate(waiting.order_by("pk"))
            if not (is_last and _waits(step, number, level))
        ]
        if decisions:
            catalogue.decide_many(decisions=decisions, by=judge, now=at + takes)


def _waits(step: CurationStep, number: int, level: int) -> bool:
    """Return whether a step of the last wave waits: an eighth, and all of those whom the demo's own curators judge."""
    return number % 8 == level or (level < len(DESKS) and step.area_code.startswith(DESKS[level]))


def _decision(step: CurationStep, number: int) -> Decision:
    if step.level == "district" and number % 23 == 7:
        return Decision(step.pk, "returned", {}, ASKS)
    if step.level == "city" and number % 37 == 5:
        return Decision(step.pk, "rejected", {}, "Contoh tidak sama dengan foto, dan kemasan terbuka saat tiba.")
    likes = (number * 7) % 19 - 8  # from 8 below to 10 above
    scores = GOOD if step.offer.category.food else GOOD_GOODS
    return Decision(step.pk, "passed", {name: min(100, score + likes) for name, score in scores.items()})


def _compare(made: Sequence[Offer], at: datetime) -> None:
    """Tie what several sellers offer to masters, as a curator would; one in five waits to be suggested."""
    by_name: dict[tuple[str, str, str], list[Offer]] = {}
    for offer in made:
        name = offer.title.removesuffix(pack_of(offer.title)).strip()
        by_name.setdefault((name, offer.category.code, offer.unit), []).append(offer)
    several = {key: offers for key, offers in by_name.items() if len(offers) > 1}
    if not several:
        return
    new = [
        NewMaster(name, category, unit, pack_of(offers[0].title)) for (name, category, unit), offers in several.items()
    ]
    masters = catalogue.add_masters(masters=new, by=None, now=at)
    links = [
        (offer.product_id, master.pk)
        for master, offers in zip(masters, several.values(), strict=True)
        for number, offer in enumerate(offers)
        if number % 5 != 4
    ]
    catalogue.link_masters(links=links, by=None, now=at)


def _raise_some_prices(made: Sequence[Offer], at: datetime) -> None:
    for offer in made[::9]:
        price = offer.price_rupiah * 106 // 100 // 500 * 500 + 500
        catalogue.set_price(offer_id=offer.pk, price_rupiah=price, by=None, now=at)


def _give_the_owner_a_kitchen(business: Business, at: datetime) -> None:
    """Let the demo's owner, who has a shop, run a caterer too: whoever has two businesses chooses between them."""
    user = User.objects.get(username="pemilik")
    code = str(business.public_id)
    add_membership(
        user=user, role=Role.OWNER, scope_kind="business", scope_code=code, from_on=day_in_wib(at), by=None, now=at
    )
