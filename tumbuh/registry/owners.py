"""Owners for those who work with people: what is known of each, where they are, and who a row of a list is."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from tumbuh.kernel.errors import Refused
from tumbuh.registry.models import Business, ClassAssessment, Licence, Owner, Ownership, Site
from tumbuh.registry.rules import name_key
from tumbuh.registry.sealing import sealer


class NoSuchOwner(Refused):
    """No owner of the register has this id."""

    code = "no_such_owner"


@dataclass(frozen=True)
class OwnedBusiness:
    """A business that an owner owns on a day. `licences`: (kind, last day or None)."""

    id: int
    public_id: UUID
    name: str
    nib: str
    kbli_code: str
    registered_on: date
    closed_on: date | None
    area_code: str | None
    size_class: str
    licences: Sequence[tuple[str, date | None]]


@dataclass(frozen=True)
class OwnerProfile:
    """What the register knows of an owner on a day; national ids are not in it."""

    id: int
    public_id: UUID
    name: str
    phone: str
    gender: str
    born_on: date | None
    home_area_code: str
    businesses: Sequence[OwnedBusiness] = field(default_factory=list)

    @property
    def areas(self) -> frozenset[str]:
        """Where the businesses are; the home, when no business has a place."""
        found = {business.area_code for business in self.businesses if business.area_code}
        return frozenset(found or ({self.home_area_code} if self.home_area_code else set()))


@dataclass(frozen=True)
class Person:
    """A person as a list names them; any part may be blank. `nik_hash`: of `nik_hash_of`."""

    name: str = ""
    phone: str = ""
    nik_hash: str = ""


@dataclass(frozen=True)
class Link:
    """Which owner a person is and by what ("nik", "phone"); without an owner: why not ("unknown", "ambiguous")."""

    owner_id: int | None
    by: str


def owner_by_id(public_id: UUID) -> Owner:
    """Return a live owner. Raises: NoSuchOwner."""
    found = Owner.objects.filter(public_id=public_id, withdrawn_at=None).first()
    if found is None:
        raise NoSuchOwner("Pemilik usaha ini tidak ada dalam register.")
    return found


def owner_of_key(pk: int) -> Owner:
    """Return a live owner by the key in the database. Raises: NoSuchOwner."""
    found = Owner.objects.filter(pk=pk, withdrawn_at=None).first()
    if found is None:
        raise NoSuchOwner("Pemilik usaha ini tidak ada dalam register.")
    return found


def owners_by_id(public_ids: Iterable[UUID]) -> list[Owner]:
    """Return owners by their public ids, also withdrawn ones; unknown ids are left out."""
    return list(Owner.objects.filter(public_id__in=list(public_ids)))


def owner_names(ids: Iterable[int]) -> dict[int, str]:
    """Return the names of owners by key."""
    return dict(Owner.objects.filter(pk__in=list(ids)).values_list("pk", "name"))


def owner_exists(ids: Collection[int]) -> set[int]:
    """Return which of the keys are live owners."""
    return set(Owner.objects.filter(pk__in=ids, withdrawn_at=None).values_list("pk", flat=True))


def find_owners(text: str, *, limit: int) -> list[Owner]:
    """Return live owners whose name has all the words, whose phone it is, or who have this whole NIK; by name."""
    digits = "".join(char for char in text if char.isdigit())
    found = Owner.objects.filter(withdrawn_at=None)
    if len(digits) == 16:
        return list(found.filter(nik_hash=nik_hash_of(digits)))
    if len(digits) >= 8 and not any(char.isalpha() for char in text):
        return list(found.filter(phone__endswith=digits.lstrip("0").removeprefix("62")).order_by("name_key")[:limit])
    words = name_key(text).split()
    if not words:
        return []
    for word in words:
        found = found.filter(name_key__contains=word)
    return list(found.order_by("name_key", "pk")[:limit])


def nik_hash_of(nik: str) -> str:
    """Return the keyed hash by which an owner is found."""
    return sealer().digest("nik", nik)


def owners_in(area_codes: Collection[str], *, on: date) -> QuerySet[Owner]:
    """Return the live owners with a business, or else a home, in one of the areas."""
    sites, homes = Q(pk__in=[]), Q(pk__in=[])
    for code in area_codes:
        sites |= Q(area_code=code) | Q(area_code__startswith=f"{code}.")
        homes |= Q(home_area_code=code) | Q(home_area_code__startswith=f"{code}.")
    places = Site.objects.filter(sites, kind="main", withdrawn_at=None)
    owned = Ownership.objects.filter(_in_force(on), withdrawn_at=None)
    with_place = owned.filter(
        business__in=Site.objects.filter(kind="main", withdrawn_at=None, area_code__isnull=False).values("business")
    )
    there = Q(pk__in=owned.filter(business__in=places.values("business")).values("owner"))
    return Owner.objects.filter(there | (homes & ~Q(pk__in=with_place.values("owner"))), withdrawn_at=None)


def profiles(owner_ids: Collection[int], *, on: date) -> dict[int, OwnerProfile]:
    """Return what is known of owners on a day, by key, in five queries however many they are."""
    owners = {owner.pk: owner for owner in Owner.objects.filter(pk__in=owner_ids, withdrawn_at=None)}
    pairs = list(
        Ownership.objects.filter(_in_force(on), owner__in=owners, withdrawn_at=None, business__withdrawn_at=None)
        .order_by("from_on", "pk")
        .values_list("owner_id", "business_id")
    )
    known = _businesses({business for _owner, business in pairs}, on=on)
    owned: dict[int, list[OwnedBusiness]] = {}
    for owner, business in pairs:
        owned.setdefault(owner, []).append(known[business])
    return {
        pk: OwnerProfile(
            id=pk, public_id=owner.public_id, name=owner.name, phone=owner.phone, gender=owner.gender,
            born_on=owner.born_on, home_area_code=owner.home_area_code, businesses=owned.get(pk, []),
        )
        for pk, owner in owners.items()
    }  # fmt: skip


def _businesses(ids: Collection[int], *, on: date) -> dict[int, OwnedBusiness]:
    live = {"business__in": ids, "withdrawn_at": None}
    areas = dict(Site.objects.filter(kind="main", **live).values_list("business_id", "area_code"))
    assessed = ClassAssessment.objects.filter(as_of__lte=on, **live).order_by("as_of", "pk")
    classes = dict(assessed.values_list("business_id", "size_class"))  # the latest is the last
    licences: dict[int, list[tuple[str, date | None]]] = {}
    for business, kind, valid_to in Licence.objects.filter(**live).values_list("business_id", "kind", "valid_to"):
        licences.setdefault(business, []).append((kind, valid_to))
    return {
        row.pk: OwnedBusiness(
            id=row.pk, public_id=row.public_id, name=row.name, nib=row.nib, kbli_code=row.kbli_code,
            registered_on=row.registered_on, closed_on=row.closed_on, area_code=areas.get(row.pk),
            size_class=classes.get(row.pk, ""), licences=sorted(licences.get(row.pk, []), key=str),
        )
        for row in Business.objects.filter(pk__in=ids)
    }  # fmt: skip


def owner_keys_of_businesses(public_ids: Collection[str], *, on: date) -> set[int]:
    """Return the keys of the live owners who own one of the businesses on a day."""
    pairs = Ownership.objects.filter(_in_force(on), withdrawn_at=None, business__public_id__in=public_ids)
    return set(pairs.filter(owner__withdrawn_at=None).values_list("owner_id", flat=True))


def business_keys_of_owners(owner_ids: Collection[int] | None, *, on: date) -> Mapping[str, list[int]]:
    """Return the keys of owners by the public id of the business that they own on a day; None: of all owners."""
    pairs = Ownership.objects.filter(_in_force(on), withdrawn_at=None)
    if owner_ids is not None:
        pairs = pairs.filter(owner__in=owner_ids)
    found: dict[str, list[int]] = {}
    for owner, business in pairs.values_list("owner_id", "business__public_id"):
        found.setdefault(str(business), []).append(owner)
    return found


def link(people: Sequence[Person]) -> list[Link]:
    """
    Return who each person is, in the same order: by NIK; else by phone together with name. Two queries for all.

    A NIK that the register does not know falls back to phone and name of an owner whose NIK is not known either.
    """
    hashes = {person.nik_hash for person in people if person.nik_hash}
    by_nik = dict(Owner.objects.filter(nik_hash__in=hashes, withdrawn_at=None).values_list("nik_hash", "pk"))
    phones = {person.phone for person in people if person.phone}
    by_phone: dict[tuple[str, str], list[tuple[int, str]]] = {}
    rows = Owner.objects.filter(phone__in=phones, withdrawn_at=None)
    for pk, phone, key, nik_hash in rows.values_list("pk", "phone", "name_key", "nik_hash"):
        by_phone.setdefault((phone, key), []).append((pk, nik_hash))
    return [_link(person, by_nik, by_phone) for person in people]


def _link(person: Person, by_nik: Mapping[str, int], by_phone: Mapping[tuple[str, str], list[tuple[int, str]]]) -> Link:
    if person.nik_hash in by_nik:
        return Link(by_nik[person.nik_hash], "nik")
    same = by_phone.get((person.phone, name_key(person.name)), []) if person.phone else []
    fitting = [pk for pk, nik_hash in same if not person.nik_hash or not nik_hash]
    if len(fitting) == 1:
        return Link(fitting[0], "phone")
    return Link(None, "ambiguous" if fitting else "unknown")


def _in_force(on: date) -> Q:
    return Q(from_on__lte=on) & (Q(to_on=None) | Q(to_on__gte=on))


def identities_in(city_code: str) -> dict[str, list[tuple[str, str]]]:
    """
    Return district code → ("phone", "+62…") and ("nik", digits) of the live owners of a city, by main place or home.

    For keyed hashes only (coaching.rules.sketch): no caller shows or keeps them.
    """
    places = Site.objects.filter(kind="main", withdrawn_at=None, area_code__startswith=city_code)
    owned = Ownership.objects.filter(withdrawn_at=None, to_on=None, business__in=places.values("business"))
    districts = dict(places.values_list("business_id", "area_code"))
    where = {owner: districts[business] for owner, business in owned.values_list("owner_id", "business_id")}
    homes = Owner.objects.filter(home_area_code__startswith=city_code, withdrawn_at=None)
    for owner, code in homes.values_list("pk", "home_area_code"):
        where.setdefault(owner, code)
    found: dict[str, list[tuple[str, str]]] = {}
    rows = Owner.objects.filter(pk__in=where, withdrawn_at=None).values_list("pk", "phone", "nik_cipher")
    for owner, phone, cipher in rows.iterator():
        entries = found.setdefault((where[owner] or "")[:8], [])
        if phone:
            entries.append(("phone", phone))
        if cipher:
            entries.append(("nik", sealer().open(cipher)))
    return found
