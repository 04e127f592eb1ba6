"""What a business says of itself as a seller, and barring it from selling."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from tumbuh.accounts.models import User
from tumbuh.accounts.permissions import Permission
from tumbuh.accounts.rules import CITY
from tumbuh.accounts.services import require
from tumbuh.audit import services as audit
from tumbuh.catalogue.access import check_seller
from tumbuh.catalogue.models import Offer, SellerProfile
from tumbuh.catalogue.showing import shown_changed
from tumbuh.kernel.errors import Refused
from tumbuh.kernel.identifiers import phone as phones
from tumbuh.kernel.periods import day_in_wib
from tumbuh.reference.areas import areas_by_code
from tumbuh.registry.models import Business


class BadProfile(Refused):
    """What was typed is no seller's profile."""

    code = "bad_profile"


class NotBanned(Refused):
    """There is no ban to lift."""

    code = "not_banned"


@dataclass(frozen=True)
class ProfileValues:
    """A seller's profile as typed. `phone` in any spelling; `delivers_to` area codes, none for everywhere."""

    seller_type: str = "maker"
    maker_name: str = ""
    phone: str = ""
    delivers_to: Sequence[str] = ()
    delivery_fee_rupiah: int = 0
    packing_fee_rupiah: int = 0
    collects_vat: bool = False
    consents: bool = True


@transaction.atomic
def set_profile(*, business: Business, values: ProfileValues, by: User | None, now: datetime) -> SellerProfile:
    """Write how a business sells; the first time makes it a seller. Raises: NotAllowed, BadProfile."""
    check_seller(by, business, now)
    checked = _checked(values, now)
    profile = SellerProfile.objects.select_for_update().filter(business=business).first()
    if profile is None:
        profile = SellerProfile(business=business, added_at=now)
    for name, value in checked.items():
        setattr(profile, name, value)
    profile.consented_at = (profile.consented_at or now) if values.consents else None
    profile.save()
    audit.record("catalogue.profile_set", by=by, at=now, target=_target(business))
    _refresh(business, now)
    return profile


@transaction.atomic
def ban_seller(*, business: Business, until_on: date, reason: str, by: User, now: datetime) -> SellerProfile:
    """Bar a business from selling until a day, included; orders under way go on. Raises: NotAllowed, BadProfile."""
    require(by, Permission.CATALOGUE_CURATE, scope=CITY, on=day_in_wib(now))
    if len(reason.split()) < 3 or until_on < day_in_wib(now):
        raise BadProfile("Tulis alasan larangan (paling sedikit tiga kata) dan hari terakhirnya, hari ini atau nanti.")
    profile, _ = SellerProfile.objects.select_for_update().get_or_create(business=business, defaults={"added_at": now})
    profile.banned_until_on, profile.ban_reason = until_on, reason.strip()
    profile.save(update_fields=["banned_until_on", "ban_reason"])
    detail = {"until": until_on.isoformat()}
    audit.record(
        "catalogue.seller_banned", by=by, at=now, target=_target(business), reason=reason.strip(), detail=detail
    )
    _refresh(business, now)
    return profile


@transaction.atomic
def lift_ban(*, business: Business, reason: str, by: User, now: datetime) -> SellerProfile:
    """Let a barred business sell again. Raises: NotAllowed, NotBanned."""
    require(by, Permission.CATALOGUE_CURATE, scope=CITY, on=day_in_wib(now))
    profile = SellerProfile.objects.select_for_update().filter(business=business).first()
    if profile is None or profile.banned_until_on is None:
        raise NotBanned("Usaha ini tidak sedang dilarang berjualan.")
    profile.banned_until_on, profile.ban_reason = None, ""
    profile.save(update_fields=["banned_until_on", "ban_reason"])
    audit.record("catalogue.ban_lifted", by=by, at=now, target=_target(business), reason=reason.strip())
    _refresh(business, now)
    return profile


def _checked(values: ProfileValues, now: datetime) -> dict[str, object]:
    if values.seller_type not in dict(SellerProfile.TYPES):
        raise BadProfile("Pilih jenis penjual: pembuat, penjual kembali, kelompok tani, atau koperasi.")
    if values.seller_type == "reseller" and not values.maker_name.strip():
        raise BadProfile("Penjual kembali menyebutkan siapa pembuat barangnya.")
    if min(values.delivery_fee_rupiah, values.packing_fee_rupiah) < 0:
        raise BadProfile("Ongkos tidak boleh kurang dari nol.")
    known = areas_by_code(day_in_wib(now))
    unknown = [code for code in values.delivers_to if code not in known and code not in {"31"}]
    if unknown:
        raise BadProfile(f"Wilayah {', '.join(unknown)} tidak dikenal; pilih dari daftar.")
    return {
        "seller_type": values.seller_type,
        "maker_name": values.maker_name.strip(),
        "phone": str(phones.parse(values.phone) or "") if values.phone.strip() else "",
        "delivers_to": sorted(set(values.delivers_to)),
        "delivery_fee_rupiah": values.delivery_fee_rupiah,
        "packing_fee_rupiah": values.packing_fee_rupiah,
        "collects_vat": values.collects_vat,
    }


def _target(business: Business) -> str:
    return f"registry.business:{business.public_id}"


def _refresh(business: Business, now: datetime) -> None:
    shown_changed(list(Offer.objects.filter(seller=business).values_list("pk", flat=True)), now=now)
