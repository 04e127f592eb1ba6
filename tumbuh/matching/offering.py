"""What a business offers in the directory: drafted from register and catalogue, consented to by its owner."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import median

from django.db import transaction

from tumbuh.accounts.models import User
from tumbuh.audit import services as audit
from tumbuh.catalogue.ordering import offers_to_order
from tumbuh.catalogue.supplying import SupplyRow, kinds, supplies
from tumbuh.kernel.errors import NotAllowed, Refused
from tumbuh.kernel.periods import day_in_wib
from tumbuh.kernel.states import check_move
from tumbuh.matching import access
from tumbuh.matching.models import Participant, SupplyProfile
from tumbuh.matching.rules.states import AT_WORK, PROFILE_MOVES, ParticipantState, ProfileState
from tumbuh.reference.areas import areas_by_code
from tumbuh.registry.models import Business

MOST_CATEGORIES = 10


class SupplyIncomplete(Refused):
    """Something that a supply profile must say is missing or cannot be."""

    code = "supply_incomplete"


@dataclass(frozen=True)
class SupplyValues:
    """A supply profile as typed. `serves`: area codes, none for everywhere."""

    categories: Sequence[str]
    capacity: int
    unit: str
    unit_price_rupiah: int
    lead_days: int = 1
    serves: Sequence[str] = ()
    description: str = ""


@transaction.atomic
def draft_supply(*, business: Business, by: User, now: datetime) -> SupplyProfile:
    """
    Draft what a business offers from its catalogue; nothing is shown until its owner consents.

    Drafted again, only a draft changes: what an owner has seen stays the owner's. Raises: NotAllowed.
    """
    if not access.may_sell_for(by, business, now=now) and not access.organises(by, now):
        raise NotAllowed("Hanya pemilik usaha atau penyelenggara yang dapat menyusun profil ini.")
    profile = SupplyProfile.objects.select_for_update().filter(business=business).first()
    if profile is not None and profile.state != ProfileState.DRAFT:
        return profile
    profile = profile or SupplyProfile(business=business, drafted_at=now)
    _draft(profile, now)
    profile.changed_by, profile.changed_at = by, now
    profile.save()
    audit.record("matching.supply_drafted", by=by, at=now, target=_target(profile))
    return profile


@transaction.atomic
def change_supply(*, business: Business, values: SupplyValues, by: User, now: datetime) -> SupplyProfile:
    """Write what a business offers, as its owner says. Raises: NotAllowed, SupplyIncomplete."""
    access.require_seller(by, business, now=now)
    profile = SupplyProfile.objects.select_for_update().filter(business=business).first()
    profile = profile or SupplyProfile(business=business, drafted_at=now)
    known = {row.code for row in kinds()}
    if not values.categories or set(values.categories) - known or len(set(values.categories)) > MOST_CATEGORIES:
        raise SupplyIncomplete(f"Pilih satu sampai {MOST_CATEGORIES} jenis barang atau jasa dari daftar.")
    if values.capacity < 1 or values.unit_price_rupiah < 1 or not values.unit.strip() or values.lead_days < 0:
        raise SupplyIncomplete("Isi kapasitas, satuan, dan harga dengan angka lebih dari nol.")
    if set(values.serves) - set(areas_by_code()):
        raise SupplyIncomplete("Ada wilayah antar yang tidak dikenal; pilih dari daftar.")
    profile.categories, profile.capacity = sorted(set(values.categories)), values.capacity
    profile.unit, profile.unit_price_rupiah = values.unit.strip()[:20], values.unit_price_rupiah
    profile.lead_days, profile.serves = values.lead_days, sorted(set(values.serves))
    profile.description = " ".join(values.description.split())[:300]
    profile.changed_by, profile.changed_at = by, now
    profile.save()
    audit.record("matching.supply_changed", by=by, at=now, target=_target(profile))
    return profile


@transaction.atomic
def share_supply(*, business: Business, by: User, now: datetime) -> SupplyProfile:
    """Consent to showing a business in the directory. Raises: NotAllowed, IllegalMove, SupplyIncomplete."""
    access.require_seller(by, business, now=now)
    profile = SupplyProfile.objects.select_for_update().filter(business=business).first()
    if profile is None or not (profile.categories and profile.capacity and profile.unit_price_rupiah):
        raise SupplyIncomplete("Lengkapi dahulu jenis, kapasitas, dan harga, lalu tampilkan.")
    check_move(PROFILE_MOVES, profile.state, ProfileState.SHARED)
    profile.state, profile.consented_by, profile.consented_at = ProfileState.SHARED.value, by, now
    profile.withdrawn_at = None
    profile.save(update_fields=["state", "consented_by", "consented_at", "withdrawn_at"])
    audit.record("matching.supply_shared", by=by, at=now, target=_target(profile))
    return profile


@transaction.atomic
def withdraw_supply(*, business: Business, by: User, now: datetime) -> SupplyProfile:
    """
    Take the consent back: from now on the business is in no directory and in no new suggestion.

    The trail keeps who consented and when. Meetings that stand are not touched: they are cancelled one by one, or by
    withdrawing from the event. Raises: NotAllowed, IllegalMove.
    """
    access.require_seller(by, business, now=now)
    profile = SupplyProfile.objects.select_for_update().get(business=business)
    check_move(PROFILE_MOVES, profile.state, ProfileState.WITHDRAWN)
    profile.state, profile.withdrawn_at = ProfileState.WITHDRAWN.value, now
    profile.save(update_fields=["state", "withdrawn_at"])
    audit.record("matching.supply_withdrawn", by=by, at=now, target=_target(profile))
    return profile


def events_still_on(business: Business) -> int:
    """Return at how many events a business still takes part, for a page that tells what a withdrawal leaves."""
    coming = Participant.objects.filter(business=business, state=ParticipantState.COMING, event__state__in=AT_WORK)
    return coming.count()


def _draft(profile: SupplyProfile, now: datetime) -> None:
    """Fill a profile from what the business has listed: the kinds, what can be made in a day, the middle price."""
    today = day_in_wib(now)
    rows = kinds()
    listed = [
        row
        for row in supplies([one.code for one in rows], day=today, today=today, seller_ids=[profile.business_id])
        if row.state == "listed"
    ]
    offers = offers_to_order([row.offer_id for row in listed], on=today)
    codes = Counter(one.category_code for one in offers.values())
    profile.categories = [code for code, _ in codes.most_common(MOST_CATEGORIES)]
    profile.capacity = max((row.room for row in listed), default=0)
    profile.unit = Counter(row.unit for row in listed).most_common(1)[0][0] if listed else "buah"
    profile.unit_price_rupiah = int(median(row.price_rupiah for row in listed)) if listed else 0
    profile.lead_days = -(-max((row.lead_hours for row in listed), default=24) // 24)
    profile.serves = sorted({code for row in listed for code in row.delivers_to})
    profile.drafted_from = _told(listed)


def _told(listed: Sequence[SupplyRow]) -> dict[str, str]:
    if not listed:
        return {"categories": "belum ada produk yang tampil di katalog; isi sendiri"}
    return {
        "categories": f"{len(listed)} produk di katalog",
        "capacity": "yang terbanyak yang masih dapat dijanjikan hari ini",
        "unit_price_rupiah": f"harga tengah {len(listed)} produk di katalog",
        "serves": "wilayah antar di profil penjual",
    }


def _target(profile: SupplyProfile) -> str:
    return f"matching.supplyprofile:{profile.public_id}"
