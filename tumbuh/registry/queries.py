"""Reading the register: businesses found and shown, the frame for figures, imports and what became of their rows."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import polars as pl
from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet, Subquery

from tumbuh import bulk
from tumbuh.analytics.tables import BUSINESS_SCHEMA
from tumbuh.kernel.errors import Refused
from tumbuh.registry.error_files import import_errors_csv, import_errors_xlsx
from tumbuh.registry.models import Business, ClassAssessment, Owner, Ownership, RegisterImport, RegisterImportRow, Site
from tumbuh.registry.previewing import preview
from tumbuh.registry.rules import name_key
from tumbuh.registry.sealing import sealer

__all__ = [
    "BusinessFilter",
    "active_businesses_frame",
    "bad_row_reasons",
    "business_by_nib",
    "business_detail",
    "businesses",
    "import_errors_csv",
    "import_errors_xlsx",
    "import_summary",
    "imports",
    "masked_nik",
    "names_of",
    "preview",
    "register_import",
    "register_version",
]
NO_AREA = "tanpa"  # in a filter: businesses without an area


class NoSuchBusiness(Refused):
    """No business of the register has this number."""

    code = "no_such_business"


@dataclass(frozen=True)
class BusinessFilter:
    """Which businesses are looked for. Empty means all. `text`: words of a name, a NIB or a whole NIK."""

    text: str = ""
    area: str = ""
    size_class: str = ""
    state: str = ""  # "open", "closed"


def businesses(chosen: BusinessFilter, *, on: date) -> QuerySet[Any]:
    """Return the live businesses that pass, by name, each with `area_code` and `size_class` (of the day) on it."""
    site = Site.objects.filter(business=OuterRef("pk"), kind="main", withdrawn_at=None)
    latest = ClassAssessment.objects.filter(business=OuterRef("pk"), withdrawn_at=None, as_of__lte=on).order_by(
        "-as_of"
    )
    found = Business.objects.filter(withdrawn_at=None)
    if chosen.text.strip():
        found = _matching(found, chosen.text.strip())
    if chosen.area == NO_AREA:
        found = found.filter(~Exists(site.filter(area_code__isnull=False)))
    elif chosen.area:
        found = found.filter(Exists(site.filter(area_code__startswith=chosen.area)))
    if chosen.state == "open":
        found = found.filter(Q(closed_on=None) | Q(closed_on__gt=on))
    elif chosen.state == "closed":
        found = found.filter(closed_on__lte=on)
    shown = found.annotate(
        area_code=Subquery(site.values("area_code")[:1]), size_class=Subquery(latest.values("size_class")[:1])
    )
    if chosen.size_class:
        shown = shown.filter(size_class=chosen.size_class)
    return shown.order_by("name_key", "pk")


def _matching(found: QuerySet[Business], text: str) -> QuerySet[Business]:
    digits = "".join(char for char in text if char.isdigit())
    if len(digits) == 13:
        return found.filter(nib=digits)
    if len(digits) == 16:
        owners = Owner.objects.filter(nik_hash=sealer().digest("nik", digits), withdrawn_at=None)
        return found.filter(pk__in=_owned_by(owners))
    words = name_key(text).split()
    if not words:
        return found.none()
    query = " & ".join(f"{word}:*" for word in words)
    return found.filter(Q(pk__in=_with_words(Business, query)) | Q(pk__in=_owned_by(_with_words(Owner, query))))


def _with_words(model: type[Business] | type[Owner], query: str) -> QuerySet[Any]:
    vector = SearchVector("name_key", config="simple")
    words = SearchQuery(query, config="simple", search_type="raw")
    return model._default_manager.annotate(words=vector).filter(words=words, withdrawn_at=None).values("pk")


def _owned_by(owners: QuerySet[Any]) -> QuerySet[Any]:
    current = Ownership.objects.filter(withdrawn_at=None, to_on=None)
    return current.filter(owner__in=owners.values("pk")).values("business")


def business_by_nib(nib: str) -> Business:
    """Return the business with this NIB. Raises: NoSuchBusiness."""
    digits = "".join(char for char in nib if char.isdigit())
    found = Business.objects.filter(nib=digits, withdrawn_at=None).first() if digits else None
    if found is None:
        raise NoSuchBusiness(f"Tidak ada usaha dengan NIB {nib}; impor dahulu daftar yang memuatnya.")
    return found


def businesses_by_nib(nibs: Iterable[str]) -> dict[str, Business]:
    """Return the businesses that have one of these NIBs (13 digits each) under it; the others are left out."""
    return {found.nib: found for found in Business.objects.filter(nib__in=list(nibs), withdrawn_at=None)}


def business_by_id(public_id: UUID) -> Business:
    """Return a business, also a withdrawn one. Raises: NoSuchBusiness."""
    found = Business.objects.filter(public_id=public_id).first()
    if found is None:
        raise NoSuchBusiness("Usaha ini tidak ada dalam register.")
    return found


@dataclass(frozen=True)
class BusinessDetail:
    """One business with everything the register knows of it."""

    business: Business
    owners: list[Ownership]
    sites: list[Site]
    licences: list[Any]
    assessments: list[ClassAssessment]


def business_detail(public_id: UUID) -> BusinessDetail:
    """Return a business and what belongs to it, withdrawn rows left out. Raises: NoSuchBusiness."""
    business = business_by_id(public_id)
    live = {"withdrawn_at": None}
    return BusinessDetail(
        business,
        list(business.ownerships.filter(**live).select_related("owner").order_by("from_on", "pk")),
        list(business.sites.filter(**live).order_by("kind", "pk")),
        list(business.licences.filter(**live).order_by("kind", "number")),
        list(business.assessments.filter(**live).order_by("-as_of")),
    )


def masked_nik(owner: Owner) -> str:
    """Return the owner's NIK masked: the district of first registration and the last two digits; "" when unknown."""
    if not owner.nik_cipher:
        return ""
    digits = sealer().open(owner.nik_cipher)
    return f"{digits[:6]}••••••••{digits[-2:]}"


def active_businesses_frame(on: date) -> pl.DataFrame:
    """
    Return the businesses registered on or before a day with BUSINESS_SCHEMA, those closed since included.

    The class is the latest assessed by that day. One COPY: 250,000 rows in under a second.
    """
    columns = {"business_id": pl.String, "name": pl.String, "area_code": pl.String, "registered_on": pl.Date}
    frame = bulk.read(
        "SELECT b.public_id, b.name, s.area_code, b.registered_on, b.closed_on, a.size_class "
        "FROM registry_business b "
        "LEFT JOIN registry_site s ON s.business_id = b.id AND s.kind = 'main' AND s.withdrawn_at IS NULL "
        "LEFT JOIN (SELECT DISTINCT ON (business_id) business_id, size_class FROM registry_classassessment "
        "WHERE withdrawn_at IS NULL AND as_of <= %(on)s ORDER BY business_id, as_of DESC) a ON a.business_id = b.id "
        "WHERE b.withdrawn_at IS NULL AND b.registered_on <= %(on)s",
        columns | {"closed_on": pl.Date, "size_class": pl.String},
        {"on": on},
    )
    code = pl.col("area_code")
    return frame.with_columns(
        city_code=code.str.slice(0, 5),
        district_code=pl.when(code.str.len_chars() >= 8).then(code.str.slice(0, 8)),
        ward_code=pl.when(code.str.len_chars() == 13).then(code),
    ).select(pl.col(name).cast(kind) for name, kind in BUSINESS_SCHEMA.items())


def small_businesses_frame(on: date) -> pl.DataFrame:
    """
    Return business_id, kbli_code and city_code of the businesses open on a day that are not known to be larger.

    One that nobody assessed is in: the register is of micro, small and medium businesses. Place may be null.
    """
    return bulk.read(
        "SELECT b.public_id, b.kbli_code, substr(s.area_code, 1, 5) FROM registry_business b "
        "LEFT JOIN registry_site s ON s.business_id = b.id AND s.kind = 'main' AND s.withdrawn_at IS NULL "
        "LEFT JOIN (SELECT DISTINCT ON (business_id) business_id, size_class FROM registry_classassessment "
        "WHERE withdrawn_at IS NULL AND as_of <= %(on)s ORDER BY business_id, as_of DESC) a ON a.business_id = b.id "
        "WHERE b.withdrawn_at IS NULL AND b.registered_on <= %(on)s AND (b.closed_on IS NULL OR b.closed_on > %(on)s) "
        "AND coalesce(a.size_class, '') NOT IN ('medium', 'large')",
        {"business_id": pl.String, "kbli_code": pl.String, "city_code": pl.String},
        {"on": on},
    )


def register_version() -> tuple[object, ...]:
    """
    Return what is another value after each change of the register: how many imports are in which state.

    Imports and their undoing are all that changes the register; whoever adds another way adds it here.
    """
    states = RegisterImport.objects.values("state").annotate(count=Count("pk"), latest=Max("pk")).order_by("state")
    return tuple((row["state"], row["count"], row["latest"]) for row in states)


def names_of(public_ids: Collection[str]) -> dict[str, str]:
    """Return the names of businesses by public id; an id that is unknown or no id is left out."""
    wanted = {found for found in map(_uuid, public_ids) if found is not None}
    rows = Business.objects.filter(public_id__in=wanted).values_list("public_id", "name")
    return {str(public_id): name for public_id, name in rows}


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def places_of_taxpayers() -> pl.DataFrame:
    """
    Return npwp_hash and city_code of the owners of live businesses with a known place: who sells to the city is local.

    An owner with places in several cities has a row for each.
    """
    return bulk.read(
        "SELECT DISTINCT o.npwp_hash, substr(s.area_code, 1, 5) FROM registry_owner o "
        "JOIN registry_ownership w ON w.owner_id = o.id AND w.withdrawn_at IS NULL AND w.to_on IS NULL "
        "JOIN registry_site s ON s.business_id = w.business_id AND s.kind = 'main' AND s.withdrawn_at IS NULL "
        "WHERE o.npwp_hash > '' AND o.withdrawn_at IS NULL AND s.area_code IS NOT NULL",
        {"npwp_hash": pl.String, "city_code": pl.String},
    )


def imports() -> QuerySet[RegisterImport]:
    """Return all imports, newest first."""
    return RegisterImport.objects.select_related("created_by", "undone_by").order_by("-created_at", "-pk")


def register_import(public_id: UUID) -> RegisterImport:
    """Return one import. Raises: Refused."""
    found = imports().filter(public_id=public_id).first()
    if found is None:
        raise Refused("Impor ini tidak ada.", code="no_such_import")
    return found


def bad_row_reasons(done: RegisterImport, *, limit: int) -> list[tuple[int, list[dict[str, str]]]]:
    """Return the first refused rows of an import with their errors, ids masked in them."""
    rows = RegisterImportRow.objects.filter(register_import=done, outcome="rejected").order_by("row")
    return list(rows.values_list("row", "errors")[:limit])


def import_summary(done: RegisterImport) -> Mapping[str, Any]:
    """Return what an import did, as plain data for a command or an API."""
    return {
        "import_id": done.pk,
        "file": done.file_name,
        "state": done.state,
        "rows": done.rows_total,
        "created": done.created,
        "updated": done.updated,
        "unchanged": done.unchanged,
        "repeated": done.repeated,
        "rejected": done.rejected,
        "errors": done.error_codes,
        "mapping": done.mapping,
        "unknown_columns": done.unknown_columns,
        "notices": done.notices,
    }
